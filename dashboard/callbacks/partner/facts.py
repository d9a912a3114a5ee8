"""Who one partner is: how it stands, how far it has come, and what its register says of it."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.components.navigation import outside_link
from dashboard.components.status_badge import STATES, badge
from dashboard.data.loading.partnership_kinds import STEPS
from dashboard.data.partner import Remaining
from dashboard.data.partner_details import Details
from dashboard.export.citation import listed
from dashboard.figures.table import lists, names_in
from dashboard.i18n import choose, t

LONG = frozenset({"filter.programme", "project.website"})
"""Values that take a line of their own."""


def facts(details: Details, roles: Sequence[str], steps: DataFrame, remaining: Remaining) -> list[Node]:
    """Give the card that opens the page, for a still tree."""
    found = lists(steps)
    days = _days(found, remaining) if len(steps) else None
    by_code = sorted(zip(found["code"], names_in(found, "programme"), strict=True))
    programmes = list(dict.fromkeys(name for _, name in by_code))
    return [el("Div", _state(steps, remaining), days, _register(details, roles, programmes), class_="cardx")]


def _state(steps: DataFrame, remaining: Remaining) -> Element:
    """Say how the protocols stand and whether anything still happens, or that nothing has begun in view."""
    if steps.empty:
        return el("P", t("partner.not_begun"), class_="one-state")
    parts: list[Node] = [badge(STATES[remaining.state], t(f"partnership_status.{remaining.state}"))]
    if all(steps["dormant"]):
        parts += [" ", badge("risk", t("partner.dormant"))]
    return el("P", *parts, class_="one-state")


def _days(steps: dict[str, list[Any]], remaining: Remaining) -> Element:
    """Give the furthest step of all partnerships, the end of the protocol and the latest event beside each other."""
    reached = [(step, day) for step, day in zip(steps["step"], steps["since"], strict=True) if step]
    step, since = max(reached, key=lambda one: (STEPS.index(one[0]), one[1]), default=(None, None))
    return el(
        "Dl",
        _fact(
            "partner.furthest_step",
            t(f"partnership_step.{step}") if step else formats.MISSING,
            t("partner.since", day=formats.day(since)) if step else None,
        ),
        _fact("partner.ended_on" if remaining.state == "expired" else "partner.protocol_end", _end(remaining)),
        _fact("partner.last_event", formats.day(max(steps["last_event"]))),
        class_="one-dates",
    )


def _end(remaining: Remaining) -> str:
    """Write the last day of the protocol, or that it has none."""
    if remaining.state == "in_force" and remaining.ends_on is None:
        return t("partner.open_ended")
    return formats.day(remaining.ends_on)


def _fact(key: str, value: str, note: str | None = None) -> Element:
    """Give one value under its name."""
    return el("Div", el("Dt", t(key)), el("Dd", value), el("Dd", note, class_="one-moved") if note else None)


def _register(details: Details, roles: Sequence[str], programmes: Sequence[str]) -> Element:
    """Give the rest as a list of names and values; what is missing is left out, except where the partner is."""
    values: dict[str, Node] = {
        "table.code": ltr(details.code),
        "partner.kind": t(f"organisation_kind.{details.kind}") if details.kind else None,
        "project.role": listed(*(t(f"organisation_role.{role}") for role in roles)) if roles else None,
        "table.place": _place(details),
        "projects.country": formats.country(details.country) if details.country else None,
        "filter.programme": listed(*programmes, key="list.semicolon") if programmes else None,
        "project.website": outside_link(details.website, ltr(details.website)) if details.website else None,
    }
    terms = [part for key, value in values.items() if value for part in _pair(key, value)]
    return el("Dl", *terms, class_="definitions")


def _place(details: Details) -> str:
    """Name the place of today with its province, after the historic name where that was another."""
    if details.place is None:
        return formats.MISSING
    today = choose(details.place)
    if details.province:
        today = f"{today} ({choose(details.province)})"
    return t("partner.today", historic=choose(details.historic), today=today) if details.historic else today


def _pair(key: str, value: Node) -> tuple[Element, Element]:
    """Give a name and its value."""
    long = "one-long" if key in LONG else None
    return el("Dt", t(key), class_=long), el("Dd", value, class_=long)
