"""What of a chart a viewer gets: columns and whole charts that protected viewers do not."""

from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.export import partner, project, projects
from dashboard.export.shown import Exports, Shown
from dashboard.figures.projects import listing, plan
from dashboard.figures.table import Column, Table

FUNDER = Viewer(grants=frozenset({"G1"}))
TABLE = Table.of((Column("name", ""), Column("owner", "")), ["A"], ["B"])
PLAIN = Shown(("q",), lambda: TABLE, untold=frozenset({"owner"}))
KEPT = Shown(("q",), lambda: TABLE, withheld="scores_withheld")
PAGE = Exports({}, {"a": PLAIN, "b": KEPT})


def test_a_protected_viewer_gets_a_table_without_the_columns_that_are_not_told() -> None:
    told = PAGE.told("a", FUNDER)
    assert told is not None
    assert told.tabulate() == Table.of((Column("name", ""),), ["A"])
    assert PAGE.told("a", EVERYTHING) is PLAIN


def test_a_chart_that_is_kept_back_is_there_for_all_others() -> None:
    assert PAGE.told("b", FUNDER) is None
    assert PAGE.told("b", EVERYTHING) is KEPT


def test_the_columns_that_are_not_told_are_columns_of_their_charts() -> None:
    """A column that was renamed would be told again."""
    listed = {"name", *(key for key, _, _ in listing.COLUMNS)}
    planned = {"name", *(key for key, _, _ in plan.COLUMNS)}
    assert projects.SHOWN["projects.list"].untold - listed == set()
    assert projects.SHOWN["projects.action_plan"].untold - planned == {"stability"}
    for chart, empty in (
        ("project.stages", [()]),
        ("project.milestones", [()]),
        ("partner.capacity", [(), {}]),
        ("partner.contacts", [(), {}]),
    ):
        shown = {**project.SHOWN, **partner.SHOWN}[chart]
        assert shown.untold
        assert shown.untold - {column.key for column in shown.tabulate(*empty).columns} == set(), chart
