"""The section in which a file is loaded: choose it, see what it would do, confirm."""

from functools import cache, partial

from flask import g

from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.callbacks.data.mapping import kept_choice, mapping, sheet_kind
from dashboard.callbacks.data.previewing import previewed
from dashboard.callbacks.data.values import ChoicesOf
from dashboard.components.act_form import Act, Button, Field, act_form, choice_field, heading, line_field
from dashboard.components.markup import Element, Node, el
from dashboard.components.report_form import making_place
from dashboard.data.engine import Engines
from dashboard.data.loading import KINDS
from dashboard.data.loading.choices import choices
from dashboard.data.loading.uploads import Held, forget, held, sweep
from dashboard.formats import moment, sort_key, whole
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.pages.data import LOADING

ACT = Act(LOADING, "upload")
PROGRESS = page_part("data", "loading-progress")
KIB = 1024


def section(engines: Engines, view: View, wish: Wish | None) -> tuple[Node, Node]:
    """Give the section as the account's file stands now, and what is told of the wish."""
    with engines.writer.begin() as connection:
        sweep(connection)
        if wish and wish.step == "close":
            forget(connection, view.account.id)
        found = held(connection, view.account.id)
        within = view.viewer.programmes
        place = _place(found, focus=wish is not None, choices_of=cache(partial(choices, connection, within=within)))
    told = t("load.upload.put_away") if wish and wish.step == "close" else ""
    focus = wish is not None
    title = el("H2", t("data.part.load"))
    return [title, _choosing(focus=focus and found is None), _templates(), place], told


def _choosing(*, focus: bool) -> Element:
    """Give the card in which a file is chosen."""
    own = ACT.id("file")
    box = el(
        "Input", type="file", id=own, name="file", class_="form-control", required=True,
        accept=".csv,.tsv,.txt,.xlsx,.xml", aria_describedby=f"{own}-hint",
    )  # fmt: skip
    field = el(
        "Div",
        el("Label", t("load.upload.file"), htmlFor=own),
        box,
        el("P", t("load.upload.hint"), id=f"{own}-hint", class_="source"),
        class_="act-field",
    )
    button = el("Button", t("load.upload.send"), type="submit", class_="btn-x act-main")
    form = el(
        "Form", field, el("Div", button, class_="act-buttons"), class_="act-form", data_load="upload",
        data_making=PROGRESS, data_place=LOADING.tree, data_store=LOADING.wish, aria_labelledby=ACT.id("heading"),
        key=f"upload-{g.account.id}",
    )  # fmt: skip
    making = making_place(PROGRESS, t("load.upload.title"))
    return el("Section", heading(ACT, t("load.upload.title"), focus=focus), form, making, class_="cardx act")


def _templates() -> Element:
    """Give the card with the templates to fill in."""
    names = {name: t(f"load.kind.{name}") for name in KINDS}
    links = [
        el("Li", el("A", names[name], href=f"/data/template/{name}.xlsx", download=""))
        for name in sorted(names, key=lambda name: sort_key(names[name]))
    ]
    summary = el("Summary", t("load.templates.title"))
    what = el("P", t("load.templates.what"))
    return el("Section", el("Details", summary, what, el("Ul", links, class_="template-list")), class_="cardx act")


def _place(found: Held | None, *, focus: bool, choices_of: ChoicesOf) -> Node:
    """Give the card of the file that waits; nothing where none does."""
    if found is None:
        return None
    act = Act(LOADING, "held")
    told = el(
        "P",
        el("Bdi", found.name),
        " · ",
        t("load.upload.size", size=whole(max(1, found.size // KIB))),
        " · ",
        moment(found.uploaded_at),
    )
    title = heading(act, t("load.upload.done" if found.loaded else "load.upload.preview"), focus=focus)
    if found.loaded:
        done = el("P", t("load.upload.loaded", version=str(found.loaded)), class_="act-said")
        return el("Section", title, told, done, _put_away(act, found, t("load.upload.next")), class_="cardx act wide")
    parts = [title, told, *(previewed(found.preview) if found.preview else [el("P", t("load.upload.waiting"))])]
    sheets = (found.preview or {}).get("maps", ())
    parts += [mapping(at, one, found, _order_form, choices_of) for at, one in enumerate(sheets)]
    parts += [sheet_kind(sheets, found, _order_form), _options(found), _confirm(found), _put_away(act, found)]
    return el("Section", *parts, class_="cardx act wide")


def _options(found: Held) -> Element:
    """Give the form of how the file is to be understood; sending it checks the file again."""
    kinds = {name: t(f"load.kind.{name}") for name in KINDS}
    listed = dict(sorted(kinds.items(), key=lambda one: sort_key(one[1])))
    act = Act(LOADING, "options")
    kind = Field("kind", t("load.upload.kind"), str(found.options.get("kind", "")), t("load.upload.kind_hint"))
    source = Field(
        "source", t("load.upload.source"), str(found.options.get("source", "")), t("load.upload.source_hint")
    )
    box = act.id("supersede")
    replaces = el(
        "Div",
        el(
            "Input", type="checkbox", id=box, name="supersede", class_="form-check-input",
            defaultChecked=bool(found.options.get("supersede")), aria_describedby=f"{box}-hint",
        ),
        el("Label", t("load.upload.supersede"), htmlFor=box, class_="form-check-label"),
        el("P", t("load.upload.supersede_hint"), id=f"{box}-hint", class_="source"),
        class_="form-check act-field",
    )  # fmt: skip
    fields = [
        choice_field(act, kind, {"": {"": t("load.upload.by_headers"), **listed}}),
        line_field(act, source, dir="auto", maxLength="100"),
        replaces,
        *kept_choice(found),
    ]
    button = el("Button", t("load.upload.check"), type="submit", class_="btn-x")
    form = _order_form("check", found.digest, [*fields, el("Div", button, class_="act-buttons")], found.uploaded_at)
    stay = any(one.get("missing") for one in (found.preview or {}).get("sheets", ()))
    opened = {"open": True} if found.is_refused or stay else {}
    return el("Details", el("Summary", t("load.upload.options")), form, **opened)


def _confirm(found: Held) -> Node:
    """Give the button that loads, where there is something to load."""
    if found.preview is None or found.is_refused or found.preview.get("already"):
        return None
    button = el("Button", t("load.upload.confirm"), type="submit", class_="btn-x act-main")
    return _order_form("load", found.digest, [el("Div", button, class_="act-buttons")], found.uploaded_at)


def _order_form(what: str, digest: str, parts: list[Node], drawn: object, name: str = "") -> Element:
    """Give a form that orders something to be done with the file (`assets/data/loading.js`); its name is unique."""
    return el(
        "Form", el("Input", type="hidden", name="digest", value=digest), parts, class_="act-form", data_load=what,
        data_making=PROGRESS, data_place=LOADING.tree, data_store=LOADING.wish, key=f"{what}-{drawn}",
        aria_label=name or t(f"load.upload.{what}_name"),
    )  # fmt: skip


def _put_away(act: Act, found: Held, words: str = "") -> Element:
    """Give the form that puts the file away."""
    buttons = [Button(words or t("load.upload.forget"), "close", "upload")]
    return act_form(act, f"away-{found.digest}", [], buttons, {"digest": found.digest})
