"""Elements of IATI, always made by lxml and never pasted together as text."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lxml import etree

from dashboard.i18n import speaking, t

Element: TypeAlias = Any
"""An element of lxml, which brings no types."""
LANGUAGES = ("tr", "en", "ar")
DEFAULT_LANGUAGE = "tr"
"""Language of the texts that say no other one."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST_FRACTION = 10
"""Decimals of a value that had to be divided; stored values keep every digit they came with."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str | None) -> Element:
    """Put an element into another; an underscore in the name of an attribute is a hyphen, one that is None left out."""
    given = {key.replace("_", "-"): harmless(value) for key, value in attributes.items() if value is not None}
    made = etree.SubElement(parent, name, given)
    if text is not None:
        made.text = harmless(text)
    return made


def harmless(text: str) -> str:
    """Leave out signs that XML cannot hold, such as control characters."""
    return _FORBIDDEN.sub("", text)


def narrate(parent: Element, names: Mapping[str, str | None]) -> None:
    """Put a text in each language that it has into an element; the default language needs no mark."""
    for language in LANGUAGES:
        if text := names.get(language):
            made = add(parent, "narrative", text)
            if language != DEFAULT_LANGUAGE:
                made.set(LANGUAGE, language)


def narrated(parent: Element, name: str, names: Mapping[str, str | None], /, **attributes: str | None) -> Element:
    """Put an element with a text in each language that it has into another."""
    made = add(parent, name, None, **attributes)
    narrate(made, names)
    return made


def told(text: str | None) -> dict[str, str | None]:
    """Give a text from the data, whose language nobody notes, as one of the default language."""
    return {DEFAULT_LANGUAGE: text}


def own_words(names: Mapping[str, str | None]) -> dict[str, str | None]:
    """Leave out translations that only repeat the Turkish name, because nobody translated it."""
    return {language: name for language, name in names.items() if language == DEFAULT_LANGUAGE or name != names["tr"]}


def spoken(make: Callable[[], str]) -> dict[str, str | None]:
    """Give what is made in every language."""
    found: dict[str, str | None] = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = make()
    return found


def worded(key: str, **values: str) -> dict[str, str | None]:
    """Give words of our own in every language."""
    return spoken(lambda: t(key, **values))


def joined(texts: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    """Give several texts as one, language by language, each sentence once."""
    listed = list(texts)
    found = {code: dict.fromkeys(text for one in listed if (text := one.get(code))) for code in LANGUAGES}
    return {code: " ".join(sentences) or None for code, sentences in found.items()}


def dated(parent: Element, name: str, day: date) -> Element:
    """Put an element that holds a day into another."""
    return add(parent, name, iso_date=day.isoformat())


def number(value: Decimal) -> str:
    """Write a number as XML reads it: every digit that was stored, those of a division up to the tenth decimal."""
    text = f"{value:f}"
    if len(text.partition(".")[2]) > LONGEST_FRACTION:
        text = f"{value:.{LONGEST_FRACTION}f}".rstrip("0").rstrip(".")
    return text
