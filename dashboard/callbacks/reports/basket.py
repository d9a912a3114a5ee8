"""The basket on the page: what comes of a wish, and everything that stands there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import abort
from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.callbacks.reports.periods import period_groups
from dashboard.callbacks.reports.reading import lines_of
from dashboard.components.basket_list import Focus, basket_list
from dashboard.components.image_presets import PRESETS
from dashboard.components.markup import Element, Node, el
from dashboard.components.navigation import shell_link
from dashboard.components.report_form import Choices, Choosing, choosing
from dashboard.data import baskets, lookups
from dashboard.data.baskets import Item
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import resolve_filters
from dashboard.export.reports import Taking, taking
from dashboard.export.reports_items import ReportCharts
from dashboard.export.reports_orders import DOCUMENTS
from dashboard.formats import whole
from dashboard.i18n import LOCALES, language, speaking, t
from dashboard.pages.reports import BASKET, LANGUAGE, MAKING, PERIOD, PRESET, TAKING

FIELDS: Mapping[str, frozenset[str]] = {name: frozenset({"item"}) for name in ("up", "down", "remove")}
"""What can be wished of an item."""
STEPS: Mapping[str, Literal[-1, 1]] = {"up": -1, "down": 1}
TEXTS = ("file", "zip", "caption", "alt", "citation", "address", "table")
"""Words of the text file in a ZIP, in the language of the report."""
LONGEST_ID = 18
"""Digits that certainly are a number of the database."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of a wish: the account's items now, where the focus goes, and what is told."""

    items: Sequence[Item]
    focus: Focus | None = None
    said: str = ""


def carry_out(connection: Connection, view: View, wish: Wish | None) -> Outcome | None:
    """Do what is wished with an item of the account's own; None where the account has no such item.

    Args:
        connection: a transaction of the writer.
        view: who wishes.
        wish: what.
    """
    account = view.account.id
    if wish is None or wish.step != "do":
        return Outcome(baskets.items_of(connection, account))
    item, before = _number(wish.fields["item"]), baskets.items_of(connection, account)
    if wish.act == "remove":
        done = baskets.remove(connection, account, item)
    else:
        done = baskets.move(connection, account, item, STEPS[wish.act])
    return _told(wish.act, item, before, baskets.items_of(connection, account)) if done else None


def deny(connection: Connection, view: View) -> None:
    """Write down that somebody has asked for an item that does not exist for the account."""
    audit.record(connection, view.account.username, "denied", BASKET.tree, right="reports")


def _told(act: str, item: int, before: Sequence[Item], now: Sequence[Item]) -> Outcome:
    """Say what has come of it, and keep the focus at hand: at the same item, or at the one that took its place."""
    if act == "remove":
        at = next(place for place, one in enumerate(before) if one.id == item)
        heir = now[min(at, len(now) - 1)].id if now else None
        return Outcome(now, Focus(heir, "remove") if heir else None, t("basket.removed", count=whole(len(now))))
    at = next(place for place, one in enumerate(now) if one.id == item)
    stuck = {"up": 0, "down": len(now) - 1}
    other = {"up": "down", "down": "up"}
    move = other[act] if at == stuck[act] else act
    return Outcome(now, Focus(item, move), t("basket.moved", place=whole(at + 1), count=whole(len(now))))


def section(engines: Engines, charts: ReportCharts, view: View, outcome: Outcome) -> tuple[Node, Node]:
    """Give the form that makes a file of the basket, and the basket itself."""
    if not outcome.items:
        return None, _empty(view, focus=bool(outcome.said))
    how = taking(view.address)
    with reading(engines.reader, view.viewer) as connection:
        lines = lines_of(connection, view, charts, outcome.items, how)
        filters = resolve_filters(connection, view.address, view.viewer)
        periods = lookups.period_choices(connection, filters.snapshot, view.viewer)
    can = any(line.files for line in lines)
    return _take(how, period_groups(periods, how.period)) if can else None, basket_list(BASKET, lines, outcome.focus)


def _empty(view: View, *, focus: bool) -> Node:
    """Say how a chart comes into the basket."""
    mark = {"tabIndex": "-1", "data_act_focus": ""} if focus else {}
    link = shell_link(view.address, "/", t("basket.to_charts"))
    return el("Div", el("P", t("basket.empty"), **mark), el("P", link), class_="basket-empty")


def _take(how: Taking, periods: Choices) -> Element:
    """Give the form that makes a file of the basket: a ZIP in the browser, or one document.

    Language, period and size stand in the address, because the pictures below follow them; the form only repeats them.
    """
    kept = {"lang": how.language, "period": how.period.text if how.period else "", "preset": how.preset}
    hidden = [el("Input", type="hidden", name=name, value=value) for name, value in kept.items()]
    with speaking(how.language):
        texts = {name: t(f"reports.text.{name}") for name in TEXTS}
    lists = [choosing(TAKING, one) for one in _choices(how, periods)]
    button = el("Button", t("basket.make"), type="submit", class_="btn-x act-main")
    return el(
        "Form",
        hidden,
        el("Div", lists, class_="report-fields report-fields-long"),
        el("Div", button, class_="act-buttons"),
        class_="act-form",
        aria_label=t("basket.make"),
        data_report="basket",
        data_making=MAKING["basket"],
        data_texts=json.dumps(texts, ensure_ascii=False),
    )


def _choices(how: Taking, periods: Choices) -> tuple[Choosing, ...]:
    """Give what somebody chooses who makes a file of the basket."""
    languages = {"": t("reports.page_language", language=t(f"language.{language()}"))}
    languages |= {code: t(f"language.{code}") for code in LOCALES if code != language()}
    spoken = how.language if how.language != language() else ""
    chosen = how.period.text if how.period else ""
    alone = {"": t("reports.own_period")} | dict(periods.get("", {}))
    offered = {"": alone} | {heading: of for heading, of in periods.items() if heading}
    sizes = {one.name: t(one.label) for one in PRESETS}
    formats = {"zip": t("reports.format.zip")} | {form: t(f"reports.format.{form}") for form in DOCUMENTS}
    return (
        Choosing("language", t("reports.language"), spoken, {"": languages}, parameter=LANGUAGE),
        Choosing("own-period", t("reports.period"), chosen, offered, parameter=PERIOD),
        Choosing("size", t("reports.preset"), how.preset, {"": sizes}, parameter=PRESET),
        Choosing("format", t("reports.format"), "zip", {"": formats}),
    )


def _number(text: str) -> int:
    """Give the number of an item; anything that no form of ours sends ends the request with 400."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_ID:
        abort(400)
    return int(text)
