"""Wide tables become narrower and lose nothing; columns have room for their words."""

from datetime import date

import pytest

from dashboard.components.markup import el, ltr
from dashboard.export.report.fitting import compact
from dashboard.export.report.laying import laid, lines_of
from dashboard.export.report.model import Laid
from dashboard.export.report.widths import least_width, widths
from dashboard.export.report.widths import lines_of as rows_of
from dashboard.figures.table import Column, LongerThan, Table
from dashboard.i18n import speaking, t


def table(*columns: tuple[str, str, list[object]]) -> Table:
    """Give a table of named columns of some kinds."""
    made = [Column(key, key.title(), kind) for key, kind, _ in columns]  # type: ignore[arg-type]
    return Table.of(made, *(cells for *_, cells in columns))  # type: ignore[arg-type]


WIDE = table(
    ("name", "text", ["Gösterge A", "Gösterge A", "Gösterge B", "Gösterge B"]),
    ("unit", "text", ["kişi", "kişi", "etkinlik", "etkinlik"]),
    ("value", "number", [1, 2, 3, None]),
    ("none", "day", [None] * 4),
    ("grant", "text", ["P171489"] * 4),
    ("comment", "text", [None, "Uzun bir açıklama", None, None]),
    ("due", "day", [date(2021, 1, 1), date(2021, 2, 1), date(2021, 3, 1), date(2021, 4, 1)]),
)


def words(one: Laid) -> list[list[str]]:
    """Give the cells of a table as text."""
    return [[cell.text for cell in row] for row in one.rows]


def test_what_rows_say_alike_is_said_once() -> None:
    slim = compact(laid(WIDE))
    assert [one.label for one in slim.laid.headings] == ["Value", "Due"]
    assert [group.title for group in slim.laid.groups] == [
        "Gösterge A · kişi",
        "Gösterge B · etkinlik",
    ]
    assert words(slim.laid) == [["1", "01.01.2021"], ["2", "01.02.2021"], ["3", "01.03.2021"], ["—", "01.04.2021"]]
    assert slim.notes == ("", "Comment: Uzun bir açıklama", "", "")
    assert slim.told == f"Grant: P171489 · {t('report.empty_columns', names='None')}"


def test_a_narrow_table_stays_as_it_is() -> None:
    narrow = laid(table(("name", "text", ["A", "A"]), ("value", "whole", [1, 2])))
    assert compact(narrow).laid == narrow
    assert compact(narrow).told == ""


def test_a_single_long_row_is_turned() -> None:
    long = table(("name", "text", ["A"]), *((f"c{at}", "whole", [at]) for at in range(8)))
    slim = compact(laid(long))
    assert [one.label for one in slim.laid.headings] == ["Name", "A"]
    assert words(slim.laid) == [[f"C{at}", str(at)] for at in range(8)]


def test_a_number_that_is_not_there_says_why_and_is_no_zero() -> None:
    states = ["value", "missing", "not_due", "suppressed"]
    shown = laid(table(("name", "text", list("abcd")), ("n", "whole", [0, None, None, None]), ("s", "state", states)))
    texts = [row[1].text.replace("\u00a0", " ") for row in shown.rows]
    assert texts == ["0", f"— {t('value.missing')}", f"○ {t('value.not_due')}", f"▪ {t('value.suppressed')}"]
    assert [row[1].value for row in shown.rows] == [0, None, None, None]


def test_waits_and_steps_read_as_on_the_screen() -> None:
    days = [date(2021, 1, 1), None, date(2021, 3, 1), None]
    shown = laid(
        table(
            ("name", "text", ["A"]),
            ("wait", "wait", [LongerThan(45)]),
            *((f"s{at}", "step", [day]) for at, day in enumerate(days)),
        )
    )
    assert words(shown) == [
        ["A", "> 45", "01.01.2021", t("step_sign.skipped"), "01.03.2021", t("step_sign.not_yet")],
    ]


def test_lines_of_the_screen_stay_lines_and_pairs_keep_their_order_in_arabic() -> None:
    nodes = [el("P", "Önce", " · ", ltr("9 / 24")), el("Ul", el("Li", "bir"), el("Li", "iki"))]
    assert lines_of(nodes) == ["Önce · 9 / 24".replace(" · ", "  ·  "), "bir", "iki"]
    with speaking("ar"):
        assert lines_of(ltr("9 / 24")) == ["\u200e9 / 24\u200e"]


@pytest.mark.parametrize("available", [170.0, 257.0])
def test_columns_fill_the_page_and_break_no_word_while_there_is_room(available: float) -> None:
    shown = compact(laid(WIDE)).laid
    wide = widths(shown, available, 8)
    assert sum(wide) == pytest.approx(available)
    assert sum(wide) >= least_width(shown, 8)
    assert all(rows_of(row, wide, 8) == 1 for row in shown.rows)


def test_a_table_that_cannot_fit_is_still_as_wide_as_its_page() -> None:
    many = laid(table(*((f"c{at}", "text", ["Unbreakable-word"]) for at in range(7))))
    assert sum(widths(many, 100, 8)) == pytest.approx(100)
