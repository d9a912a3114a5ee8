"""The summary of a report: the key figures of its pages, and what their charts find."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import Connection

from dashboard import formats
from dashboard.components.kpi_card import TOLD, Kpi, change_in_words
from dashboard.components.value_mark import KEPT_BACK
from dashboard.data import beneficiaries as people
from dashboard.data import timeline
from dashboard.data.filters import Filters
from dashboard.data.indicators import reference_day
from dashboard.data.progress import progress
from dashboard.data.thresholds import thresholds
from dashboard.export import beneficiaries_kpis, timeline_kpis
from dashboard.export.report.laying import absent, lines_of
from dashboard.export.report.model import Cell, Grid, Group, Heading, Laid, Section
from dashboard.figures.table import Column, Table
from dashboard.i18n import t
from dashboard.shown_sum import is_partial


def summary(connection: Connection, filters: Filters) -> Iterator[Section]:
    """Give the key figures of the timeline and of people reached, each page in a table of its own."""
    cards = {
        "nav.timeline": timeline_kpis.kpis(timeline.headline(connection, filters)),
        "report.people": _people(connection, filters),
    }
    grids = tuple(key_figures(t(page), kpis) for page, kpis in cards.items())
    yield Section(t("report.summary"), grids)


def _people(connection: Connection, filters: Filters) -> list[Kpi]:
    """Give the key figures of people reached, with their plan where there is one."""
    read = people.page_answers(connection, filters)
    plan = people.plan_of(connection, filters)
    lines = thresholds(connection, filters)
    judged = progress(read.reached_by_month(), plan, reference_day(filters), lines)
    return beneficiaries_kpis.kpis(read.headline(), judged)


def key_figures(title: str, kpis: Sequence[Kpi]) -> Grid:
    """Give key figures as a table: what each is called, its value, and what is said beside it."""
    columns = (
        Column("id", t("table.code"), "code"),
        Column("name", t("report.key_figure"), "text"),
        Column("value", t("report.value"), "number"),
        Column("state", t("report.why_no_value"), "state"),
        Column("told", t("report.told"), "text"),
    )
    rows = [(kpi.id, kpi.label, _number(kpi), _state(kpi), " · ".join(told(kpi))) for kpi in kpis]
    cells = tuple((Cell((kpi.label,), kpi.label), Cell((value(kpi),), _number(kpi)), _told(kpi)) for kpi in kpis)
    headings = tuple(Heading(column.label, numeric=column.is_number) for column in columns if column.key in _SHOWN)
    return Grid(title, Table(columns, tuple(rows)), Laid(headings, (Group("", cells),)))


_SHOWN = ("name", "value", "told")


def value(kpi: Kpi) -> str:
    """Write what the card shows large: the number, or why there is none."""
    if not isinstance(kpi.value, str) or (kpi.value in TOLD and kpi.text):
        return " · ".join(lines_of(kpi.text)) + (KEPT_BACK if is_partial(kpi.value) else "")
    return t("value.not_reached") if kpi.value == "not_reached" else absent(kpi.value)


def told(kpi: Kpi) -> list[str]:
    """Write what the card says beside its number: target, status, change and note."""
    said = []
    if kpi.target:
        share = "" if kpi.target.ratio is None else f" · {formats.percent(kpi.target.ratio)}"
        said.append(t("ui.of_target", deger=kpi.target.text) + share)
    said += [t(f"st.{kpi.status}")] if kpi.status else []
    said += [change_in_words(kpi.change)] if kpi.change else []
    return said + lines_of(kpi.note)


def _told(kpi: Kpi) -> Cell:
    """Give what the card says beside its number as a cell."""
    return Cell(tuple(told(kpi)) or ("",))


def _number(kpi: Kpi) -> int | float | Decimal | None:
    """Give the exact number, None where there is none."""
    return None if isinstance(kpi.value, str) else kpi.value


def _state(kpi: Kpi) -> str:
    """Give the state of a number: that it is there, or why not."""
    return kpi.value if isinstance(kpi.value, str) else "value"
