"""One filter with several choices: a summary that tells the choice, over a list of boxes to tick.

`assets/shell/filters.js` writes what is ticked to the address, and shows the address in the boxes and in the summary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.markup import Element, Node, dbc_el, el
from dashboard.i18n import t


@dataclass(frozen=True, slots=True)
class Search:
    """The words of the box that searches a long list: its label, and what is said where nothing matches."""

    label: str
    no_match: str


def choice_list(
    name: str, chosen: Sequence[str], choices: Mapping[str, str], search: Search | None = None, label: str = ""
) -> Element:
    """Give the list of one filter.

    Args:
        name: its parameter of the address.
        chosen: the values of the address; those that are no choices are left out.
        choices: codes with their names in order of display.
        search: given for a list so long that it needs a search box.
        label: what it is called where that is not `filter.<name>`.
    """
    label = label or t(f"filter.{name}")
    value = [code for code in chosen if code in choices]
    summary = el(
        "Summary",
        el("Span", label, class_="shell-filter-label"),
        el("Span", _told(value, choices), class_="form-select", data_shell_told=""),
    )
    boxes = dbc_el(
        "Checklist",
        id=f"shell-filter-{name}",
        options=[{"label": text, "value": code} for code, text in choices.items()],
        value=value,
    )
    listed = el("Div", boxes, class_="shell-choices")
    found = _search_box(name, search) if search else []
    group = el("Fieldset", el("Legend", label, class_="visually-hidden"), *found, listed)
    return el(
        "Details",
        summary,
        el("Div", group, class_="shell-panel"),
        class_="shell-popup shell-filter",
        data_filter=name,
    )


def _told(value: Sequence[str], choices: Mapping[str, str]) -> str:
    """Tell a choice in few words: all, the one name, or how many; `assets/shell/filters.js` tells later ones alike."""
    if not value:
        return t("ui.all")
    return choices[value[0]] if len(value) == 1 else t("filter.chosen", count=str(len(value)))


def _search_box(name: str, search: Search) -> list[Node]:
    """Give the search box of a list, with the line that says that nothing matches."""
    box, words = f"shell-search-{name}", search.label
    return [
        el("Label", words, htmlFor=box, class_="visually-hidden"),
        dbc_el("Input", id=box, type="search", placeholder=words, autocomplete="off", class_name="shell-search"),
        el("P", search.no_match, class_="shell-no-match", hidden=True, role="status"),
    ]
