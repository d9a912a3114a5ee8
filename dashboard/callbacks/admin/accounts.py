"""The section of accounts: their table, and cards to add one, to change one and to look through a funder's eyes."""

from dataclasses import dataclass

from flask import g
from sqlalchemy import Connection

from dashboard.access.accounts import AccountError
from dashboard.access.outcome import NOTHING_DONE, WHOLE, Outcome, RefusedError
from dashboard.access.scopes import Listed, list_accounts
from dashboard.access.seeing_as import BEGIN, LASTS
from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.callbacks.admin import account_forms, account_questions
from dashboard.callbacks.admin.account_acts import account_named
from dashboard.callbacks.admin.account_list import account_list
from dashboard.components.act_form import Act, Button, act_form, confirmation, heading, refusal, shown_once
from dashboard.components.markup import Element, Node, el
from dashboard.data import lookups
from dashboard.data.engine import Engines, reading
from dashboard.data.versions import resolve_snapshot
from dashboard.i18n import choose, t
from dashboard.pages.admin import ACCOUNTS

ADD, CHANGE = Act(ACCOUNTS, "add"), Act(ACCOUNTS, "change")
ON_ONE = frozenset({"access", "disable", "enable", "reset"})
"""Acts on an account that is there already; they share a card."""

FILLED_IN = frozenset({"add", "access"})
"""Acts with a form to go back to."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where the section stands: what was wished last, who wished it, and what came of it."""

    wish: Wish | None
    actor: str
    outcome: Outcome = NOTHING_DONE

    def is_about(self, *acts: str) -> bool:
        """Say whether the wish is one of these acts and goes on; a wish that is over begins its card anew."""
        return self.wish is not None and self.wish.act in acts and not self.is_over

    @property
    def is_over(self) -> bool:
        """Say whether the wish was closed or carried out."""
        if self.wish is None:
            return False
        return self.wish.step == "close" or (self.wish.step == "do" and not self.outcome.wrong)


def section(engines: Engines, view: View, wish: Wish | None, outcome: Outcome) -> list[Node]:
    """Give the section at the step that it is at."""
    with reading(engines.reader, view.viewer) as connection:
        choices = _choices(connection, view)
    with engines.writer.connect() as connection:
        step = Step(wish, view.account.username, outcome)
        listed = list_accounts(connection)
        cards = [_add_card(step, choices), _change_card(connection, step, listed, choices), _seeing_card(listed)]
    return [account_list(listed), el("Div", cards, class_="act-cards")]


def _choices(connection: Connection, view: View) -> account_forms.Choices:
    """Give the programmes and grants that there are, with their names."""
    snapshot, _ = resolve_snapshot(connection, None, None)
    found = (
        lookups.programme_choices(connection, snapshot, view.viewer),
        lookups.grant_choices(connection, snapshot, view.viewer),
    )
    programmes, grants = ({one.code: f"{one.code} · {choose(one.names)}" for one in kind} for kind in found)
    return account_forms.Choices(programmes, grants)


def _card(act: Act, words: str, *body: Node, focus: bool = False) -> Element:
    """Give the card of an act: its heading, what it is for, and its body."""
    return el(
        "Section",
        heading(act, t(f"{words}.title"), focus=focus),
        el("P", t(f"{words}.what")),
        *body,
        class_="cardx act",
    )


def _add_card(step: Step, choices: account_forms.Choices) -> Element:
    """Give the card that adds an account."""
    own = step.wish if step.is_about("add") else None
    wrong = dict(step.outcome.wrong) if own else {}
    if own and own.step == "ask":
        try:
            told = account_questions.about_new(own)
        except RefusedError as error:
            wrong = error.wrong
        else:
            return _card(ADD, "admin.add", _question(ADD, "add", told, own))
    was = step.wish if step.is_over and step.wish and step.wish.act == "add" else None
    body = [refusal(ADD, wrong.get(WHOLE, "")), account_forms.new_account(ADD, own, choices, wrong)]
    focus = was is not None and not step.outcome.password
    return _card(ADD, "admin.add", _password(ADD, step.outcome) if was else None, *body, focus=focus)


def _change_card(connection: Connection, step: Step, listed: list[Listed], choices: account_forms.Choices) -> Element:
    """Give the card on which an account is chosen and changed."""
    own = step.wish if step.is_about(*ON_ONE) else None
    was = step.wish if step.is_over and step.wish and step.wish.act in ON_ONE else None
    if own is None:
        focus = was is not None and not step.outcome.password
        told = _password(CHANGE, step.outcome) if was else None
        names = [one.username for one in listed if one.username != step.actor]
        return _card(CHANGE, "admin.change", told, account_forms.choose_account(CHANGE, names), focus=focus)
    return _card(CHANGE, "admin.change", *_change(connection, step, own, choices))


def _change(connection: Connection, step: Step, wish: Wish, choices: account_forms.Choices) -> list[Node]:
    """Give the form of an account, or the question before something is done to it."""
    wrong = dict(step.outcome.wrong)
    try:
        now = account_named(connection, wish.fields["username"])
        if wish.step == "ask":
            told, kept = account_questions.about_one(now, wish, step.actor)
            return [_question(CHANGE, wish.act, told, kept)]
    except RefusedError as error:
        wrong = error.wrong
    except AccountError as error:
        wrong = {WHOLE: error.sentence()}
        now = None
    if now is None or wish.act != "access":
        names = [one.username for one in list_accounts(connection) if one.username != step.actor]
        return [
            refusal(CHANGE, wrong.get(WHOLE, "")),
            account_forms.choose_account(CHANGE, names, wish.fields["username"]),
        ]
    return [refusal(CHANGE, wrong.get(WHOLE, "")), account_forms.access(CHANGE, now, wish, choices, wrong)]


def _question(act: Act, name: str, sentences: list[Node], wish: Wish) -> Element:
    """Give what will happen, with the buttons that do it or go back."""
    buttons = [
        Button(t(f"admin.{name}.do"), "do", name),
        Button(t("acts.back"), "back" if name in {"add", "access"} else "close", name),
    ]
    return act_form(act, f"{name}-confirm", [confirmation(act, sentences)], buttons, wish.fields)


def _password(act: Act, outcome: Outcome) -> Node:
    """Show the password that was just made; nothing where none was."""
    if not outcome.password:
        return None
    return shown_once(act, t("admin.password"), outcome.password, t("admin.password.once"))


def _seeing_card(listed: list[Listed]) -> Element:
    """Give the card with which an administrator looks at the pages through a funder's eyes."""
    act, box = Act(ACCOUNTS, "see"), f"{ACCOUNTS.tree}-see-username"
    names = [one.username for one in listed if one.role == "funder" and not one.is_disabled]
    if not names:
        return _card(act, "see_as", el("P", t("see_as.no_funders"), class_="source"))
    field = el(
        "Div",
        el("Label", t("admin.column.name"), htmlFor=box),
        el("Select", [el("Option", name, value=name) for name in names], id=box, name="username", class_="form-select"),
        class_="act-field",
    )
    form = el(
        "Form",
        field,
        el("Input", type="hidden", name="csrf_token", value=g.session.csrf_token),
        el("P", t("see_as.lasts", minutes=str(int(LASTS.total_seconds() // 60))), class_="source"),
        el("Button", t("see_as.begin"), type="submit", class_="btn-x act-main"),
        method="POST",
        action=BEGIN,
    )
    return _card(act, "see_as", form)
