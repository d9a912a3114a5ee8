"""What somebody orders on the page of reports: taken strictly, because anybody can send anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.address import LANGUAGES, Period
from dashboard.export.report.figures import FIGURES, Figures, usual

DOCUMENTS = ("docx", "pptx", "pdf")
"""Formats that hold chosen charts."""
WHOLE = (*DOCUMENTS, "xlsx", "iati", "ics")
"""Formats of the whole report of a grant."""
LONGEST_CODE = 200
_Word = TypeVar("_Word", bound=str)


class MalformedOrderError(Exception):
    """A body that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """The whole report of a grant and a period; a `draft` shows data that nobody has released.

    `figures` are those that the funder may see, or the exact ones from inside.
    """

    grant: str
    period: Period
    language: str
    form: str
    draft: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class BasketOrder:
    """One document of the charts in the basket; without a period each shows the one that it was put in with."""

    period: Period | None
    language: str
    form: str


def read_order(body: object) -> WholeOrder | BasketOrder:
    """Read an order.

    Raises:
        MalformedOrderError: it is none.
    """
    if not isinstance(body, dict):
        raise MalformedOrderError
    if body.keys() == {"basket", "period", "lang", "format"} and body["basket"] is True:
        period = None if body["period"] == "" else _period(body["period"])
        return BasketOrder(period, _one_of(LANGUAGES, body["lang"]), _one_of(DOCUMENTS, body["format"]))
    if body.keys() - {"figures"} == {"grant", "period", "lang", "format", "draft"} and isinstance(body["draft"], bool):
        return _whole(body)
    raise MalformedOrderError


def _whole(body: Mapping[str, Any]) -> WholeOrder:
    """Read the order of a whole report."""
    grant = body["grant"]
    if not isinstance(grant, str) or not 0 < len(grant) <= LONGEST_CODE or "\0" in grant:
        raise MalformedOrderError
    lang, form, draft = _one_of(LANGUAGES, body["lang"]), _one_of(WHOLE, body["format"]), body["draft"]
    figures = _one_of(FIGURES, body["figures"]) if "figures" in body else usual(draft=draft)
    return WholeOrder(grant, _period(body["period"]), lang, form, draft, figures)


def _one_of(known: tuple[_Word, ...], value: object) -> _Word:
    """Give a value that is one of those known."""
    found = next((one for one in known if isinstance(value, str) and one == value), None)
    if found is None:
        raise MalformedOrderError
    return found


def _period(value: object) -> Period:
    """Read a period as addresses write it."""
    if not isinstance(value, str):
        raise MalformedOrderError
    try:
        return Period.parse(value)
    except ValueError:
        raise MalformedOrderError from None
