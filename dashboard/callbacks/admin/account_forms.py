"""The forms about accounts: a new one, which one to change, and what an account is and sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.access.rights import ROLES
from dashboard.access.scopes import Listed
from dashboard.access.wish import Wish
from dashboard.address import LANGUAGES
from dashboard.callbacks.admin.wished import ACCOUNT_ACTS, YES
from dashboard.components.act_form import Act, Button, Field, act_form, boxes_field, choice_field, line_field
from dashboard.components.markup import Element, Node, el
from dashboard.i18n import DEFAULT, t

EMPTY: Mapping[str, str] = dict.fromkeys(ACCOUNT_ACTS["add"], "") | {"role": "staff", "language": DEFAULT}


@dataclass(frozen=True, slots=True)
class Choices:
    """The programmes and grants that an account may be given, by code."""

    programmes: Mapping[str, str]
    grants: Mapping[str, str]


def new_account(act: Act, wish: Wish | None, choices: Choices, wrong: Mapping[str, str]) -> Element:
    """Give the form of a new account."""
    value = wish.fields if wish else EMPTY
    languages = {"": {code: t(f"language.{code}") for code in LANGUAGES}}
    name = Field("username", t("admin.column.name"), value["username"], t("admin.name_hint"), wrong.get("username", ""))
    boxes = [
        line_field(act, name, dir="ltr", autoCapitalize="none", spellCheck=False, maxLength=64),
        choice_field(act, Field("language", t("ui.language"), value["language"]), languages),
        *_seen_fields(act, value, choices, wrong),
    ]
    return act_form(act, f"add-{'on' if wish else 'new'}", boxes, [Button(t("admin.ask"), "ask")], {"seen": ""})


def choose_account(act: Act, names: Sequence[str], chosen: str = "") -> Node:
    """Give the list of accounts to choose from, with what can be done to one."""
    if not names:
        return el("P", t("admin.change.nobody"), class_="source")
    listed = {"": {name: name for name in names}}
    boxes = [choice_field(act, Field("username", t("admin.column.name"), chosen), listed)]
    buttons = [
        Button(t("admin.access.open"), "open", "access"),
        Button(t("admin.reset.open"), "ask", "reset"),
        Button(t("admin.disable.open"), "ask", "disable"),
        Button(t("admin.enable.open"), "ask", "enable"),
    ]
    hidden = {name: value for name, value in EMPTY.items() if name != "username"}
    return act_form(act, "choose", boxes, buttons, hidden)


def access(act: Act, now: Listed, wish: Wish, choices: Choices, wrong: Mapping[str, str]) -> Element:
    """Give the form of what an account is and sees, filled with what holds now or with what was wished."""
    value = as_fields(now) if wish.step == "open" else wish.fields
    boxes = [el("P", el("Strong", el("Bdi", now.username))), *_seen_fields(act, value, choices, wrong)]
    buttons = [Button(t("admin.ask"), "ask", "access"), Button(t("acts.cancel"), "close", "access")]
    hidden = {"username": now.username, "language": now.language, "seen": value["seen"]}
    return act_form(act, f"access-{now.username}-{now.mark}", boxes, buttons, hidden)


def as_fields(now: Listed) -> dict[str, str]:
    """Give an account as the fields of its form."""
    return {
        "username": now.username,
        "role": now.role,
        "language": now.language,
        "programmes": "\n".join(now.programmes),
        "all_programmes": YES if now.all_programmes else "",
        "grants": "\n".join(now.grants),
        "sensitive": YES if "sensitive" in now.rights else "",
        "seen": now.mark,
    }


def _seen_fields(act: Act, value: Mapping[str, str], choices: Choices, wrong: Mapping[str, str]) -> list[Node]:
    """Give the fields of role and scope."""
    roles = {"": {role: t(f"account_role.{role}") for role in ROLES}}
    return [
        choice_field(act, Field("role", t("admin.column.role"), value["role"], error=wrong.get("role", "")), roles),
        boxes_field(
            act,
            Field("all_programmes", t("admin.column.programmes"), value["all_programmes"]),
            {YES: t("admin.all_programmes")},
        ),
        boxes_field(act, Field("programmes", t("admin.some_programmes"), value["programmes"]), choices.programmes),
        boxes_field(
            act, Field("grants", t("admin.column.grants"), value["grants"], t("admin.grants_hint")), choices.grants
        ),
        boxes_field(
            act,
            Field("sensitive", t("admin.column.rights"), value["sensitive"], error=wrong.get("sensitive", "")),
            {YES: t("admin.right.sensitive")},
        ),
    ]
