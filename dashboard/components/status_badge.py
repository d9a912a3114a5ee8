"""A judgement or a state as icon, word and colour: never by colour alone."""

from collections.abc import Mapping
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
STATES: Mapping[str, str] = {
    **dict(TONES.items()),
    "done": "done",
    "late": "late",
    "not_due": "none",
    "in_force": "ok",
    "ending": "risk",
    "expired": "late",
    "none": "none",
    "dormant": "risk",
    "done_late": "risk",
    "overdue": "late",
    "open": "none",
    "reached": "done",
    "skipped": "none",
    "ahead": "none",
    "held": "done",
    "missed": "late",
    "planned": "none",
    "due": "risk",
    "submitted": "ok",
    "sent_back": "risk",
    "accepted": "done",
    "not_begun": "none",
    "running": "ok",
    "ended": "none",
    "restated": "risk",
    "unchanged": "ok",
    "better": "ok",
    "same": "none",
    "worse": "late",
    "first": "none",
    "received": "none",
    "reviewing": "none",
    "referred": "risk",
    "answered": "ok",
    "closed": "done",
    "in_time": "done",
    "waiting": "none",
    "sensitive": "risk",
}
"""The tone of every state that a table tells: of indicators, milestones, reports, partnerships, feedback."""


def status_badge(status: Status) -> Element:
    """Give a status as a small badge; the words are `st.<status>`."""
    return badge(TONES[status], t(f"st.{status}"))


def badge(tone: str, word: str) -> Element:
    """Give a word as a small badge with the sign and the colour of a tone: `ok`, `risk`, `late`, `done` or `none`."""
    return el("Span", icon(tone), word, class_=f"st st-{tone}")


def over_plan_badge() -> Element:
    """Give the badge beside "on track" where the plan is passed by so much that the target may be wrong."""
    return el("Span", icon("over"), t("status.over_plan"), class_="st st-none")


def icon(tone: str) -> Element:
    """Give a drawn sign that a screen reader skips, because the word beside it says the same."""
    return el("Span", class_=f"icon icon-{tone}", aria_hidden="true")
