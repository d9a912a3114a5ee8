"""A file is known by its headers, in English or in Turkish."""

import pandas as pd
import pytest

from dashboard.data.loading import KINDS
from dashboard.data.loading.partnership_kinds import PARTNERSHIP_KINDS
from dashboard.data.loading.pool_kinds import POOL_KINDS
from dashboard.data.loading.problems import RefusedError
from dashboard.data.loading.recognising import bind, fits, needed, recognise
from dashboard.data.loading.sheets import Sheet, from_frame
from dashboard.data.loading.working_group_kinds import WORKING_GROUP_KINDS
from dashboard.i18n import LOCALES, speaking, t

CLEAR = [kind.name for kind in (*POOL_KINDS, *PARTNERSHIP_KINDS, *WORKING_GROUP_KINDS)]
"""KINDs whose files are known by what they must have."""
REACH = ["date", "project_code", "activity_kind", "place_code", "population_group", "sex", "age_band", "disability"]
REACH += ["new_people", "contacts"]
TARGETS = ["indicator_code", "period_start", "period_end", "place_code", "value", "comment"]
RESULTS = [*TARGETS[:-1], "numerator", "denominator", "dimension", "dimension_value", "comment"]


def sheet(headers: list[str], name: str = "file.csv") -> Sheet:
    """Give an empty sheet with these headers."""
    return from_frame(pd.DataFrame(columns=headers, dtype=object), name)


def refusals(headers: list[str], name: str = "file.csv") -> list[str]:
    """Give the reasons for which no KIND is recognised."""
    with pytest.raises(RefusedError) as refused:
        recognise(sheet(headers, name))
    return [problem.key.removeprefix("load.error.") for problem in refused.value.problems]


@pytest.mark.parametrize(("headers", "kind"), [(REACH, "reach"), (TARGETS, "targets"), (RESULTS, "results")])
def test_the_fixed_files_are_recognised(headers: list[str], kind: str) -> None:
    assert recognise(sheet(headers)).name == kind


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_recognised_with_all_its_columns_in_every_language(kind: str, language: str) -> None:
    with speaking(language):
        headers = [t(one.header_key) for one in KINDS[kind].fields]
        found = recognise(sheet(headers, t(f"load.kind.{kind}")))
    assert found.name == kind
    assert list(bind(sheet(headers), found).columns) == [one.name for one in KINDS[kind].fields]


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("kind", CLEAR)
def test_a_file_of_these_kinds_is_known_by_the_headers_it_must_have_whatever_its_name(kind: str, language: str) -> None:
    with speaking(language):
        headers = [t(one.header_key) for one in KINDS[kind].fields if needed(one)]
    assert recognise(sheet(headers)).name == kind


def test_no_file_fits_one_of_these_kinds_and_another_kind() -> None:
    for kind in KINDS.values():
        for fields in ([f.name for f in kind.fields], [f.name for f in kind.fields if needed(f)]):
            fitting = {other.name for other in KINDS.values() if fits(other, sheet(fields))}
            assert fitting == {kind.name} or not fitting & set(CLEAR)


def test_case_blanks_and_turkish_letters_of_headers_do_not_count() -> None:
    headers = ["TARİH", "proje kodu", "Faaliyet Türü", "YER_KODU", "nüfus grubu", "CINSIYET", "yas araligi"]
    assert recognise(sheet([*headers, "Engellilik", "YENİ KİŞİ", "hizmet  teması"])).name == "reach"


def test_two_kinds_that_fit_must_be_told_apart() -> None:
    headers = ["code", "name_tr", "programme_code"]
    assert refusals(headers) == ["several_kinds"]
    assert recognise(sheet(headers), "grants").name == "grants"
    assert recognise(sheet(headers, "projects_2021.csv")).name == "projects"


def test_an_unknown_header_is_named_with_the_one_that_was_meant() -> None:
    with pytest.raises(RefusedError) as refused:
        recognise(sheet([*REACH[:-1], "contact"]))
    near = [dict(p.values).get("near") for p in refused.value.problems if p.key.endswith("unknown_header_near")]
    assert near == ["contacts"]


def test_a_column_that_nobody_knows_is_left_out_with_a_warning() -> None:
    found = sheet([*REACH, "shoe_size"])
    bound = bind(found, recognise(found))
    assert [(one.key, one.column) for one in bound.findings] == [("load.warning.unknown_header", "shoe_size")]
    assert refusals(["shoe_size", "colour"]) == ["unknown_kind"]


def test_a_missing_column_is_named() -> None:
    assert refusals([h for h in REACH if h != "sex"]) == ["unknown_kind", "header_missing"]


def test_one_column_under_two_names_is_refused() -> None:
    assert "header_twice" in refusals([*REACH, "Cinsiyet"])


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RefusedError):
        recognise(sheet(REACH), "shoes")
