"""What one project is: its stage, its first and present end side by side, and what its register says of it."""

from datetime import date

from dashboard import formats
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.components.navigation import outside_link
from dashboard.components.status_badge import badge
from dashboard.data.project_details import Details
from dashboard.i18n import choose, t

LONG = frozenset({"project.objective", "project.website"})
"""Values that take a line of their own."""


def facts(details: Details) -> list[Node]:
    """Give the card that opens the page, for a still tree."""
    return [el("Div", _stage(details), _dates(details), _register(details), class_="cardx")]


def _stage(details: Details) -> Element:
    """Say in which stage it is, since when, why, and whether that is too long."""
    if details.stage is None:
        return el("P", t("projects.stage"), ": ", formats.MISSING, class_="one-state")
    parts: list[Node] = [el("Strong", t(f"stage.{details.stage}"))]
    if details.entered_on:
        parts += [" · ", t("project.since", day=formats.day(details.entered_on))]
    over = (details.days or 0) - details.limit if details.limit is not None else 0
    if over > 0:
        parts += [" ", badge("late", t("project.over_limit", days=formats.whole(over)))]
    reason = el("Span", t("project.reason"), ": ", el("Bdi", details.reason), class_="one-reason")
    return el("P", *parts, reason if details.reason else None, class_="one-state")


def _dates(details: Details) -> Element:
    """Give start, first end and present end beside each other, and by how much the end moved."""
    moved = _moved(details.original_ends_on, details.ends_on)
    return el(
        "Dl",
        _date("projects.starts_on", details.starts_on),
        _date("projects.original_ends_on", details.original_ends_on),
        _date("project.present_end", details.ends_on, moved),
        class_="one-dates",
    )


def _date(key: str, day: date | None, note: str | None = None) -> Element:
    """Give one day under its name."""
    told = el("Dd", note, class_="one-moved") if note else None
    return el("Div", el("Dt", t(key)), el("Dd", formats.day(day)), told)


def _moved(first: date | None, present: date | None) -> str | None:
    """Say by how many days the end moved; nothing where one of the two is missing."""
    if first is None or present is None:
        return None
    days = (present - first).days
    if days == 0:
        return t("project.unmoved")
    return t("project.later" if days > 0 else "project.earlier", days=formats.whole(abs(days)))


def _register(details: Details) -> Element:
    """Give the rest as a list of names and values; what is missing is left out, except who is responsible.

    A protected viewer is not told who that is, nor the budget.
    """
    known = details.currency and details.budget is not None
    budget = formats.money(details.budget, details.currency or "") if known else formats.MISSING
    values: dict[str, Node] = {
        "table.code": ltr(details.code),
        "filter.programme": choose(details.programme_names),
        "table.subprogramme": choose(details.subprogramme) if details.subprogramme else None,
        "pool.owner": None if details.protected else _text(details.owner) or formats.MISSING,
        "project.implementer": _text(details.implementer),
        "project.organisation": choose(details.organisation) if details.organisation else None,
        "projects.mode": t(f"mode.{details.mode}") if details.mode else None,
        "projects.country": formats.country(details.country) if details.country else None,
        "pool.budget": None if details.protected else budget,
        "project.iati_status": t(f"iati_status.{details.iati_status}") if details.iati_status else None,
        "project.objective": _text(details.objective),
        "project.website": outside_link(details.website, ltr(details.website)) if details.website else None,
    }
    told = [(key, value) for key, value in values.items() if value]
    terms = [part for key, value in told for part in _pair(key, value)]
    return el("Dl", *terms, class_="definitions")


def _pair(key: str, value: Node) -> tuple[Element, Element]:
    """Give a name and its value."""
    long = "one-long" if key in LONG else None
    return el("Dt", t(key), class_=long), el("Dd", value, class_=long)


def _text(text: str | None) -> Element | None:
    """Give text as its source wrote it, in its own direction."""
    return el("Bdi", text) if text else None
