"""The forms of the calendar address: whether there is one, the one just made, and what making or revoking will do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.callbacks.timeline_acts.wish import Wish
from dashboard.components.act_form import Act, Button, Place, act_form, confirmation, heading, refusal, shown_once
from dashboard.components.markup import Element, Node, el
from dashboard.formats import moment
from dashboard.i18n import t

PLACE = Place("timeline", "calendar")
ACTS: Mapping[str, frozenset[str]] = {"make": frozenset({"made"}), "revoke": frozenset({"made"})}
"""The acts of the place; `made` tells which key the form was drawn for."""
HEADED = Act(PLACE, "make")
"""The act whose heading names all forms of the place."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the place shows: when the key was made, None without one; and what has just happened.

    `address` is there in the one answer that follows its making, and never again.
    """

    made: datetime | None
    said: str = ""
    wrong: str = ""
    address: str = ""


def mark(made: datetime | None) -> str:
    """Give the mark by which one key is told from the next; empty where there is none."""
    return made.isoformat() if made else ""


def draw(shown: Shown, wish: Wish | None) -> list[Node]:
    """Give the place at the step that it is at."""
    asked = wish is not None and wish.step == "ask"
    body = _question(shown, wish.act) if wish and asked else _standing(shown)
    focus = wish is not None and not asked and not shown.wrong and not shown.address
    head = heading(HEADED, t("acts.calendar.title"), focus=focus)
    return [el("Section", head, el("P", t("acts.calendar.what")), *body, class_="cardx act")]


def _standing(shown: Shown) -> list[Node]:
    """Say whether there is an address, show a new one, and give the buttons for what can be done."""
    told = t("acts.calendar.has", moment=moment(shown.made)) if shown.made else t("acts.calendar.has_none")
    buttons = [Button(t("acts.calendar.renew" if shown.made else "acts.calendar.make"), "ask")]
    if shown.made:
        buttons.append(Button(t("acts.calendar.revoke"), "ask", "revoke"))
    return [
        refusal(HEADED, shown.wrong),
        _address(shown.address) if shown.address else None,
        el("P", told, class_="source"),
        act_form(HEADED, "standing", [], buttons, {"made": mark(shown.made)}),
    ]


def _address(address: str) -> Element:
    """Show a new address, to be copied now."""
    return shown_once(Act(PLACE, "address"), t("acts.calendar.address"), address, t("acts.calendar.once"))


def _question(shown: Shown, name: str) -> list[Node]:
    """Say what an act will do, with the buttons that do it or go back."""
    act, renews = Act(PLACE, name), name == "make" and shown.made is not None
    told: list[Node] = [t(f"acts.calendar.{name}.will"), t("acts.calendar.old_ends") if renews else None]
    buttons = [Button(t(f"acts.calendar.{name}.do"), "do"), Button(t("acts.back"), "back")]
    asked = confirmation(act, [one for one in told if one is not None])
    return [act_form(act, f"{name}-confirm", [asked], buttons, {"made": mark(shown.made)}, HEADED)]
