"""The charts of a basket in their order: what each shows, its picture, and the buttons that move it or take it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.act_form import Place
from dashboard.components.markup import Element, Node, el
from dashboard.i18n import t

MOVES = ("up", "down", "remove")
"""What can be done with an item, by the name of the act."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the page shows it.

    `files` is the path of its chart's files without their ending, and `query` what they are asked for with; both are
    empty where the chart is not there for the account any more. `facts` are its page, period and filters in words.
    """

    id: int
    title: str
    facts: tuple[str, ...]
    files: str = ""
    query: str = ""
    table_only: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """Which button of which item takes the focus when the list comes as an answer."""

    item: int
    move: str


def basket_list(place: Place, lines: Sequence[Line], focus: Focus | None = None) -> Element:
    """Give the list.

    Args:
        place: where wishes about it go.
        lines: its items in their order.
        focus: of the button that was pressed.
    """
    items = [_item(place, lines, at, focus) for at in range(len(lines))]
    return el("Ol", items, class_="basket-list")


def _item(place: Place, lines: Sequence[Line], at: int, focus: Focus | None) -> Element:
    """Give one item; `assets/reports/preview.js` draws its picture where it comes into view."""
    line = lines[at]
    heading = el("H3", f"{at + 1}. {line.title}", id=f"{place.tree}-item-{line.id}")
    facts = [el("P", fact, class_="source") for fact in line.facts]
    return el(
        "Li",
        _picture(line),
        el("Div", heading, *facts, class_="basket-about"),
        _buttons(place, lines, at, focus),
        key=str(line.id),
        class_="basket-item",
        data_files=line.files or None,
        data_query=line.query or None,
        data_table_only="" if line.table_only else None,
        data_title=line.title,
    )


def _picture(line: Line) -> Element:
    """Give the place of the picture, or the words that say why there is none."""
    if not line.files:
        return el("Div", el("P", t("basket.gone")), class_="basket-picture")
    if line.table_only:
        return el("Div", el("P", t("basket.table_only")), class_="basket-picture")
    words = {"data_failed": t("basket.no_preview"), "data_nothing": t("state.no_data")}
    return el("Div", class_="basket-picture", data_preview="", **words)


def _buttons(place: Place, lines: Sequence[Line], at: int, focus: Focus | None) -> Element:
    """Give the buttons of an item as one form; at an end of the list there is one way to go."""
    line = lines[at]
    stuck = {"up": at == 0, "down": at == len(lines) - 1}
    buttons = [_button(line, move, disabled=stuck.get(move, False), focus=focus) for move in MOVES]
    kept = el("Input", type="hidden", name="item", value=str(line.id))
    return el(
        "Form",
        kept,
        buttons,
        class_="basket-buttons",
        aria_labelledby=f"{place.tree}-item-{line.id}",
        data_act=MOVES[0],
        data_place=place.tree,
        data_store=place.wish,
    )


def _button(line: Line, move: str, *, disabled: bool, focus: Focus | None) -> Element:
    """Give one button; its name says which chart it moves."""
    signs: dict[str, Node] = {"up": "↑ ", "down": "↓ "}
    sign = el("Span", signs[move], aria_hidden="true") if move in signs else None
    return el(
        "Button",
        sign,
        t(f"basket.{move}"),
        el("Span", f": {line.title}", class_="visually-hidden"),
        type="submit",
        class_="btn-x",
        disabled=True if disabled else None,
        data_step="do",
        data_act=move,
        data_act_focus="" if focus == Focus(line.id, move) else None,
    )
