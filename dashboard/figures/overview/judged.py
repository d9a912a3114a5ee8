"""What the charts of the overview know of an indicator."""

from decimal import Decimal
from typing import Protocol

from dashboard.shown_sum import ShownSum


class Standing(Protocol):
    """Where an indicator stands; see `data.standing.Standing`."""

    actual: Decimal | ShownSum | None
    plan: Decimal | ShownSum | None
    target: Decimal | ShownSum | None
    baseline: Decimal | None
    progress: Decimal | None
    percent_of_target: Decimal | None
    status: str | None


class Judged(Protocol):
    """An indicator with its standing; see `data.indicators.Judged`."""

    code: str
    names: dict[str, str | None]
    unit: str | None
    grant: str | None
    standing: Standing
