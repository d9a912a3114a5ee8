"""The head of every page: product, navigation, language, theme and account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.address import Address
from dashboard.components.markup import Element, Node, dbc_el, el
from dashboard.components.navigation import Place, language_links, main_navigation, page_link, shell_link
from dashboard.formats import moment
from dashboard.i18n import t
from dashboard.ids import CONTENT


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as far as the header shows it; `csrf_token` goes with the form that signs out."""

    username: str
    csrf_token: str
    seen_as: str = ""
    """Name of the funder's account through whose eyes this person looks; empty for one's own."""
    seen_until: datetime | None = None


def header(
    address: Address, path: str, pages: Sequence[Place], help_pages: Sequence[Place], person: Person, *, example: bool
) -> list[Node]:
    """Give everything above the content, in the order of the Tab key.

    Args:
        address: the address, whose filters the links carry.
        path: path of the page now open.
        pages: the pages of the main navigation.
        help_pages: the pages of the account menu.
        person: who is signed in.
        example: whether the data are made up, which every page then says.
    """
    tools = el(
        "Div",
        language_links(address, path),
        _theme_button(),
        _account_menu(address, help_pages, person),
        id="shell-tools",
        class_="shell-tools",
    )
    badge = el("Span", t("shell.example_data"), class_="shell-badge") if example else None
    brand = el("Div", shell_link(address, "/", t("shell.product"), class_="shell-brand"), badge)
    bar = el("Div", brand, _menu_button(), tools, class_="shell-bar")
    return [_skip_link(), _seeing_banner(person), bar, main_navigation(address, pages)]


def _skip_link() -> Element:
    """Give the first stop of the Tab key: a jump over the header."""
    return el("A", t("nav.skip_to_content"), href=f"#{CONTENT}", class_="skip", data_shell_skip="")


def _seeing_banner(person: Person) -> Node:
    """Say through whose eyes the page is seen and until when, with the button that ends it; nothing for one's own."""
    if not person.seen_as:
        return None
    told = [el("P", t("see_as.now", name=person.seen_as)), el("P", t("see_as.until", moment=moment(person.seen_until)))]
    end = el("Button", t("see_as.end"), type="submit", class_="btn-x")
    return el("Div", *told, el("Form", end, method="POST", action="/see-as/end"), class_="see-as", role="status")


def _menu_button() -> Element:
    """Give the button that unfolds navigation and tools on a phone; wider screens do not show it."""
    return el(
        "Button",
        t("shell.menu"),
        type="button",
        class_="btn-x shell-menu-button",
        aria_expanded="false",
        aria_controls="shell-navigation shell-tools",
        data_shell_unfold="menu",
    )


def _theme_button() -> Element:
    """Give the switch between light and dark; `assets/shell/navigation.js` keeps its state."""
    return el(
        "Button",
        t("ui.theme_dark"),
        id="shell-theme",
        type="button",
        class_="shell-tool",
        aria_pressed="false",
        data_shell_theme="",
    )


def _account_menu(address: Address, help_pages: Sequence[Place], person: Person) -> Element:
    """Give the menu of the account: explanations, then signing out by a form."""
    sign_out = el(
        "Form",
        dbc_el("Input", type="hidden", name="csrf_token", value=person.csrf_token),
        el("Button", t("auth.sign_out"), type="submit", class_="btn-x"),
        method="POST",
        action="/logout",
    )
    links = [el("Li", page_link(address, place)) for place in help_pages]
    summary = el("Summary", t("shell.account"), ": ", el("Bdi", person.username), class_="shell-tool")
    panel = el("Div", el("Ul", links), sign_out, class_="shell-panel shell-panel-end")
    return el("Details", summary, panel, id="shell-account", class_="shell-popup")
