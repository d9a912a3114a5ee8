"""What a card offers to take away: few things, named, in three groups."""

import json
from typing import Any

from dashboard.address import parse_address
from dashboard.components.image_presets import PRESETS, image_settings
from dashboard.components.markup import Element, text_of, walk
from dashboard.components.take_away import take_away
from dashboard.i18n import speaking

CHART = "partnerships.commitments"
DOTS_A_CENTIMETRE = 300 / 2.54


def offered(search: str = "", *, table_only: bool = False) -> list[Element]:
    return list(walk(take_away(CHART, "Taahhütler", parse_address(search), table_only=table_only)))


def values(nodes: list[Element], name: str) -> list[Any]:
    found: list[dict[str, Any]] = [node["props"] for node in nodes]  # type: ignore[misc]
    return [props[name] for props in found if name in props]


def test_a_card_offers_image_numbers_and_words() -> None:
    nodes = offered()
    assert values(nodes, "data-image") == ["png", "svg"]
    assert values(nodes, "data-copy") == ["caption", "alt", "citation", "address"]
    assert len(values(nodes, "data-export")) == 3
    assert values(nodes, "data-take") == ["belediye-ortakliklari_taahhutler"]


def test_a_table_alone_offers_no_image_and_no_text_alternative() -> None:
    nodes = offered(table_only=True)
    assert values(nodes, "data-image") == []
    assert values(nodes, "data-copy") == ["caption", "citation", "address"]
    assert not [node for node in nodes if node["type"] == "Select"]


def test_the_choice_of_sizes_has_a_label_of_its_own() -> None:
    nodes = offered()
    (select,) = (node for node in nodes if node["type"] == "Select")
    (label,) = (node for node in nodes if node["type"] == "Label")
    assert values([select], "id") == values([label], "htmlFor") == ["partnerships-commitments-preset"]
    assert text_of(label) == "Boyut: Taahhütler"
    assert values(nodes, "value") == [preset.name for preset in PRESETS]


def test_what_was_done_is_told_politely() -> None:
    assert values(offered(), "role") == ["status"]


def test_the_sizes_are_those_on_paper() -> None:
    on_paper = {
        preset.name: (preset.width / DOTS_A_CENTIMETRE, preset.height / DOTS_A_CENTIMETRE) for preset in PRESETS
    }
    rounded = {name: (round(wide, 1), round(high, 1)) for name, (wide, high) in on_paper.items()}
    assert rounded == {"word": (16, 9), "half": (7.8, 6), "slide": (30, 15), "a4": (25.7, 17), "square": (12, 12)}


def test_the_browser_is_told_sizes_and_words_in_the_language_in_force() -> None:
    found = []
    for language in ("tr", "en", "ar"):
        with speaking(language):
            (settings,) = walk(image_settings((("Proje", "Ad"),)))
        (told,) = values([settings], "data-words")
        words = json.loads(told)
        assert words["told"] == ["Proje: Ad"]
        assert "{count}" in words["rest"]
        assert all("{name}" in words[name] for name in ("saved", "copied"))
        found.append(told)
    assert len(set(found)) == 3
