"""The words around a chart of a report, from the chart's own table."""

from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.catalogue import Figure
from dashboard.data.beneficiaries import counting_rules
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.citation import cutoff, filters_in_words, listed, scope_in_words, source_lines
from dashboard.export.cited import Cited
from dashboard.export.report.naming import safe
from dashboard.export.shown import REACH, Exports
from dashboard.figures.table import Table
from dashboard.i18n import language, t


def cited(connection: Connection, filters: Filters, figure: Figure, page: Exports, table: Table) -> Cited:
    """Give what is said around a chart under some filters."""
    shown = page.shown[figure.id]
    known = directory(connection, filters.snapshot.version)
    rules = counting_rules(connection, filters) if shown.source == REACH else None
    title, last = t(figure.label), cutoff(filters, known)
    finding = (shown.find(table) if shown.find and table.rows else None) or title
    subtitle = listed(t(figure.measure), scope_in_words(filters, known))
    remark = (shown.remark(table) if shown.remark and table.rows else None) or ""
    source = source_lines(filters, known, rules, shown.source)
    address = address_of(filters, figure)
    return Cited(
        chart=figure.id,
        title=title,
        finding=finding,
        subtitle=subtitle,
        remark=remark,
        source=source,
        filters=filters_in_words(filters, known),
        version=filters.snapshot.version,
        day=filters.snapshot.day,
        cutoff=last,
        address=address,
        alt=f"{title}: {finding}. {subtitle}." if finding != title else f"{title}. {subtitle}.",
        citation=" · ".join((t("shell.product"), title, *source, address)),
        file_name="_".join(map(safe, (t(f"export.page.{figure.page}"), t(figure.slug), last.isoformat(), language()))),
    )


def address_of(filters: Filters, figure: Figure) -> str:
    """Give the path under which the chart shows the same figures for ever."""
    asked = Address(
        programme=filters.programmes,
        grant=filters.grants,
        place=filters.places,
        group=filters.groups,
        period=filters.period,
        v=filters.snapshot.version,
        on=filters.snapshot.day,
        lang=language(),
        extra=filters.own,
    )
    path = "/" if figure.page == "overview" else f"/{figure.page}"
    return f"{path}?{asked.query()}"
