"""Veri kalitesi ve içe aktarma: the figures of quality, and the forms of whoever may load and undo."""

from functools import partial

from dash import Dash, Input, Output, State, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.access.wish import read_wish
from dashboard.callbacks.data import loading, undoing
from dashboard.callbacks.data.answering import answer
from dashboard.callbacks.data.row_undoing import undo_acts
from dashboard.callbacks.data.wished import LOADING_ACTS, UNDOING_ACTS
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.components.markup import Node
from dashboard.components.notices import FRESHNESS, freshness_facts
from dashboard.data import quality
from dashboard.data.asking import Failure, asking
from dashboard.data.directory import directory
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import resolve_filters
from dashboard.data.freshness import freshness
from dashboard.export.shown import Exports, Questions
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.data import LOADING, TABLES_ONLY, UNDOING
from dashboard.pages.shell import RECORDS
from dashboard.settings import Settings


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "data"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in TABLES_ONLY)]
    return [Output(page_part("data", "kpis"), "children"), *cards]


def register(app: Dash, engines: Engines, settings: Settings, exports: Exports) -> None:
    """Put the page's callbacks into an app."""
    headline = partial(quality.headline, stale_days=settings.stale_days)
    questions: Questions = {**exports.questions, "headline": headline}

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("data")
    def show(search: str | None) -> list[object]:
        with open_view(search) as view:
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                known = directory(reader.connection, filters.snapshot.version)
                answers = {name: reader.ask(question, filters) for name, question in questions.items()}
            made = answers["load_list"]
            set_props(RECORDS, {"data": None if isinstance(made, Failure) else sum(one.rows for one in made)})
            acts = {} if isinstance(made, Failure) or not view.account.may("data_load") else undo_acts(made)
            return answer(answers, filters, view.address, known, settings.stale_days, acts)

    _register_acts(app, engines, settings)


def _register_acts(app: Dash, engines: Engines, settings: Settings) -> None:
    """Put the callbacks of the two forms into an app."""

    @app.callback(
        Output(LOADING.tree, "tree"),
        Output(LOADING.said, "tree"),
        Input(LOADING.wish, "data"),
        State(ADDRESS, "search"),
    )
    @allow("data_load")
    def load(data: object, search: str | None) -> tuple[Node, Node]:
        with open_view(search) as view:
            wish = read_wish(data, LOADING_ACTS)
            if wish and wish.step == "open":
                _show_anew(engines, settings, search)
            return loading.section(engines, view, wish)

    @app.callback(
        Output(UNDOING.tree, "tree"),
        Output(UNDOING.said, "tree"),
        Input(UNDOING.wish, "data"),
        State(ADDRESS, "search"),
    )
    @allow("data_load")
    def take_back(data: object, search: str | None) -> tuple[Node, Node]:
        with open_view(search) as view:
            wish = read_wish(data, UNDOING_ACTS)
            outcome = undoing.carry_out(engines, view, wish)
            if outcome.said:
                _show_anew(engines, settings, search)
            return undoing.section(wish, outcome), outcome.said


def _show_anew(engines: Engines, settings: Settings, search: str | None) -> None:
    """Let the figures of the page answer once more, and name the new data version above them."""
    with open_view(search) as view, reading(engines.reader, view.viewer) as connection:
        filters = resolve_filters(connection, view.address, view.viewer)
        age = freshness(connection, filters.snapshot, view.viewer, settings.stale_days)
    set_props(FRESHNESS, {"children": freshness_facts(age.cutoff, age.last_import, age.version)})
    set_props(ADDRESS, {"search": search or ""})
