"""The section of thresholds: where the viewer's programmes draw their lines, and how to draw them anew."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.outcome import NOTHING_DONE, WHOLE, Outcome, RefusedError
from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.components.act_form import (
    Act,
    Button,
    Field,
    Place,
    act_form,
    choice_field,
    confirmation,
    heading,
    line_field,
    refusal,
)
from dashboard.components.data_table import Cell, Column, Number, data_table
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.data.engine import Engines, WritersBusyError, writing
from dashboard.data.standing import HUNDRED, Thresholds
from dashboard.data.threshold_changes import Programme, change_thresholds, programmes_now
from dashboard.formats import percent
from dashboard.i18n import choose, t

NAME = "thresholds"
"""The act."""
LINES = ("behind", "at_risk", "over")
PATIENCE = 5
"""Seconds that somebody waits while others write."""
HIGHEST, LONGEST = Decimal(1000), 8
"""Greatest percentage, and the longest text of one."""


def carry_out(engines: Engines, view: View, wish: Wish | None) -> Outcome:
    """Draw the lines anew, if that is wished and they are still as the form showed them."""
    if wish is None or wish.step != "do":
        return NOTHING_DONE
    try:
        lines = _lines(wish)
        with writing(engines.writer, PATIENCE) as connection:
            now = _programme(connection, view, wish.fields["programme"])
            _demand_unchanged(now, wish)
            return _do(connection, view.account.username, now, lines)
    except RefusedError as error:
        return Outcome(wrong=error.wrong)
    except WritersBusyError:
        return Outcome(wrong={WHOLE: t("acts.busy")})


def _do(connection: Connection, actor: str, now: Programme, lines: Thresholds) -> Outcome:
    """Draw the lines of a programme, with a line in the audit trail."""
    version = change_thresholds(connection, now.code, lines, actor)
    told = {name: str(share) for name, share in zip(LINES, _shares(lines), strict=True)}
    audit.record(connection, actor, "thresholds", now.code, **told, version=version)
    return Outcome(t("admin.thresholds.done", name=choose(now.names), version=str(version)))


def section(engines: Engines, view: View, place: Place, wish: Wish | None, outcome: Outcome) -> list[Node]:
    """Give the section at the step that it is at."""
    act = Act(place, NAME)
    with engines.writer.connect() as connection:
        found = _own(connection, view)
    is_over = wish is not None and (wish.step == "close" or (wish.step == "do" and not outcome.wrong))
    head = heading(act, t("admin.thresholds.title"), focus=is_over)
    body = _body(act, found, None if is_over else wish, outcome.wrong)
    card = el("Section", head, el("P", t("admin.thresholds.what")), *body, class_="cardx act")
    return [_table(place, found), el("P", t("admin.weights"), class_="source"), el("Div", card, class_="act-cards")]


def _body(act: Act, found: list[Programme], wish: Wish | None, wrong: Mapping[str, str]) -> list[Node]:
    """Give the list to choose from, the fields of the chosen programme, or the question before it is changed."""
    if not found:
        return [el("P", t("admin.thresholds.none"), class_="source")]
    now = {one.code: one for one in found}.get(wish.fields["programme"]) if wish else None
    if wish is None or now is None:
        return [_choose(act, found)]
    if wish.step == "ask":
        try:
            return [_question(act, now, wish)]
        except RefusedError as error:
            wrong = error.wrong
    return [refusal(act, wrong.get(WHOLE, "")), _fields(act, now, wish, wrong)]


def _table(place: Place, found: list[Programme]) -> Element:
    """Give where each programme draws its lines."""
    columns = [Column(t("admin.column.programme"), numeric=False)]
    columns += [Column(t(f"admin.thresholds.{name}")) for name in LINES]
    rows: list[list[Cell]] = [
        [
            el("Span", el("Bdi", one.code), " · ", el("Bdi", choose(one.names))),
            *(Number(ltr(percent(share, 1)), share) for share in _shares(one.thresholds)),
        ]
        for one in found
    ]
    return data_table(f"{place.page}.{place.part}", t("admin.thresholds.caption"), columns, rows)


def _choose(act: Act, found: list[Programme]) -> Element:
    """Give the list of programmes."""
    listed = {"": {one.code: f"{one.code} · {choose(one.names)}" for one in found}}
    box = choice_field(act, Field("programme", t("admin.column.programme")), listed)
    hidden = {"behind": "", "at_risk": "", "over": "", "seen": ""}
    return act_form(act, "choose", [box], [Button(t("admin.thresholds.open"), "open")], hidden)


def _fields(act: Act, now: Programme, wish: Wish, wrong: Mapping[str, str]) -> Element:
    """Give the three lines of a programme as percentages."""
    stored = {name: _written(share) for name, share in zip(LINES, _shares(now.thresholds), strict=True)}
    value = stored | {"seen": str(now.since)} if wish.step == "open" else wish.fields
    boxes = [
        line_field(
            act,
            Field(name, t(f"admin.thresholds.{name}"), value[name], t("admin.thresholds.hint"), wrong.get(name, "")),
            inputMode="decimal",
            dir="ltr",
        )
        for name in LINES
    ]
    buttons = [Button(t("admin.ask"), "ask"), Button(t("acts.cancel"), "close")]
    hidden = {"programme": now.code, "seen": value["seen"]}
    named = el("P", el("Strong", el("Bdi", choose(now.names))))
    return act_form(act, f"lines-{now.code}-{now.since}", [named, *boxes], buttons, hidden)


def _question(act: Act, now: Programme, wish: Wish) -> Element:
    """Say what drawing the lines anew will do.

    Raises:
        RefusedError: it cannot be done, or would change nothing.
    """
    lines = _lines(wish)
    _demand_unchanged(now, wish)
    if lines == now.thresholds:
        raise RefusedError(**{WHOLE: t("admin.thresholds.same")})
    shares = zip(LINES, _shares(now.thresholds), _shares(lines), strict=True)
    told: list[Node] = [t("admin.thresholds.will", name=choose(now.names))]
    told += [
        el("Span", t(f"admin.thresholds.{name}"), ": ", ltr(percent(old, 1)), " → ", ltr(percent(new, 1)))
        for name, old, new in shares
        if old != new
    ]
    told.append(t("admin.thresholds.version"))
    buttons = [Button(t("admin.thresholds.do"), "do"), Button(t("acts.back"), "back")]
    return act_form(act, "confirm", [confirmation(act, told)], buttons, wish.fields)


def _lines(wish: Wish) -> Thresholds:
    """Read the three percentages.

    Raises:
        RefusedError: one is no percentage with at most one decimal, or they do not rise.
    """
    shares = {name: _share(wish.fields[name]) for name in LINES}
    if wrong := {name: t("admin.thresholds.wrong") for name, share in shares.items() if share is None}:
        raise RefusedError(**wrong)
    behind, at_risk, over = (share for share in shares.values() if share is not None)
    if not behind <= at_risk <= over:
        raise RefusedError(at_risk=t("admin.thresholds.order"))
    return Thresholds(behind, at_risk, over)


def _share(text: str) -> Decimal | None:
    """Read a percentage as a share, in the digits of any language; None where it is none."""
    plain = text.strip().strip("%").strip().replace(",", ".")
    if len(plain) > LONGEST or not plain.replace(".", "", 1).isdecimal():
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value / HUNDRED if value <= HIGHEST and value == value.quantize(Decimal("0.1")) else None


def _shares(lines: Thresholds) -> tuple[Decimal, Decimal, Decimal]:
    """Give the three lines in rising order."""
    return lines.behind_below, lines.at_risk_below, lines.over_plan_above


def _written(share: Decimal) -> str:
    """Write a share as the percentage that its field holds."""
    return f"{(share * HUNDRED).normalize():f}"


def _own(connection: Connection, view: View) -> list[Programme]:
    """Give the programmes of the viewer."""
    own = view.viewer.programmes
    return [one for one in programmes_now(connection) if own is None or one.code in own]


def _programme(connection: Connection, view: View, code: str) -> Programme:
    """Give a programme of the viewer.

    Raises:
        RefusedError: there is none of that code.
    """
    found = {one.code: one for one in _own(connection, view)}.get(code)
    if found is None:
        raise RefusedError(**{WHOLE: t("acts.changed")})
    return found


def _demand_unchanged(now: Programme, wish: Wish) -> None:
    """Refuse where a load or somebody else has changed the programme since the form was drawn.

    Raises:
        RefusedError: it has been.
    """
    if wish.fields["seen"] != str(now.since):
        raise RefusedError(**{WHOLE: t("acts.changed")})
