"""A judgement or a state as icon, word and colour: never by colour alone."""

from typing import Literal

from dashboard.components.markup import Element, el
from dashboard.i18n import t

Status = Literal["achieved", "on_track", "at_risk", "off_track", "not_started", "no_data", "suppressed", "provisional"]
TONES: dict[Status, str] = {
    "achieved": "done",
    "on_track": "ok",
    "at_risk": "risk",
    "off_track": "late",
    "not_started": "none",
    "no_data": "none",
    "suppressed": "none",
    "provisional": "none",
}
"""The tone of each status; `assets/css/status.css` gives it a colour and an icon that differ from the others'."""


def status_badge(status: Status) -> Element:
    """Give a status as a small badge; the words are `st.<status>`."""
    return el("Span", icon(TONES[status]), t(f"st.{status}"), class_=f"st st-{TONES[status]}")


def over_plan_badge() -> Element:
    """Give the badge beside "on track" where the plan is passed by so much that the target may be wrong."""
    return el("Span", icon("over"), t("status.over_plan"), class_="st st-none")


def icon(tone: str) -> Element:
    """Give a drawn sign that a screen reader skips, because the word beside it says the same."""
    return el("Span", class_=f"icon icon-{tone}", aria_hidden="true")
