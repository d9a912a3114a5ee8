"""The text of a comment or a reason: plain, of bounded length; and the office that wrote it."""

import re

from dashboard.callbacks.timeline_acts.refusing import RefusedWishError
from dashboard.callbacks.timeline_acts.wish import Wish
from dashboard.data.loading.cells import normal
from dashboard.i18n import DEFAULT, speaking, t

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
OFFICES = {"admin": "role.admin", "manager": "role.programme_manager"}
"""The words for the office of each role that may write; a comment never holds a name."""


def plain(text: str) -> str:
    """Give a text as it is stored: with single ends of lines, and without blanks around it."""
    return normal(text.replace("\r\n", "\n"))


def text_of(wish: Wish, most: int, field: str = "text") -> str:
    """Give the text in a field of a wish; of a comment an empty one takes back what was said before.

    Raises:
        RefusedWishError: it is too long or holds signs that nobody can read.
    """
    text = plain(wish.fields[field])
    if len(text) > most:
        raise RefusedWishError(**{field: t("acts.wrong.too_long", most=str(most), letters=str(len(text)))})
    if UNPRINTABLE.search(text):
        raise RefusedWishError(**{field: t("acts.wrong.unprintable")})
    return text


def writers_office(role: str) -> str:
    """Name the office of a role, in the language in which the data are kept."""
    with speaking(DEFAULT):
        return t(OFFICES[role])
