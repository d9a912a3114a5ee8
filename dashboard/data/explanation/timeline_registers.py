"""The registers of the timeline: grants and how they were amended, what is owed, and parts and revisions of targets."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.data.explanation.indicator_registers import INDICATOR_REGISTERS
from dashboard.data.explanation.register import Register


def _live(alias: str) -> str:
    """Say that a row of another table is live in the version that is read."""
    return f"{alias}.since_version <= :version and ({alias}.until_version is null or {alias}.until_version > :version)"


def _amended(what: str, before: str = "") -> str:
    """Give what the latest amendment of a grant set, or the latest one before a row."""
    return (
        f"(select a.{what} from amendments a where a.grant_id = r.grant_id and {_live('a')} and a.{what} is not null"  # noqa: S608 - ours
        f"{before} order by a.amended_on desc, a.id desc limit 1)"
    )


def _agreed(what: str) -> str:
    """Give what was agreed first with the grant of an amendment."""
    return f"(select {what} from grant_details d where d.grant_id = r.grant_id and {_live('d')})"  # noqa: S608 - ours


_EARLIER = " and (a.amended_on, a.id) < (r.amended_on, r.id)"
_END = f"coalesce({_amended('new_ends_on')}, r.ends_on)"
_END_BEFORE = f"coalesce({_amended('new_ends_on', _EARLIER)}, {_agreed('coalesce(d.ends_on, d.starts_on - 1)')})"
_AMOUNT_BEFORE = f"coalesce({_amended('new_amount', _EARLIER)}, {_agreed('d.amount')}, 0)"
_GRANT = " join grants g on g.id = r.grant_id"
_OF_GRANT = {"grants": "r.grant_id = any(:grants)", "grant": "g.code = :c_grant"}
_BAR = {"bar_code": "g.code = :c_bar_code", "bar": "'grant' = :c_bar"}
_DONE = "(r.done_on is not null and r.done_on <= :last_day)"
_SLIPPED_TO = (
    f"case when {_DONE} then r.done_on when r.forecast_on is not null then greatest(r.forecast_on, :last_day)"
    " when r.due_on < :judgement then cast(:last_day as date) end"
)
"""The day with which a milestone's slippage is measured: of done, the forecast, or the last day in view."""
_HANDED_IN = "least(r.done_on, r.sent_back_on, r.resubmitted_on, r.accepted_on)"
_PART = (
    "case when :c_dimension = '' then r.dimension is null and p.code = :c_part"
    " else r.dimension = :c_dimension and r.dimension_value = :c_part end"
)
_ENDS_MOVED = "r.ends_on - coalesce(r.original_ends_on, r.ends_on)"


def _of_part(name: str) -> Register:
    """Give the register of targets or results of one part or place."""
    whole = INDICATOR_REGISTERS[name]
    always = whole.always.removeprefix("r.dimension is null and ")
    return replace(whole, always=always, where={**whole.where, "part": _PART})


TIMELINE_REGISTERS: Mapping[str, Register] = {
    "grant": Register(
        "grant_details",
        "grants",
        "r.starts_on",
        "g.code",
        {
            "gone": f"least(greatest(cast(:last_day as date) - r.starts_on + 1, 0), {_END} - r.starts_on + 1)",
            "agreed": "coalesce(r.ends_on - r.starts_on + 1, 0)",
            "budget": "r.amount",
        },
        {
            **_OF_GRANT,
            "dated": f"r.starts_on is not null and {_END} is not null",
            "currency": "r.currency = :c_currency",
        },
        join=_GRANT,
    ),
    "extension": Register(
        "amendments",
        "amendments",
        "r.amended_on",
        "g.code",
        {"agreed": f"r.new_ends_on - {_END_BEFORE}", "moved": f"r.new_ends_on - {_END_BEFORE}"},
        {**_OF_GRANT, **_BAR, "dated": f"{_agreed('d.starts_on')} is not null"},
        always="r.new_ends_on is not null",
        join=_GRANT,
    ),
    "amount_change": Register(
        "amendments",
        "amendments",
        "r.amended_on",
        "g.code",
        {"budget": f"r.new_amount - {_AMOUNT_BEFORE}"},
        {**_OF_GRANT, "currency": f"{_agreed('d.currency')} = :c_currency"},
        always="r.new_amount is not null",
        join=_GRANT,
    ),
    "project_bar": Register(
        "project_details",
        "projects",
        "r.ends_on",
        "j.code",
        {"moved": _ENDS_MOVED},
        {"bar_code": "j.code = :c_bar_code", "bar": "'project' = :c_bar"},
        join=" join projects j on j.id = r.project_id",
    ),
    "activity_bar": Register(
        "activity_details",
        "activities",
        "r.ends_on",
        "a.code",
        {"moved": "r.ends_on - r.ends_on"},
        {"bar_code": "a.code = :c_bar_code", "bar": "'activity' = :c_bar"},
        join=" join activities a on a.id = r.activity_id",
    ),
    "owed": Register(
        "milestones",
        "milestones",
        "r.due_on",
        "r.code",
        {
            "slip_original": f"{_SLIPPED_TO} - r.original_due_on",
            "slip_current": f"{_SLIPPED_TO} - r.due_on",
            "moved": "r.due_on - r.original_due_on",
            "left": "r.due_on - cast(:last_day as date)",
        },
        {
            "milestone": "r.code = :c_milestone",
            "bar_code": "r.code = :c_bar_code",
            "bar": "'milestone' = :c_bar",
            "milestones": "r.code = any(:milestones)",
            "measured": f"{_SLIPPED_TO} is not null",
            "on_time": f"r.due_on <= :last_day and {_DONE} and r.done_on <= r.due_on",
            "come_due": f"r.due_on <= :last_day and ({_DONE} or r.due_on < :judgement)",
            "waits": f"({_HANDED_IN} is null or {_HANDED_IN} > :last_day)",
        },
    ),
    "revision": Register(
        "target_revisions",
        "target_revisions",
        "r.revised_on",
        "coalesce(p.code, '\u2014')",
        {"previous": "r.previous_value"},
        {
            **{name: INDICATOR_REGISTERS["target"].where[name] for name in ("indicator", "start", "end")},
            "indicator_places": INDICATOR_REGISTERS["target"].where["indicator_places"],
        },
        join=" left join places p on p.id = r.place_id",
    ),
    "part_target": _of_part("target"),
    "part_result": _of_part("result"),
}
"""Registers of which rows are listed behind figures of the timeline, by the name that ingredients use."""
