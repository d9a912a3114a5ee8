"""What somebody orders on the page of reports: taken strictly, because anybody can send anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.address import LANGUAGES, Period

DOCUMENTS = ("docx", "pptx", "pdf")
"""Formats that hold chosen charts."""
WHOLE = (*DOCUMENTS, "xlsx", "iati", "ics")
"""Formats of the whole report of a grant."""
LONGEST_CODE = 200


class MalformedOrderError(Exception):
    """A body that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """The whole report of a grant and a period; a `draft` shows data that nobody has released."""

    grant: str
    period: Period
    language: str
    form: str
    draft: bool


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
    if body.keys() == {"grant", "period", "lang", "format", "draft"} and isinstance(body["draft"], bool):
        return _whole(body)
    raise MalformedOrderError


def _whole(body: Mapping[str, Any]) -> WholeOrder:
    """Read the order of a whole report."""
    grant = body["grant"]
    if not isinstance(grant, str) or not 0 < len(grant) <= LONGEST_CODE or "\0" in grant:
        raise MalformedOrderError
    lang, form = _one_of(LANGUAGES, body["lang"]), _one_of(WHOLE, body["format"])
    return WholeOrder(grant, _period(body["period"]), lang, form, body["draft"])


def _one_of(known: tuple[str, ...], value: object) -> str:
    """Give a value that is one of those known."""
    if not isinstance(value, str) or value not in known:
        raise MalformedOrderError
    return value


def _period(value: object) -> Period:
    """Read a period as addresses write it."""
    if not isinstance(value, str):
        raise MalformedOrderError
    try:
        return Period.parse(value)
    except ValueError:
        raise MalformedOrderError from None
