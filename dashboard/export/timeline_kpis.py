"""The key figures of `Takvim ve fon göstergeleri`, from its headline, for the page and for reports."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.components.markup import Element, Node, el, ltr
from dashboard.components.status_badge import badge
from dashboard.data.grant_money import Converted, Money
from dashboard.data.overview import Spent
from dashboard.data.timeline import Headline, NextReport
from dashboard.export.key_figures import absent, part_of, spent_of_budget, time_gone
from dashboard.i18n import choose, t
from dashboard.pages.timeline import heading


def kpis(headline: Headline) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue; each label leads to what it is made of."""
    h = headline
    cards = (
        (time_gone("timeline.elapsed", h.elapsed), "plan"),
        (_on_time(h), "plan"),
        (_next_report(h), "due"),
        (_spent(h.spent, h.converted), "pace"),
        (_on_track(h), "framework"),
        (_schedule(h), "pace"),
    )
    return [replace(card, href=f"#{heading(part)}") for card, part in cards]


def _on_time(h: Headline) -> Kpi:
    """Give how many milestones were done by their current plan, of those due."""
    if not h.milestones_due:
        return absent("timeline.milestones_on_time")
    return part_of("timeline.milestones_on_time", h.milestones_on_time, h.milestones_due, "timeline.share_of_due")


def _next_report(h: Headline) -> Kpi:
    """Give the days to the next deadline, and what is late or sent back already."""
    figure = KPIS["timeline.days_to_next_report"]
    counts = {"overdue": h.reports_overdue, "sent_back": h.reports_sent_back}
    late: list[Node] = [
        badge("late" if name == "overdue" else "risk", t(f"timeline.reports_{name}", count=formats.whole(count)))
        for name, count in counts.items()
        if count
    ]
    if h.next_report is None:
        return replace(absent(figure.id), note=late or t("finding.timeline.no_report"))
    days = h.next_report.days
    return Kpi(
        figure.id,
        t(figure.label),
        days,
        t("timeline.in_days", days=formats.whole(days)),
        note=[_report(h.next_report), *late],
    )


def _report(one: NextReport) -> Element:
    """Say which report is due when, and to which grant it belongs."""
    name = choose(dict(one.names)) if one.names else t(f"report_part.{one.part}", number=str(one.number))
    return el("P", t("timeline.report_due", name=name, day=formats.day(one.due_on)), " · ", ltr(one.grant))


def _spent(lines: Sequence[Money], whole: Converted | None) -> Kpi:
    """Give spent ÷ budget currency by currency; where rates are loaded, the converted sum with them."""
    card = spent_of_budget("timeline.spent_share", [Spent(one.currency, one.spent, one.budget) for one in lines])
    if whole is None or len(lines) < 2 or whole.money.share is None:  # noqa: PLR2004  A lone line is its own sum.
        return card
    currency = whole.money.currency
    rates = [
        t(
            "timeline.rate",
            of=rate.currency,
            value=formats.decimal(rate.rate, 4),
            to=rate.to,
            day=formats.day(rate.quoted_on),
        )
        for rate in whole.rates
    ]
    told = t(
        "timeline.converted",
        share=formats.percent(whole.money.share),
        spent=formats.money(whole.money.spent, currency),
        budget=formats.money(whole.money.budget, currency),
    )
    return replace(card, note=" · ".join([told, *rates]))


def _on_track(h: Headline) -> Kpi:
    """Give how many of the judged funder indicators are on track or achieved."""
    if not h.indicators_judged:
        return absent("timeline.indicators_on_track")
    good, judged = h.indicators_on_track, h.indicators_judged
    return part_of("timeline.indicators_on_track", good, judged, "overview.share_of_judged")


def _schedule(h: Headline) -> Kpi:
    """Give the earned schedule index of the one grant: how fast its leading indicator goes through its plan."""
    figure, track, spi = KPIS["timeline.spi_t"], h.track, h.spi_t
    if track is None or track.schedule is None or spi is None:
        return absent(figure.id)
    late = track.schedule.sv_t
    sort = "on_plan" if not late else "behind" if late < 0 else "ahead"
    told = t(f"timeline.schedule_{sort}", months=formats.decimal(abs(late)))
    about = t("timeline.schedule_of", name=choose(dict(track.names)), day=formats.day(track.schedule.as_of))
    code, first = h.grant.code if h.grant else "", track.first_schedule
    if first and first.spi_t is not None:
        told = f"{told} · {t('timeline.by_first_plan', spi=formats.decimal(first.spi_t, 2))}"
    return Kpi(
        figure.id, t(figure.label), spi, formats.decimal(spi, 2), note=[el("P", told), el("P", about, " · ", ltr(code))]
    )
