"""What the charts beyond the partnerships themselves show: exchanges, map, objectives, working group and outputs."""

from dataclasses import replace

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data import partnerships as data
from dashboard.data.filters import Filters
from dashboard.export.ordering import in_order, order_of
from dashboard.export.shown import Questions, Shown
from dashboard.figures.partnerships import (
    attendance,
    exchanges,
    objectives,
    outputs,
    partner_map,
    partners,
    seats,
    working_kinds,
)

PARTNERSHIPS = "source.partnerships"


def ordered_partners(connection: Connection, filters: Filters) -> DataFrame:
    """Give the partners in the order that the address asks for, else by name."""
    return in_order(data.partners(connection, filters), order_of("partners", filters.own))


WIDER_QUESTIONS: Questions = {
    "exchanges": data.exchanges,
    "map_partners": data.map_partners,
    "unplaced": data.unplaced,
    "ordered_partners": ordered_partners,
    "objectives": data.objectives,
    "seats": data.seats,
    "attendance": data.attendance,
    "working_kinds": data.working_kinds,
    "outputs": data.outputs,
}
"""Every question that one of these charts asks, by its name."""

WIDER_SHOWN = {
    "partnerships.exchanges": Shown(
        ("exchanges",),
        exchanges.exchanges_table,
        exchanges.exchanges,
        exchanges.exchanges_finding,
        exchanges.exchanges_rest,
        source=PARTNERSHIPS,
    ),
    "partnerships.map": Shown(
        ("map_partners", "unplaced"),
        partner_map.map_table,
        partner_map.map_of_partners,
        partner_map.map_finding,
        partner_map.map_rest,
        source=PARTNERSHIPS,
    ),
    "partnerships.partners": Shown(
        ("ordered_partners",),
        partners.partners_table,
        find=partners.partners_finding,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.objectives": Shown(
        ("objectives",),
        objectives.objectives_table,
        find=objectives.objectives_finding,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.seats": Shown(
        ("seats",),
        seats.seats_table,
        seats.seats,
        seats.seats_finding,
        seats.seats_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.attendance": Shown(
        ("attendance",),
        attendance.attendance_table,
        attendance.attendance,
        attendance.attendance_finding,
        attendance.attendance_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.working_kinds": Shown(
        ("working_kinds",),
        working_kinds.working_kinds_table,
        working_kinds.working_kinds,
        working_kinds.working_kinds_finding,
        working_kinds.working_kinds_rest,
        source=PARTNERSHIPS,
    ),
    "partnerships.outputs": Shown(
        ("outputs",),
        outputs.outputs_table,
        outputs.outputs,
        outputs.outputs_finding,
        outputs.outputs_rest,
        source=PARTNERSHIPS,
    ),
}
"""These charts, in the order of the catalogue."""

GATHERED = {
    "partnerships.exchanges": replace(
        WIDER_SHOWN["partnerships.exchanges"],
        questions=("exchange_matrix",),
        tabulate=exchanges.matrix_table,
        remark=exchanges.matrix_rest,
    ),
}
"""Charts whose drawing needs less than their table, as they are where they are drawn."""
