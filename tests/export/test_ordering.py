"""Long tables stand in the order asked for: letters as in Turkish, missing cells last, currencies apart."""

from decimal import Decimal

import pytest
from pandas import DataFrame

from dashboard.export.ordering import in_order
from dashboard.i18n import speaking
from dashboard.listing import Sort

POOL = DataFrame(
    {
        "code": ["P4", "P1", "P3", "P2"],
        "name_tr": ["Şanlıurfa", "Iğdır", "İzmir", "Çorum"],
        "name_en": ["B", "C", "A", "D"],
        "name_ar": ["B", "C", "A", "D"],
        "stage": ["closed", "idea", None, "on_hold"],
        "country": ["DE", "TR", None, "AT"],
        "mode": ["joint", None, "unilateral", "joint"],
        "owner": ["zeytin", None, "Ayşe", "çınar"],
        "days": [30, None, 4, 30],
        "budget": [Decimal(5), Decimal(900), None, Decimal(70)],
        "currency": ["EUR", "TRY", None, "EUR"],
    },
    dtype=object,
)


def codes(sort: Sort | None) -> list[str]:
    return in_order(POOL, sort)["code"].tolist()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, ["P4", "P1", "P3", "P2"]),
        (Sort("code"), ["P1", "P2", "P3", "P4"]),
        (Sort("name"), ["P2", "P1", "P3", "P4"]),
        (Sort("name", descending=True), ["P4", "P3", "P1", "P2"]),
        (Sort("stage"), ["P1", "P4", "P2", "P3"]),
        (Sort("stage", descending=True), ["P2", "P4", "P1", "P3"]),
        (Sort("owner"), ["P3", "P2", "P4", "P1"]),
        (Sort("mode"), ["P4", "P2", "P3", "P1"]),
        (Sort("days"), ["P3", "P4", "P2", "P1"]),
        (Sort("days", descending=True), ["P4", "P2", "P3", "P1"]),
    ],
)
def test_rows_stand_in_the_order_asked_for_and_missing_ones_last(sort: Sort | None, expected: list[str]) -> None:
    assert codes(sort) == expected


def test_amounts_stand_currency_by_currency() -> None:
    assert codes(Sort("budget")) == ["P4", "P2", "P1", "P3"]
    assert codes(Sort("budget", descending=True)) == ["P2", "P4", "P1", "P3"]


def test_names_stand_in_the_order_of_the_language_that_is_read() -> None:
    with speaking("en"):
        assert codes(Sort("name")) == ["P3", "P4", "P1", "P2"]
        assert codes(Sort("country")) == ["P2", "P4", "P1", "P3"]
    assert codes(Sort("country")) == ["P4", "P2", "P1", "P3"]
