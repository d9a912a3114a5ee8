"""A page made of nothing but the parts that pages with long tables share, over rows made up here.

It stands in the place of a page that the product does not have, so that these parts are tried by themselves.
"""

from decimal import Decimal
from types import ModuleType

import pytest
from dash import Input, Output, set_props
from sqlalchemy import Connection

from dashboard import app as house
from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.address import Address, Problem
from dashboard.app import Panel, create_app
from dashboard.components.data_table import Cell, Number, data_table
from dashboard.components.markup import Node, el, ltr, still
from dashboard.components.page_filters import LONG, OwnFilter, OwnFilters
from dashboard.components.pager import pager
from dashboard.components.sortable import Sorting
from dashboard.components.weights_form import Weight, weights_form
from dashboard.data.engine import Engines
from dashboard.data.filters import Filters
from dashboard.export.shown import Exports
from dashboard.formats import fold, sort_key
from dashboard.i18n import language
from dashboard.ids import ADDRESS
from dashboard.listing import Leaf, Sort
from dashboard.pages.shell import RECORDS
from dashboard.settings import Settings

NAME, PATH, CHART = "data", "/workbench", "beneficiaries.detail"
STAGES = {"idea": "Fikir", "approved": "Onaylandı", "closed": "Kapandı"}
OWNERS = {f"owner-{number}": f"Kurul {number}" for number in range(LONG + 1)} | {"isik": "Işık kurulu"}
WORDS = ("Şanlı", "Işık", "İklim", "Okul", "Çocuk")
ROWS = [
    {
        "code": f"R-{number:03d}",
        "name": f"{WORDS[number % len(WORDS)]} {number}",
        "stage": list(STAGES)[number % len(STAGES)],
        "days": None if number % 10 == 0 else number * 37 % 101,
    }
    for number in range(1, 121)
]
PAGE_SIZE = 25
EXTRA = ("stage", "owner", "q", "weights", "detail.sort", "detail.page")
WEIGHTS = (("ETKI", "Etki", "0.5"), ("MALIYET", "Maliyet", "0.3"), ("SURE", "Süre", "0.2"))


def own(_: Connection, filters: Filters) -> OwnFilters:
    """Give the page's own filters."""
    wrong = tuple(Problem("stage", value) for value in filters.own_all("stage") if value not in STAGES)
    return OwnFilters((OwnFilter("stage", STAGES), OwnFilter("owner", OWNERS), OwnFilter("q")), problems=wrong)


def layout(_: Address) -> Node:
    """Lay the page out."""
    places = [*(still(None, id=f"{NAME}-{part}") for part in ("table", "pages")), el("Div", id=f"{NAME}-weights")]
    return el("Div", el("H2", "Tablo" if language() == "tr" else "Table"), *places)


def rows(address: Address) -> list[dict[str, object]]:
    """Give the rows that an address asks for, in its order; missing days come last."""
    stages = [stage for stage in address.own_all("stage") if stage in STAGES]
    wanted = fold(address.own("q") or "")
    found = [r for r in ROWS if (not stages or r["stage"] in stages) and wanted in fold(f"{r['code']} {r['name']}")]
    sort = order(address)
    known = [row for row in found if row[sort.column] is not None]
    key = (lambda row: row["days"]) if sort.column == "days" else (lambda row: sort_key(row["name"]))
    return sorted(known, key=key, reverse=sort.descending) + [row for row in found if row[sort.column] is None]


def order(address: Address) -> Sort:
    """Give the order of an address."""
    return Sort.parse(address.own("detail.sort"), ("name", "days")) or Sort("name")


def tried(address: Address) -> list[Weight]:
    """Give the weights of an address."""
    parts = (part.rpartition(":") for part in (address.own("weights") or "").split(",") if part)
    found = {code: Decimal(number) for code, _, number in parts}
    return [Weight(code, name, Decimal(stored), found.get(code)) for code, name, stored in WEIGHTS]


def answer(address: Address) -> list[Node]:
    """Give the table, its pages and the form of weights."""
    found = rows(address)
    leaf = Leaf.read(address.own("detail.page"), len(found), PAGE_SIZE)
    sorting = Sorting(address, PATH, CHART, order(address), ("name", "days"))
    heads = [sorting.heading("name", "Ad", numeric=False), sorting.heading("code", "Kod", numeric=False)]
    heads.append(sorting.heading("days", "Gün", numeric=True))
    cells: list[list[Cell]] = [
        [str(r["name"]), ltr(str(r["code"])), Number(str(r["days"] or "—"), r["days"])]
        for r in found[leaf.first : leaf.last]
    ]
    table = data_table(CHART, "Satırlar", heads, cells)
    set_props(RECORDS, {"data": len(found)})
    return [table, pager(address, PATH, CHART, leaf), weights_form(NAME, tried(address))]


def workbench(settings: Settings, engines: Engines) -> Panel:
    """Give the app with this page in it."""
    page = ModuleType(f"dashboard.pages.{NAME}")
    filters = ("period", "place")
    vars(page).update(PATH=PATH, TITLE="nav.data_quality", EXTRA=EXTRA, FILTERS=filters, layout=layout)
    taken = {**house.exports(settings), NAME: Exports({}, {}, own=own)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house, "PAGES", (*house.PAGES, page))
        patch.setattr(house, "exports", lambda _: taken)
        app = create_app(settings, engines)

    @app.callback(
        Output(f"{NAME}-table", "tree"),
        Output(f"{NAME}-pages", "tree"),
        Output(f"{NAME}-weights", "children"),
        Input(ADDRESS, "search"),
    )
    @allow(NAME)
    def show(search: str | None) -> list[Node]:
        with open_view(search, EXTRA) as view:
            return answer(view.address)

    return app
