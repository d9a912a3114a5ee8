"""Words of a drawing are all there, inside it, clear of each other, and right in three languages."""

from typing import Any

import pytest

from dashboard.export.drawing import drawn, letters, natural_height
from tests.conftest import Database
from tests.example_figures import figures
from tests.svg_reader import Svg, Words

WIDTH = 170


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_every_word_is_drawn_inside_the_sheet_and_none_on_another(demo_database: Database, language: str) -> None:
    for name, figure in figures(demo_database, language).items():
        svg = Svg(drawn(figure, WIDTH, natural_height(figure, WIDTH, 190), "svg"))
        level = [words for words in svg.words() if not words.turned]
        for words in level:
            assert words.extent.left >= -1, (name, words)
            assert words.extent.right <= svg.width + 1, (name, words)
            assert words.extent.top >= -1, (name, words)
            assert words.extent.bottom <= svg.height + 1, (name, words)
        covered = [(a, b) for at, a in enumerate(level) for b in level[at + 1 :] if overlap(a, b)]
        assert not covered, (name, covered[:2])
        said = " ".join(words.text for words in svg.words())
        for text in spoken(figure):
            assert all(word in said for word in text.split()), (name, text)


def overlap(one: Words, other: Words) -> bool:
    """Say whether two lines of words lie on each other by more than their slack."""
    a, b = one.extent, other.extent
    return min(a.right, b.right) - max(a.left, b.left) > 2 and min(a.bottom, b.bottom) - max(a.top, b.top) > 4


def spoken(figure: dict[str, Any]) -> list[str]:
    """Give the words that a figure brings: annotations, names in its legend, numbers at its marks, its axes' titles."""
    narrow = figure["layout"].get("meta", {}).get("narrow")
    shown = narrow if narrow and narrow["below"] > 723 else figure
    data, layout = shown["data"], shown["layout"]
    texts = [note["text"] for note in layout.get("annotations") or ()]
    if layout.get("showlegend"):
        texts += [trace["name"] for trace in data if trace.get("name") and trace.get("showlegend", True)]
    texts += [text for trace in data if trace["type"] != "choropleth" for text in trace.get("text") or () if text]
    texts += [layout[axis]["title"]["text"] for axis in layout if axis[1:5] == "axis" and layout[axis].get("title")]
    return [run.text for text in texts for line in letters.lines(text) for run in line]


def test_a_line_is_cut_at_its_breaks_and_bold_only_where_it_says_so() -> None:
    first, second = letters.lines("Yerel rehber · <b>Gecikti</b><br>2 &lt; 3 &amp; 4")
    assert [(run.text, run.weight) for run in first] == [("Yerel rehber · ", 400), ("Gecikti", 600)]
    assert [(run.text, run.weight) for run in second] == [("2 < 3 & 4", 400)]


def test_arabic_lines_are_marked_only_where_their_order_needs_it() -> None:
    assert letters.directed("كانون الثاني") == "كانون الثاني"
    assert letters.directed("12 أيار") == "\u206712 أيار\u2069"
    assert letters.directed("İstanbul 12") == "İstanbul 12"


def test_arabic_letters_are_joined_in_both_forms_of_picture() -> None:
    joined, apart = letters.measured("شهر", 400), sum(letters.measured(letter, 400) for letter in "شهر")
    assert joined < apart * 0.9


def test_the_measure_of_a_text_is_that_of_its_longest_line() -> None:
    wide, high = letters.extent("Kısa<br>Daha uzun bir satır", 10)
    assert wide == letters.width("Daha uzun bir satır", 10)
    assert high == pytest.approx(2 * letters.LINE * 10)
