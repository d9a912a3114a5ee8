"""The router: draws the frame and the page of an address, once for each page that is opened.

For whoever writes a page:

* A change of filter never comes here. The browser writes it into `shell-address`; the page's own callback takes
  `Input("shell-address", "search")` and answers with everything the page shows. The shell's chips, controls and links
  follow in the browser (`assets/shell/`).
* The page's callback also calls `set_props("shell-records", {"data": n})` with the number of records behind its
  figures; the shell makes "Sonuçlar güncellendi: 214 kayıt" of it. It is no output, because Dash complains of a
  callback that has some of its outputs on the page and some not.
* The shell draws the one `h1` from the page's `TITLE`; a page's own headings begin with `h2`.
* A page about one thing has a `PATH` such as `/projects/<code>`. Its heading is the thing's name, which `Exports.named`
  gives; its layout finds the code as `address.own("code")`, and its questions find it in `Filters.own`. Its callback
  also takes `State("shell-address", "pathname")` and reads the code from it with `paths.code_in`.
* `EXTRA`, a tuple of names in the page's module, says which parameters the page adds to the address; those that filter
  are named by `Exports.own` and stand in the shared bar.
* A link made with `components.navigation.shell_link` carries the filters, stays current when they change and opens
  without a reload. A link that sets a filter is an `el("A", ..., href=address, data_shell_link="")` to the new address.
  A page that shows one district names it in an element with `data_place_name=code`, from which its chip takes the name.
* `body[data-state]` becomes `ready` when no callback is pending and every visible graph is drawn. Whoever draws a graph
  later than Dash does marks it with `data-drawing` until it is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, Output, State
from flask import g

from dashboard.access.guard import allow
from dashboard.access.viewing import View, open_view
from dashboard.codes import POPULATION_GROUP
from dashboard.components import notices
from dashboard.components.filter_bar import Choices, filter_bar
from dashboard.components.header import Person, header
from dashboard.components.image_presets import image_settings
from dashboard.components.markup import Node
from dashboard.components.page_filters import NO_OWN_FILTERS, OwnFilters
from dashboard.data import lookups
from dashboard.data.directory import directory
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import resolve_filters
from dashboard.data.freshness import Freshness, freshness
from dashboard.export.shown import Exports
from dashboard.i18n import choose, t
from dashboard.ids import ADDRESS, CONTENT
from dashboard.pages import shell
from dashboard.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.data.filters import Filters

Drawn = tuple[list[Node], Node, dict[str, object]]
"""Header, content and what the browser must know of them."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What drawing any page needs; `exports` know what a page is about and which filters it adds."""

    engines: Engines
    settings: Settings
    exports: Mapping[str, Exports]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as drawn, and its main heading."""

    heading: str
    content: Node


def register(
    app: Dash, engines: Engines, pages: Sequence[shell.Page], settings: Settings, exports: Mapping[str, Exports]
) -> None:
    """Put the router into an app that shows these pages, in the order of the navigation."""
    drawing = Drawing(engines, settings, exports)

    @app.callback(
        Output(shell.HEADER, "children"),
        Output(CONTENT, "children"),
        Output(shell.DRAWN, "data"),
        Input(ADDRESS, "pathname"),
        State(ADDRESS, "search"),
    )
    @allow("shell")
    def draw_page(pathname: str | None, search: str | None) -> Drawn:
        path = pathname or ""
        opened = shell.find(pages, path)
        with open_view(search, shell.heard_on(opened.page if opened else None, pages)) as view:
            allowed = [page for page in pages if view.account.may(shell.name_of(page))]
            top = _header(view, path, allowed, settings)
            page = _draw(view, path, opened, drawing) if opened and opened.page in allowed else None
            if page is None:
                return top, shell.not_found(view.address, path), shell.drawn(path, t("shell.not_found_title"))
            return top, page.content, shell.drawn(path, page.heading, opened)

    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash has no types here.
        ClientsideFunction("shell", "show"),
        Input(shell.DRAWN, "data"),
        Input(ADDRESS, "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("shell", "tell"),
        Input(shell.RECORDS, "data"),
        prevent_initial_call=True,
    )


def _header(view: View, path: str, pages: Sequence[shell.Page], settings: Settings) -> list[Node]:
    """Give the header with the pages that this account may open."""
    main, helping = shell.places(pages, path)
    eyes = view.account.through
    seen = (eyes.username, eyes.until) if eyes else ("", None)
    person = Person(view.account.username, g.session.csrf_token, *seen)
    return header(view.address, path, main, helping, person, example=settings.demo)


def _draw(view: View, path: str, opened: shell.Opened, drawing: Drawing) -> Page | None:
    """Give a page under its heading; pages with figures also get freshness, notices and the filters.

    None where the page is about one thing, and what its path names is not there for this viewer.
    """
    body, title = opened.page.layout(opened.address(view.address)), t(opened.page.TITLE)
    if path in shell.MENU_PATHS:
        open_data = getattr(opened.page, "open_data", None) if drawing.settings.public_data == "on" else None
        return Page(title, shell.content(path, title, open_data and open_data(), body))
    own = drawing.exports.get(shell.name_of(opened.page))
    with reading(drawing.engines.reader, view.viewer) as connection:
        filters = resolve_filters(connection, opened.address(view.address), view.viewer)
        if opened.code:
            names = own and own.named and own.named(connection, filters.snapshot, view.viewer, opened.code)
            if not names:
                return None
            title = choose(names)
        added = own.own(connection, filters) if own and own.own else NO_OWN_FILTERS
        shared = shell.filters_of(opened.page)
        filtered = shared or added.filters
        bar = filter_bar(view.address, _choices(connection, filters), added, shared) if filtered else None
        age = freshness(connection, filters.snapshot, view.viewer, drawing.settings.stale_days)
    words = image_settings(added.told if opened.code else ())
    around = _notices(view, path, filters, added, age)
    shown = shell.content(path, title, *around, bar, body, words, protected=view.viewer.protected)
    return Page(title, shown)


def _notices(view: View, path: str, filters: "Filters", own: OwnFilters, age: Freshness) -> list[Node]:
    """Give what stands between the heading of a page with figures and its filters."""
    return [
        notices.freshness_line(age.cutoff, age.last_import, age.version),
        notices.stale_notice(age.stale),
        notices.point_in_time_notice(view.address, path, age.version),
        notices.widened_notice(filters.problems, filters.period),
        notices.problems_notice((*filters.problems, *own.problems)),
    ]


def _choices(connection: "Connection", filters: "Filters") -> Choices:
    """Give what this viewer may choose from, named in the language in force."""
    snapshot, viewer = filters.snapshot, filters.viewer
    return Choices(
        programme=_named(lookups.programme_choices(connection, snapshot, viewer)),
        grant=_named(lookups.grant_choices(connection, snapshot, viewer)),
        place=_named(lookups.province_choices(connection, snapshot, viewer)),
        group={code: t(f"population_group.{code}") for code in POPULATION_GROUP},
        periods=lookups.period_choices(connection, snapshot, viewer),
        further=_districts(connection, filters),
    )


def _districts(connection: "Connection", filters: "Filters") -> dict[str, str]:
    """Give the names of the districts that the address asks for; the filter itself offers provinces alone."""
    known = directory(connection, filters.snapshot.version)
    places = [known.places[known.ids["place"][code]] for code in filters.places]
    return {place.code: choose(place.names) for place in places if place.level == "district"}


def _named(choices: "Sequence[lookups.Choice]") -> dict[str, str]:
    """Give each code with its name in the language in force, in the order of the choices."""
    return {choice.code: choose(choice.names) for choice in choices}
