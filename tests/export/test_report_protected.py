"""Reports made of protected figures: whole quarters of what was released, no hidden number, nobody else's data."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree
from sqlalchemy import Connection, text

from dashboard.address import Period
from dashboard.data.demo import GRANT_OF_FUNDER
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.export.native.plan import native_chart
from dashboard.export.report.figures import eyes, usual
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.making import Made, made
from dashboard.export.report.model import Report
from dashboard.export.report.standing import ReportRefusedError, report_filters, standing
from dashboard.i18n import speaking, t
from dashboard.shown_sum import is_partial, is_suppressed
from tests.conftest import Database
from tests.pdf_reader import Pdf
from tests.reporting import plain, quickly_drawn, report_of

BANK = Viewer(grants=frozenset(GRANT_OF_FUNDER["funder-wb"]), protected=True)
GRANT = "P171489"
H1 = Period.parse("2021-H1")


@pytest.fixture(scope="module")
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a transaction of the World Bank's account."""
    with reading(demo_database.engines.reader, BANK) as connection:
        yield connection


@pytest.fixture(scope="module")
def report(connection: Connection) -> Report:
    """Give the bank's report of the locked half-year."""
    return report_of(connection, report_filters(connection, BANK, GRANT, H1))


def test_a_locked_period_is_as_reported_and_any_other_as_released(connection: Connection) -> None:
    locked = report_filters(connection, BANK, GRANT, H1)
    assert (standing(connection, locked).state, locked.snapshot.version) == ("locked", 6)
    other = report_filters(connection, BANK, GRANT, Period.parse("2020-H2"))
    assert (standing(connection, other).state, other.snapshot.version) == ("released", 17)


def test_the_period_is_widened_to_quarters_and_the_report_says_so(connection: Connection) -> None:
    filters = report_filters(connection, BANK, GRANT, Period.parse("2021-05"))
    assert filters.period == Period.parse("2021-Q2")
    assert [(one.name, one.value, one.told) for one in filters.problems] == [("period", "2021-05", "protected.widened")]
    assert any("period=2021-05" in told for _, told in report_of(connection, filters).facts)


@pytest.mark.parametrize(
    ("grant", "version", "obstacle"),
    [("DEMO-EU-02", None, "no_grant"), (GRANT, 20, "above_released"), (GRANT, 5, "never_released")],
)
def test_what_was_never_released_and_what_is_anothers_is_refused(
    connection: Connection, grant: str, version: int | None, obstacle: str
) -> None:
    with pytest.raises(ReportRefusedError) as refused:
        report_filters(connection, BANK, grant, H1, version=version)
    assert refused.value.obstacle == obstacle


def test_what_goes_to_a_funder_sees_with_the_eyes_of_its_account(demo_database: Database) -> None:
    reader = demo_database.engines.reader
    assert eyes(reader, EVERYTHING, GRANT, "funder") == BANK
    assert eyes(reader, EVERYTHING, "EU-CSD", "funder").grants == frozenset(GRANT_OF_FUNDER["funder-eu"])
    assert eyes(reader, EVERYTHING, GRANT, "inside") == EVERYTHING
    assert eyes(reader, BANK, GRANT, "inside") == BANK
    assert (usual(draft=False), usual(draft=True)) == ("funder", "inside")
    elsewhere = Viewer(frozenset({"MBB"}), protected=False)
    with pytest.raises(ReportRefusedError, match="no_grant"):
        eyes(reader, elsewhere, GRANT, "funder")


def test_the_cover_says_which_figures_they_are(connection: Connection, report: Report) -> None:
    with speaking("tr"):
        assert (t("report.figures"), t("report.figures.funder")) in report.facts
    with speaking("tr"):
        inside = report_filters(connection, EVERYTHING, GRANT, H1)
    assert (plain("Sayılar"), "Kurum içi kesin sayılar") in [
        (name, told.partition(";")[0]) for name, told in report_of(connection, inside).facts
    ]


def test_a_suppressed_number_is_a_gap_in_every_chart_and_a_mark_in_every_table(report: Report) -> None:
    hidden = partial = 0
    for block in (*report.pictures(), *report.grids()):
        shown = [at for at, column in enumerate(block.table.columns) if column.kind not in {"code", "state"}]
        for row, cells in zip(block.table.rows, block.laid.rows, strict=True):
            for at, cell in zip(shown, cells, strict=False):
                if is_suppressed(row[at]):
                    assert (cell.value, "Gizlendi" in cell.text) == (None, True)
                    hidden += 1
                elif is_partial(row[at]):
                    assert cell.text.endswith("▪")
                    partial += 1
    assert hidden > 10
    assert partial > 10
    for picture in report.pictures():
        zeros = [cell for row in picture.table.rows for cell in row if cell == 0 and not is_suppressed(cell)]
        assert sum(cell == 0 for cell in values_of(picture.figure)) <= len(zeros), picture.cited.chart
        drawn = [cell for trace in picture.figure["data"] for key in ("x", "y", "z") for cell in trace.get(key) or ()]  # type: ignore[union-attr,attr-defined]
        assert not any(map(is_suppressed, drawn)), picture.cited.chart
        gaps = [cell for cell in drawn if cell is None]
        if any(is_suppressed(cell) for row in picture.table.rows for cell in row):
            assert bool(gaps) == picture.cited.remark.endswith("0 değildir.")


def values_of(figure: Any) -> list[Any]:  # noqa: ANN401 - Plotly's JSON.
    """Give the numbers that the bars of a figure draw; of lying ones those stand in `x`."""
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    return [cell for trace in bars for cell in trace["x" if trace.get("orientation") == "h" else "y"]]


def test_a_native_chart_has_a_gap_where_a_number_is_suppressed(report: Report) -> None:
    (chart,) = [one for one in report.pictures() if one.cited.chart == "beneficiaries.age_sex"]
    native = native_chart(chart.figure)
    assert native
    values = [value for series in native.series for value in series.values]
    assert not [value for value in values if is_suppressed(value)]


def test_the_workbook_marks_parts_and_tells_states(report: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(WRITERS["xlsx"].write(report)))
    tidy = book[book.sheetnames[-1]]
    rows = [[cell.value for cell in row] for row in tidy.iter_rows()]
    head = next(row for row in rows if "Durum" in row)
    value, state = head.index("Değer"), head.index("Durum")
    told = {row[state] for row in rows[rows.index(head) + 1 :]}
    assert {"Gizlendi", "Değer; gizlenen hücreler girmez"} <= told
    assert not [row for row in rows if row[state] == "Gizlendi" and row[value] is not None]
    marked = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "▪" in cell.number_format]
    assert marked
    assert all(isinstance(cell.value, int | float) for cell in marked)


FOREIGN = text("""
    select code from grants where not code = any(:own) union
    select code from projects p where not exists (
        select from project_grants l join grants g on g.id = l.grant_id
        where l.project_id = p.id and g.code = any(:own))
""")


@pytest.mark.parametrize(
    ("form", "language"),
    [
        *(("docx", "tr"), ("pptx", "en"), ("xlsx", "ar"), ("ics", "tr")),
        *(pytest.param("pdf", lang, marks=pytest.mark.exhaustive) for lang in ("tr", "ar")),
        *(pytest.param(form, "ar", marks=pytest.mark.exhaustive) for form in ("docx", "pptx", "ics")),
        *(pytest.param("iati", lang, marks=pytest.mark.exhaustive) for lang in ("tr", "en", "ar")),
    ],
)
def test_no_part_of_a_file_names_what_is_anothers(
    connection: Connection, demo_database: Database, form: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)
    with demo_database.engines.owner.connect() as owner:
        foreign = set(owner.scalars(FOREIGN, {"own": sorted(BANK.grants)}))
    assert len(foreign) > 20
    filters = report_filters(connection, BANK, GRANT, H1)
    words = words_of(file_of(connection, filters, form, language), form)
    assert "P171489" in words
    assert not [code for code in foreign if code in words]


def file_of(connection: Connection, filters: Filters, form: str, language: str) -> bytes:
    """Give a report as a file."""
    with speaking(language):
        (file,) = [step for step in made(connection, filters, form) if isinstance(step, Made)]
    assert file.failed == ()
    return file.content


def words_of(content: bytes, form: str) -> str:
    """Give everything that a file says, its properties and the workbooks of its charts included."""
    if form == "pdf":
        return "\n".join((content.decode("latin-1"), Pdf(content).text, Pdf(content).metadata()))
    if not content.startswith(b"PK"):
        return content.decode().replace("\r\n ", "")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "\n".join(_words(name, parts.read(name)) for name in parts.namelist())


def _words(name: str, content: bytes) -> str:
    """Give what one part of an office file says."""
    if content.startswith(b"PK"):
        return words_of(content, "inside")
    if not name.endswith((".xml", ".rels")):
        return ""
    tree = etree.fromstring(content)
    return "\n".join((content.decode(), "".join(tree.itertext())))
