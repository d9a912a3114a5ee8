"""How the oracle of partnerships reckons days and writes names and numbers."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.pool_facts import Row

PLAIN = dict(zip("çğıöşüâîûÇĞIİÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu", strict=True))
ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"

Line = tuple[object, ...]


def year_after(day: date) -> date:
    """Give the day twelve calendar months later."""
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def quarter_of(day: date) -> date:
    """Give the first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def following(quarter: date) -> date:
    """Give the first day of the next quarter."""
    return quarter_of(quarter + timedelta(days=100))


def named(row: Row) -> tuple[str, str, str]:
    """Give the three names of a row, Turkish where one is missing."""
    return row["name_tr"], row.get("name_en") or row["name_tr"], row.get("name_ar") or row["name_tr"]


def mean(values: Iterable[int | Fraction]) -> Fraction | None:
    """Give the mean, None of nothing."""
    listed = [Fraction(value) for value in values]
    return sum(listed, Fraction(0)) / len(listed) if listed else None


def written(value: Fraction | None) -> Decimal | None:
    """Write a fraction as a decimal number."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def added(values: Iterable[int | None]) -> int | None:
    """Add up what is reported, None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def status(result: Decimal | None) -> str | None:
    """Say where an indicator stands whose only target is 100."""
    if result is None:
        return None
    lines: list[tuple[int, str]] = [(100, "achieved"), (95, "on_track"), (80, "at_risk"), (0, "off_track")]
    return next(word for line, word in lines if result >= line)


def plain(text: str) -> str:
    """Write a text without Turkish and capital letters."""
    return "".join(PLAIN.get(letter, letter) for letter in text).lower()


def turkish(text: str) -> list[tuple[int, str]]:
    """Give the place of a text in the Turkish alphabet; other signs stand before letters."""
    small = text.replace("İ", "i").replace("I", "ı").lower()
    return [(ALPHABET.find(letter), letter) for letter in small]
