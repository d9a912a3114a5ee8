"""Data versions, periods and locks in words."""

from collections.abc import Mapping

from dashboard.address import Period
from dashboard.data.grant_state import GrantState, Stamp
from dashboard.formats import day, period_label
from dashboard.i18n import t


def stamped(one: Stamp | None) -> str:
    """Write a data version with its day, `42, 02.11.2026`; None is that there is none."""
    return t("acts.stamp", version=str(one.version), day=day(one.on)) if one else t("acts.none")


def newest_hint(state: GrantState) -> str:
    """Say which data version is the newest one."""
    return t("acts.newest", stamp=stamped(state.newest))


def locked_periods(state: GrantState) -> str:
    """Name the locked periods, or say that there are none."""
    return " · ".join(period_label(one.period) for one in state.locks) or t("acts.none")


def period_choices(state: GrantState) -> Mapping[str, Mapping[str, str]]:
    """Give the periods that can be chosen, those of one year under its heading; a period of several stands alone."""
    found: dict[str, dict[str, str]] = {}
    for period in state.periods:
        found.setdefault(_year(period), {})[period.text] = period_label(period)
    return found


def _year(period: Period) -> str:
    """Give the year in which a period lies, empty for one that lies in several."""
    return str(period.start.year) if period.start.year == period.end.year else ""
