"""The filters that every page with figures shares; the address holds them, these controls only show and change it.

`assets/shell/filters.js` turns one change into one new address and shows each address in the controls.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.address import MANY, Address, Period
from dashboard.components.markup import Element, Node, dbc_el, el
from dashboard.components.period_filter import period_filter
from dashboard.i18n import t

SEARCHED = frozenset({"place"})
"""Lists so long that they carry a search box."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a viewer may choose: for each filter its codes with their names, in order of display.

    `periods` are texts as in the address (`2021`, `2021-H1`, `2021-Q3`, `2021-03`) that have data. `further` names
    codes that stand in the address without being choices of their own, such as a district reached by drilling down.
    """

    programme: Mapping[str, str] = field(default_factory=dict)
    grant: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    periods: Sequence[str] = ()
    further: Mapping[str, str] = field(default_factory=dict)


def filter_bar(address: Address, choices: Choices) -> Element:
    """Give the form region: all filters, the chips of those in force, and the line that counts the records left."""
    fold = el(
        "Button",
        t("ui.filters"),
        el("Span", class_="shell-count", data_shell_filter_count=""),
        type="button",
        class_="btn-x shell-fold-button",
        aria_expanded="false",
        aria_controls="shell-filter-controls",
        data_shell_unfold="filters",
    )
    lists = {name: _choice_list(name, getattr(address, name), getattr(choices, name)) for name in MANY}
    period = period_filter(address.period, [Period.parse(text) for text in choices.periods])
    controls = [lists["programme"], lists["grant"], period, lists["place"], lists["group"]]
    return el(
        "Form",
        fold,
        el("Div", controls, id="shell-filter-controls", class_="shell-filter-controls"),
        _in_force(choices.further),
        el("P", id="shell-filter-text", class_="print-only"),
        id="shell-filters",
        class_="cardx shell-filters",
        role="search",
        aria_label=t("ui.filters"),
    )


def _choice_list(name: str, chosen: Sequence[str], choices: Mapping[str, str]) -> Element:
    """Give one filter with several choices: a summary that tells the choice, over a list of boxes to tick."""
    label = t(f"filter.{name}")
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
    group = el("Fieldset", el("Legend", label, class_="visually-hidden"), *_search_box(name), listed)
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


def _search_box(name: str) -> list[Node]:
    """Give the search box of a long list, with the line that says that nothing matches; a short list has none."""
    if name not in SEARCHED:
        return []
    box = f"shell-search-{name}"
    words = t(f"filter.search_{name}")
    return [
        el("Label", words, htmlFor=box, class_="visually-hidden"),
        dbc_el("Input", id=box, type="search", placeholder=words, autocomplete="off", class_name="shell-search"),
        el("P", t("filter.no_match"), class_="shell-no-match", hidden=True, role="status"),
    ]


def _in_force(further: Mapping[str, str]) -> Element:
    """Give the row under the controls: chips, the button that removes them all, and the live line of records.

    The words that the browser needs to write them stand in `data-` attributes; chips are drawn by the browser alone.
    """
    chips = el(
        "Ul",
        id="shell-chips",
        class_="shell-chips",
        aria_label=t("ui.active_filters"),
        data_remove=t("filter.remove", label="{label}"),
        data_all=t("ui.all"),
        data_chosen=t("filter.chosen", count="{count}"),
        data_none=t("filter.none"),
        data_further=json.dumps(dict(further), ensure_ascii=False),
    )
    clear = el("Button", t("ui.clear_filters"), id="shell-clear", type="button", class_="btn-x", hidden=True)
    line = el(
        "P",
        id="shell-records-line",
        class_="shell-records",
        role="status",
        data_count=t("filter.count", count="{count}"),
        data_updated=t("filter.updated", count="{count}"),
    )
    return el("Div", chips, clear, line, class_="shell-in-force")
