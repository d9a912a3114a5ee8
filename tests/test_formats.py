"""Numbers, dates and letters, compared with Babel and with the rules of each language."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formats
from dashboard.address import LANGUAGES, Month, Period
from dashboard.i18n import LOCALES, speaking

PROVINCES = ("Adana", "Ağrı", "Bolu", "Çankırı", "Çorum", "Düzce", "Eskişehir", "Gaziantep", "Hakkâri", "Iğdır")
PROVINCES += ("Isparta", "İstanbul", "İzmir", "Ordu", "Şırnak")


@given(number=st.integers(-(10**15), 10**15), language=st.sampled_from(LANGUAGES))
def test_whole_numbers_equal_babels(number: int, language: str) -> None:
    with speaking(language):
        assert formats.whole(number).lstrip("\u200e") == format_decimal(number, locale=LOCALES[language])


@given(number=st.decimals("-1e9", "1e9", places=3), language=st.sampled_from(LANGUAGES))
def test_decimals_equal_babels(number: Decimal, language: str) -> None:
    expected = format_decimal(number, "#,##0.0", locale=LOCALES[language], decimal_quantization=True)
    with speaking(language):
        written = formats.decimal(number).lstrip("\u200e")
    assert written == ("0" + expected[2:] if re.fullmatch(r"-0[.,]0", expected) else expected)


@pytest.mark.parametrize(
    ("language", "share", "million", "lira", "dollar", "day", "may", "quarter"),
    [
        ("tr", "%45,2", "1.234.567", "1.234 TL", "1.234 USD", "02.11.2026", "May 2026", "2026 2. çeyrek"),
        ("en", "45.2%", "1,234,567", "TRY 1,234", "USD 1,234", "2 Nov 2026", "May 2026", "Q2 2026"),
        ("ar", "45.2%", "1,234,567", "1,234 TRY", "1,234 USD", "02/11/2026", "أيار 2026", "الربع 2 من عام 2026"),
    ],
)
def test_each_language_writes_its_own_way(  # noqa: PLR0913, PLR0917  One row is one language.
    language: str, share: str, million: str, lira: str, dollar: str, day: str, may: str, quarter: str
) -> None:
    with speaking(language):
        assert formats.percent(0.4523) == share
        assert formats.whole(1_234_567) == million
        assert formats.money(1234, "TRY").replace("\u00a0", " ") == lira
        assert formats.money(Decimal(1234), "USD").replace("\u00a0", " ") == dollar
        assert formats.day(date(2026, 11, 2)) == day
        assert formats.month(date(2026, 5, 31)) == may
        assert formats.quarter(date(2026, 5, 31)) == quarter


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_never_zero(language: str) -> None:
    with speaking(language):
        writers = (formats.whole, formats.decimal, formats.percent, formats.day, formats.month, formats.quarter)
        assert {write(None) for write in (*writers, formats.moment)} == {"—"}
        assert formats.whole(float("nan")) == "—"
        assert formats.money(None, "TRY") == "—"
        assert formats.whole(0) == "0"


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert formats.decimal(-0.01) == "0,0"
    assert formats.whole(-0.4) == "0"


def test_arabic_keeps_the_minus_sign_before_the_digits() -> None:
    with speaking("ar"):
        assert formats.whole(-5) == "\u200e-5"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(1, 13))
def test_month_names_are_those_of_the_locale(language: str, number: int) -> None:
    day = date(2026, number, 1)
    with speaking(language):
        assert formats.month(day) == f"{format_date(day, 'MMM', locale=LOCALES[language])} 2026"
        assert formats.month_long(Month(2026, number)).endswith(" 2026")


@pytest.mark.parametrize(
    ("text", "turkish", "english"),
    [
        ("2021", "2021", "2021"),
        ("2021-H1", "2021 1. yarıyıl", "H1 2021"),
        ("2021-H2", "2021 2. yarıyıl", "H2 2021"),
        ("2021-Q3", "2021 3. çeyrek", "Q3 2021"),
        ("2021-03", "Mart 2021", "March 2021"),
        ("2020-04..2021-03", "Nis 2020 – Mar 2021", "Apr 2020 – Mar 2021"),
        ("2020-02..2020-04", "Şub 2020 – Nis 2020", "Feb 2020 – Apr 2020"),
        ("2020-01..2020-12", "2020", "2020"),
    ],
)
def test_a_period_is_read_as_people_say_it(text: str, turkish: str, english: str) -> None:
    period = Period.parse(text)
    assert formats.period_label(period) == turkish
    with speaking("en"):
        assert formats.period_label(period) == english


def test_no_period_is_all_time() -> None:
    assert formats.period_label(None) == "Tüm dönem"


def test_a_moment_is_told_by_the_clock_in_istanbul() -> None:
    late = datetime(2026, 11, 1, 22, 14, tzinfo=UTC)
    assert formats.moment(late) == "02.11.2026 01.14"
    with speaking("en"):
        assert formats.moment(late) == "2 Nov 2026 01:14"


@pytest.mark.parametrize(
    ("value", "turkish", "english"),
    [
        (Decimal(1234567), "1.234.567", "1,234,567"),
        (Decimal("12.5"), "12,50", "12.50"),
        (Decimal("-0.30"), "-0,30", "-0.30"),
        (None, "—", "—"),
    ],
)
def test_an_amount_is_written_without_its_currency(value: Decimal | None, turkish: str, english: str) -> None:
    assert formats.amount(value) == turkish
    with speaking("en"):
        assert formats.amount(value) == english


def test_part_of_a_whole() -> None:
    assert formats.pair(9, 1024) == "9 / 1.024"
    assert formats.pair(None, 24) == "— / 24"


def test_the_alphabet_has_29_letters_in_order() -> None:
    assert len(formats.ALPHABET) == 29
    assert sorted(formats.ALPHABET, key=formats.sort_key) == list(formats.ALPHABET)


def test_names_sort_by_the_turkish_alphabet() -> None:
    assert tuple(sorted(set(PROVINCES), key=formats.sort_key)) == PROVINCES


def test_a_sort_key_is_plain_text_that_any_database_orders() -> None:
    assert all(formats.sort_key(name).isascii() for name in PROVINCES)
    assert formats.sort_key("Hakkâri") == formats.sort_key("HAKKARİ")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sanli", "Şanlıurfa"),
        ("ist", "İstanbul"),
        ("İST", "İstanbul"),
        ("ığ", "Iğdır"),
        ("IĞ", "Iğdır"),
        ("igd", "Iğdır"),
        ("iz", "İzmir"),
        ("hakkari", "Hakkâri"),
        ("i\u0307zmi\u0307r", "İzmir"),
    ],
)
def test_a_search_finds_turkish_names(typed: str, name: str) -> None:
    assert formats.fold(typed) in formats.fold(name)


@given(st.text(alphabet=formats.ALPHABET + formats.ALPHABET.translate(str.maketrans("iı", "İI"))))
def test_capitals_and_small_letters_come_back(text: str) -> None:
    small = formats.lower(text)
    assert formats.lower(formats.upper(small)) == small
    assert "\u0307" not in small


def test_a_wait_that_has_not_ended_is_longer_than_observed() -> None:
    assert [formats.wait(days) for days in (1234, 0, None)] == ["1.234", "0", formats.MISSING]
    assert formats.wait(1234, reached=False) == "> 1.234"
    with speaking("ar"):
        assert formats.wait(45, reached=False).strip("\u2066\u2069") == "> 45"
