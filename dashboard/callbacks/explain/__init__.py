"""Bu sayıyı açıkla: a figure as its own page shows it, what it means, and what it is made of."""

from collections.abc import Sequence

from dash import Dash, Input, Output

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.explain.answering import explained, not_known
from dashboard.callbacks.explain.asking import asked_of, read
from dashboard.callbacks.explain.subjects import Subjects
from dashboard.components.markup import Node
from dashboard.components.states import error_mark
from dashboard.data.asking import Failure, asking, attempt
from dashboard.data.engine import Engines
from dashboard.export.routes import House
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.explain import EXTRA


def register(app: Dash, engines: Engines, house: House, extra: Sequence[str], stale_days: int) -> None:
    """Put the page's callback into an app whose other pages are there already.

    Args:
        app: the app.
        engines: its pools.
        house: the tables of all pages.
        extra: names of the parameters that the explained pages add, which come along in the address.
        stale_days: days after which a source counts as stale.
    """
    subjects = Subjects(app, house, stale_days)

    @app.callback(Output(page_part("explain", "figure"), "tree"), Input(ADDRESS, "search"))
    @allow("explain")
    def show(search: str | None) -> Node:
        with open_view(search, (*EXTRA, *extra)) as view:
            asked = asked_of(view, house)
            if asked is None:
                return not_known(view.address)
            with asking(engines.reader, view.viewer) as reader:
                subject = attempt(lambda: subjects.find(asked, reader.connection, search))
                if isinstance(subject, Failure):
                    return error_mark(subject.code)
                if subject is None:
                    return not_known(view.address)
                return explained(subject, read(reader, subject, asked), view.address)
