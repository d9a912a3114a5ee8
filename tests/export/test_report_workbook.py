"""The workbook of a funder report: the numbers of the screen, in the funders' forms, and nothing that runs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from subprocess import run
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import Connection

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.results_framework import results_framework
from dashboard.export.native.plan import native_chart
from dashboard.export.report import xlsx_charts
from dashboard.export.report.charts import FRAMEWORK
from dashboard.export.report.laying import laid
from dashboard.export.report.model import Facts, Grid, Paragraph, Picture, Report, Section
from dashboard.export.report.xlsx import write
from dashboard.export.report.xlsx_names import sheet_names
from dashboard.export.report.xlsx_tidy import COLUMNS, data
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking, t
from tests.conftest import Database
from tests.export import workbook_reading as back
from tests.export.workbook_reading import FRAMEWORK_PART, Taken, chance, take

SETS, ALL_SETS = 12, 50
CELLS = ("baseline", "previous", "current", "target")


@pytest.fixture(scope="module")
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give one reading transaction over the example programme."""
    with reading(demo_database.engines.reader, EVERYTHING) as reader:
        yield reader


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pictures blank where only numbers are compared: drawing them costs more than all the rest."""
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    monkeypatch.setattr(xlsx_charts, "drawn", lambda *_: file.getvalue())


@pytest.fixture(scope="module")
def whole(connection: Connection) -> Taken:
    """Give a whole report of the World Bank's grant, in Turkish."""
    return take(connection, "P171489", "2021-H1", "tr", draft=False)


def compare(connection: Connection, taken: Taken) -> int:
    """Compare every number and day of every sheet with the screen's table; give how many there were."""
    compared = 0
    with speaking(taken.report.language):
        for block in back.tables(taken):
            table = back.table_again(connection, taken.filters, block.cited)
            shown = back.shown(table)
            labels, rows = back.body(
                back.sheet_of(taken.book, block.cited.title), [table.columns[at].label for at in shown]
            )
            assert len(rows) == len(table.rows), labels
            for row, cells in zip(table.rows, rows, strict=True):
                for at, cell in zip(shown, cells, strict=True):
                    wanted = back.expected(table, row, at)
                    if wanted is not None:
                        same = pytest.approx(wanted) if isinstance(wanted, float) else wanted
                        assert cell == same, (block.cited.chart, table.columns[at].key)
                        compared += 1
                    elif table.columns[at].is_number:
                        assert isinstance(cell, str), (table.columns[at].key, cell)
    return compared


def compare_forms(connection: Connection, taken: Taken) -> None:
    """Compare both forms of the framework with its question."""
    rows = results_framework(connection, taken.filters).to_dict("records")
    with speaking(taken.report.language):
        bank, logframe = (taken.book[name] for name in sheet_names([t("timeline.form.wb"), t("timeline.form.eu")]))
        for row in rows:
            values, days = rows_of_indicator(bank, row["code"])
            chain = row_of_logframe(logframe, row["code"])
            places = {"baseline": (0, 2), "previous": (1, None), "current": (2, 6), "target": (3, 4)}
            for name, (at, column) in places.items():
                known = row[f"{name}_state"] == "value"
                wanted = pytest.approx(float(row[f"{name}_value"])) if known else absent(row[f"{name}_state"])
                assert values[at] == wanted
                assert days[at] == as_day(row[f"{name}_on"])
                assert column is None or chain[column] == wanted


def rows_of_indicator(sheet: object, code: str) -> tuple[list[object], list[object]]:
    """Give the values and the days of an indicator in the World Bank's form."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if f"\n{code} · " in f"{row[0]} · ")
    return list(rows[at][2:6]), list(rows[at + 1][2:6])


def row_of_logframe(sheet: object, code: str) -> list[object]:
    """Give the row of an indicator in the European Union's form."""
    return next(list(row) for row in sheet.iter_rows(values_only=True) if f"\n{code} · " in f"{row[1]} · ")


def absent(state: str) -> object:
    """Give the sign and word of why a value is not there."""
    sign = {"missing": "—", "not_due": "○", "not_applicable": "∅"}[state]
    return f"{sign}\u00a0{t(f'value.{state}')}"


def as_day(day: date | None) -> datetime | None:
    """Give a day as a workbook gives it back."""
    return datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001  A workbook knows no zone.


def compare_tidy(taken: Taken) -> None:
    """Compare the sheet of all numbers with all numbers."""
    with speaking(taken.report.language):
        labels = [t(f"report.tidy.{key}") for key in COLUMNS]
        _, rows = back.body(taken.book.worksheets[-1], labels)
        wanted = list(data(taken.report))
    at = {key: place for place, key in enumerate(COLUMNS)}
    assert len(rows) == len(wanted)
    for row, datum in zip(rows, wanted, strict=True):
        assert (row[at["figure"]] or "", row[at["measure_code"]]) == (datum.figure, datum.measure_code)
        assert row[at["value"]] == (None if datum.value is None else pytest.approx(float(datum.value)))
        assert row[at["first_day"]] == as_day(datum.first_day)
    numbers = Counter(
        (block.cited.chart, column.key)
        for block in back.tables(taken)
        for column in block.table.columns
        for _ in block.table.rows
        if column.kind in back.NUMBERS
    )
    found = Counter((row[at["figure"]], row[at["measure_code"]]) for row in rows)
    assert {key: found[key] for key in numbers} == dict(numbers)


@pytest.mark.usefixtures("quick_pictures")
@pytest.mark.parametrize("seed", range(SETS))
def test_each_number_is_that_of_the_screen(connection: Connection, seed: int) -> None:
    taken = chance(connection, seed)
    compare(connection, taken)
    compare_forms(connection, taken)
    compare_tidy(taken)
    assert_nothing_runs(taken.content)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("quick_pictures")
@pytest.mark.parametrize("seed", range(SETS, ALL_SETS))
def test_each_number_is_that_of_the_screen_in_many_more_sets(connection: Connection, seed: int) -> None:
    taken = chance(connection, seed)
    compare(connection, taken)
    compare_forms(connection, taken)
    compare_tidy(taken)
    assert_nothing_runs(taken.content)


def test_a_whole_report_holds_every_number_of_its_pages(connection: Connection, whole: Taken) -> None:
    assert compare(connection, whole) > 500
    compare_forms(connection, whole)
    compare_tidy(whole)


def test_native_charts_are_drawn_from_cells_with_the_figures_numbers(whole: Taken) -> None:
    drawn = 0
    for block in back.tables(whole):
        chart = native_chart(block.figure) if isinstance(block, Picture) else None
        sheet = back.sheet_of(whole.book, block.cited.title)
        assert len(sheet._charts) == (chart is not None)
        assert len(sheet._images) == (chart is None and isinstance(block, Picture))
        if chart is None:
            continue
        series = sheet._charts[0].series
        assert len(series) == len(chart.series)
        for one, wanted in zip(series, chart.series, strict=True):
            assert back.cells_of(sheet, one.val.numRef.f) == [
                None if value is None else pytest.approx(value) for value in wanted.values
            ]
            names = back.cells_of(sheet, (one.cat.numRef or one.cat.strRef).f)
            assert names == ([as_day(day) for day in chart.days] or list(chart.categories))
        drawn += 1
    assert drawn > 8


def test_the_first_sheet_says_what_each_sheet_holds_and_how_to_read_it(whole: Taken) -> None:
    cover = whole.book.worksheets[0]
    words = {str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None}
    assert whole.report.title == cover["A1"].value
    assert {sheet.title for sheet in whole.book.worksheets[1:]} <= words
    assert {name for name, _ in whole.report.facts} <= words
    assert {text for _, text in whole.report.facts} <= words
    with speaking("tr"):
        assert {t(f"report.sign.{state}") for state in ("missing", "not_due", "not_applicable", "suppressed")} <= words
        assert {t(f"counting_rule.{rule}") for rule in ("person_key", "max_then_sum", "declared")} <= words
        assert {t(f"report.tidy.{key}.told") for key in COLUMNS} <= words
        assert (t("report.example") in words) == whole.report.example


def test_the_forms_stand_as_funders_print_them(whole: Taken) -> None:
    bank, logframe = whole.book["Dünya Bankası sonuç çerçevesi"], whole.book["AB mantıksal çerçevesi"]
    rows = [[cell for cell in row if cell] for row in bank.iter_rows(values_only=True)]
    head = next(row for row in rows if row and row[0] == "Gösterge")
    assert head[1:5] == ["Başlangıç", "Önceki gerçekleşme", "Güncel gerçekleşme", "Nihai hedef"]
    bands = [row[0] for row in rows if len(row) == 1]
    assert bands[-3:] == [
        "Proje kalkınma amacı (PDO)",
        "Ara sonuçlar · 1. Topluluk etkinlikleri",
        "Ara sonuçlar · 2. Katılım ve kapasite",
    ]
    labels = [row[1] for row in bank.iter_rows(values_only=True) if row[1] in {"Değer", "Tarih", "Açıklama"}]
    assert labels == ["Değer", "Tarih", "Açıklama"] * 4
    heads = next(row for row in logframe.iter_rows(values_only=True) if row[0] == "Sonuç zinciri")
    assert [name for name in heads if name] == [
        *("Sonuç zinciri", "Gösterge", "Başlangıç değeri", "Hedef değer", "Güncel gerçekleşme"),
        *("Veri kaynağı", "Varsayımlar"),
    ]


def test_sheets_are_set_up_for_paper_and_keep_their_heads(whole: Taken) -> None:
    for sheet in whole.book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    for sheet in whole.book.worksheets[1:]:
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert int(sheet.print_title_rows.split(":")[1].strip("$")) == int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
    filtered = [sheet for sheet in whole.book.worksheets if sheet.auto_filter.ref]
    assert len(filtered) == len(list(back.tables(whole))) + 4


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_sheets_have_the_direction_days_and_names_of_their_language(connection: Connection, language: str) -> None:
    taken = take(connection, "DEMO-WB-02", "2025", language, parts=[FRAMEWORK_PART])
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in taken.book.worksheets} == {language == "ar"}
    with speaking(language):
        assert taken.book.sheetnames[0] == t("report.explanation")
        bank = taken.book[sheet_names([t("timeline.form.wb")])[0]]
    days = {cell.number_format for row in bank.iter_rows() for cell in row if getattr(cell, "is_date", False)}
    assert days == {{"tr": "dd.mm.yyyy", "en": "d mmm yyyy", "ar": "dd/mm/yyyy"}[language]}


def assert_nothing_runs(content: bytes) -> None:
    """Assert that no cell is a formula, nothing is a link, and nothing lies outside of the file."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode() if name.endswith((".xml", ".rels")) else ""
            assert "externalLink" not in name
            assert 'TargetMode="External"' not in text
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(r"<f[ >/]|<hyperlink", text)


HEADS = "&" * 300
EVIL = (
    HEADS,
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    '=HYPERLINK("http://x.example";"y")',
    "http://x.example",
    "a\x0bb",
)


def made_up(text: str, **more: object) -> Report:
    """Give a report all of whose words are one text."""
    columns = (Column("code", text, "code"), Column("name", text, "text"), Column("n", text), Column("d", text, "day"))
    table = Table.of(columns, [text], [text], [Decimal("1.5")], [date(2021, 3, 31)])
    grid = Grid(text, table, laid(table), text)
    sections = (Section(text, (grid, grid, Paragraph(text), Facts(text, ((text, text),)))),)
    return Report(text, text, ((text, text),), sections, "tr", "ltr", **more)


@pytest.mark.parametrize("text", EVIL)
def test_text_stays_text(text: str) -> None:
    content = write(made_up(text))
    assert_nothing_runs(content)
    book = load_workbook(BytesIO(content))
    clean = text.replace("\x0b", "")
    assert book.worksheets[0]["A1"].value == clean
    found = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == clean]
    assert len(found) > 10
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found) == (clean[0] in "=+-@\t")


def test_names_of_sheets_are_short_once_and_without_forbidden_signs() -> None:
    titles = ["History", "a/b:c*d?[e]\\f", "'x'", "", "İl", "il", "IL", "Aylara göre yeni kişi ve tekrar eden hizmet"]
    names = sheet_names([*titles, *titles])
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name]
    assert "history" not in {name.lower() for name in names}
    assert names[7] == "Aylara göre yeni kişi ve…"


def test_a_draft_and_a_missing_part_are_said() -> None:
    report = made_up("x", state="draft", failed=("Mali durum",), example=True)
    book = load_workbook(BytesIO(write(report)))
    assert all("TASLAK" in sheet.oddHeader.center.text for sheet in book.worksheets)
    words = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"Bu bölüm hazırlanamadı: Mali durum"} <= words
    shown = load_workbook(BytesIO(write(replace(report, state="shown"))))
    assert not [sheet for sheet in shown.worksheets if sheet.oddHeader.center.text]


def test_a_report_without_any_table_is_still_a_workbook() -> None:
    report = replace(made_up("x"), sections=())
    assert load_workbook(BytesIO(write(report))).sheetnames == ["Açıklama"]


def test_the_framework_is_told_in_both_forms_and_by_no_other_sheet(whole: Taken) -> None:
    grids = [grid for grid in whole.report.grids() if grid.cited and grid.cited.chart == FRAMEWORK]
    assert len(grids) == 1
    assert grids[0].cited.title not in {sheet["A1"].value for sheet in whole.book.worksheets}


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_libreoffice_opens_the_workbook(connection: Connection, tmp_path, language: str) -> None:  # noqa: ANN001
    taken = take(connection, "DEMO-EU-02", "2023-H1", language)
    source = tmp_path / "report.xlsx"
    source.write_bytes(taken.content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(source)]
    told = run(command, capture_output=True, check=True, timeout=180, text=True)
    assert (tmp_path / "report.ods").stat().st_size > 20_000, told.stderr
