"""Bu sayıyı açıkla: the card of the figure as its own page shows it, what it means, and what it is made of."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import Dash, Input, Output

from dashboard.access.account import Account
from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.explain.answering import explained, not_known
from dashboard.catalogue import KPIS
from dashboard.components.markup import Element, Node, walk
from dashboard.data.asking import Failure, asking
from dashboard.data.engine import Engines
from dashboard.data.explained import SPECS, Spec
from dashboard.data.explaining import explain, rows_of
from dashboard.data.filters import resolve_filters
from dashboard.ids import ADDRESS, page_part
from dashboard.listing import Leaf
from dashboard.pages.explain import EXTRA, FIGURE, ROWS

Answering = Callable[[str | None], Sequence[Any]]
"""The callback of a page: an address in, everything that the page shows out."""
ROWS_A_PAGE = 50


def register(app: Dash, engines: Engines, extra: Sequence[str]) -> None:
    """Put the page's callback into an app whose other pages are there already.

    Args:
        app: the app.
        engines: its pools.
        extra: names of the parameters that the explained pages add, which come along in the address.
    """

    @app.callback(Output(page_part("explain", "figure"), "tree"), Input(ADDRESS, "search"))
    @allow("explain")
    def show(search: str | None) -> Node:
        with open_view(search, (*EXTRA, *extra)) as view:
            name = view.address.own(FIGURE) or ""
            spec = SPECS.get(name)
            if spec is None or not view.account.may(KPIS[name].page):
                return not_known(view.address)
            card = card_of(_callback_of(app, KPIS[name].page)(search), name)
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                found = reader.ask(lambda connection, asked: explain(connection, asked, spec), filters)
                count = 0 if isinstance(found, Failure) else found.records
                leaf = Leaf.read(view.address.own(ROWS), count, ROWS_A_PAGE)
                rows = None
                if may_list(view.account, spec):
                    rows = reader.ask(lambda connection, asked: rows_of(connection, asked, spec, leaf.first), filters)
            return explained(KPIS[name], card, (found, rows, leaf), filters, view.address)


def may_list(account: Account, spec: Spec) -> bool:
    """Say whether somebody may see the rows behind a figure one by one: of cases whoever may open their list alone."""
    return spec.sort == "people" or (spec.sort == "cases" and account.may("feedback_list"))


def _callback_of(app: Dash, page: str) -> Answering:
    """Give the callback that answers with the key figures of a page."""
    name = next(one for one in app.callback_map if f"{page}-kpis.children" in one)
    found: Answering = app.callback_map[name]["callback"].__wrapped__
    return found


def card_of(answer: Sequence[Any], kpi: str) -> Element | None:
    """Give the card of a key figure among all that its page shows."""
    return next((node for node in walk(list(answer)) if node["props"].get("data-kpi") == kpi), None)  # type: ignore[attr-defined]
