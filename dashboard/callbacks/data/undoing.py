"""The section in which a load is taken back: the loads that the viewer may see, and what undoing one means."""

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.callbacks.data.touched import pages_of
from dashboard.components.act_form import Act, Button, Field, act_form, confirmation, heading, line_field, refusal
from dashboard.components.markup import Element, Node, el
from dashboard.data.engine import Engines, WritersBusyError, writing
from dashboard.data.loading.undo_checks import UndoError
from dashboard.data.loading.undoing import Undoing, look, undo
from dashboard.formats import whole
from dashboard.i18n import t
from dashboard.pages.data import UNDOING

ACT = Act(UNDOING, "undo")
PATIENCE = 5
LONGEST_REASON, LONGEST_NUMBER = 300, 9


class Outcome:
    """What has come of a wish: what is told, and what is wrong."""

    def __init__(self, said: str = "", wrong: str = "", found: Undoing | None = None) -> None:
        self.said, self.wrong, self.found = said, wrong, found


def carry_out(engines: Engines, view: View, wish: Wish | None) -> Outcome:
    """Look at what is wished, or do it; what cannot be done leaves nothing behind but words."""
    if wish is None or wish.step not in {"ask", "do"}:
        return Outcome()
    version, reason = wish.fields["version"].strip(), wish.fields["reason"].strip()
    if not version.isdecimal() or len(version) > LONGEST_NUMBER:
        return Outcome(wrong=t("acts.wrong.version"))
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        return Outcome(wrong=t("undo.wrong.reason"))
    try:
        with writing(engines.writer, PATIENCE) as connection:
            if wish.step == "ask":
                return Outcome(found=look(connection, int(version), view.viewer.programmes))
            return _done(connection, view, int(version), reason)
    except (UndoError, WritersBusyError) as error:
        return Outcome(wrong=error.sentence() if isinstance(error, UndoError) else t("acts.busy"))


def _done(connection: Connection, view: View, version: int, reason: str) -> Outcome:
    """Undo a load, and write that into the audit trail.

    Raises:
        UndoError: it cannot be undone.
    """
    name = view.account.username
    done = undo(connection, version, view.viewer.programmes, actor=name, reason=reason)
    told = {"undone": version, "version": done.done}
    audit.record(connection, name, "undo", ", ".join(part.name for part in done.parts), **told, reason=reason)
    return Outcome(t("undo.done", undone=str(version), version=str(done.done)))


def section(wish: Wish | None, outcome: Outcome) -> Node:
    """Give the card at the step that it is at."""
    is_over = wish is not None and (wish.step == "close" or bool(outcome.said))
    if wish and outcome.found:
        body: list[Node] = [_question(outcome.found, wish)]
    else:
        kept = None if is_over else wish
        body = [refusal(ACT, outcome.wrong), _form(kept)]
    what = el("P", t("undo.what"))
    return el("Section", heading(ACT, t("undo.title"), focus=is_over), what, *body, class_="cardx act")


def _form(wish: Wish | None) -> Element:
    """Give the form that names a load."""
    told = wish.fields if wish else {"version": "", "reason": ""}
    focus = wish is not None and wish.step == "back"
    boxes = [
        line_field(ACT, Field("version", t("undo.version"), told["version"], t("undo.version_hint"), focus=focus),
                   inputMode="numeric", dir="ltr"),
        line_field(ACT, Field("reason", t("undo.reason"), told["reason"], t("undo.reason_hint")), dir="auto"),
    ]  # fmt: skip
    return act_form(ACT, "undo-form", boxes, [Button(t("undo.ask"), "ask")], {})


def _question(found: Undoing, wish: Wish) -> Element:
    """Give what will happen, with the buttons that do it or go back."""
    sentences: list[Node] = [
        t("undo.will", source=part.name, file=part.file, gone=whole(part.gone), back=whole(part.back))
        for part in found.parts
    ]
    sentences.append(t("undo.figures", pages=pages_of(part.kind.name for part in found.parts)))
    sentences.append(t("undo.stays", version=str(found.version)))
    sentences.append(t("undo.who"))
    reason = Field("reason", t("undo.reason"), wish.fields["reason"], t("undo.reason_hint"))
    parts = [confirmation(ACT, sentences), line_field(ACT, reason, dir="auto")]
    buttons = [Button(t("undo.do"), "do"), Button(t("acts.back"), "back")]
    return act_form(ACT, f"undo-confirm-{found.version}", parts, buttons, {"version": wish.fields["version"]})
