"""From the items of a basket to the lines of the page: what each shows, under which filters, where its files are."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.access.viewing import View
from dashboard.components.basket_list import Line
from dashboard.components.page_filters import NO_OWN_FILTERS
from dashboard.data.baskets import Item
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.citation import filters_in_words
from dashboard.export.reports import Taking
from dashboard.export.reports_items import ReportChart, ReportCharts, in_report
from dashboard.formats import day, period_label
from dashboard.i18n import choose, t


def lines_of(
    connection: Connection, view: View, charts: ReportCharts, items: Sequence[Item], taking: Taking
) -> list[Line]:
    """Give the lines of a basket, as this account may see it today."""
    return [_line(connection, view, charts.find(item.chart), item, taking) for item in items]


def _line(connection: Connection, view: View, chart: ReportChart | None, item: Item, taking: Taking) -> Line:
    """Give one line; of a chart that is not there any more only its name is left."""
    if chart is None:
        return Line(item.id, item.chart, ())
    title, address = t(chart.figure.label), chart.read(item.query)
    filters = chart.filters(connection, address, view.viewer) if view.account.may(chart.figure.page) else None
    if filters is None:
        return Line(item.id, title, ())
    return Line(
        item.id,
        title,
        (_page(connection, chart, filters), _period(chart, filters, taking), *_others(connection, chart, filters)),
        files=f"/export/{chart.figure.page}/{chart.figure.name}",
        query=in_report(address, taking.period, taking.language).query(),
        table_only=chart.shown.draw is None,
    )


def _page(connection: Connection, chart: ReportChart, filters: Filters) -> str:
    """Name the page of a chart, and the thing that it is about."""
    page, code = t(f"methods.page.{chart.figure.page}"), "".join(filters.own_all("code"))
    names = chart.exports.named and chart.exports.named(connection, filters.snapshot, filters.viewer, code)
    return t("basket.page_of", page=page, thing=choose(names)) if names else page


def _period(chart: ReportChart, filters: Filters, taking: Taking) -> str:
    """Say which period a chart was put in with, and which it gets where the report has chosen one."""
    had = t("basket.period", period=period_label(filters.period))
    if taking.period is None:
        return had
    if not chart.has_period:
        return t("basket.no_period")
    return t("basket.period_now", period=period_label(taking.period), had=period_label(filters.period))


def _others(connection: Connection, chart: ReportChart, filters: Filters) -> list[str]:
    """Name the other filters of a chart, and the state of the data that it asks for, where it asks for any."""
    own = chart.exports.own(connection, filters) if chart.exports.own else NO_OWN_FILTERS
    known = directory(connection, filters.snapshot.version)
    found = filters_in_words(replace(filters, period=None), known, own)
    told = [] if found == t("filter.none") else [t("basket.filters", filters=found)]
    if not filters.snapshot.latest:
        told.append(t("basket.as_of", version=str(filters.snapshot.version), day=day(filters.snapshot.day)))
    return told
