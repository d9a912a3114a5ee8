"""Our words as codes of IATI, and amounts shared out over years."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dashboard.data.grant_activity import FUNDER, HOLDER, PARTNERSHIP, PROJECT, Organisation, Participant
from dashboard.data.grants import GrantTerm
from dashboard.data.loading.partnership_kinds import ORGANISATION_ROLES
from dashboard.data.loading.pool_kinds import PARTNER_ROLES
from dashboard.data.loading.register_kinds import ORGANISATION_KINDS
from dashboard.data.loading.result_kinds import LEVELS
from dashboard.export.iati import codes
from dashboard.export.iati.elements import number, own_words
from dashboard.export.iati.money import Agreed, add_budgets

START, END = date(2020, 1, 1), date(2021, 12, 31)
TERM = GrantTerm(1, "G1", {"tr": "Bir"}, "A", Decimal(1000), "EUR", START, END, END)
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))
DAY, NEXT_YEAR = date(2021, 6, 1), date(2022, 1, 1)


@pytest.mark.parametrize(
    ("day", "stages", "expected"),
    [
        (date(2019, 12, 31), ["contracted"], codes.PIPELINE),
        (START, ["running"], codes.IMPLEMENTATION),
        (END, ["closed"], codes.IMPLEMENTATION),
        (DAY, ["running", "on_hold"], codes.IMPLEMENTATION),
        (DAY, ["on_hold", "on_hold"], codes.SUSPENDED),
        (DAY, ["rejected"], codes.CANCELLED),
        (NEXT_YEAR, ["closed", "closed"], codes.CLOSED),
        (NEXT_YEAR, ["closed", "closing"], codes.FINALISATION),
        (NEXT_YEAR, [], codes.FINALISATION),
    ],
)
def test_the_status_of_a_grant_follows_its_days_and_projects(day: date, stages: list[str], expected: str) -> None:
    assert codes.status(TERM, stages, day) == expected


def test_every_role_level_and_kind_of_ours_has_its_code() -> None:
    one = Organisation("O", {"tr": "Kurum"}, "other", None)
    assert codes.role(Participant(one, FUNDER)) == "1"
    assert codes.role(Participant(one, HOLDER)) == "2"
    assert [codes.role(Participant(one, PARTNERSHIP, role)) for role in ORGANISATION_ROLES] == ["1", "2", "3", "4"]
    found = {role: codes.role(Participant(one, PROJECT, role)) for role in PARTNER_ROLES}
    assert found == {"lead": "4", "partner": "4", "associate": None}
    assert set(codes.RESULT_TYPES) == set(LEVELS)
    assert set(codes.ORGANISATION_TYPES) == set(ORGANISATION_KINDS)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/a.PDF?v=1", "application/pdf"),
        ("https://x.example/report", "text/html"),
        ("https://x.example/a.xlsx#s", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_document_has_the_format_of_its_ending(address: str, expected: str) -> None:
    assert codes.file_format(address) == expected


@settings(deadline=None)
@given(DAYS, DAYS, st.decimals(0, 10**9, places=2))
def test_budgets_cover_every_day_once_add_up_and_are_no_longer_than_a_year(
    one: date, other: date, amount: Decimal
) -> None:
    first, last = sorted((one, other))
    root = etree.Element("iati-activity")
    add_budgets(root, [Agreed("1", amount, "EUR", first, last, first)])
    budgets = root.findall("budget")
    days = [
        [date.fromisoformat(b.find(f"period-{edge}").get("iso-date")) for edge in ("start", "end")] for b in budgets
    ]
    assert days[0][0] == first
    assert days[-1][1] == last
    assert all((b[0] - a[1]).days == 1 for a, b in pairwise(days))
    assert all(0 <= (end - start).days <= 365 for start, end in days)
    assert sum(Decimal(b.findtext("value")) for b in budgets) == amount
    assert {b.get("status") for b in budgets} == ({"2"} if len(budgets) == 1 else {"1"})


def test_numbers_keep_what_was_stored_and_have_no_exponent() -> None:
    assert number(Decimal("0.12345678")) == "0.12345678"
    assert number(Decimal("1E+3")) == "1000"
    assert number(Decimal(1) / 3) == "0.3333333333"
    assert number(Decimal(0)) == "0"


def test_a_name_that_nobody_translated_is_told_in_turkish_alone() -> None:
    assert own_words({"tr": "Rapor", "en": "Rapor", "ar": "تقرير"}) == {"tr": "Rapor", "ar": "تقرير"}
