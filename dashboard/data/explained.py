"""Which key figures can be explained, and what each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Sort = Literal["people", "cases", "registers"]


@dataclass(frozen=True, slots=True)
class Spec:
    """How a figure is made: of people, of cases, or of registers; `measure` is what each load adds to it."""

    sort: Sort
    kinds: tuple[str, ...]
    measure: str = "records"
    of: str = ""
    """What the measure is divided by, empty where the figure is a sum."""
    to_date: bool = False


_PEOPLE, _CASES = ("reach",), ("feedback",)
_POOL = ("projects", "stages", "stage_limits", "criteria", "scores", "funding", "spending")
_PARTNERS = ("partnerships", "protocols", "partnership_steps", "commitments", "capacity", "joint_activities")
_GRANTS = ("grants", "amendments", "milestones", "indicators", "targets", "results", "spending", "project_grants")
SPECS: Mapping[str, Spec] = {
    "beneficiaries.unique_people": Spec("people", _PEOPLE, "new_people", to_date=True),
    "beneficiaries.new_people": Spec("people", _PEOPLE, "new_people"),
    "beneficiaries.contacts": Spec("people", _PEOPLE, "contacts"),
    "beneficiaries.contacts_per_person": Spec("people", _PEOPLE, "contacts", "new_people", to_date=True),
    "beneficiaries.share_women": Spec("people", _PEOPLE, "women", "sex_known", to_date=True),
    "beneficiaries.share_host": Spec("people", _PEOPLE, "host", "group_known", to_date=True),
    "overview.unique_people": Spec("people", _PEOPLE, "new_people", to_date=True),
    "overview.feedback_in_time": Spec("cases", _CASES),
    "overview.projects_completed": Spec("registers", ("projects", "stages")),
    "overview.high_priority_waiting": Spec("registers", _POOL),
    "overview.protocols_in_force": Spec("registers", ("partnerships", "protocols")),
    "overview.indicators_on_track": Spec("registers", _GRANTS),
    "overview.time_elapsed": Spec("registers", ("grants", "amendments")),
    "overview.budget_spent": Spec("registers", ("grants", "amendments", "spending")),
    **{
        f"projects.{name}": Spec("registers", _POOL)
        for name in (
            "in_pool",
            "running",
            "high_priority_waiting",
            "median_days_in_stage",
            "spent_share",
            "funding_gap",
        )
    },
    **{
        f"partnerships.{name}": Spec("registers", kinds)
        for name, kinds in {
            "in_force": ("partnerships", "protocols"),
            "ending_90_days": ("partnerships", "protocols"),
            "commitments_done": ("partnerships", "commitments"),
            "staff_trained": ("joint_activities", "joint_activity_partners"),
            "capacity_change": ("partnerships", "capacity"),
            "seats_filled": ("institution_groups", "seats", "seat_terms"),
        }.items()
    },
    **{
        f"feedback.{name}": Spec("cases", _CASES)
        for name in (
            *("received", "open", "median_response_days", "p90_response_days", "answered_in_time", "loop_closed"),
            *("per_1000_contacts", "satisfaction"),
        )
    },
    **{
        f"timeline.{name}": Spec("registers", _GRANTS)
        for name in (
            "elapsed",
            "milestones_on_time",
            "days_to_next_report",
            "spent_share",
            "indicators_on_track",
            "spi_t",
        )
    },
}
"""Every key figure that can be explained, by its id."""
