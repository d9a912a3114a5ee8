"""The filters that every page with figures shares; the address holds them, these controls only show and change it.

`assets/shell/filters.js` turns one change into one new address and shows each address in the controls.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.address import Address, Period
from dashboard.components.choice_list import Search, choice_list
from dashboard.components.markup import Element, el
from dashboard.components.page_filters import NO_OWN_FILTERS, OwnFilters, own_controls
from dashboard.components.period_filter import period_filter
from dashboard.i18n import t

ORDER = ("programme", "grant", "period", "place", "group")
"""The shared filters as they stand in the bar."""


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


def filter_bar(
    address: Address,
    choices: Choices,
    own: OwnFilters = NO_OWN_FILTERS,
    shown: Sequence[str] = ORDER,
) -> Element:
    """Give the form region: all filters, the chips of those in force, and the line that counts the records left.

    Args:
        address: the address, whose filters the controls show.
        choices: what the shared filters offer.
        own: the filters that the page adds.
        shown: the shared filters that mean something on the page.
    """
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
    shared = [_shared(name, address, choices) for name in ORDER if name in shown]
    controls = [*shared, *own_controls(address, own)]
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


def _shared(name: str, address: Address, choices: Choices) -> Element:
    """Give the control of one shared filter."""
    if name == "period":
        return period_filter(address.period, [Period.parse(text) for text in choices.periods])
    search = Search(t("filter.search_place"), t("filter.no_match")) if name == "place" else None
    return choice_list(name, getattr(address, name), getattr(choices, name), search)


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
