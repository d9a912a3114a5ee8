"""What the charts of the overview know of an indicator."""

from decimal import Decimal
from typing import Protocol


class Standing(Protocol):
    """Where an indicator stands; see `data.standing.Standing`."""

    actual: Decimal | None
    plan: Decimal | None
    target: Decimal | None
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
