"""Partners with the names that history gave them, and objectives with what serves them, or nothing."""

import pytest

from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.partnerships import objectives, partners
from dashboard.i18n import speaking
from tests.figures.partnerships.wider_frames import OBJECTIVES, PARTNERS


def test_a_historic_name_leads_to_the_place_of_today() -> None:
    table = partners.partners_table(PARTNERS)
    assert table.rows[0] == (
        *("O1", "B1", "Eminönü Belediyesi", "Uygulayan", "Belediyelerle diyalog", "Türkiye", "Fatih (İstanbul)"),
        "Eminönü → bugün Fatih",
    )
    assert table.column("historic") == ["Eminönü → bugün Fatih", None, None]
    assert table.column("role") == ["Uygulayan", None, "Fon sağlayan"]
    assert table.column("place") == ["Fatih (İstanbul)", "Viyana", None]
    assert table.column("country") == ["Türkiye", "Avusturya", None]


def test_an_organisation_of_two_partnerships_counts_once() -> None:
    assert partners.partners_finding(partners.partners_table(PARTNERS)) == "Ortak: 2; ülke: 2"
    assert partners.partners_finding(partners.partners_table(PARTNERS.iloc[:0])) is None


def test_an_objective_says_what_serves_it_and_how_that_stands() -> None:
    table = objectives.objectives_table(OBJECTIVES)
    assert [row[1:3] for row in table.rows[:3:2]] == [("Amaç G1", "Genel amaç"), ("Amaç G2", "Özel amaç")]
    assert table.column("kind") == ["Faaliyet", "Gösterge", "Gösterge", None]
    assert table.column("status_word") == ["Sürüyor", "Hedefte", "Veri yok", "Hizmet eden yok"]
    assert table.column("item") == ["İş A1", "İş I1", "İş I2", None]


def test_objectives_that_nothing_serves_are_counted_out() -> None:
    table = objectives.objectives_table(OBJECTIVES)
    assert objectives.objectives_finding(table) == "Faaliyet veya göstergesi olan amaç: 2 / 3"
    assert objectives.objectives_finding(objectives.objectives_table(OBJECTIVES.iloc[:0])) is None


@pytest.mark.parametrize("state", ["planned", "running", "ended", None])
def test_every_state_of_an_activity_has_its_word(state: str | None) -> None:
    for language in ("tr", "en", "ar"):
        with speaking(language):
            (row,) = objectives.objectives_table(OBJECTIVES.iloc[:1].assign(state=[state])).rows
        assert row[-1]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_findings_are_read_at_a_glance(language: str) -> None:
    with speaking(language):
        found = [
            partners.partners_finding(partners.partners_table(PARTNERS)),
            objectives.objectives_finding(objectives.objectives_table(OBJECTIVES)),
        ]
    assert all(one and len(one.split()) <= MOST_WORDS and "{" not in one for one in found)
