"""What the charts of `Veri kalitesi ve içe aktarma` show: each chart's questions, its table and its drawing."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection

from dashboard.data import quality
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.quality_fields import completeness
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.data import coverage, lists
from dashboard.i18n import choose

SOURCE = "source.loads"
SHOWN = {
    "data.coverage": Shown(
        ("coverage",),
        coverage.coverage_table,
        coverage.coverage,
        coverage.coverage_finding,
        coverage.coverage_rest,
        source=SOURCE,
    ),
    "data.fixes": Shown(
        ("fixes", "project_names"), lists.fixes_table, find=lists.fixes_finding, source=SOURCE, empty="nothing_due"
    ),
    "data.fields": Shown(("fields",), lists.fields_table, find=lists.fields_finding, source="source.all"),
    "data.source_list": Shown(
        ("source_list",), lists.sources_table, find=lists.sources_finding, source=SOURCE, empty="none_recorded"
    ),
    "data.load_list": Shown(("load_list",), lists.loads_table, source=SOURCE, empty="none_recorded"),
    "data.refusals": Shown(("refusals",), lists.refusals_table, source=SOURCE, empty="none_recorded"),
}
"""Every chart and table of the page, in the order of the catalogue."""


def project_names(connection: Connection, filters: Filters) -> Mapping[int, tuple[str, str]]:
    """Give code and name of every project by its id."""
    known = directory(connection, filters.snapshot.version)
    return {one.id: (one.code, choose(one.names)) for one in known.projects.values()}


def exports(stale_days: int) -> Exports:
    """Give the page's questions and charts for an installation that calls a source stale after so many days."""
    questions: Questions = {
        "coverage": quality.coverage,
        "fixes": partial(quality.fixes, stale_days=stale_days),
        "project_names": project_names,
        "fields": completeness,
        "source_list": partial(quality.source_list, stale_days=stale_days),
        "load_list": quality.loads_made,
        "refusals": quality.refusals,
    }
    return Exports(questions, SHOWN)
