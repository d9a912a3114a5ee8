"""The section of the audit trail: who did what, the newest first, for an account or an act, page by page."""

from collections.abc import Mapping

from sqlalchemy import Connection

from dashboard.access.audit import ACTIONS
from dashboard.access.audit_trail import Asked, Line, lines
from dashboard.access.scopes import list_accounts
from dashboard.address import Address
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.data.engine import Engines
from dashboard.formats import moment
from dashboard.i18n import catalogue, language, t
from dashboard.pages.admin import PATH

PAGE_SIZE = 50
COLUMNS = ("at", "actor", "act", "subject", "details")
LONGEST_ID = 18
"""Digits of the greatest number of a line."""
LONGEST_DETAIL = 200


def section(engines: Engines, address: Address) -> list[Node]:
    """Give the filters, the lines that they ask for, and the way to older ones."""
    asked = _asked(address)
    with engines.writer.connect() as connection:
        found = lines(connection, asked, PAGE_SIZE + 1)
        filters = _filters(connection, asked)
    shown = found[:PAGE_SIZE]
    if not shown:
        return [filters, el("P", t("admin.trail.empty")), _pages(address, asked, None)]
    older = shown[-1].id if len(found) > PAGE_SIZE else None
    return [filters, _table(shown), _pages(address, asked, older)]


def _asked(address: Address) -> Asked:
    """Read what the address asks for; what is no number of a line asks for the newest."""
    before = address.own("before") or ""
    is_number = before.isascii() and before.isdecimal() and len(before) <= LONGEST_ID
    account, act = ((address.own(name) or "").replace("\0", "") for name in ("account", "act"))
    return Asked(account, act if act in ACTIONS else "", int(before) if is_number else None)


def _filters(connection: Connection, asked: Asked) -> Element:
    """Give the form that filters: it is sent as an address, so that Back undoes it and a link keeps it."""
    names = [one.username for one in list_accounts(connection)]
    if asked.account and asked.account not in names:
        names.append(asked.account)
    return el(
        "Form",
        _choice("account", t("admin.column.name"), asked.account, {name: name for name in names}),
        _choice("act", t("admin.column.act"), asked.action, {act: t(f"audit.act.{act}") for act in ACTIONS}),
        el("Input", type="hidden", name="lang", value=language()),
        el("Button", t("admin.trail.show"), type="submit", class_="btn-x"),
        method="GET",
        action=PATH,
        class_="trail-filters",
    )


def _choice(name: str, label: str, value: str, choices: Mapping[str, str]) -> Element:
    """Give one list of the form; its first choice is everything."""
    box = f"admin-trail-{name}"
    options = [el("Option", text, value=code) for code, text in {"": t("ui.all"), **choices}.items()]
    select = el("Select", options, id=box, name=name, defaultValue=value, class_="form-select")
    return el("Div", el("Label", label, htmlFor=box), select, class_="act-field")


def _table(found: list[Line]) -> Element:
    """Give lines as a table."""
    columns = [Column(t(f"admin.column.{name}"), numeric=False) for name in COLUMNS]
    return data_table("admin.trail", t("admin.trail.caption"), columns, [_row(line) for line in found])


def _row(line: Line) -> list[Cell]:
    """Give the row of a line; an act that a later release wrote stands in its own word."""
    act = t(f"audit.act.{line.action}") if line.action in ACTIONS else line.action
    told = [f"{_named(name)}: {_told(value)}" for name, value in line.details.items()]
    details = el("Span", [part for one in told for part in (el("Bdi", one), " ")], class_="trail-details")
    actor = el("Bdi", line.actor) if line.actor else t("admin.trail.unknown")
    return [moment(line.at), actor, act, el("Bdi", line.subject or "—"), details]


def _named(detail: str) -> str:
    """Name a detail in the language in force; one that a later release wrote stands in its own word."""
    return catalogue(language()).get(f"audit.detail.{detail}", detail)


def _told(value: object) -> str:
    """Write one detail of a line in short."""
    text = (", ".join(map(str, value)) or "—") if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_DETAIL else f"{text[:LONGEST_DETAIL]}…"


def _pages(address: Address, asked: Asked, older: int | None) -> Node:
    """Give the way to older lines and back to the newest; nothing where one page holds all."""
    newest = _link(address, None, t("admin.trail.newest")) if asked.before is not None else None
    on = _link(address, older, t("admin.trail.older")) if older is not None else None
    if newest is None and on is None:
        return None
    return el("Nav", newest, " " if newest and on else None, on, class_="pager", aria_label=t("admin.trail.pages"))


def _link(address: Address, before: int | None, words: str) -> Element:
    """Give the link to the lines before one, or to the newest."""
    wanted = address.with_own("before", *([] if before is None else [str(before)]))
    return el("A", words, href=f"{PATH}?{wanted.query()}", data_shell_link="")
