"""Every account in a table: what it is, what it sees, and when it was last used."""

from collections.abc import Sequence

from dashboard.access.scopes import Listed
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.formats import moment
from dashboard.i18n import t

COLUMNS = ("name", "role", "programmes", "grants", "rights", "state", "last")


def account_list(listed: Sequence[Listed]) -> Element:
    """Give the table."""
    columns = [Column(t(f"admin.column.{name}"), numeric=False) for name in COLUMNS]
    return data_table("admin.accounts", t("admin.accounts.caption"), columns, [_row(one) for one in listed])


def _row(one: Listed) -> list[Cell]:
    """Give the row of an account."""
    return [
        el("Bdi", one.username),
        t(f"account_role.{one.role}"),
        t("admin.all_programmes") if one.all_programmes else codes(one.programmes),
        codes(one.grants),
        ", ".join(t(f"admin.right.{right}") for right in one.rights) or t("acts.none"),
        t(f"admin.state.{state(one)}"),
        moment(one.last_sign_in) if one.last_sign_in else t("admin.never"),
    ]


def state(one: Listed) -> str:
    """Name the state of an account: disabled, one_time or active."""
    if one.is_disabled:
        return "disabled"
    return "one_time" if one.must_set_password else "active"


def codes(found: Sequence[str]) -> str | Element:
    """Give codes, each kept in its own direction, or say that there are none."""
    if not found:
        return t("acts.none")
    parts: list[Node] = []
    for code in found:
        parts += [", " if parts else None, el("Bdi", code)]
    return el("Span", [part for part in parts if part is not None])
