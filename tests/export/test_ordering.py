"""Long tables stand in the order asked for: letters as in Turkish, missing cells last, currencies apart."""

from decimal import Decimal

import pytest
from pandas import DataFrame

from dashboard.export.ordering import SORTED, in_order, order_of
from dashboard.i18n import speaking
from dashboard.listing import Sort
from tests.figures import partnership_frames

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("step", ["B1", "B2", "B4", "B3"]),
        ("-step", ["B4", "B2", "B1", "B3"]),
        ("protocol", ["B4", "B2", "B1", "B3"]),
        ("status", ["B2", "B4", "B1", "B3"]),
        ("name", ["B2", "B1", "B3", "B4"]),
        ("-days_since", ["B1", "B2", "B3", "B4"]),
        ("-dormant", ["B1", "B2", "B3", "B4"]),
    ],
)
def test_partnerships_stand_in_the_order_of_steps_and_states(text: str, expected: list[str]) -> None:
    sort = order_of("steps", (("steps.sort", text),))
    assert in_order(partnership_frames.STEP_ROWS, sort)["code"].tolist() == expected


def test_commitments_stand_by_what_is_left_to_do_and_by_the_words_of_their_title() -> None:
    listed = {
        name: in_order(partnership_frames.COMMITMENTS, Sort(name))["code"].tolist() for name in ("state", "title")
    }
    assert listed == {"state": ["T1", "T2", "T3", "T4"], "title": ["T4", "T1", "T2", "T3"]}
    assert order_of("commitment_list", (("commitment_list.sort", "no_such_column"),)) is None


@pytest.mark.parametrize("table", ["steps", "commitment_list"])
def test_every_order_that_a_heading_offers_can_be_had(table: str) -> None:
    rows = {"steps": partnership_frames.STEP_ROWS, "commitment_list": partnership_frames.COMMITMENTS}[table]
    for column in SORTED[table]:
        assert sorted(in_order(rows, Sort(column))["code"]) == sorted(rows["code"])
