"""Values of a file and what they mean: those that were not understood, and those that a map already names."""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.components.markup import Element, Node, el
from dashboard.data.loading import KINDS
from dashboard.data.loading.choices import can_be_chosen
from dashboard.data.loading.kind import Field
from dashboard.formats import whole
from dashboard.i18n import t

ChoicesOf = Callable[[Field], Mapping[str, str]]
"""Gives codes and words that a field may hold, to whoever is looking."""
MOST_OPTIONS = 120
"""So many codes make a list to choose from; of more the code is typed, with all of them offered."""
CODE = "="
"""Stands before a code in a list, so that an empty code differs from no choice."""


def values_of(own: str, sheet: str, found: tuple[str, list[Any], list[Any]], choices_of: ChoicesOf) -> list[Node]:
    """Give the table in which values get their meaning; nothing where there are none.

    Args:
        own: the beginning of the ids of this sheet.
        sheet: its name.
        found: its KIND; field, header, value and rows of what was not understood; field, value and code of what the map
            names.
        choices_of: what may be chosen.
    """
    kind, told, taken = found
    fields = {one.name: one for one in KINDS[kind].fields if can_be_chosen(one)}
    known = {(field, value): code for field, value, code in taken}
    lines = [(field, value, rows) for field, _, value, rows in told if field in fields and (field, value) not in known]
    lines += [(field, value, None) for field, value in known if field in fields]
    kept: list[Node] = [_kept(*one) for one in taken if one[0] not in fields]
    if not lines:
        return kept
    options = {field: choices_of(fields[field]) for field in dict.fromkeys(field for field, *_ in lines)}
    long = [field for field, of in options.items() if len(of) > MOST_OPTIONS]
    lists = [_offered(own, field, options[field]) for field in long]
    rows = [
        _line(f"{own}-value-{at}", own, fields[field], (value, number, known.get((field, value))), options[field])
        for at, (field, value, number) in enumerate(lines)
    ]
    names = ("field", "value", "rows", "code")
    head = el("Tr", [el("Th", t(f"load.values.{name}"), scope="col") for name in names])
    caption = t("load.values.caption")
    table = el("Table", el("Caption", caption), el("Thead", head), el("Tbody", rows), class_="map-table value-table")
    label = t("table.region", name=f"{caption} · {sheet}")
    region = el("Div", table, class_="table-region", role="region", tabIndex="0", aria_label=label)
    asks = kind == "indicators" and any(field in {"grant_code", "programme_code"} for field, *_ in lines)
    return [el("P", t("load.values.iati")) if asks else None, region, *lists, *kept]


def _line(
    box: str, own: str, field: Field, told: tuple[str, int | None, str | None], options: Mapping[str, str]
) -> Element:
    """Give the row of one value."""
    value, rows, code = told
    props = {"id": box, "data_field": field.name, "data_value": value, "aria_labelledby": f"{box}-field {box}-name"}
    if len(options) > MOST_OPTIONS:
        chosen = el(
            "Input", type="text", class_="form-control", list=_list(own, field.name), maxLength="200", dir="ltr",
            defaultValue=code or "", placeholder=t("load.values.type"), autoComplete="off", **props,
        )  # fmt: skip
    else:
        chosen = el(
            "Select", _options(field, code, options), class_="form-select",
            defaultValue="" if code is None else CODE + code, **props,
        )  # fmt: skip
    number = t("load.values.mapped") if rows is None else whole(rows)
    return el(
        "Tr",
        el("Th", t(field.header_key), scope="row", id=f"{box}-field"),
        el("Td", el("Bdi", value), id=f"{box}-name"),
        el("Td", number),
        el("Td", chosen),
    )


def _kept(field: str, value: str, code: str) -> Element:
    """Keep what a map says of a field for which there is nothing to choose from."""
    return el("Input", type="hidden", data_field=field, data_value=value, value=CODE + code)


def _options(field: Field, code: str | None, options: Mapping[str, str]) -> list[Element]:
    """Give what may be chosen: nothing, an empty cell where the column need not be filled, or a code."""
    first = el("Option", t("load.values.none" if code is None else "load.values.remove"), value="")
    empty = [] if field.required else [el("Option", t("load.values.empty"), value=CODE)]
    gone = [] if not code or code in options else [el("Option", code, value=CODE + code)]
    return [first, *empty, *gone, *(el("Option", words, value=CODE + one) for one, words in options.items())]


def _offered(own: str, field: str, options: Mapping[str, str]) -> Element:
    """Give the codes that are offered while one is typed."""
    return el("Datalist", [el("Option", words, value=code) for code, words in options.items()], id=_list(own, field))


def _list(own: str, field: str) -> str:
    """Give the id of the codes of a field."""
    return f"{own}-codes-{field.replace('_', '-')}"
