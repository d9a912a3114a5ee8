"""What the charts of `Belediye ortaklıkları` show: each chart's questions, its table and its drawing."""

from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.data import partnerships as data
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.citation import scope_in_words
from dashboard.export.ordering import in_order, order_of
from dashboard.export.partnership_filters import own_filters
from dashboard.export.partnerships_wider import WIDER_QUESTIONS, WIDER_SHOWN
from dashboard.export.screen import Link
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.partnerships import capacity, commitments, joint_activities, protocols, steps
from dashboard.pages import partnerships
from dashboard.paths import CODE, path_to

PARTNERSHIPS = "source.partnerships"
PARTNER = f"{partnerships.PATH}/{CODE}"
"""The path of the page about one partner."""


def partner_page(address: Address) -> Link:
    """Give where the code of a partner leads: to its page, under the shared filters of the address."""
    query = address.link("")

    def link(code: str) -> str | None:
        path = path_to(PARTNER, code)
        return path and f"{path}{query}"

    return link


def scope(connection: Connection, filters: Filters, _: str) -> str:
    """Name places and period; partners may lie abroad."""
    return scope_in_words(filters, directory(connection, filters.snapshot.version), "scope.all_places")


def last_day(_: Connection, filters: Filters) -> date:
    """Give the day on which protocols are looked at."""
    return filters.last_day


def ordered_steps(connection: Connection, filters: Filters) -> DataFrame:
    """Give the partnerships in the order that the address asks for, else by where they are stuck."""
    return in_order(data.steps(connection, filters), order_of("steps", filters.own))


def ordered_commitments(connection: Connection, filters: Filters) -> DataFrame:
    """Give the commitments in the order that the address asks for, else the longest overdue first."""
    return in_order(data.commitments(connection, filters), order_of("commitment_list", filters.own))


QUESTIONS: Questions = {
    "ordered_steps": ordered_steps,
    "protocols": data.protocols,
    "last_day": last_day,
    "commitments_by_partner": data.commitments_by_partner,
    "ordered_commitments": ordered_commitments,
    "capacity_by_area": data.capacity_by_area,
    "capacity_over_time": data.capacity_over_time,
    "joint_by_kind": data.joint_by_kind,
    **WIDER_QUESTIONS,
}
"""Every question that a chart of the page asks, by its name."""

SHOWN = {
    "partnerships.steps": Shown(
        ("ordered_steps",),
        steps.steps_table,
        find=steps.steps_finding,
        remark=steps.steps_rest,
        source=PARTNERSHIPS,
        empty="no_partnerships",
    ),
    "partnerships.protocols": Shown(
        ("protocols", "last_day"),
        protocols.protocols_table,
        protocols.protocols,
        protocols.protocols_finding,
        protocols.protocols_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.commitments": Shown(
        ("commitments_by_partner",),
        commitments.by_partner_table,
        commitments.by_partner,
        commitments.by_partner_finding,
        commitments.by_partner_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.commitment_list": Shown(
        ("ordered_commitments",),
        commitments.list_table,
        find=commitments.list_finding,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.capacity_by_area": Shown(
        ("capacity_by_area",),
        capacity.by_area_table,
        capacity.by_area,
        capacity.by_area_finding,
        capacity.by_area_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.capacity_over_time": Shown(
        ("capacity_over_time",),
        capacity.over_time_table,
        capacity.over_time,
        capacity.over_time_finding,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    "partnerships.joint_activities": Shown(
        ("joint_by_kind",),
        joint_activities.joint_activities_table,
        joint_activities.joint_activities,
        joint_activities.joint_activities_finding,
        joint_activities.joint_activities_rest,
        source=PARTNERSHIPS,
        empty="no_records",
    ),
    **WIDER_SHOWN,
}
"""Every chart and table of the page, in the order of the catalogue."""

EXPORTS = Exports(QUESTIONS, SHOWN, own=own_filters, scope=scope)
