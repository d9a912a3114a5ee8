"""What the page `reports` reads from its own parameters, and which of their values could not be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.address import LANGUAGES, Address, Period, Problem
from dashboard.components.image_presets import PRESETS
from dashboard.components.page_filters import OwnFilters
from dashboard.data.filters import Filters
from dashboard.export.shown import Exports
from dashboard.i18n import language
from dashboard.pages.reports import LANGUAGE, PERIOD, PRESET

NAMES = tuple(preset.name for preset in PRESETS)
"""The sizes of images."""


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """Give what reads one of the values known."""

    def read(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return read


READERS: Mapping[str, Callable[[str], Any]] = {
    LANGUAGE: _one_of(LANGUAGES),
    PERIOD: Period.parse,
    PRESET: _one_of(NAMES),
}
"""How each parameter is read; a value that cannot be read is a ValueError."""


@dataclass(frozen=True, slots=True)
class Taking:
    """How charts are taken from the basket; without a period each keeps the one that it was put in with."""

    language: str
    period: Period | None
    preset: str


def taking(address: Address) -> Taking:
    """Read how the address wants charts; unsaid are the page's own language and the whole width of a Word page."""
    asked = {name: _read(name, address.own(name)) for name in READERS}
    return Taking(asked[LANGUAGE] or language(), asked[PERIOD], asked[PRESET] or NAMES[0])


def own(_: Connection, filters: Filters) -> OwnFilters:
    """Name the values that could not be used."""
    told = [(name, value) for name in READERS for value in filters.own_all(name)]
    return OwnFilters(problems=tuple(Problem(name, value) for name, value in told if _read(name, value) is None))


def _read(name: str, text: str | None) -> Any:  # noqa: ANN401  Each parameter is of its own type.
    """Read one value, None where there is none that can be used."""
    try:
        return None if text is None else READERS[name](text)
    except ValueError:
        return None


EXPORTS = Exports({}, {}, own=own)
"""The page has no charts of its own."""
