"""A chart as a file to take away: its table, or its drawing with everything that is said around it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from plotly.io.json import to_json_plotly
from sqlalchemy import Connection

from dashboard.catalogue import Figure
from dashboard.components.image_presets import PRESETS
from dashboard.components.page_filters import NO_OWN_FILTERS
from dashboard.data.filters import Filters
from dashboard.export import tables
from dashboard.export.citation import cover
from dashboard.export.cited import cited, file_name, image_words
from dashboard.export.shown import Exports
from dashboard.export.state import state_of
from dashboard.figures.table import Table
from dashboard.i18n import t
from dashboard.paths import OWN_CODE

CSV = "text/csv; charset=utf-8"
OPENXML = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS: Mapping[str, tuple[Callable[[tables.Sheet], bytes], str]] = {
    "csv": (tables.csv_for_people, CSV),
    "machine": (tables.csv_for_machines, CSV),
    "xlsx": (tables.workbook, OPENXML),
}
"""How each form of a table is written, and its media type."""
DRAWING = "json"
"""The form that holds the drawing, for whoever makes images of charts of several pages."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file: what it holds, its media type, and its name; without a name it is no download."""

    content: bytes
    media_type: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which chart is asked for: its entry in the catalogue, the exports of its page, and where this installation is."""

    chart: Figure
    page: Exports
    site: str = ""


def taken(connection: Connection, filters: Filters, asked: Asked, form: str) -> Taken | None:
    """Ask the chart's own questions again and write what comes out.

    None where the page is about one thing, and what the address names is not there for this viewer, or where the chart
    is kept from the viewer.
    """
    table = table_of(connection, filters, asked)
    if table is None:
        return None
    write = _drawing if form == DRAWING else _sheet
    return write(connection, filters, asked, form, table)


def table_of(connection: Connection, filters: Filters, asked: Asked) -> Table | None:
    """Ask the chart's own questions again and give its table, every row of it; None as for `taken`."""
    code = "".join(filters.own_all(OWN_CODE))
    if asked.page.named and asked.page.named(connection, filters.snapshot, filters.viewer, code) is None:
        return None
    shown = asked.page.told(asked.chart.id, filters.viewer)
    if shown is None:
        return None
    frames: dict[str, Any] = {name: asked.page.questions[name](connection, filters) for name in shown.questions}
    return shown.table(frames)


def _sheet(connection: Connection, filters: Filters, asked: Asked, form: str, table: Table) -> Taken:
    """Write the table with its cover."""
    own = asked.page.own(connection, filters) if asked.page.own else NO_OWN_FILTERS
    about = cover(connection, filters, asked.page.shown[asked.chart.id].source, own)
    write, media_type = SHEETS[form]
    ending = "_machine.csv" if form == "machine" else f".{form}"
    content = write(tables.Sheet(t(asked.chart.label), about.lines, tables.with_partial(table)))
    return Taken(content, media_type, file_name(asked.chart, about.cutoff) + ending)


def _drawing(connection: Connection, filters: Filters, asked: Asked, _: str, table: Table) -> Taken:
    """Write the drawing, None where there is nothing to draw, and the words around it."""
    shown = asked.page.shown[asked.chart.id]
    about = cited(connection, filters, asked.chart, asked.page, table, site=asked.site)
    drawn = shown.draw(table) if shown.draw and not state_of(table, shown) else None
    content = {
        "figure": drawn,
        "cited": {**asdict(about), "caption": about.caption},
        "words": image_words(about),
        "presets": [asdict(preset) for preset in PRESETS],
    }
    return Taken(str(to_json_plotly(content)).encode(), "application/json")
