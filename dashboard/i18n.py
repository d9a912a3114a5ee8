"""The words of the interface in Turkish, English and Arabic.

Translators edit `locale/{tr,en,ar}.po`, whose message ids are keys such as `kpi.unique_people`. One language holds for
a request: a context variable set at its start. Text comes out as plain `str`, because Dash cannot serialise lazy
strings.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

LOCALE_FOLDER = Path(__file__).parent / "locale"
LOCALES = {"tr": "tr_TR", "en": "en_GB", "ar": "ar_SY"}
"""Babel's locale for each language; `ar_SY` writes Western digits and the Levantine month names."""
DEFAULT = "tr"
RIGHT_TO_LEFT = frozenset({"ar"})

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


class UnknownMessageError(KeyError):
    """A key that no translator has; it is a mistake in the code, never shown to a user."""


@cache
def catalogue(language: str) -> dict[str, str]:
    """Give every key with its text in one language, read once a process from the `.po` file."""
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Hold one language for everything inside the block."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def language() -> str:
    """Give the language in force: `tr`, `en` or `ar`."""
    return _current.get()


def locale() -> Locale:
    """Give Babel's locale for the language in force."""
    return babel_locale(language())


@cache
def babel_locale(code: str) -> Locale:
    """Give Babel's locale of one language, parsed once a process."""
    return Locale.parse(LOCALES[code])


def direction() -> str:
    """Give the writing direction of the language in force, `ltr` or `rtl`."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def t(key: str, **values: str) -> str:
    """Give the text of a key in the language in force, its `{placeholders}` filled in.

    Values are already formatted for the language (see `formats`); they are put in as they are and never inflected.

    Raises:
        UnknownMessageError: no translator knows the key.
    """
    try:
        text = catalogue(language())[key]
    except KeyError:
        raise UnknownMessageError(key) from None
    return text.format(**values) if values else text


def choose(names: Mapping[str, str | None]) -> str:
    """Give a name from data in the language in force, falling back to Turkish, then to whatever exists."""
    for code in (language(), "tr", "en", "ar"):
        if names.get(code):
            return str(names[code])
    return ""
