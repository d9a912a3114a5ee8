"""KPI cards: exact values for machines, words for people."""

from decimal import Decimal

import pytest

from dashboard.address import LANGUAGES
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Change, Kpi, Target, change_in_words, kpi_card, kpi_list, kpi_skeletons, meter
from dashboard.components.markup import Element, text_of, walk
from dashboard.i18n import speaking, t


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def find(tree: object, kind: str) -> list[Element]:
    """Give the elements of one kind in a tree."""
    return [node for node in walk(tree) if node["type"] == kind]


@pytest.mark.parametrize(
    ("value", "written"), [(14720, "14720"), (0, "0"), (0.452173913, "0.452173913"), (Decimal("1.50"), "1.50")]
)
def test_a_card_carries_the_exact_value(value: float | Decimal, written: str) -> None:
    card = kpi_card(Kpi("beneficiaries.unique_people", "Tekil kişi", value, "14.720"))
    assert props(card)["data-kpi"] == "beneficiaries.unique_people"
    assert props(card)["data-value"] == written


@pytest.mark.parametrize("state", ["missing", "not_due", "suppressed", "not_applicable", "not_reached"])
def test_a_card_without_a_number_says_why(state: str) -> None:
    card = kpi_card(Kpi("x", "Ad", state))  # type: ignore[arg-type]
    assert props(card)["data-value"] == state
    words = text_of(find(card, "Dd"))
    assert words.startswith("— ")
    assert len(words) > len("— ")


def test_the_five_reasons_for_no_number_read_differently() -> None:
    states = ("missing", "not_due", "suppressed", "not_applicable", "not_reached")
    for language in LANGUAGES:
        with speaking(language):
            assert len({text_of(kpi_card(Kpi("x", "", state))) for state in states}) == len(states)  # type: ignore[arg-type]


def test_a_time_that_is_not_reached_tells_the_longest_wait_and_is_no_number() -> None:
    card = kpi_card(Kpi("x", "Ortanca", "not_reached", "> 45 gün"))
    assert text_of(card) == "Ortanca > 45 gün"
    assert props(card)["data-value"] == "not_reached"


def test_zero_is_shown_as_a_number() -> None:
    assert text_of(kpi_card(Kpi("x", "Ad", 0, "0"))) == "Ad 0"


def test_the_target_is_told_in_words_and_as_a_meter() -> None:
    card = kpi_card(Kpi("x", "Tekil kişi", 14720, "14.720", target=Target("16.000", 0.92)))
    (bar,) = [node for node in walk(card) if props(node).get("role") == "meter"]
    assert props(bar)["aria-label"] == "Tekil kişi: hedefe göre"
    assert props(bar)["aria-valuenow"] == "92.0"
    assert props(bar)["aria-valuetext"] == "%92,0"
    assert "Hedef: 16.000 · %92,0" in " ".join(text_of(card).split())


@pytest.mark.parametrize(("ratio", "width"), [(1.4, "100.0%"), (-0.2, "0.0%"), (0.333, "33.3%")])
def test_a_meter_stays_inside_its_frame(ratio: float, width: str) -> None:
    bar = meter("ad", ratio, "%140,0")
    (filled,) = walk(props(bar)["children"])
    assert props(filled)["style"] == {"width": width}
    assert props(bar)["aria-valuetext"] == "%140,0"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(1420, 0.107), "Önceki döneme göre artış: 1.420 (%10,7)"),
        (Change(-1420, -0.107), "Önceki döneme göre azalış: 1.420 (%10,7)"),
        (Change(5, None), "Önceki döneme göre artış: 5"),
        (Change(0, 0.0), "Önceki döneme göre değişim yok"),
    ],
)
def test_a_change_is_told_in_words_without_signs(change: Change, words: str) -> None:
    assert change_in_words(change) == words


def test_a_card_may_lead_to_its_page() -> None:
    card = kpi_card(Kpi("x", "Tekil kişi", 1, "1", href="/beneficiaries?period=2021"))
    (link,) = find(card, "A")
    assert props(link)["href"] == "/beneficiaries?period=2021"
    assert text_of(link) == "Tekil kişi"


def test_the_list_and_its_place_holder_have_the_same_cards() -> None:
    labels = [t(figure.label) for figure in KPIS.values() if figure.page == "overview"]
    drawn = kpi_list([Kpi(label, label, 1, "1") for label in labels])
    waiting = kpi_skeletons("overview")
    assert [text_of(label) for label in find(drawn, "Dt")] == labels
    assert [text_of(label) for label in find(waiting, "Dt")] == labels
    assert not [node for node in walk(waiting) if "data-value" in props(node)]


def test_the_list_holds_groups_of_terms_and_descriptions() -> None:
    cards = kpi_list([Kpi("a", "Bir", 1, "1")])
    assert [node["type"] for node in walk(cards)] == ["Still", "Div", "Dt", "Dd"]
    assert props(cards)["tag"] == "Dl"
