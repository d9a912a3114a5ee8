"""The grant that the page speaks of: its first and present end side by side, why it moved, what was reported."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard import formats
from dashboard.address import Address
from dashboard.components.kpi_card import meter
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.components.status_badge import badge
from dashboard.data.grant_head import GrantHead
from dashboard.figures.timeline.restatements import period_name
from dashboard.i18n import choose, t

MOST_LINKS = 8


def header(head: GrantHead | None, address: Address) -> Node:
    """Give the card of the grant, and the way to the others."""
    if head is None:
        return [el("P", t("timeline.no_grant"), class_="cardx")]
    parts = (_title(head), _dates(head), _reason(head), _facts(head), _others(head, address))
    return [el("Div", *parts, class_="cardx")]


def scope(head: GrantHead | None) -> Node:
    """Say that key figures cover all grants in view where there are several."""
    if head is None or head.in_view <= 1:
        return None
    return t("timeline.scope", count=formats.whole(head.in_view), code=head.term.code)


def _title(head: GrantHead) -> Element:
    """Give the name of the grant, who pays, and the name it bears now where that is another."""
    funder = choose({code: head.agreement[f"funder_{code}"] for code in ("tr", "en", "ar")})
    now = head.agreement["current_name"]
    return el(
        "Div",
        el("P", t("timeline.shown_grant"), class_="timeline-eyebrow"),
        el("H2", choose(head.term.names), class_="timeline-name"),
        el("P", ltr(head.term.code), *([" · ", funder] if funder else []), class_="timeline-funder"),
        el("P", t("timeline.current_name"), ": ", el("Bdi", now), class_="timeline-funder") if now else None,
    )


def _dates(head: GrantHead) -> Element:
    """Give the days of the agreement; first and present end stand beside each other."""
    a = head.agreement
    moved = a["days_added"]
    revised = t("timeline.unmoved")
    if moved:
        revised = t("timeline.moved_later" if moved > 0 else "timeline.moved_earlier", days=formats.whole(abs(moved)))
    days = (
        _date("timeline.original_end", a["original_ends_on"], main=True),
        _date("timeline.revised_end", a["ends_on"], revised, main=True),
        _date("timeline.signed_on", a["signed_on"]),
        _date("timeline.effective_on", a["effective_on"]),
        _date("timeline.starts_on", a["starts_on"]),
    )
    return el("Dl", *days, class_="timeline-dates")


def _date(key: str, day: date | None, note: str | None = None, *, main: bool = False) -> Element:
    """Give one day under its name."""
    told = el("Dd", note, class_="timeline-moved") if note else None
    value = el("Dd", formats.day(day), class_="timeline-day")
    return el("Div", el("Dt", t(key)), value, told, class_="timeline-end" if main else None)


def _reason(head: GrantHead) -> Node:
    """Say why the end moved, and how that is known."""
    moves = [one for one in head.amendments if one["new_ends_on"]]
    return el("Ul", *(_amendment(one) for one in moves), class_="timeline-reasons") if moves else None


def _amendment(one: Mapping[str, Any]) -> Element:
    """Give one amendment that moved the end."""
    told = t("timeline.amendment", day=formats.day(one["amended_on"]), kind=t(f"amendment_kind.{one['kind']}"))
    by = [" · ", t("timeline.signatory", name=one["signatory"])] if one["signatory"] else []
    evidence = el("Small", t(f"amendment_evidence.{one['evidence']}"), *by)
    reason = el("Bdi", one["reason"]) if one["reason"] else t("timeline.no_reason")
    return el("Li", el("Strong", told), ": ", reason, " ", evidence)


def _facts(head: GrantHead) -> Element:
    """Give days gone by, what the funder may see, and the periods that are locked."""
    share = head.days / head.total if head.total else None
    gone = t("timeline.days_of", days=formats.whole(head.days), total=formats.whole(head.total))
    shown = formats.percent(share)
    bar = meter(t("kpi.timeline.elapsed"), share, shown) if share is not None else None
    released = t("timeline.version", version=str(head.released)) if head.released else t("timeline.not_released")
    return el(
        "Dl",
        el("Div", el("Dt", t("kpi.timeline.elapsed")), el("Dd", gone, " · ", el("Bdi", shown)), el("Dd", bar)),
        el("Div", el("Dt", t("timeline.released")), el("Dd", released)),
        el("Div", el("Dt", t("timeline.locked")), *_locked(head)),
        class_="timeline-facts",
    )


def _locked(head: GrantHead) -> list[Element]:
    """Give the locked periods, each with the day of its report and how much of it was restated."""
    if not head.locked:
        return [el("Dd", t("timeline.none_locked"))]
    found = []
    for one in head.locked:
        told = t("timeline.locked_on", period=period_name(one.period), day=formats.day(one.reported_on))
        word = t("timeline.restated", count=formats.whole(one.restated))
        found.append(el("Dd", told, " ", badge("risk", word) if one.restated else None))
    return found


def _others(head: GrantHead, address: Address) -> Node:
    """Give the way to the other grants."""
    if not head.others:
        return None
    links = [el("Li", _to_grant(code, choose(names), address)) for code, names in head.others[:MOST_LINKS]]
    more = len(head.others) - MOST_LINKS
    rest = el("Li", t("timeline.more_grants", count=formats.whole(more))) if more > 0 else None
    told = t("timeline.other_grants", count=formats.whole(len(head.others)))
    return el("Details", el("Summary", told), el("Ul", links, rest), class_="timeline-others")


def _to_grant(code: str, name: str, address: Address) -> Element:
    """Give the link to this page for another grant; what was chosen of this one's indicators is left out."""
    query = replace(address.with_own("indicator"), grant=(code,)).query()
    return el("A", name, " ", el("Small", ltr(code)), href=f"/timeline?{query}", data_shell_link="")
