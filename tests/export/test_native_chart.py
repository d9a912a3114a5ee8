"""A native chart holds exactly what the figure shows; a workbook never runs what stands in data."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pptx
import pytest

from dashboard.export.native.legible import legible
from dashboard.export.native.plan import DECIMAL, SHARE, WHOLE, native_chart
from dashboard.export.native.workbook import MONTHS, TYPES, chart_data, spoken
from dashboard.export.report.docx.chart_part import add_chart
from dashboard.figures import theme
from dashboard.figures.lettering import bold, in_lines
from dashboard.i18n import speaking

MONTHS_OF_2021 = ["2021-01-01", "2021-02-01", "2021-03-01"]
EVIL = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "https://example.org", "-2"]


def bars(**more: object) -> dict[str, Any]:
    """Give a horizontal bar."""
    return {"type": "bar", "orientation": "h", "y": ["a", "b"], "x": [3, 1.5], **more}


def line(**more: object) -> dict[str, Any]:
    """Give a line over months."""
    return {"type": "scatter", "mode": "lines", "name": "Gerçekleşme", "x": MONTHS_OF_2021, "y": [1, None, 3], **more}


def test_lines_share_the_months_of_all_and_keep_what_is_missing() -> None:
    plan = native_chart(theme.figure([line(connectgaps=True), line(name="Plan", x=["2021-04-01"], y=[9])]))
    assert plan is not None
    assert plan.kind == "line"
    assert plan.categories == ("Oca 2021", "Şub 2021", "Mar 2021", "Nis 2021")
    assert [day.isoformat() for day in plan.days] == [*MONTHS_OF_2021, "2021-04-01"]
    assert [one.values for one in plan.series] == [(1, None, 3, None), (None, None, None, 9)]
    assert plan.joined
    alone = native_chart(theme.figure([line()]))
    assert alone is not None
    assert not alone.joined


def test_names_of_bars_come_from_their_axis_or_from_above_them() -> None:
    axis = theme.name_axis(tickvals=["a", "b"], ticktext=["Ankara", in_lines("Bir", "yer")])
    ranked = native_chart(theme.figure([bars()], yaxis=axis))
    assert ranked is not None
    assert ranked.categories == ("Ankara", "Bir yer")
    assert ranked.reversed_order
    assert ranked.value_format == DECIMAL
    notes = [{"x": 0, "y": code, "xanchor": "left", "xshift": -4, "text": f"Ad {code}"} for code in "ab"]
    named = native_chart(theme.figure([bars()], annotations=notes))
    assert named is not None
    assert named.categories == ("Ad a", "Ad b")


def test_a_tag_in_a_name_is_letters_in_an_office_file_too() -> None:
    odd = "Su & <b>yol</b> <1"
    axis = theme.name_axis(tickvals=["a", "b"], ticktext=[odd, bold(in_lines("iki", "satır"))])
    plan = native_chart(theme.figure([bars(name=odd)], yaxis=axis))
    assert plan is not None
    assert plan.categories == (odd, "iki satır")
    assert plan.series[0].name == odd


def test_bars_to_both_sides_lie_on_one_line_and_show_no_minus() -> None:
    sides = [bars(name="Kadın", x=[-3, -1]), bars(name="Erkek", x=[2, 4])]
    plan = native_chart(theme.figure(sides, xaxis={"ticktext": ["4", "0", "4"], "tickvals": [-4, 0, 4]}))
    assert plan is not None
    assert plan.mirrored
    assert plan.value_format == f"{WHOLE};{WHOLE}"
    assert (plan.lowest, plan.highest) == (-4, 4)


def test_shares_are_shares() -> None:
    column = {"type": "bar", "x": ["Ç1"], "y": [0.4], "name": "Yerel halk"}
    plan = native_chart(theme.figure([column, {**column, "y": [0.6]}], barmode="stack", yaxis=theme.share_axis()))
    assert plan is not None
    assert (plan.kind, plan.value_format, plan.highest) == ("column_stacked", SHARE, 1)
    assert spoken(SHARE) == "[$-41F]%0"
    with speaking("en"):
        assert spoken(SHARE) == SHARE


@pytest.mark.parametrize(
    "figure",
    [
        theme.figure([{"type": "choropleth", "z": [1]}], geo={}),
        theme.figure([bars(base=["2021-01-01", "2021-02-01"])]),
        theme.figure([line()], yaxis2={}),
        theme.figure([{**line(), "mode": "markers"}]),
        theme.figure([bars(), line()]),
        theme.figure([line(x=[1.5], y=["TR-34"])]),
        theme.figure([]),
    ],
)
def test_what_no_office_program_can_draw_stays_a_picture(figure: dict[str, Any]) -> None:
    assert native_chart(figure) is None


@pytest.mark.parametrize("language", MONTHS)
def test_names_from_data_stay_text_in_the_workbook(language: str) -> None:
    with speaking(language):
        plan = native_chart(theme.figure([{**bars(), "y": EVIL, "x": [1, 2, 3, 4, 5], "name": "=1+1"}]))
        assert plan is not None
        data = chart_data(plan, "=HYPERLINK()")
        sheet = openpyxl.load_workbook(BytesIO(data.xlsx_blob)).active
    assert sheet is not None
    texts = [sheet.cell(row, 1) for row in range(2, 7)]
    assert [cell.value for cell in texts] == EVIL
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    assert legible("a\x00b\x0bc\ud800\td\n") == "abc\td\n"
    plan = native_chart(theme.figure([bars(name="\x01<b>&")]))
    assert plan is not None
    slides = pptx.Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    shown = shapes.add_chart(TYPES[plan.kind], 0, 0, 9, 9, chart_data(plan, "x"))
    assert shown.chart.plots[0].series[0].name == "<b>&"


def test_a_chart_in_word_carries_its_workbook() -> None:
    document = docx.Document()
    plan = native_chart(theme.figure([line()]))
    assert plan is not None
    key = add_chart(document, plan, "Başlık", 1)
    file = BytesIO()
    document.save(file)
    part = docx.Document(file).part.related_parts[key]
    assert part.partname == "/word/charts/chart1.xml"
    (book,) = [rel.target_part for rel in part.rels.values()]
    sheet = openpyxl.load_workbook(BytesIO(book.blob)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["B"]] == ["Gerçekleşme", 1, None, 3]
