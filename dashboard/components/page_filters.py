"""The filters that one page adds to the shared ones: lists to tick, and a text to search for.

They stand in the same bar, look and behave alike: the address holds them, chips name them, "Filtreleri temizle" removes
them. The words of a filter are `filter.<name>`, unless it has `words` of its own; its name is the parameter of the
address and stands in the page's `EXTRA`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.address import Address, Problem
from dashboard.components.choice_list import Search, choice_list
from dashboard.components.markup import Element, el, still
from dashboard.i18n import t

LONG = 12
"""A list with more choices than this has a search box of its own."""
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """One filter of a page.

    `choices` are codes with their names in order of display, those in force among them even where nothing has them;
    None makes the filter a text to search for. `words` is given where the words of the name are another page's.
    """

    name: str
    choices: Mapping[str, str] | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """Give the message key of what the filter is called."""
        return f"filter.{self.words or self.name}"

    def in_words(self, values: Sequence[str]) -> list[str]:
        """Name the values in force; those that cannot be chosen are left out."""
        if self.choices is None:
            return list(values[-1:])
        return [self.choices[value] for value in values if value in self.choices]


@dataclass(frozen=True, slots=True)
class OwnFilters:
    """What a page filters by itself, as of one address and for one viewer.

    `told` names in words what else of the address changes the page's figures, such as weights on trial; `problems` is
    what of the page's own parameters could not be used.
    """

    filters: tuple[OwnFilter, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def in_words(self, own: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """Give each filter in force by its label, with its values in words; `own` are the page's parameters."""
        found = {t(one.label): one.in_words([value for name, value in own if name == one.name]) for one in self.filters}
        return {label: values for label, values in found.items() if values} | {k: [v] for k, v in self.told}


NO_OWN_FILTERS = OwnFilters()


def own_controls(address: Address, own: OwnFilters) -> list[Element]:
    """Give the page's lists that have something to choose, and its search box, in their order."""
    drawn = (_control(address, one) for one in own.filters)
    return [control for control in drawn if control is not None]


def _control(address: Address, one: OwnFilter) -> Element | None:
    """Give the control of one filter, None for a list without anything to choose."""
    if one.choices is None:
        return _search(address, one)
    if not one.choices:
        return None
    words = Search(t("filter.search_list", name=t(one.label)), t("filter.no_choice"))
    search = words if len(one.choices) > LONG else None
    return choice_list(one.name, address.own_all(one.name), one.choices, search, t(one.label))


def _search(address: Address, one: OwnFilter) -> Element:
    """Give the box to search with; `assets/shell/filters.js` writes it to the address on Enter or when it is left."""
    name = one.name
    box, hint = f"shell-filter-{name}", f"shell-hint-{name}"
    typed = el(
        "Input",
        id=box,
        type="search",
        class_="form-control",
        maxLength=LONGEST_TEXT,
        defaultValue=address.own(name) or "",
        autoComplete="off",
        aria_describedby=hint,
    )
    press = el("Button", t("ui.search"), type="submit", class_="btn-x")
    return still(
        [
            el("Label", t(one.label), htmlFor=box, class_="shell-filter-label"),
            el("Div", typed, press, class_="shell-search-row"),
            el("P", t(f"{one.label}.hint"), id=hint, class_="shell-filter-hint"),
        ],
        class_="shell-filter shell-filter-text",
        data_filter=name,
    )
