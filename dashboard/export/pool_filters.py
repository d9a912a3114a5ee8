"""The pool's own filters in words: what they offer, what is tried, what could not be used."""

from sqlalchemy import Connection

from dashboard import formats
from dashboard.components.page_filters import OwnFilter, OwnFilters
from dashboard.data import projects as data
from dashboard.data.filters import Filters
from dashboard.data.goals import goals_in_scope
from dashboard.data.loading.project_kinds import MODES, STAGES
from dashboard.export.citation import listed
from dashboard.i18n import choose, t


def own_filters(connection: Connection, filters: Filters) -> OwnFilters:
    """Give the filters of the page for this viewer, the trial of weights in words, and what could not be used."""
    offered = data.choices(connection, filters)
    asked = {name: set(filters.own_all(name)) for name in ("stage", "mode", "goal")}
    goals = {
        goal.code: choose(goal.names) for goal in goals_in_scope(connection, filters.snapshot.version, filters.viewer)
    }
    shown = {*(goal.code for goal in offered.goals), *asked["goal"]}
    return OwnFilters(
        filters=(
            OwnFilter("stage", {s: t(f"stage.{s}") for s in STAGES if s in {*offered.stages, *asked["stage"]}}),
            OwnFilter("goal", {code: name for code, name in goals.items() if code in shown}),
            OwnFilter("mode", {m: t(f"mode.{m}") for m in MODES if m in {*offered.modes, *asked["mode"]}}),
            OwnFilter("country", _by_name({code: formats.country(code) for code in offered.countries})),
            OwnFilter("owner", {owner: owner for owner in offered.owners}),
            OwnFilter("q", words="q_own" if filters.viewer.protected else ""),
        ),
        told=_trial(data.criteria_in_force(connection, filters)),
        problems=data.own_problems(connection, filters),
    )


def _by_name(names: dict[str, str]) -> dict[str, str]:
    """Give choices in the order of the alphabet."""
    return dict(sorted(names.items(), key=lambda item: formats.sort_key(item[1])))


def _trial(criteria: data.Criteria) -> tuple[tuple[str, str], ...]:
    """Tell the weights on trial, which change every figure of priority; nothing where the stored ones count."""
    if not criteria.trial:
        return ()
    weights = (
        t("projects.part_of", criterion=choose(one.names), weight=formats.percent(share))
        for one, share in zip(criteria.items, criteria.shares, strict=True)
    )
    return ((t("projects.trial"), listed(*weights)),)
