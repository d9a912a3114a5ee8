"""How the cells of a report's workbook look: letters, colours, borders, and how numbers and days are written."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from dashboard import formats
from dashboard.components.value_mark import KEPT_BACK
from dashboard.export.native.legible import legible
from dashboard.figures import theme
from dashboard.figures.table import LongerThan, Value
from dashboard.i18n import direction, language, t
from dashboard.shown_sum import is_partial, is_suppressed

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WHITE, BAND, LINES = "#FFFFFF", "#E3ECF4", "#B4BCC4"
LINE_HEIGHT, HIGHEST, LETTERS_A_UNIT = 15, 400, 1.05
LONGEST_TEXT = 32_767
"""Letters that a cell can hold."""
PERCENT_SIGN = "percent_sign"
"""A kind of number of its own: a percentage as indicators have it, 45 and not 0.45."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAYS = {"tr": "dd.mm.yyyy", "en": "d mmm yyyy", "ar": "dd/mm/yyyy"}
PARTLY = f'"{KEPT_BACK}"'
"""Ends the format of a number that leaves suppressed cells out; the cell itself stays a number."""
TURKISH = "[$-41F]"
"""Asks for the signs of Turkish numbers, whatever the language of the program."""
MONTHS = {"tr": f"{TURKISH}mmm yyyy", "en": "[$-809]mmm yyyy", "ar": "[$-2801]mmm yyyy"}
Place = tuple[int, int]
"""Row and column, from 0."""


def start() -> str:
    """Give the side on which lines of the language in force begin."""
    return "right" if direction() == "rtl" else "left"


class Look:
    """The formats of one workbook; equal ones are made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}

    def of(self, **properties: object) -> Any:  # noqa: ANN401  A format of xlsxwriter, which has no types.
        """Give a format; text stands at the top and breaks into lines unless told otherwise."""
        given = {"valign": "top", "text_wrap": True, **properties}
        if direction() == "rtl":
            given.setdefault("reading_order", 2)
        key = frozenset(given.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(given)
        return self._made[key]

    def head(self, **properties: object) -> Any:  # noqa: ANN401  The same.
        """Give the format of a heading."""
        ground = {"bold": True, "bg_color": theme.BLUE, "font_color": WHITE, "border": 1, "border_color": LINES}
        return self.of(**{**ground, "align": "center", "valign": "vcenter", **properties})

    def boxed(self, **properties: object) -> Any:  # noqa: ANN401  The same.
        """Give the format of a cell with lines around it."""
        return self.of(**{"border": 1, "border_color": LINES, **properties})

    def band(self, **properties: object) -> Any:  # noqa: ANN401  The same.
        """Give the format of a heading over several rows."""
        return self.boxed(**{"bold": True, "bg_color": BAND, "font_color": theme.INK, **properties})


def put(sheet: "Worksheet", look: Callable[..., Any], at: Place, value: Value, kind: str = "text") -> None:
    """Write a cell by its own type: numbers and days as such, text never as a formula or a link.

    Args:
        sheet: where.
        look: gives the format for what is told of it, such as `Look.boxed`.
        at: row and column.
        value: what; None leaves the cell empty, and a number of which nothing is shown says so.
        kind: of its column, which says how a number or a day is written.
    """
    if is_suppressed(value):
        write_text(sheet, at, t("value.suppressed"), look)
    elif isinstance(value, LongerThan):
        sheet.write_string(*at, formats.wait(value.days, reached=False), look(align="right"))
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, look(num_format=_time(kind, value)))
    elif isinstance(value, int | float | Decimal):
        kept_back = PARTLY if is_partial(value) else ""
        sheet.write_number(*at, value, look(num_format=number_format(kind, value) + kept_back))
    elif value is None:
        sheet.write_blank(*at, None, look())
    else:
        write_text(sheet, at, value, look)


def write_text(sheet: "Worksheet", at: Place, text: str, look: Callable[..., Any]) -> None:
    """Write text as text; what a person could turn into a formula by pressing Enter is marked as text once more."""
    clean = legible(text)[:LONGEST_TEXT]
    marked = {"quote_prefix": True} if clean.startswith(_STARTS_A_FORMULA) else {}
    sheet.write_string(*at, clean, look(**marked))


def merged(sheet: "Worksheet", first: Place, last: Place, text: str, look: Callable[..., Any]) -> None:
    """Write text into one cell over several; over a single one there is nothing to merge."""
    if first != last:
        sheet.merge_range(*first, *last, "", look())
    write_text(sheet, first, text, look)


def number_format(kind: str, value: float | Decimal) -> str:
    """Give how a number is written, with the decimals that the screen gives it."""
    turkish = language() == "tr"
    if kind == "share":
        return "%0.0" if turkish else "0.0%"
    digits = TURKISH if turkish else ""
    if kind == PERCENT_SIGN:
        return f'{digits}"%"#,##0.0' if turkish else '#,##0.0"%"'
    if kind == "points":
        return f"{digits}#,##0.00"
    places = len(f"{value:.2f}".partition(".")[2].rstrip("0"))
    if kind == "money" and places:
        places = 2
    return f"{digits}#,##0" + (f".{'0' * places}" if places else "")


def _time(kind: str, day: date) -> str:
    """Give how a day, a month or a quarter is written; a quarter is its year with words around it."""
    if kind != "quarter":
        return MONTHS[language()] if kind == "month" else _DAYS[language()]
    before, _, after = formats.quarter(day).partition(str(day.year))
    return "yyyy".join(f'"{words}"' if words else "" for words in (before, after))


def looking(look: Callable[..., Any], **properties: object) -> Callable[..., Any]:
    """Give a format with more properties, to which what a cell itself asks for is added."""
    return partial(look, **properties)


def lines_high(text: str, width: float) -> int:
    """Give how many lines a text takes in a column of some width."""
    return sum(max(1, ceil(len(line) / (width * LETTERS_A_UNIT))) for line in text.split("\n"))


def height(lines: int) -> int:
    """Give the height of a row that holds some lines."""
    return min(HIGHEST, max(1, lines) * LINE_HEIGHT)


def fit_row(sheet: "Worksheet", row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as the longest of its texts, each with the width of its column; programs do not all do it."""
    lines = max((lines_high(text, width) for text, width in cells), default=1)
    if lines > 1:
        sheet.set_row(row, height(lines))
