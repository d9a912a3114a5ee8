"""The partnerships' own filters in words: what they offer, and what could not be used."""

from sqlalchemy import Connection

from dashboard import formats
from dashboard.components.page_filters import OwnFilter, OwnFilters
from dashboard.data import partnerships as data
from dashboard.data.filters import Filters
from dashboard.data.loading.partnership_kinds import STATES, STEPS
from dashboard.i18n import t

DORMANT = "yes"
"""The one value of the filter of dormant partnerships."""


def own_filters(connection: Connection, filters: Filters) -> OwnFilters:
    """Give the filters of the page for this viewer, and what of them could not be used."""
    offered = data.choices(connection, filters)
    steps, states = ({*filters.own_all(name)} for name in ("step", "status"))
    sleeping = offered.dormant or filters.own_all("dormant")
    countries = {code: formats.country(code) for code in offered.countries}
    return OwnFilters(
        filters=(
            OwnFilter("step", {s: t(f"partnership_step.{s}") for s in STEPS if s in {*offered.steps, *steps}}),
            OwnFilter("status", {s: t(f"partnership_status.{s}") for s in STATES if s in {*offered.statuses, *states}}),
            OwnFilter("dormant", {DORMANT: t("partnerships.only_dormant")} if sleeping else {}),
            OwnFilter("country", dict(sorted(countries.items(), key=lambda item: formats.sort_key(item[1])))),
            OwnFilter("q", words="partner"),
        ),
        problems=data.own_problems(connection, filters),
    )
