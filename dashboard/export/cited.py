"""Everything that is said around a chart away from its page: in an image, a document, a slide or a citation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.catalogue import Figure
from dashboard.components.page_filters import NO_OWN_FILTERS
from dashboard.data.beneficiaries import counting_rules
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.alternative import alternative, sentences
from dashboard.export.citation import cutoff, filters_in_words, listed, measure_in_words, scope_in_words, source_lines
from dashboard.export.shown import REACH, Exports
from dashboard.export.written import written
from dashboard.figures.table import Table
from dashboard.i18n import direction, language, t
from dashboard.paths import OWN_CODE, holds_code, path_to


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of one chart under one set of filters; each is whole, in the language in force.

    `finding` is the title again where nothing is found; `remark` says what the chart leaves out, empty where it leaves
    out nothing. `source` holds source, cut-off and, for people, the counting rule. `address` shows the same for ever.
    `alt` is the text alternative with the main figures; `file_name` has no ending.
    """

    chart: str
    title: str
    finding: str
    subtitle: str
    remark: str
    source: tuple[str, ...]
    filters: str
    version: int
    day: date
    cutoff: date
    address: str
    alt: str
    citation: str
    file_name: str

    @property
    def caption(self) -> str:
        """Give the sentences under a picture in a report: what it shows, of what, from where, as of when."""
        return sentences(self.finding, self.subtitle, self.remark, *_grounds(self.source, self.filters, self.version))


def cited(
    connection: Connection, filters: Filters, chart: Figure, page: Exports, table: Table, *, site: str = ""
) -> Cited:
    """Say everything around a chart.

    Args:
        connection: reads what the filters are called and how people were counted.
        filters: in force.
        chart: the chart's entry in the catalogue.
        page: the exports of its page.
        table: the chart's table under these filters.
        site: the address of this installation, such as `https://panel.example`; without it addresses are paths.
    """
    shown = page.shown[chart.id]
    known = directory(connection, filters.snapshot.version)
    title = t(chart.label)
    finding = (shown.find and shown.find(table)) or title
    scope = page.scope(connection, filters, chart.id) if page.scope else scope_in_words(filters, known)
    subtitle, remark = listed(measure_in_words(chart, filters.viewer), scope), shown.left_out(table)
    rules = counting_rules(connection, filters) if shown.source == REACH else None
    source = source_lines(filters, known, rules, shown.source).lines
    told = filters_in_words(filters, known, page.own(connection, filters) if page.own else NO_OWN_FILTERS)
    address = site.rstrip("/") + permanent(filters, chart, page)
    grounds = _grounds(source, told, filters.snapshot.version)
    return Cited(
        chart=chart.id,
        title=title,
        finding=finding,
        subtitle=subtitle,
        remark=remark,
        source=source,
        filters=told,
        version=filters.snapshot.version,
        day=filters.snapshot.day,
        cutoff=cutoff(filters, known),
        address=address,
        alt=alternative(f"{title}: {subtitle}", finding, table, written),
        citation=f"{sentences(t('shell.product'), finding, subtitle, *grounds)} {address}",
        file_name=file_name(chart, cutoff(filters, known)),
    )


def image_words(cited: Cited) -> dict[str, str]:
    """Give what the browser writes around a chart in an image; see `assets/images/draw.js`."""
    address = urlsplit(cited.address)
    return {
        "title": cited.finding,
        "subtitle": cited.subtitle,
        "note": cited.remark,
        "source": " · ".join(cited.source),
        "filters": t("cited.filters", filters=cited.filters),
        "version": t("cited.version", version=str(cited.version)),
        "address": address.netloc + address.path,
        "rest": t("take.rest"),
        "alt": cited.alt,
        "dir": direction(),
        "lang": language(),
    }


def permanent(filters: Filters, chart: Figure, page: Exports) -> str:
    """Give the path and query that show the same figures for ever: data version, reference day and language named."""
    pattern, code = page.path or f"/{chart.page}", "".join(filters.own_all(OWN_CODE)[-1:])
    path = (path_to(pattern, code) or pattern) if holds_code(pattern) else pattern
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
    return f"{path}?{asked.with_own(OWN_CODE).query()}"


def file_name(chart: Figure, day: date) -> str:
    """Give the name of a file, without its ending, that says page, chart, cut-off day and language."""
    return f"{t(f'export.page.{chart.page}')}_{t(chart.slug)}_{day.isoformat()}_{language()}"


def _grounds(source: tuple[str, ...], filters: str, version: int) -> Iterator[str]:
    """Give what a figure rests on: source, filters, data version."""
    yield " · ".join(source)
    yield t("cited.filters", filters=filters)
    yield t("cited.version", version=str(version))
