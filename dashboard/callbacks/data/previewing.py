"""What a load would do, drawn: a table of the sheets, and the first problems of each."""

from collections.abc import Mapping
from typing import Any

from dashboard.components.data_table import Cell, Column, Number, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.data.loading import KINDS
from dashboard.data.loading.preview import COUNTS, problem_of
from dashboard.formats import whole
from dashboard.i18n import language, t


def previewed(preview: Mapping[str, Any]) -> list[Node]:
    """Give what is to be seen before anything is loaded."""
    sheets = preview["sheets"]
    return [_verdict(preview), _counts(sheets), *(_problems(at, one) for at, one in enumerate(sheets)), _file(preview)]


def _verdict(preview: Mapping[str, Any]) -> Element:
    """Say in one sentence whether the file can be loaded."""
    errors, warnings = whole(preview["errors"]), whole(preview["warnings"])
    if preview["refused"]:
        return el("P", t("load.preview.refused", errors=errors), class_="field-error", role="alert")
    if preview["already"]:
        return el("P", t("load.preview.already"))
    if missing := sum(one.get("missing", 0) for one in preview["sheets"]):
        stay = t("load.preview.stay", missing=whole(missing), box=t("load.upload.supersede"))
        return el("Div", el("P", t("load.preview.fine", warnings=warnings)), el("P", stay, class_="notice-line"))
    return el("P", t("load.preview.fine", warnings=warnings))


def _counts(sheets: list[dict[str, Any]]) -> Element:
    """Give the counts of every sheet."""
    columns = [Column(t("load.preview.sheet"), numeric=False), Column(t("load.preview.kind"), numeric=False)]
    columns += [Column(t(f"load.preview.{name}")) for name in COUNTS]
    rows: list[list[Cell]] = [
        [_name(one), _kind(one), *(Number(whole(one.get(name, 0)), one.get(name, 0)) for name in COUNTS)]
        for one in sheets
    ]
    return data_table("data.preview", t("load.preview.caption"), columns, rows)


def _name(sheet: Mapping[str, Any]) -> Element:
    """Name a sheet: of a file without sheets, the file."""
    return el("Bdi", sheet["sheet"] or sheet["file"])


def _kind(sheet: Mapping[str, Any]) -> str:
    """Name the form that was recognised."""
    return t(f"load.kind.{sheet['kind']}") if sheet["kind"] else t("load.preview.unknown_kind")


def _problems(at: int, sheet: dict[str, Any]) -> Node:
    """Give the first errors and warnings of a sheet."""
    found = [(level, problem_of(sheet, one)) for level in ("errors", "warnings") for one in sheet[level]]
    if not found:
        return None
    columns = [Column(t("load.preview.level"), numeric=False), Column(t("load.errors.row"))]
    columns += [Column(t(f"load.errors.{name}"), numeric=False) for name in ("column", "reason")]
    rows: list[list[Cell]] = [
        [
            t(f"load.preview.{level}_one"),
            str(one.row or "—"),
            el("Bdi", _column(sheet["kind"], one.column)),
            el("Span", one.reason, dir="auto"),
        ]
        for level, one in found
    ]
    caption = t("load.preview.problems", sheet=sheet["sheet"] or sheet["file"])
    return data_table(f"data.problems-{at}", caption, columns, rows)


def _column(kind: str, column: str) -> str:
    """Name a column as templates do; a header of the file that is none of ours stays as it is."""
    fields = KINDS[kind].fields if kind in KINDS else ()
    return next((t(one.header_key) for one in fields if one.name == column), column) or "—"


def _file(preview: Mapping[str, Any]) -> Node:
    """Give the link to the file with every problem."""
    if not preview["errors"] and not preview["warnings"]:
        return None
    return el("P", el("A", t("load.preview.file"), href=f"/data/errors.csv?lang={language()}", download=""))
