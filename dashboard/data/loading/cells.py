"""Cells by type: what a text means, in the one form that is stored, or why it means nothing.

A reader looks at the distinct texts of a column only. It gives for each the stored form, or an empty text together with
the message key of the reason.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

from babel import Locale
from babel.numbers import list_currencies

from dashboard.data.loading.days import read_day
from dashboard.data.loading.kind import Field
from dashboard.data.loading.labels import answers, codes_by_label, spelling
from dashboard.data.loading.sheets import Texts
from dashboard.data.loading.written_numbers import convention, read_number

LONGEST_TEXT, LONGEST_KEY = 20_000, 100
LARGEST_INTEGER, LARGEST_DECIMAL = 2**31 - 1, Decimal(10) ** 15
CELL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KEY = re.compile(r"[^\s,;\x00-\x1f]+")
_ODD = re.compile(r"[^\x00\x20-\x7e]|[?#]|\x00 | \x00|\A ")
"""What keeps texts, joined by zeros, from being plain: other letters, blanks at an end, question marks, errors."""
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")

Reading = tuple[str, str]
"""Stored form and message key of the reason; one of the two is empty, unless the cell itself is."""


def normal(text: str) -> str:
    """Give text without blanks at its ends and without invisible marks, its letters composed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


def is_plain(texts: Texts) -> bool:
    """Say whether texts are all short, of plain letters and signs, so that nothing in them can be wrong or odd.

    A column of a million different keys is looked at in one go instead of one by one.
    """
    return max(map(len, texts), default=0) <= LONGEST_TEXT and not _ODD.search("\x00".join(texts) + "\x00")


def read_text(text: str, _: Field) -> Reading:
    """Read a name or free text."""
    if _CONTROL.search(text):
        return "", "load.error.unprintable"
    return (text, "") if len(text) <= LONGEST_TEXT else ("", "load.error.text_too_long")


def read_key(text: str, _: Field) -> Reading:
    """Read an identifier: something that can stand in an address."""
    fits = len(text) <= LONGEST_KEY and _KEY.fullmatch(text)
    return (text, "") if fits else ("", "load.error.not_an_identifier")


def read_date(text: str, *, month_first: bool) -> Reading:
    """Read a day written in the column's convention."""
    day = read_day(text, month_first=month_first)
    return (day.isoformat(), "") if day else ("", "load.error.not_a_date")


def read_choice(text: str, field: Field) -> Reading:
    """Read a code, or its label in one of the three languages."""
    code = codes_by_label(field.codes, field.labels or field.name).get(spelling(text), "")
    return (code, "") if code else ("", "load.error.not_a_code")


def read_flag(text: str, _: Field) -> Reading:
    """Read yes or no."""
    small = spelling(text)
    if small in {"true", "1", *answers("yes")}:
        return "true", ""
    return ("false", "") if small in {"false", "0", *answers("no")} else ("", "load.error.not_yes_or_no")


def read_currency(text: str, _: Field) -> Reading:
    """Read a currency code."""
    return (text.upper(), "") if text.upper() in currencies() else ("", "load.error.not_a_currency")


def read_country(text: str, _: Field) -> Reading:
    """Read a country code."""
    return (text.upper(), "") if text.upper() in countries() else ("", "load.error.not_a_country")


def read_url(text: str, _: Field) -> Reading:
    """Read a web address; any other scheme could run code in a reader's browser."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "", "load.error.not_a_web_address"
    fits = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s\x00-\x1f<>\"]", text)
    return (text, "") if fits else ("", "load.error.not_a_web_address")


def read_amount(text: str, field: Field, places: int, *, turkish: bool) -> Reading:
    """Read a number written in the column's convention, with at most so many decimal places."""
    if convention(text) == "none":
        return "", "load.error.not_a_number"
    number = read_number(text, turkish=turkish)
    if field.type == "integer" and "." in number:
        return "", "load.error.not_whole"
    if len(number.partition(".")[2]) > places:
        return "", "load.error.too_precise"
    reason = _out_of_range(Decimal(number), field)
    return ("", reason) if reason else (number, "")


def _out_of_range(number: Decimal, field: Field) -> str:
    """Give the reason why a number is too large or too small, empty where it is neither."""
    if abs(number) > (LARGEST_INTEGER if field.type == "integer" else LARGEST_DECIMAL):
        return "load.error.too_high"
    if field.lowest is not None and number < field.lowest:
        return "load.error.too_low"
    return "load.error.above_highest" if field.highest is not None and number > field.highest else ""


READERS: dict[str, Callable[[str, Field], Reading]] = {
    "text": read_text,
    "prose": read_text,
    "key": read_key,
    "choice": read_choice,
    "flag": read_flag,
    "currency": read_currency,
    "country": read_country,
    "url": read_url,
}


@cache
def currencies() -> frozenset[str]:
    """Give the ISO 4217 codes."""
    return frozenset(list_currencies())


@cache
def countries() -> frozenset[str]:
    """Give the ISO 3166-1 alpha-2 codes."""
    two_letters = re.compile(r"[A-Z]{2}")
    return frozenset(filter(two_letters.fullmatch, Locale("en").territories)) - {"EU", "EZ", "UN", "XA", "XB", "ZZ"}
