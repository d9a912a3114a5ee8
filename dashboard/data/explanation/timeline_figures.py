"""Figures whose rows follow from what is in view: the next report, money, a schedule, a locked period."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.data.explanation.indicators import resolved
from dashboard.data.explanation.recipes import Ingredient, Moment, Recipe, people
from dashboard.data.explanation.register import rows
from dashboard.data.filters import Filters
from dashboard.data.grant_money import money_lines
from dashboard.data.grants import of_grant
from dashboard.data.locked_figures import IN_PERIOD, locks_in_view
from dashboard.data.report_calendar import next_report, reports_seen
from dashboard.data.tracks import tracks_of_chosen_grant
from dashboard.data.versions import Snapshot

NOTHING = Recipe("nothing", ())
_CELLS = {"period": "period_result", "to_date": "current"}
"""Figures of a locked period that the tables of indicators call something else."""
_ALONE = frozenset({"sum", "latest", "value"})
"""Figures of which a difference is that of what their rows add."""


def moved(filters: Filters, asked: Ingredient) -> Filters:
    """Give the filters of an ingredient: its page's, unless it belongs to a report that was locked."""
    at = asked.at
    if at is None:
        return filters
    return Filters(filters.viewer, Snapshot(at.version, at.day), grants=(at.grant,), period=at.period)


def _owed(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give the days left to a report, or to the next one: of the report as written down, else of its grant."""
    told = dict(recipe.of[0].only)
    if "report" not in told:
        found = next_report(reports_seen(connection, filters))
        if found is None:
            return NOTHING
        told = {"grant": found[0].grant.code, "report": found[0].row.code if found[0].row else ""}
    if told["report"]:
        return Recipe("until", (rows("owed", "left", ("milestone", told["report"]), ("waits", "")),))
    own = (("grant", told["grant"]), ("dated", ""))
    return Recipe("deadline", (Ingredient("records", "records", own, tables=("grant", "extension")),))


def _spent(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give spent ÷ budget where there is one currency; amounts of several are never added."""
    lines = money_lines(connection, filters)
    if len(lines) == 1:
        return Recipe("share", recipe.of).within([("currency", lines[0].currency)])
    named = zip(recipe.of, ("spending_records", "grant_records"), strict=True)
    return Recipe("currencies", tuple(replace(one, measure="records").called(name) for one, name in named))


def _schedule(connection: Connection, filters: Filters, _recipe: Recipe) -> Recipe:
    """Give the results and targets of the indicator that speaks for the chosen grant."""
    track = next(iter(tracks_of_chosen_grant(connection, filters)), None)
    if track is None:
        return NOTHING
    told = (("indicator", track.code),)
    cells = {"actual": "current", "planned": "target_periods"}
    both = {name: _of_indicator(connection, filters, (*told, ("cell", cell))) for name, cell in cells.items()}
    return Recipe("schedule", tuple(one.called(name) for name, recipe in both.items() for one in recipe.of))


def _of_indicator(connection: Connection, filters: Filters, only: tuple[tuple[str, str], ...]) -> Recipe:
    """Give the recipe of a cell of an indicator."""
    return resolved(connection, filters, Recipe("indicator", (Ingredient("records", "value", only),)))


def _locked(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give a figure of a locked period from the data that were reported, from those of now, or the difference."""
    told = dict(recipe.of[0].only)
    lock = next((one for one in locks_in_view(connection, filters) if one.period.text == told["period"]), None)
    if lock is None:
        return NOTHING
    version = of_grant(connection, filters, lock.grant).snapshot.version
    known = Moment(version, lock.reported_on, lock.grant, lock.period)
    then = replace(known, version=lock.reported_version)
    if told["side"] != "change":
        return _at(connection, filters, told, then if told["side"] == "reported" else known)
    now, before = (_at(connection, filters, told, moment) for moment in (known, then))
    alone = {now.how, before.how} <= _ALONE and len(now.of) == len(before.of) == 1
    parts = {"known": now.of[:1], "reported": before.of[:1]}
    both = tuple(one.called(name) for name, of in parts.items() for one in of)
    return Recipe("change" if alone else "rule", both)


def _at(connection: Connection, filters: Filters, told: Mapping[str, str], at: Moment) -> Recipe:
    """Give a figure of a locked period as of one version."""
    what, code, figure = (told[name] for name in ("what", "named", "figure"))
    if what == "people":
        found = Recipe("sum", (people("contacts" if figure == "contacts" else "new_people"),))
        found = replace(found, of=(replace(found.of[0], to_date=figure not in IN_PERIOD),))
    elif what == "money":
        found = Recipe("sum", (rows("spending", "amount", ("grant", at.grant), ("currency", code)),))
    else:
        first, last = at.period.first_day.isoformat(), at.period.last_day.isoformat()
        only = (("indicator", code), ("cell", _CELLS.get(figure, figure)), ("from", first), ("to", last))
        found = _of_indicator(connection, moved(filters, Ingredient("records", at=at)), only)
    return replace(found, of=tuple(replace(one, at=at) for one in found.of))


MADE: Mapping[str, Callable[[Connection, Filters, Recipe], Recipe]] = {
    "indicator": resolved,
    "owed": _owed,
    "spent": _spent,
    "schedule": _schedule,
    "locked": _locked,
}
"""What makes the recipes that follow from what is in view, by how they call themselves."""
