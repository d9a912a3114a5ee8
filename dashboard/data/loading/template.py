"""Workbooks to fill in: Turkish headers, drop-down lists for codes, and a sheet that explains every column."""

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.data.loading.kind import Field, Kind
from dashboard.i18n import speaking, t

ROWS_TO_FILL = 5_000
"""How many rows under the header have drop-down lists and formats."""
WIDEST, NARROWEST = 42, 12
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Whatever a text begins with, it stays text: = + - @ never start a formula."""


def write_template(kind: Kind, path: Path, language: str = "tr") -> None:
    """Write the workbook of one KIND in one language."""
    with speaking(language), Workbook(str(path), _AS_TEXT) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        form = book.add_worksheet(t(f"load.kind.{kind.name}")[:31])
        guide = book.add_worksheet(t("load.template.guide")[:31])
        lists = book.add_worksheet(t("load.template.lists")[:31])
        lists.hide()
        _write_guide(guide, kind, head, wrapped)
        _write_form(book, form, lists, kind, head)


def _write_form(book: Workbook, form: Worksheet, lists: Worksheet, kind: Kind, head: Format) -> None:
    """Write the sheet to fill in: headers, a format for each column, and lists to choose from."""
    form.freeze_panes(1, 0)
    formats = {
        "date": book.add_format({"num_format": "dd.mm.yyyy"}),
        "integer": book.add_format({"num_format": "0"}),
        "decimal": book.add_format({"num_format": "General"}),
    }
    as_text = book.add_format({"num_format": "@"})
    for place, one in enumerate(kind.fields):
        header = t(one.header_key)
        form.set_column(place, place, min(WIDEST, max(NARROWEST, len(header) + 2)), formats.get(one.type, as_text))
        form.write_string(0, place, header, head)
        labels = choices(one)
        if labels:
            lists.write_column(0, place, labels)
            where = f"='{lists.get_name()}'!{_column(place)}$1:{_column(place)}${len(labels)}"
            form.data_validation(1, place, ROWS_TO_FILL, place, {"validate": "list", "source": where})


def choices(one: Field) -> list[str]:
    """Give what a drop-down list of the field offers: labels, which a load understands as their codes."""
    if one.type == "flag":
        return [t("load.template.yes"), t("load.template.no")]
    return [t(one.label_key(code)) for code in one.codes]


def _column(place: int) -> str:
    """Give the letters of a column, `$A` being the first."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"${letters}"


def _write_guide(guide: Worksheet, kind: Kind, head: Format, wrapped: Format) -> None:
    """Write the sheet that says what each column holds."""
    guide.set_column(0, 1, 26, wrapped)
    guide.set_column(2, 2, 10, wrapped)
    guide.set_column(3, 4, 60, wrapped)
    guide.write_string(0, 0, t(f"load.about.{kind.name}"))
    guide.write_string(1, 0, t("load.template.how"))
    for place, name in enumerate(("column", "english", "required", "type", "codes")):
        guide.write_string(3, place, t(f"load.template.{name}"), head)
    for row, one in enumerate(kind.fields, 4):
        needed = "load.template.yes" if one.required and not one.default else "load.template.no"
        codes = "; ".join(f"{code} = {t(one.label_key(code))}" for code in one.codes)
        for place, text in enumerate((t(one.header_key), one.name, t(needed), _type(one), codes)):
            guide.write_string(row, place, text)


def _type(one: Field) -> str:
    """Say how a cell of the field is written."""
    if one.refers:
        return t("load.type.reference", kind=t(f"load.kind.{one.refers}"))
    return t(f"load.type.{one.type}")
