"""What has to be said beside every figure: what it covers, where it comes from and how people were counted."""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy import Connection

from dashboard import formats
from dashboard.catalogue import Figure
from dashboard.components.chart_card import Basis
from dashboard.components.page_filters import NO_OWN_FILTERS, OwnFilters
from dashboard.data.beneficiaries import counting_rules
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters, Viewer
from dashboard.data.versions import today
from dashboard.export.shown import REACH
from dashboard.figures.table import Answer, lists
from dashboard.i18n import choose, t
from dashboard.shown_sum import is_suppressed

_MOST_NAMES = 3
COUNTRY = "scope.country"
"""The message key of the whole country, within a sentence."""
PROTECTED = {
    REACH: "protected.source",
    "source.feedback": "protected.source",
    "source.partnerships": "protected.rows",
    "source.results": "protected.results",
}
"""Sources of which funders see protected figures, with the words by which every card and file says so."""


BY_MONTH = frozenset(
    {
        "beneficiaries.new_by_month",
        "beneficiaries.contacts_by_month",
        "feedback.by_month",
        "feedback.rate",
        "feedback.topics",
    }
)
"""Charts whose measure speaks of months, in place of which protected viewers get quarters."""


def measure_in_words(chart: Figure, viewer: Viewer) -> str:
    """Say what a chart measures, for a subtitle."""
    return t(f"{chart.measure}.by_quarter" if viewer.protected and chart.id in BY_MONTH else chart.measure)


def place_in_words(filters: Filters, known: Directory, everywhere: str = COUNTRY) -> str:
    """Name the places asked for, long lists ending with how many more there are; without any say `everywhere`."""
    if not filters.places:
        return t(everywhere)
    return _first_of([place_name(known, code) for code in filters.places])


def scope_in_words(filters: Filters, known: Directory, everywhere: str = COUNTRY) -> str:
    """Name place and period for a subtitle; `everywhere` is the message key for things that may lie abroad, too."""
    return listed(place_in_words(filters, known, everywhere), period_in_words(filters))


def period_in_words(filters: Filters) -> str:
    """Name the period within a sentence."""
    return formats.period_label(filters.period) if filters.period else t("scope.whole_period")


def place_name(known: Directory, code: str) -> str:
    """Give the name of a place, a district followed by its province."""
    place = known.places[known.ids["place"][code]]
    name = choose(dict(place.names))
    if place.level == "province" or place.parent is None:
        return name
    return f"{name} ({choose(dict(known.places[place.parent].names))})"


def filters_in_words(filters: Filters, known: Directory, own: OwnFilters = NO_OWN_FILTERS) -> str:
    """Name every filter in force with its values, as chips do on the screen; `own` are those of the page itself."""
    programmes = {entry.code: choose(dict(entry.names)) for entry in known.programmes.values()}
    grants = {entry.code: choose(dict(entry.names)) for entry in known.grants.values()}
    parts = {
        "programme": [programmes[code] for code in filters.programmes],
        "grant": [grants[code] for code in filters.grants],
        "period": [formats.period_label(filters.period)] if filters.period else [],
        "place": [place_name(known, code) for code in filters.places],
        "group": [t(f"population_group.{group}") for group in filters.groups],
    }
    by_label = {t(f"filter.{name}"): values for name, values in parts.items() if values} | own.in_words(filters.own)
    told = [f"{label}: {listed(*values)}" for label, values in by_label.items()]
    return listed(*told, key="list.semicolon") if told else t("filter.none")


def cutoff(filters: Filters, known: Directory) -> date:
    """Give the last day that a figure covers: E, or an earlier last day of all records (not told to funders)."""
    if filters.viewer.protected:
        return filters.last_day
    return min(filters.last_day, known.last_day or filters.last_day)


def rule_in_short(rules: Answer) -> str:
    """Name the rule by which people were counted, or the word for several, as a source line does."""
    if len(lists(rules)["counting_rule"]) > 1:
        return t("counting_rule.mixed")
    return counting_rule(rules)


def counting_rule(rules: Answer) -> str:
    """Name the rule by which people were counted; over several, the word for mixed and each part with its people.

    Args:
        rules: the answer of `data.beneficiaries.counting_rules`.
    """
    found = lists(rules)
    names = [t(f"counting_rule.{rule}") for rule in found["counting_rule"]]
    if len(names) < 2:  # noqa: PLR2004  One rule needs no parts.
        return names[0] if names else formats.MISSING
    people = found["new_people"]
    parts = [
        rule if is_suppressed(count) else t("counting.part", rule=rule, people=formats.whole(count))
        for rule, count in zip(names, people, strict=True)
    ]
    return f"{t('counting_rule.mixed')} ({listed(*parts, key='list.semicolon')})"


@dataclass(frozen=True, slots=True)
class Source:
    """What the figures of a card come from: in words, and the state of the data that they show."""

    lines: tuple[str, ...]
    basis: Basis | None = None


def source_lines(filters: Filters, known: Directory, rules: Answer | None, source: str = REACH) -> Source:
    """Give the source line of a card: source, cut-off and, where it could be had, the counting rule."""
    last = cutoff(filters, known)
    lines = (t("source.line", source=t(source)), t("source.cutoff", day=formats.day(last)))
    protected = (t(PROTECTED[source]),) if filters.viewer.protected and source in PROTECTED else ()
    counted = () if rules is None else (t("counting.rule", rule=rule_in_short(rules)),)
    return Source((*lines, *protected, *counted), Basis(filters.snapshot.version, filters.snapshot.day, last))


@dataclass(frozen=True, slots=True)
class Cover:
    """The opening lines of a file, and the last day that its figures cover."""

    lines: tuple[tuple[str, str], ...]
    cutoff: date


def cover(connection: Connection, filters: Filters, source: str = REACH, own: OwnFilters = NO_OWN_FILTERS) -> Cover:
    """Say what a file holds: source, filters, cut-off, data version, reference day, counting rule, day of writing.

    What of the address could not be used is named too; it is never left out in silence.
    """
    known = directory(connection, filters.snapshot.version)
    last = cutoff(filters, known)
    lines = [
        (t("data.source"), t(source)),
        (t("ui.filters"), filters_in_words(filters, known, own)),
        (t("data.cutoff_date"), formats.day(last)),
        (t("shell.data_version"), str(filters.snapshot.version)),
        (t("filter.on"), formats.day(filters.snapshot.day)),
    ]
    if filters.viewer.protected and source in PROTECTED:
        lines.append((t("protected.name"), t(PROTECTED[source])))
    if source == REACH:
        lines.append((t("export.counting_rule"), counting_rule(counting_rules(connection, filters))))
    lines.append((t("export.generated"), formats.day(today())))
    unused = "; ".join(f"{problem.name}={problem.value}" for problem in (*filters.problems, *own.problems))
    return Cover((*lines, (t("export.unused"), unused)) if unused else tuple(lines), last)


def listed(*texts: str, key: str = "list.comma") -> str:
    """Join texts with the comma, or another sign, of the language in force."""
    return reduce(lambda first, second: t(key, first=first, second=second), texts)


def _first_of(names: list[str]) -> str:
    """Give the first few names and how many more there are."""
    more = len(names) - _MOST_NAMES
    told = listed(*names[:_MOST_NAMES])
    return t("citation.and_more", names=told, count=formats.whole(more)) if more > 0 else told
