"""Fields of a wish as values: a number, a day, a period; and the words for a text that is none."""

from collections.abc import Callable
from datetime import date

from flask import abort

from dashboard.address import Period
from dashboard.callbacks.timeline_acts.refusing import RefusedWishError
from dashboard.callbacks.timeline_acts.wish import Wish
from dashboard.i18n import t

LONGEST_NUMBER = 9


def demand(wish: Wish, *readers: Callable[[Wish], object]) -> None:
    """Read several fields, so that all that are wrong are named at once.

    Raises:
        RefusedWishError: some field is wrong.
    """
    wrong: dict[str, str] = {}
    for read in readers:
        try:
            read(wish)
        except RefusedWishError as error:
            wrong |= error.wrong
    if wrong:
        raise RefusedWishError(**wrong)


def version_of(wish: Wish) -> int:
    """Give the data version that somebody has typed, in the digits of whatever language.

    Raises:
        RefusedWishError: it is no whole number.
    """
    text = wish.fields["version"].strip()
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise RefusedWishError(version=t("acts.wrong.version"))
    return int(text)


def day_of(wish: Wish) -> date:
    """Give the day of a report.

    Raises:
        RefusedWishError: it is none.
    """
    try:
        return date.fromisoformat(wish.fields["day"].strip())
    except ValueError:
        raise RefusedWishError(day=t("acts.wrong.day")) from None


def period_of(wish: Wish) -> Period:
    """Give the chosen period.

    Raises:
        RefusedWishError: none was chosen.
    """
    try:
        return Period.parse(wish.fields["period"])
    except ValueError:
        raise RefusedWishError(period=t("acts.wrong.period")) from None


def seen_of(wish: Wish) -> int:
    """Give the newest data version as of which the form was drawn; nobody types it, so anything else ends with 400."""
    text = wish.fields["seen"]
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        abort(400)
    return int(text)
