"""Every number of a Word report and of a presentation is that of the pages, whatever is filtered, in any language."""

import pytest

from dashboard.data.demo import GRANT_OF_FUNDER
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.export.native.plan import native_chart
from dashboard.export.report.formats import WRITERS
from dashboard.export.screen import written
from dashboard.figures.table import Table
from dashboard.i18n import speaking, t
from dashboard.shown_sum import is_suppressed
from tests.conftest import Database
from tests.reporting import (
    ReadFile,
    ReadTable,
    chosen,
    drawn_values,
    plain,
    quickly_drawn,
    read_docx,
    read_pptx,
    report_of,
    tables_of_pages,
    title_of,
)

USUAL, EVERY = range(6), range(6, 56)
READERS = {"docx": read_docx, "pptx": read_pptx}
NUMBERS = frozenset({"whole", "number", "points", "share", "money", "wait"})


def shown_texts(table: Table, at: int) -> list[str]:
    """Give the cells of a column of numbers as the screen writes them, or the word of why there is none."""
    states = at + 1 < len(table.columns) and table.columns[at + 1].kind == "state"
    found = []
    for row in table.rows:
        state = "suppressed" if is_suppressed(row[at]) else row[at + 1] if states else "value"
        found.append(plain(written(table.columns[at], row[at])) if state == "value" else t(f"value.{state}"))
    return found


def check_table(read: ReadTable, table: Table, chart: str) -> int:
    """Compare a table of a file with that of its page and give how many numbers were compared."""
    compared = 0
    turned = len(table.rows) <= 2 and any(row[0] == table.columns[-1].label for row in read.rows)
    for at, column in enumerate(table.columns):
        if column.kind not in NUMBERS:
            continue
        wanted = shown_texts(table, at)
        if column.label in read.headings:
            got = read.column(column.label)
            assert len(got) == len(wanted), (chart, column.key)
            assert all(one in own if own else one == own for one, own in zip(wanted, got, strict=True)), (
                chart,
                column.key,
                wanted,
                got,
            )
        else:
            told = read.all_text()
            assert set(wanted) <= {"—"} or turned or all(one in told for one in wanted), (chart, column.key)
        compared += len(wanted)
    return compared


def check_framework(read: ReadTable, table: Table) -> int:
    """Compare the results framework, whose cells say more than their values."""
    rows = [row for row in read.rows if len(row) == len(read.headings)]
    names = {row[0].partition("\n")[0]: "\n".join(row) for row in rows}
    compared = 0
    for name, *values in zip(*map(table.column, ("name", "measure", "baseline", "current", "target")), strict=True):
        measure, *numbers = values
        for number in numbers:
            column = next(one for one in table.columns if one.key == "progress" or one.kind == "number")
            text = written(column, number) if measure != "2" else None
            if number is not None and text is not None:
                assert plain(text) in names[plain(name)], (name, number)
                compared += 1
    return compared


def check_charts(read: ReadFile, chart: str, figure: dict[str, object]) -> int:
    """Compare the numbers of a native chart, in its drawing and in its workbook, with those that the page draws."""
    if native_chart(figure) is None:
        return 0
    (found,) = [one for one in read.charts if one.title == title_of(chart)]
    assert found.formulas == 0
    for cached, editable in zip(found.cached, found.in_workbook, strict=True):
        assert known(editable) == pytest.approx(known(cached), rel=1e-14)
    assert [sorted(known(series)) for series in found.cached] == list(map(sorted, drawn_values(figure)))
    return sum(map(len, found.cached))


def known(series: list[float | None]) -> list[float]:
    """Give a series without what is missing."""
    return [one for one in series if one is not None]


def check(database: Database, seed: int, viewer: Viewer = EVERYTHING) -> int:
    """Compare one report in both formats with the pages and give how many numbers were compared."""
    compared = 0
    with reading(database.engines.reader, viewer) as connection:
        filters, language = chosen(connection, seed, viewer)
        report = report_of(connection, filters, language)
        assert report.failed == ()
        with speaking(language):
            pages = list(tables_of_pages(connection, filters))
            for form, read_back in READERS.items():
                read = read_back(WRITERS[form].write(report))
                compared += sum(_compare(read, form, *one) for one in pages)
    return compared


def _compare(read: ReadFile, form: str, chart: str, shown: object, table: Table) -> int:
    """Compare one chart or table."""
    draw = getattr(shown, "draw", None)
    compared = 0 if draw is None else check_charts(read, chart, draw(table))
    found = read.table(title_of(chart))
    assert found or (draw is not None and form == "pptx"), chart
    for one in found:
        compared += check_framework(one, table) if chart == "timeline.framework" else check_table(one, table, chart)
    return compared


@pytest.mark.parametrize("seed", USUAL)
def test_each_number_is_that_of_the_page(seed: int, demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly_drawn(monkeypatch)
    assert check(demo_database, seed) > 40


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", EVERY)
def test_each_number_of_fifty_reports_is_that_of_the_page(
    seed: int, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)
    assert check(demo_database, seed)


FUNDERS = {name: Viewer(grants=frozenset(grants), protected=True) for name, grants in GRANT_OF_FUNDER.items()}


@pytest.mark.parametrize(("funder", "seed"), [("funder-wb", 5), ("funder-eu", 6)])
def test_each_number_of_a_funders_report_is_that_of_the_funders_page(
    funder: str, seed: int, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)
    assert check(demo_database, seed, FUNDERS[funder]) > 20


@pytest.mark.exhaustive
@pytest.mark.parametrize("funder", FUNDERS)
def test_each_number_of_twenty_reports_of_a_funder_is_that_of_the_page(
    funder: str, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)
    assert sum(check(demo_database, seed, FUNDERS[funder]) for seed in range(20)) > 1000
