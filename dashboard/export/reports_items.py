"""Charts of a report: which can be put in, and what each of them asks the database for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from dashboard.address import Address, Period, parse_address
from dashboard.catalogue import CHARTS, Figure
from dashboard.components.basket import NOT_FOR_REPORTS
from dashboard.data.filters import Filters, Viewer, resolve_filters
from dashboard.export.shown import Exports, Shown
from dashboard.pages import shell
from dashboard.paths import OWN_CODE


@dataclass(frozen=True, slots=True)
class ReportChart:
    """One chart that can go into a report: what it is, on which page it stands and how its page is asked."""

    figure: Figure
    page: shell.Page
    exports: Exports

    @property
    def shown(self) -> Shown:
        """Give how it becomes a table and a drawing."""
        return self.exports.shown[self.figure.id]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Give the names of the parameters that its questions know beside the shared filters."""
        return shell.asked_of(self.page)

    @property
    def has_period(self) -> bool:
        """Say whether the page of the chart knows a period that a report can choose."""
        return "period" in shell.filters_of(self.page)

    def read(self, query: str) -> Address:
        """Read the query of an address of the chart's page, its path's code included.

        Raises:
            ValueError: it cannot be read.
        """
        return parse_address(query, self.parameters)

    def filters(self, connection: Connection, address: Address, viewer: Viewer) -> Filters | None:
        """Give what the chart's questions are asked with.

        None where the page is about one thing, and what the address names is not there for this viewer, or where the
        chart is kept from the viewer.
        """
        code = address.own(OWN_CODE) or ""
        found = resolve_filters(connection, shell.Opened(self.page, code).address(address), viewer)
        named = self.exports.named
        if named and named(connection, found.snapshot, viewer, "".join(found.own_all(OWN_CODE))) is None:
            return None
        return found if self.exports.told(self.figure.id, viewer) else None

    def answers(self, connection: Connection, filters: Filters) -> dict[str, Any]:
        """Ask the chart's own questions."""
        return {name: self.exports.questions[name](connection, filters) for name in self.shown.questions}


class ReportCharts:
    """Every chart that can go into a report, by its id in the catalogue: those that pages let people take away.

    What single people said stays out of reports, whoever makes them.
    """

    def __init__(self, pages: Sequence[shell.Page], exports: Mapping[str, Exports]) -> None:
        self._pages = {shell.name_of(page): page for page in pages}
        self._exports = exports

    def find(self, chart: str) -> ReportChart | None:
        """Give a chart, None where there is none of this id to take away."""
        figure = CHARTS.get(chart)
        if figure is None or figure.page in NOT_FOR_REPORTS or figure.page not in self._exports:
            return None
        exports = self._exports[figure.page]
        return ReportChart(figure, self._pages[figure.page], exports) if chart in exports.shown else None


def kept(address: Address) -> str:
    """Write what a basket keeps of an address: all that the chart's figures are made of, neither language nor views."""
    return replace(address, lang=None, views=frozenset()).query()


def in_report(address: Address, period: Period | None, language: str) -> Address:
    """Give an item's address as the report asks for it: in its language, and in its period where it has one."""
    return replace(address, lang=language, period=period or address.period)
