"""The money of a grant in a report: what was agreed, committed, disbursed and spent, currency by currency."""

from collections.abc import Iterator

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.grant_money import money_by_currency
from dashboard.export.report.laying import laid
from dashboard.export.report.model import Block, Grid
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

AMOUNTS = ("budget", "committed", "disbursed", "spent")


def money(connection: Connection, filters: Filters) -> Iterator[Block]:
    """Give the amounts of each currency; amounts of different currencies are never added."""
    found = lists(money_by_currency(connection, filters))
    columns = (
        Column("currency", t("projects.currency"), "text"),
        *(Column(key, t(f"report.money.{key}"), "money") for key in AMOUNTS),
        Column("share", t("report.money.share"), "share"),
    )
    table = Table.of(columns, found["currency"], *(found[key] for key in AMOUNTS), found["share"])
    if table.rows:
        yield Grid(t("report.money.title"), table, laid(table), t("report.money.note"))
