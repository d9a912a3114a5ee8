"""Words beside a figure: where, when, under which filters, counted how."""

import pytest
from pandas import DataFrame

from dashboard.address import Problem, parse_address
from dashboard.components.page_filters import OwnFilter, OwnFilters
from dashboard.data.directory import directory
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export import citation
from dashboard.i18n import speaking
from tests.reached_app import ReachedApp


def rules(**people: int) -> DataFrame:
    return DataFrame({"counting_rule": list(people), "new_people": list(people.values())}, dtype=object)


def test_one_rule_is_named_and_several_are_mixed_with_each_part() -> None:
    assert citation.counting_rule(rules(person_key=12)) == "kişi anahtarıyla"
    mixed = rules(person_key=12000, declared=500)
    assert citation.counting_rule(mixed) == "karma (kişi anahtarıyla: 12.000 kişi; beyan: 500 kişi)"
    assert citation.rule_in_short(mixed) == "karma"
    assert citation.counting_rule(rules()) == "—"


@pytest.mark.parametrize(
    ("search", "language", "expected"),
    [
        ("", "tr", "Filtre yok"),
        ("", "en", "No filters"),
        ("?period=2021-H1&group=host", "tr", "Dönem: 2021 1. yarıyıl; Nüfus grubu: Yerel halk"),
        ("?programme=PA&grant=G1", "tr", "Program: Ad PA; Hibe ve fon sağlayıcı: Ad G1"),
    ],
)
def test_filters_are_told_in_words(reached: ReachedApp, search: str, language: str, expected: str) -> None:
    with speaking(language), reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search), EVERYTHING)
        known = directory(connection, filters.snapshot.version)
        assert citation.filters_in_words(filters, known) == expected


def test_many_places_are_named_up_to_three(reached: ReachedApp) -> None:
    search = "?place=TR-34&place=TR-01&place=TR-06&place=TR-63-1115&place=TR-63"
    with reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search), EVERYTHING)
        told = citation.place_in_words(filters, directory(connection, filters.snapshot.version))
    assert told.endswith("ve 2 yer daha")
    assert told.count(",") == 2


def test_the_pages_own_filters_and_its_problems_are_named_too(reached: ReachedApp) -> None:
    own = OwnFilters(
        (OwnFilter("stage", {"idea": "Fikir", "closed": "Kapandı"}),),
        told=(("Ağırlıklar", "deneme"),),
        problems=(Problem("stage", "none"),),
    )
    address = parse_address("?stage=closed&stage=idea&stage=none&period=2021", ("stage",))
    with reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, address, EVERYTHING)
        told = dict(citation.cover(connection, filters, "source.all", own).lines)
    assert told["Filtreler"] == "Dönem: 2021; Aşama: Kapandı, Fikir; Ağırlıklar: deneme"
    assert told["Kullanılamayan adres değerleri"] == "stage=none"
