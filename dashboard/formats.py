"""Numbers, dates and letters as each language writes them; None becomes "—", because missing is not zero.

Every function speaks the language in force (`i18n.speaking`). Thousands of numbers are written a second, so grouping is
done here rather than by Babel; tests compare the two. The words around dates come from `locale/`.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from babel.dates import get_month_names

from dashboard.address import Month, Period
from dashboard.i18n import babel_locale, language, locale, t
from dashboard.settings import ISTANBUL
from dashboard.shown_sum import is_suppressed

MISSING = "—"
SEPARATORS = {"tr": ",.", "en": ".,", "ar": ".,"}
"""Decimal sign and thousands sign of each language, in the order in which Plotly's `layout.separators` wants them."""
_TO_TURKISH = str.maketrans(".,", ",.")
_LEFT_TO_RIGHT_MARK = "\u200e"
_ISOLATED = "\u2066{}\u2069"  # Text that reads left to right also in Arabic, which would turn its signs round.
_NO_BREAK_SPACE = "\u00a0"
_CURRENCY_NAMES = {("tr", "TRY"): "TL"}

Number = int | float | Decimal


def _absent(value: Number | None) -> bool:
    """Say whether there is no number: None, or the NaN of a frame."""
    return value is None or value != value  # noqa: PLR0124  Only NaN differs from itself.


def _grouped(value: Number, digits: int) -> str:
    """Write a number with the separators of the language; Arabic keeps the minus sign before the digits."""
    text = f"{value:,.{digits}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    code = language()
    if code == "tr":
        return text.translate(_TO_TURKISH)
    return _LEFT_TO_RIGHT_MARK + text if code == "ar" and text.startswith("-") else text


def whole(value: Number | None) -> str:
    """Write a number without decimals: `1.234.567` in Turkish, `1,234,567` in English and Arabic."""
    if type(value) is int and value >= 0:  # Nearly every number of a page, hundreds of times a change.
        text = f"{value:,}"
        return text.replace(",", ".") if language() == "tr" else text
    text = MISSING if value is None or _absent(value) else _grouped(value, 0)
    return t("value.suppressed") if is_suppressed(value) else text


def decimal(value: Number | None, digits: int = 1) -> str:
    """Write a number with a fixed count of decimals: `1.234,5`."""
    return MISSING if value is None or _absent(value) else _grouped(value, digits)


def number(value: Number | None) -> str:
    """Write a number with the decimals it has, at most two: `12`, `12,5`, `12,35`."""
    if value is None or _absent(value):
        return MISSING
    places = f"{value:.2f}".partition(".")[2].rstrip("0")
    return _grouped(value, len(places))


def percent(ratio: Number | None, digits: int = 1) -> str:
    """Write a ratio (0.452) as a percentage: `%45,2` in Turkish, `45.2%` in English and Arabic."""
    if ratio is None or _absent(ratio):
        return MISSING
    text = _grouped(ratio * 100, digits)
    return f"%{text}" if language() == "tr" else f"{text}%"


def amount(value: Number | None) -> str:
    """Write an amount whose currency stands elsewhere: `1.234.567`, with both decimals where it has any: `12,50`."""
    if value is None or _absent(value):
        return MISSING
    return _grouped(value, 0 if value == int(value) else 2)


def money(amount: Number | None, currency: str, digits: int = 0) -> str:
    """Write an amount with its ISO currency: `1.234.567 TL`, `USD 1,234,567`, never parted by a line break."""
    if amount is None or _absent(amount):
        return MISSING
    code = language()
    name = _CURRENCY_NAMES.get((code, currency), currency)
    parts = (name, _grouped(amount, digits)) if code == "en" else (_grouped(amount, digits), name)
    return _NO_BREAK_SPACE.join(parts)


def wait(days: int | None, *, reached: bool = True) -> str:
    """Write how many days something took: `12`, or `> 45` where it has not ended and 45 is the longest observed."""
    text = whole(days) if reached else f"> {whole(days)}"
    return text if reached or language() != "ar" else _ISOLATED.format(text)


def pair(part: int | None, total: int | None) -> str:
    """Write "part of total" as `9 / 24`; show it with `markup.ltr`, else Arabic turns it round."""
    return f"{whole(part)} / {whole(total)}"


def day(value: date | None) -> str:
    """Write a day: `22.11.2026` in Turkish, `22 Nov 2026` in English, `22/11/2026` in Arabic."""
    if value is None:
        return MISSING
    code = language()
    if code == "en":
        return f"{value.day} {_month_names('en', 'abbreviated')[value.month]} {value.year}"
    mark = "." if code == "tr" else "/"
    return f"{value.day:02d}{mark}{value.month:02d}{mark}{value.year}"


def moment(value: datetime | None) -> str:
    """Write a moment as the clock in Istanbul shows it: `02.11.2026 09.14` in Turkish, else `2 Nov 2026 09:14`."""
    if value is None:
        return MISSING
    local = value.astimezone(ISTANBUL)
    mark = "." if language() == "tr" else ":"
    return f"{day(local.date())} {local.hour:02d}{mark}{local.minute:02d}"


@cache
def _month_names(code: str, width: str) -> dict[int, str]:
    """Give the month names 1 to 12 of a language; Arabic ones are Levantine (May is أيار)."""
    context = "format" if width == "abbreviated" else "stand-alone"
    names = get_month_names(width, context=context, locale=babel_locale(code))  # type: ignore[arg-type]
    return {number: str(names[number]) for number in range(1, 13)}


def month(value: date | Month | None) -> str:
    """Write a month in short: `Oca 2026`, `Jan 2026`, `كانون الثاني 2026`."""
    return _month(value, "abbreviated")


def month_long(value: date | Month | None) -> str:
    """Write a month in full: `Ocak 2026`."""
    return _month(value, "wide")


def month_name(number: int) -> str:
    """Write the short name of a month alone, for an axis that shows the year beneath: `Oca`."""
    return _month_names(language(), "abbreviated")[number]


def _month(value: date | Month | None, width: str) -> str:
    """Write the month of a day, or a month, with the name in the width asked for."""
    if value is None:
        return MISSING
    number = value.number if isinstance(value, Month) else value.month
    return f"{_month_names(language(), width)[number]} {value.year}"


def quarter(value: date | Month | None) -> str:
    """Write the quarter in which a day or month lies: `2021 1. çeyrek`, `Q1 2021`."""
    if value is None:
        return MISSING
    number = value.number if isinstance(value, Month) else value.month
    return t("format.quarter", year=str(value.year), number=str((number + 2) // 3))


def _half(value: Month) -> str:
    """Write the half-year that begins with a month: `2021 1. yarıyıl`, `H1 2021`."""
    return t("format.half", year=str(value.year), number=str((value.number + 5) // 6))


def _year(value: Month) -> str:
    """Write the year that begins with a month: `2021`."""
    return str(value.year)


_CALENDAR = {1: month_long, 3: quarter, 6: _half, 12: _year}


def period_label(period: Period | None) -> str:
    """Write a filter's period: `2021`, `2021 1. yarıyıl`, `Mart 2021`, `Nis 2020 – Mar 2021`; None is all time."""
    if period is None:
        return t("format.all_time")
    write = _CALENDAR.get(period.months)
    if write and (period.start.number - 1) % period.months == 0:
        return write(period.start)
    return f"{month(period.start)} – {month(period.end)}"


def country(code: str | None) -> str:
    """Name a country by its ISO 3166-1 code: `DE` is `Almanya`, `Germany`, `ألمانيا`; one that nobody knows stays."""
    return MISSING if code is None else str(locale().territories.get(code, code))


ALPHABET = "abcçdefgğhıijklmnoöprsştuüvyz"
"""The 29 letters of the Turkish alphabet in their order."""
_ORDER = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_SORT = str.maketrans({letter: chr(0x41 + place) for place, letter in enumerate(_ORDER)})
_LOWER = str.maketrans({"İ": "i", "I": "ı"})
_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_PLAIN = str.maketrans("çğıöşü", "cgiosu")
_ARABIC = str.maketrans("ٱىیةکەہھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اييهكههه01234567890123456789", "ـ")
"""Letters of one sound that people write in two ways, and the stroke that only stretches a word."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def lower(text: str) -> str:
    """Write Turkish text in small letters: `İZMİR` is `izmir`, `IĞDIR` is `ığdır`."""
    return unicodedata.normalize("NFC", text).translate(_LOWER).lower()


def upper(text: str) -> str:
    """Write Turkish text in capitals: `izmir` is `İZMİR`, `ığdır` is `IĞDIR`."""
    return unicodedata.normalize("NFC", text).translate(_UPPER).upper()


def fold(text: str) -> str:
    """Give what a search compares: `sanli` is found in `Şanlıurfa`, `ist` and `İST` in `İstanbul`, `IĞ` in `Iğdır`."""
    return _without_accents(lower(text).translate(_PLAIN))


def fold_words(text: str) -> str:
    """Give the words of a text in any language as a search compares them, parted by one blank.

    Besides what `fold` does, Arabic vowel signs do not count, and neither do hamza on alef, the two ways to end in ya
    and ta marbuta. Whoever writes uses the same words again and again, so each is folded once.
    """
    return " ".join(filter(None, map(_folded, text.split())))


@lru_cache(maxsize=2**16)
def _folded(token: str) -> str:
    """Give the words of a text without blanks."""
    return _BETWEEN_WORDS.sub(" ", fold(token).translate(_ARABIC)).strip()


@lru_cache(maxsize=2**14)
def sort_key(text: str) -> str:
    """Give a text whose code-point order is the Turkish alphabet's; case and foreign accents do not count."""
    small = lower(text)
    return "".join(letter if letter in _ORDER else _without_accents(letter) for letter in small).translate(_SORT)


def _without_accents(text: str) -> str:
    """Drop combining marks: `â` becomes `a`."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_marks())


@cache
def _marks() -> dict[int, None]:
    """Give every mark that stands on or under a letter, to be left out."""
    return dict.fromkeys(mark for mark in range(0x300, 0x1F000) if unicodedata.combining(chr(mark)))
