"""The basket on the page: what comes of a wish, and everything that stands there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import abort
from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.access.wishes import Wish
from dashboard.callbacks.reports.periods import period_groups
from dashboard.callbacks.reports.reading import lines_of
from dashboard.components.basket_list import Focus, Line, basket_list
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
from dashboard.pages.reports import BASKET, LANGUAGE, MAKING, PERIOD, PRESET

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


def section(engines: Engines, charts: ReportCharts, view: View, outcome: Outcome) -> Node:
    """Give the basket as it stands: how it is taken, its charts, and what can be made of them."""
    if not outcome.items:
        return _empty(view, focus=bool(outcome.said))
    how = taking(view.address)
    with reading(engines.reader, view.viewer) as connection:
        lines = lines_of(connection, view, charts, outcome.items, how)
        filters = resolve_filters(connection, view.address, view.viewer)
        periods = lookups.period_choices(connection, filters.snapshot, view.viewer)
    there = [line for line in lines if line.files]
    return [_how(how, period_groups(periods, how.period)), basket_list(BASKET, lines, outcome.focus), _make(how, there)]


def _empty(view: View, *, focus: bool) -> Node:
    """Say how a chart comes into the basket."""
    mark = {"tabIndex": "-1", "data_act_focus": ""} if focus else {}
    link = shell_link(view.address, "/", t("basket.to_charts"))
    return el("Div", el("P", t("basket.empty"), **mark), el("P", link), class_="basket-empty")


def _how(how: Taking, periods: Choices) -> Element:
    """Give the three choices that hold for everything that is taken from the basket."""
    languages = {"": {"": t("reports.page_language", language=t(f"language.{language()}"))}}
    languages[""] |= {code: t(f"language.{code}") for code in LOCALES if code != language()}
    own_language = how.language if how.language != language() else ""
    own_period = {"": {"": t("reports.own_period")}} | dict(periods)
    presets = {"": {one.name: t(one.label) for one in PRESETS}}
    chosen = how.period.text if how.period else ""
    lists = (
        Choosing("language", t("reports.language"), own_language, languages, parameter=LANGUAGE),
        Choosing("period", t("reports.period"), chosen, own_period, parameter=PERIOD),
        Choosing("preset", t("reports.preset"), how.preset, presets, parameter=PRESET),
    )
    return el("Div", [choosing(BASKET.tree, one) for one in lists], class_="report-fields")


def _make(how: Taking, lines: Sequence[Line]) -> Node:
    """Give the form that makes a file of the basket: a ZIP in the browser, or one document."""
    if not lines:
        return None
    formats = {"": {"zip": t("reports.format.zip")} | {form: t(f"reports.format.{form}") for form in DOCUMENTS}}
    kept = {"lang": how.language, "period": how.period.text if how.period else "", "preset": how.preset}
    hidden = [el("Input", type="hidden", name=name, value=value) for name, value in kept.items()]
    with speaking(how.language):
        texts = {name: t(f"reports.text.{name}") for name in TEXTS}
    form = choosing(BASKET.tree, Choosing("format", t("reports.format"), "zip", formats))
    button = el("Button", t("basket.make"), type="submit", class_="btn-x act-main")
    return el(
        "Form", hidden, form, el("Div", button, class_="act-buttons"), class_="act-form report-take",
        aria_label=t("basket.make"), data_report="basket", data_making=MAKING["basket"],
        data_texts=json.dumps(texts, ensure_ascii=False),
    )  # fmt: skip


def _number(text: str) -> int:
    """Give the number of an item; anything that no form of ours sends ends the request with 400."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_ID:
        abort(400)
    return int(text)
