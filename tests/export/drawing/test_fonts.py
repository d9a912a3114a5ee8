"""The fonts of documents hold every letter that a document may write."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dashboard import formats
from dashboard.components.step_sign import SIGNS as STEP_SIGNS
from dashboard.components.value_mark import SIGNS
from dashboard.export.drawing.letters import FOLDER, WEIGHTS, writable
from dashboard.i18n import LOCALES, catalogue

HOUSE = Path(formats.__file__).parent
UNSEEN = "\u200e\u200f\u2066\u2067\u2069\u200b"


def wanted() -> set[str]:
    """Give the letters of all messages, names of places, example data, and signs."""
    texts = [text for language in LOCALES for text in catalogue(language).values()]
    texts += [path.read_text("utf-8") for path in (HOUSE / "data").rglob("*") if path.suffix in {".csv", ".py"}]
    texts += [*SIGNS.values(), *STEP_SIGNS.values(), UNSEEN, "₺€$£%–—…·×÷−±≤≥≠≈→←↑↓"]
    texts += [chr(code) for code in range(0xC0, 0x180) if chr(code) not in "ŉĿŀ"]
    return {letter for text in texts for letter in text if letter.isprintable() or letter in UNSEEN}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_fonts_hold_every_letter_of_our_words(weight: int) -> None:
    font = TTFont(FOLDER / f"noto-sans-{weight}.ttf")
    missing = {letter for letter in wanted() if ord(letter) not in font.getBestCmap()}
    assert not missing, sorted(missing)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_marks_of_direction_draw_nothing(weight: int) -> None:
    font = TTFont(FOLDER / f"noto-sans-{weight}.ttf")
    for letter in UNSEEN:
        glyph = font.getBestCmap()[ord(letter)]
        assert font["hmtx"][glyph][0] == 0, hex(ord(letter))
        assert font["glyf"][glyph].numberOfContours == 0, hex(ord(letter))


def test_a_letter_that_no_font_of_ours_has_gets_a_sign() -> None:
    assert writable("iki\nsatır") == "iki satır"
    assert writable("Ağ 漢字 شهر 🙂") == "Ağ \ufffd\ufffd شهر \ufffd"


def test_the_licence_goes_along() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text("utf-8").upper()
    assert re.search(r"Noto Project Authors", (FOLDER / "OFL.txt").read_text("utf-8"))
