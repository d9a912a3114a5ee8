"""Every wrong cell is found, with its row, its column as written, and the reason."""

from datetime import timedelta

import pytest

from dashboard.codes import AGE_BAND, POPULATION_GROUP
from dashboard.data.versions import today
from tests.data.loading.checking import check, errors, warnings

RECORD = {
    "date": "2021-03-01",
    "project_code": "P1",
    "activity_kind": "course",
    "place_code": "TR-34",
    "population_group": "host",
    "sex": "female",
    "age_band": "18-24",
    "disability": "no",
    "new_people": "3",
    "contacts": "5",
}
PROJECT = {"code": "P1", "programme_code": "A", "name_tr": "Ad", "stage": "running"}
INDICATOR = {"code": "I1", "name_tr": "Ad", "programme_code": "A", "level": "output", "measure": "1", "kind": "sum"}
GRANT = {"code": "G1", "name_tr": "Ad", "programme_code": "A"}


def test_a_right_record_has_neither_errors_nor_warnings() -> None:
    checked = check("reach", RECORD)
    assert (len(checked.errors), len(checked.warnings)) == (0, 0)
    stored = {name: column.cells[0] for name, column in checked.columns.items()}
    assert stored["counting_rule"] == "declared"
    assert stored["directness"] == "direct"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("date", "2021-02-29", "not_a_date"),
        ("date", "31/31/2021", "not_a_date"),
        ("date", "03/04/2021", "date_ambiguous"),
        ("date", "1821-03-01", "not_a_date"),
        ("sex", "woman", "not_a_code"),
        ("sex", "femal", "not_a_code_near"),
        ("age_band", "18-25", "not_a_code_near"),
        ("population_group", "", "required"),
        ("new_people", "", "required"),
        ("new_people", "-1", "too_low"),
        ("contacts", "5,5", "not_whole"),
        ("contacts", "many", "not_a_number"),
        ("contacts", "1.234", "number_ambiguous"),
        ("contacts", "99999999999", "too_high"),
        ("new_people", "6", "more_people_than_contacts"),
        ("project_code", "P 1", "not_an_identifier"),
        ("record_key", "a\x07b", "unprintable"),
        ("record_key", "#REF!", "cell_error"),
    ],
)
def test_a_wrong_cell_is_named(column: str, value: str, reason: str) -> None:
    assert errors("reach", RECORD, RECORD | {column: value}) == [(3, column, reason)]


@pytest.mark.parametrize(
    ("kind", "row", "column", "value", "reason"),
    [
        (
            "organisations",
            {"code": "O", "name_tr": "Ad", "kind": "other"},
            "website",
            "javascript:alert(1)",
            "not_a_web_address",
        ),
        ("organisations", {"code": "O", "name_tr": "Ad", "kind": "other"}, "website", "https://", "not_a_web_address"),
        ("grants", GRANT, "currency", "TL", "not_a_currency"),
        ("grants", GRANT, "amount", "10.005", "number_ambiguous"),
        ("grants", GRANT, "amount", "1000.005", "too_precise"),
        ("grants", GRANT | {"starts_on": "2021-01-02"}, "ends_on", "2021-01-01", "days_out_of_order"),
        ("projects", PROJECT, "country", "Turkey", "not_a_country"),
        ("projects", PROJECT | {"stage_reason": ""}, "stage", "rejected", "reason_missing"),
        ("indicators", INDICATOR, "ascending", "maybe", "not_yes_or_no"),
    ],
)
def test_each_type_of_cell_is_checked(kind: str, row: dict[str, str], column: str, value: str, reason: str) -> None:
    found = errors(kind, row | {column: value})
    assert [(r, key) for r, _, key in found] == [(2, reason)]


def test_all_errors_are_listed_in_the_order_of_the_rows() -> None:
    wrong = RECORD | {"sex": "x", "contacts": ""}
    assert errors("reach", wrong, RECORD, RECORD | {"date": "?"}) == [
        (2, "sex", "not_a_code"),
        (2, "contacts", "required"),
        (4, "date", "not_a_date"),
    ]


def test_a_column_in_two_conventions_is_refused_where_it_is_the_rarer() -> None:
    grants = [GRANT | {"code": f"G{i}", "amount": a} for i, a in enumerate(("1.234,5", "2,5", "1234.5", "7"))]
    assert errors("grants", *grants) == [(4, "amount", "number_mixed")]


def test_an_ambiguous_number_is_settled_by_the_rest_of_its_column() -> None:
    for other, meant in (("0,5", "1234"), ("0.5", "1.234")):
        indicators = [INDICATOR | {"code": c, "final_target": v} for c, v in (("I1", "1.234"), ("I2", other))]
        checked = check("indicators", *indicators)
        assert len(checked.errors) == 0
        assert checked.columns["final_target"].cells[0] == meant


@pytest.mark.parametrize("written", ["31.03.2021", "2021-03-31", " 2021-03-31 "])
def test_both_ways_to_write_a_date_mean_the_same(written: str) -> None:
    assert check("reach", RECORD | {"date": written}).columns["date"].cells[0] == "2021-03-31"


@pytest.mark.parametrize("written", ["female", "Female", "Kadın", "KADIN", "kadin"])
def test_a_code_or_its_label_is_understood(written: str) -> None:
    assert check("reach", RECORD | {"sex": written}).columns["sex"].cells[0] == "female"


@pytest.mark.parametrize(("column", "codes"), [("age_band", AGE_BAND), ("population_group", POPULATION_GROUP)])
def test_every_code_is_understood(column: str, codes: tuple[str, ...]) -> None:
    checked = check("reach", *(RECORD | {column: code} for code in codes))
    assert tuple(checked.columns[column].cells) == codes


def test_a_date_ahead_and_lost_letters_are_warnings() -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert warnings("reach", RECORD | {"date": tomorrow}) == [(2, "date", "future_day")]
    lost = PROJECT | {"name_tr": "Bankas? A.?.", "objective": "A question? The city?s plan"}
    assert warnings("projects", lost) == [(2, "name_tr", "lost_letters"), (2, "objective", "lost_letters")]
    assert warnings("projects", PROJECT | {"objective": "A question? Yes."}) == []


def test_new_people_never_exceed_contacts_in_either_counting_mode() -> None:
    for rule in ("person_key", "max_then_sum", "declared"):
        row = RECORD | {"counting_rule": rule, "new_people": "6"}
        assert errors("reach", RECORD | {"project_code": "P9"}, row) == [(3, "new_people", "more_people_than_contacts")]


def test_two_counting_rules_in_one_month_of_a_project_are_refused() -> None:
    other = RECORD | {"counting_rule": "max_then_sum", "date": "2021-03-31"}
    assert errors("reach", RECORD | {"counting_rule": ""}, other) == [(3, "counting_rule", "mixed_counting_rules")]
    assert errors("reach", RECORD | {"counting_rule": ""}, other | {"date": "2021-04-01"}) == []
    assert errors("reach", RECORD | {"counting_rule": ""}, other | {"project_code": "P2"}) == []


def test_people_with_a_key_are_counted_by_it_unless_the_file_says_otherwise() -> None:
    known = check("reach", RECORD | {"person_key": "a"})
    assert known.columns["counting_rule"].cells[0] == "person_key"
    said = check("reach", RECORD | {"person_key": "a", "counting_rule": "declared"})
    assert said.columns["counting_rule"].cells[0] == "declared"


def test_a_person_new_twice_to_a_project_is_a_warning() -> None:
    person = RECORD | {"person_key": "a", "new_people": "1"}
    found = warnings("reach", person, person | {"date": "2021-03-02"}, person | {"project_code": "P2"})
    assert found == [(3, "person_key", "person_new_twice")]


@pytest.mark.parametrize(
    ("kind", "axes"),
    [
        ("sum", ("sum", "sum")),
        ("ratio", ("ratio", "ratio")),
        ("snapshot", ("latest", "sum")),
        ("qualitative", ("latest", "none")),
    ],
)
def test_the_axes_of_an_indicator_follow_from_its_kind(kind: str, axes: tuple[str, str]) -> None:
    columns = check("indicators", INDICATOR | {"kind": kind}).columns
    assert (columns["over_time"].cells[0], columns["over_place"].cells[0]) == axes
    given = check("indicators", INDICATOR | {"kind": kind, "over_time": "latest"}).columns
    assert given["over_time"].cells[0] == "latest"


def test_an_amendment_says_what_it_changes() -> None:
    row = {"grant_code": "G1", "amended_on": "2021-01-01", "kind": "extension", "reason": "COVID-19"}
    assert errors("amendments", row) == [(2, "new_ends_on", "amendment_empty")]
    assert errors("amendments", row | {"new_ends_on": "2021-12-31"}) == []


def test_a_fraction_is_whole() -> None:
    row = {"indicator_code": "I1", "period_start": "2021-01-01", "period_end": "2021-03-31"}
    assert errors("results", row | {"numerator": "1", "denominator": "2"}) == []
    assert errors("results", row | {"numerator": "1", "denominator": ""}) == [(2, "denominator", "fraction_incomplete")]
    assert errors("results", row | {"numerator": "1", "denominator": "0"}) == [
        (2, "denominator", "fraction_incomplete")
    ]


def test_a_moved_milestone_has_a_reason_and_belongs_somewhere() -> None:
    row = {"code": "M1", "name_tr": "Ad", "kind": "report", "original_due_on": "2021-01-01", "due_on": "2021-02-01"}
    assert errors("milestones", row) == [(2, "grant_code", "tied_to_nothing"), (2, "due_reason", "due_reason_missing")]
    assert errors("milestones", row | {"grant_code": "G1", "due_reason": "COVID-19"}) == []


@pytest.mark.parametrize("odd", [" a", "a ", "a\u200b", "e\u0301", "#REF!", "a\x07b", "a?b", "ş"])
def test_one_odd_text_among_plain_ones_is_still_looked_at(odd: str) -> None:
    plain, alone = check("reach", RECORD | {"record_key": "R1"}), check("reach", RECORD | {"record_key": odd})
    both = check("reach", RECORD | {"record_key": "R1"}, RECORD | {"record_key": odd})
    stored = [checked.columns["record_key"].cells[-1] for checked in (alone, both)]
    assert stored[0] == stored[1]
    assert [p.key for p in alone.errors] == [p.key for p in both.errors]
    assert [p.key for p in alone.warnings] == [p.key for p in both.warnings]
    assert plain.columns["record_key"].cells[0] == "R1"
