"""What the headers of a file are taken for: to be seen, mended, and kept for the source."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.callbacks.data.orders import maps_of
from dashboard.callbacks.data.values import ChoicesOf, values_of
from dashboard.components.act_form import Act, Field, choice_field
from dashboard.components.markup import Element, Node, el
from dashboard.data.loading import KINDS
from dashboard.data.loading.uploads import Held
from dashboard.formats import sort_key
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.pages.data import LOADING

OrderForm = Callable[[str, str, list[Node], object, str], Element]


def mapping(at: int, sheet: dict[str, Any], found: Held, order_form: OrderForm, choices_of: ChoicesOf) -> Node:
    """Give the form of one sheet's column map; nothing where no KIND was found for it.

    Args:
        at: place of the sheet in the file.
        sheet: headers, first rows and map, as the check left them.
        found: the file.
        order_form: makes a form that has the file checked again.
        choices_of: gives what values of a field may mean.
    """
    taken = sheet["map"]
    if taken["kind"] not in KINDS:
        return None
    own = page_part("data", f"map-{at}")
    name = sheet["sheet"] or found.name
    about = [
        t("load.map.form", form=t(f"load.map.form.{sheet['form']}")),
        t("load.map.header_row", row=str(sheet["header_row"])),
        t(f"load.map.by.{sheet['by']}"),
    ]
    told = [one["unread"] for one in (found.preview or {}).get("sheets", ()) if one["sheet"] == sheet["sheet"]]
    values = values_of(own, name, (taken["kind"], next(iter(told), []), taken["values"]), choices_of)
    missing = [t(f"load.column.{_column(taken['kind'], field)}") for field in sheet["missing"]]
    body: list[Node] = [
        el("P", " · ".join(about), class_="source"),
        el("P", t("load.map.missing", columns=", ".join(missing)), class_="field-error") if missing else None,
        *values,
        _columns(own, name, sheet),
        _keep(own, found),
        *_hidden(found, {"map_kind": taken["kind"], "sheet": taken["sheet"]}),
        el("Div", el("Button", t("load.upload.check"), type="submit", class_="btn-x"), class_="act-buttons"),
    ]
    title = t("load.map.title", sheet=name)
    form = order_form("check", found.digest, body, f"{found.uploaded_at}-{at}-{taken['kind']}", title)
    opened = {"open": True} if missing or values or sheet["by"] == "said" else {}
    return el("Details", el("Summary", title), form, **opened)


def _columns(own: str, name: str, sheet: dict[str, Any]) -> Element:
    """Give a table with a row for each header: its first cells, and the list of fields to choose from."""
    taken = sheet["map"]
    fields = dict(taken["columns"])
    options = {"": t("load.map.leave")}
    options |= {one.name: t(one.header_key) for one in KINDS[taken["kind"]].fields}
    head = el("Tr", [el("Th", t(f"load.map.{name}"), scope="col") for name in ("header", "cells", "field")])
    rows = []
    for place, header in enumerate(sheet["headers"]):
        box = f"{own}-{place}"
        cells = [row[place] for row in sheet["rows"] if row[place]][:2]
        choices = [el("Option", label, value=code) for code, label in options.items()]
        chosen = el(
            "Select", choices, id=box, class_="form-select", data_header=header,
            defaultValue=fields.get(header, ""), aria_labelledby=f"{box}-header",
        )  # fmt: skip
        named = el("Th", el("Bdi", header), scope="row", id=f"{box}-header")
        rows.append(el("Tr", named, el("Td", el("Span", " · ".join(cells), dir="auto")), el("Td", chosen)))
    table = el("Table", el("Caption", t("load.map.caption")), el("Thead", head), el("Tbody", rows), class_="map-table")
    label = t("table.region", name=t("load.map.title", sheet=name))
    return el("Div", table, class_="table-region", role="region", tabIndex="0", aria_label=label)


def _keep(own: str, found: Held) -> Element:
    """Give the box that keeps the maps of the file for its source."""
    box, several = f"{own}-keep", len((found.preview or {}).get("maps", ())) > 1
    keep = bool(found.options.get("keep")) or not any(one.columns for one in maps_of(found.options))
    return el(
        "Div",
        el("Input", type="checkbox", id=box, name="keep", class_="form-check-input", defaultChecked=keep),
        el("Label", t("load.map.keep_all" if several else "load.map.keep"), htmlFor=box, class_="form-check-label"),
        class_="form-check act-field",
    )


def sheet_kind(sheets: Sequence[dict[str, Any]], found: Held, order_form: OrderForm) -> Node:
    """Give the form that says of one sheet which KIND it is; nothing where the file has no other sheet."""
    names = {one["sheet"]: one["sheet"] for one in sheets if one["form"] != "iati"}
    if len(sheets) < 2 or not names:  # noqa: PLR2004  Of one sheet the whole file's KIND speaks.
        return None
    kinds = {name: t(f"load.kind.{name}") for name in KINDS}
    listed = dict(sorted(kinds.items(), key=lambda one: sort_key(one[1])))
    act, title = Act(LOADING, "sheet"), t("load.map.sheet_kind")
    unknown = next((one["sheet"] for one in sheets if one["map"]["kind"] not in KINDS), "")
    body: list[Node] = [
        el("P", t("load.map.sheet_kind_hint"), class_="source"),
        choice_field(act, Field("sheet", t("load.preview.sheet"), unknown), {"": names}),
        choice_field(act, Field("map_kind", t("load.upload.kind")), {"": {"": t("load.upload.by_headers"), **listed}}),
        *_hidden(found, {}),
        *kept_choice(found),
        el("Div", el("Button", t("load.upload.check"), type="submit", class_="btn-x"), class_="act-buttons"),
    ]
    form = order_form("check", found.digest, body, f"{found.uploaded_at}-sheet", title)
    return el("Details", el("Summary", title), form)


def kept_choice(found: Held) -> list[Node]:
    """Give what a form without the box hands on: that the maps chosen so far are kept."""
    return [el("Input", type="hidden", name="keep", value="on")] if found.options.get("keep") else []


def _hidden(found: Held, more: Mapping[str, str]) -> list[Node]:
    """Give the choices that go with the map."""
    told = {name: str(found.options.get(name, "")) for name in ("kind", "source")} | dict(more)
    kept: list[Node] = [el("Input", type="hidden", name=name, value=value) for name, value in told.items()]
    return [*kept, el("Input", type="hidden", name="supersede", value="on")] if found.options.get("supersede") else kept


def _column(kind: str, field: str) -> str:
    """Give the name under which the words of a field stand."""
    return next((one.column or one.name for one in KINDS[kind].fields if one.name == field), field)
