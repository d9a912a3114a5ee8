"""The form of a grant's whole report: which grant, where it stands, which period, language and format."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.access.viewing import View
from dashboard.callbacks.reports.periods import period_groups
from dashboard.components.markup import Element, Node, el
from dashboard.components.report_form import Choosing, choosing
from dashboard.data import lookups
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Filters, resolve_filters
from dashboard.data.grant_state import GrantState, grant_state
from dashboard.data.lookups import Choice
from dashboard.export.report.figures import FIGURES
from dashboard.export.reports_orders import WHOLE as FORMATS
from dashboard.formats import day, period_label
from dashboard.i18n import LOCALES, choose, language, t
from dashboard.pages.reports import GRANT, MAKING, WHOLE


def form(engines: Engines, view: View) -> Node:
    """Give the form for the grant that the address chooses, else for the one that the account came from."""
    with reading(engines.reader, view.viewer) as connection:
        now = resolve_filters(connection, replace(view.address, v=None, on=None, period=None), view.viewer)
        grants = lookups.grant_choices(connection, now.snapshot, view.viewer)
        state = grant_state(connection, _about(view, now, grants))
    if state is None:
        return el("P", t("reports.no_grant"), class_="source")
    return _form(view, state, grants)


def _about(view: View, now: Filters, grants: Sequence[Choice]) -> Filters:
    """Give the filters that choose the grant."""
    asked = view.address.own(GRANT)
    return replace(now, grants=(asked,)) if asked in {grant.code for grant in grants} and asked else now


def _form(view: View, state: GrantState, grants: Sequence[Choice]) -> Element:
    """Give the form; without anything to show it says what has to happen first."""
    may_draft = view.account.may("manage") and (state.released is None or state.newest.version > state.released.version)
    can = state.released is not None or bool(state.locks) or may_draft
    periods = period_groups([one.text for one in state.periods], state.chosen, [one.period for one in state.locks])
    named = {grant.code: _name(grant) for grant in grants}
    spoken = {code: t(f"language.{code}") for code in LOCALES}
    formats = {name: t(f"reports.format.{name}") for name in FORMATS}
    chosen = state.chosen.text if state.chosen else ""
    which = choosing(WHOLE, Choosing("grant", t("reports.grant"), state.code, {"": named}, parameter=GRANT))
    lists = (
        Choosing("period", t("report.period"), chosen, periods),
        Choosing("lang", t("reports.language"), language(), {"": spoken}),
        Choosing("format", t("reports.format"), "docx", {"": formats}),
    )
    rest: list[Node] = [el("Div", [choosing(WHOLE, one) for one in lists], class_="report-fields")]
    rest.append(el("P", t("reports.protected"), class_="source") if view.viewer.protected else _figures(state))
    rest.append(_draft(state) if may_draft else None)
    button = el("Button", t("reports.make"), type="submit", class_="btn-x act-main")
    rest.append(el("Div", button, class_="act-buttons"))
    return el(
        "Form", which, _standing(state), *(rest if can else [el("P", t("reports.release_first"))]), key=state.code,
        class_="act-form", aria_label=t("reports.whole"), data_report="whole", data_making=MAKING["whole"],
    )  # fmt: skip


def _standing(state: GrantState) -> Element:
    """Say what funders see of the grant, and which periods are kept as they were reported."""
    seen = t("acts.stamp", version=str(state.released.version), day=day(state.released.on)) if state.released else None
    locked = " · ".join(period_label(one.period) for one in state.locks)
    facts = [(t("acts.released"), seen or t("acts.none")), (t("acts.locked"), locked or t("acts.none"))]
    listed = el("Dl", [el("Div", el("Dt", name), el("Dd", value)) for name, value in facts], class_="act-facts")
    return el("Div", listed, el("P", t("reports.which_state"), class_="source"))


def _figures(state: GrantState) -> Element:
    """Give the choice between the figures that the funder may see and the exact ones."""
    choices: dict[str, str] = {one: t(f"reports.figures.{one}") for one in FIGURES}
    usual = "funder" if state.released else "inside"
    return choosing(
        WHOLE, Choosing("figures", t("report.figures"), usual, {"": choices}, hint=t("reports.figures.hint"))
    )


def _draft(state: GrantState) -> Element:
    """Give the choice of a manager: data that nobody has released, with the word on every page."""
    box = f"{WHOLE}-draft"
    told = t("acts.stamp", version=str(state.newest.version), day=day(state.newest.on))
    return el(
        "Div",
        el(
            "Input",
            id=box,
            name="draft",
            type="checkbox",
            defaultChecked=state.released is None,
        ),
        el("Label", t("reports.draft", stamp=told), htmlFor=box),
        class_="report-draft",
    )


def _name(grant: Choice) -> str:
    """Give a grant's name with its code, by which people know it."""
    return t("reports.named_grant", name=choose(grant.names), code=grant.code)
