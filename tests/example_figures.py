"""Every chart that the example programme has something for, as the pages draw it."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.address import Address
from dashboard.app import exports
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.figures.theme import Figure
from dashboard.i18n import speaking
from tests.conftest import Database

ONE_OF = {"project": "ADA-01", "partner": "ADAPAZARI"}
"""The project and the partner whose pages are drawn; both have something for every chart."""


def figures(database: Database, language: str) -> dict[str, Figure]:
    """Give all charts in a language, by their ids."""
    with speaking(language):
        return dict(_drawn(database))


def _drawn(database: Database) -> Iterator[tuple[str, Figure]]:
    for name, page in exports(database.settings).items():
        pool = database.engines.listener if page.hears else database.engines.reader
        with reading(pool, EVERYTHING) as connection:
            filters: Filters = resolve_filters(connection, Address(), EVERYTHING)
            if name in ONE_OF:
                filters = replace(filters, own=(("code", ONE_OF[name]),))
            for chart, shown in page.shown.items():
                if shown.draw:
                    table = shown.table({one: page.questions[one](connection, filters) for one in shown.questions})
                    if table.rows:
                        yield chart, shown.draw(table)
