"""What a page says above its figures: how fresh the data are, and what of the address could not be used."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dashboard.address import Address, Period, Problem
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.formats import day, moment, whole
from dashboard.i18n import catalogue, language, t

FRESHNESS = "shell-freshness"
"""The line that says how fresh the figures are; an act on a page writes it anew."""


def freshness_line(cutoff: date | None, last_import: datetime | None, version: int) -> Element:
    """Give the line under the heading, see `freshness_facts`."""
    parts = freshness_facts(cutoff, last_import, version)
    return el("P", parts, id=FRESHNESS, class_="shell-freshness")


def freshness_facts(cutoff: date | None, last_import: datetime | None, version: int) -> list[Node]:
    """Say until when data reach, when they came in where that is told, and which version is shown."""
    imported = [] if cutoff and last_import is None else [(t("data.last_import"), moment(last_import))]
    facts = [(t("data.cutoff_date"), day(cutoff)), *imported, (t("shell.data_version"), str(version))]
    parts: list[Node] = []
    for name, value in facts:
        parts += [" · "] if parts else []
        parts.append(el("Span", f"{name}: ", el("Bdi", value), class_="shell-fact"))
    return parts


def stale_notice(stale: Sequence[tuple[str, int]]) -> Element | None:
    """Give the amber banner that names each kind of data that is out of date, with its age in days."""
    lines: list[Node] = [
        el("P", t("shell.stale", kind=t(f"shell.stale_kind.{kind}"), days=whole(days))) for kind, days in stale
    ]
    return _banner("shell-stale", lines) if lines else None


def point_in_time_notice(address: Address, path: str, version: int) -> Element | None:
    """Give the banner over figures of a chosen data version or day, with the way back to now.

    The way back is a real link: choices and dates of the whole page change with the version.

    Args:
        address: the address, which may ask for a version that does not exist.
        path: path of the page.
        version: the version that is really shown.
    """
    lines: list[Node] = []
    if address.v == version:
        lines.append(el("P", t("shell.as_of_version", version=str(address.v))))
    if address.on is not None:
        lines.append(el("P", t("shell.reference_day", day=day(address.on))))
    if not lines:
        return None
    back = el("A", t("shell.back_to_now"), href=_without_point_in_time(address, path), data_shell_now="")
    return _banner("shell-point-in-time", [*lines, el("P", back)])


def _without_point_in_time(address: Address, path: str) -> str:
    """Give the address of this page as of now, with all its other filters."""
    query = replace(address, v=None, on=None).query()
    return f"{path}?{query}" if query else path


def widened_notice(problems: Sequence[Problem], period: Period | None) -> Element | None:
    """Give the notice that another period is shown than was asked for, because figures are protected in quarters.

    `assets/shell/filters.js` hides it while the address asks for another period.
    """
    asked = next((problem for problem in problems if problem.told), None)
    if asked is None or period is None:
        return None
    parts = [el("P", t(asked.told)), el("P", ltr(f"{asked.value} → {period.text}"))]
    return el("Div", parts, id="shell-widened", class_="shell-notice", role="status", data_asked=asked.value)


def problems_notice(problems: Sequence[Problem]) -> Element:
    """Give the notice that names every value of the address that could not be used.

    It is always drawn, hidden where there is nothing to name: `assets/shell/filters.js` hides and shows its lines as
    the address changes.
    """
    lines = [[p.name, _name_of(p.name), p.value] for p in problems if not p.told]
    return el(
        "Div",
        el("P", t("shell.problems")),
        el("Ul", [el("Li", f"{label}: ", el("Bdi", value)) for _, label, value in lines]),
        id="shell-problems",
        class_="shell-notice",
        role="status",
        hidden=not lines,
        data_problems=json.dumps(lines, ensure_ascii=False),
    )


def _name_of(name: str) -> str:
    """Give the words for a name of the address, or the name itself where the product does not know it."""
    return catalogue(language()).get(f"filter.{name}", name)


def _banner(id_: str, lines: list[Node]) -> Element:
    """Give an amber banner: a sign, then its lines."""
    sign = el("Span", "⚠", aria_hidden="true", class_="shell-sign")
    return el("Div", sign, el("Div", lines), id=id_, class_="shell-notice")
