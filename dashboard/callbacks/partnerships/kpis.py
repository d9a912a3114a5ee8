"""The key figures of the page, from its headline."""

from decimal import Decimal

from pandas import DataFrame

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.components.markup import ltr
from dashboard.data.partnerships import Headline
from dashboard.export.key_figures import absent, count
from dashboard.i18n import t


def kpis(headline: Headline, protocols: DataFrame | None) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue.

    Args:
        headline: the single numbers.
        protocols: those in view, None where they could not be had.
    """
    h = headline
    standing = _notes(("partnerships", h.partnerships), ("expired", h.expired), ("dormant", h.dormant))
    seats = _notes(("vacant", h.seats - h.seats_filled), ("groups", h.working_groups))
    return [
        count("partnerships.in_force", h.in_force, standing),
        count("partnerships.ending_90_days", h.ending_90_days, _notes(("renewed", _renewed(protocols)))),
        _part(
            "partnerships.commitments_done",
            h.commitments_done,
            h.commitments_due,
            _notes(("overdue", h.commitments_overdue)),
        ),
        count("partnerships.staff_trained", h.staff_trained, _notes(("unreported", h.staff_unreported or None))),
        _change(h.capacity_change, h.capacity_partners),
        _part("partnerships.seats_filled", h.seats_filled, h.seats, seats),
    ]


def _renewed(protocols: DataFrame | None) -> int | None:
    """Count the protocols about to end that another one follows."""
    if protocols is None:
        return None
    both = zip(protocols["state"].tolist(), protocols["followed"].tolist(), strict=True)
    return len([state for state, followed in both if state == "ending" and followed])


def _part(kpi: str, part: int, total: int, note: str) -> Kpi:
    """Give a count of a total; of nothing there is no part."""
    if not total:
        return absent(kpi)
    return Kpi(kpi, t(KPIS[kpi].label), part, ltr(formats.pair(part, total)), note=note)


def _change(change: Decimal | None, partnerships: int) -> Kpi:
    """Give the median change of capacity with its sign, and over how many partnerships it is taken."""
    figure = KPIS["partnerships.capacity_change"]
    if change is None:
        return absent(figure.id)
    sign = "+" if change > 0 else ""
    text = ltr(f"{sign}{formats.decimal(change, 2)}")
    return Kpi(figure.id, t(figure.label), change, text, note=_notes(("changed", partnerships)))


def _notes(*facts: tuple[str, int | None]) -> str:
    """Write further counts beside a figure; what is None is left out."""
    return " · ".join(
        t(f"partnerships.note.{name}", value=formats.whole(value)) for name, value in facts if value is not None
    )
