"""Give an Arabic font one glyph for each letter in each of its forms.

Noto Sans Arabic draws a letter as its body and its dots, and places the dots with offsets of their own. A PDF cannot
say which letter such a dot belongs to: whoever searches the file finds letters torn apart, and PDF/UA-1 forbids it. So
each letter, alone and with each common mark above or below it, is shaped once here, and what comes out becomes one
glyph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from matplotlib.ft2font import FT2Font, LoadFlags

JOINER = "\u200d"
FORMS = {"isol": ("", ""), "init": ("", JOINER), "medi": (JOINER, JOINER), "fina": (JOINER, "")}
"""What stands before and after a letter that has this form."""
LETTERS = tuple(map(chr, (*range(0x620, 0x640), *range(0x641, 0x64B), *range(0x66E, 0x6D4), *range(0x750, 0x780))))
MARKED = tuple(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B))))
"""The letters of Arabic itself, which have glyphs with marks, too."""
VOWELS = tuple(map(chr, range(0x64B, 0x651)))
SHADDA, SUKUN, SMALL_ALEF = "\u0651", "\u0652", "\u0670"
MARKS = (*VOWELS, SHADDA, SUKUN, SMALL_ALEF, *(SHADDA + vowel for vowel in VOWELS))
LAM, ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"

Piece = tuple[str, int, int]
"""A glyph with where it stands from the beginning of its letter."""


@dataclass(frozen=True, slots=True)
class Shaper:
    """A font as a shaper sees it."""

    face: FT2Font
    font: TTFont

    def pieces(self, text: str, letter: str) -> list[Piece]:
        """Give the glyphs that draw one letter of a text, its body first."""
        shaped = self.face._layout(text, LoadFlags.NO_HINTING)  # noqa: SLF001 - no other shaper is installed.
        items = [item for item in shaped if item.char.strip(JOINER).startswith(letter)]
        names = [(self.font.getGlyphName(item.glyph_index), item.x, item.y) for item in items]
        seen = [piece for piece in names if self.font["glyf"][piece[0]].numberOfContours]
        body = next((piece for piece in seen if self.font["hmtx"][piece[0]][0]), seen[0])
        ordered = [body, *(piece for piece in seen if piece is not body)]
        return [(name, round(x - body[1]), round(y - body[2])) for name, x, y in ordered]


def compose(path: Path) -> None:
    """Rebuild the font in a file: one glyph for each form, and substitutions that choose among them."""
    font = TTFont(path, recalcTimestamp=False)
    face = FT2Font(str(path))
    face.set_size(font["head"].unitsPerEm, 72)
    shaper, cmap = Shaper(face, font), font.getBestCmap()
    glyphs: dict[str, list[Piece]] = {}
    letters = [letter for letter in LETTERS if ord(letter) in cmap]
    for letter in letters:
        for form, (before, after) in FORMS.items():
            glyphs[named(letter, form)] = shaper.pieces(before + letter + after, letter)
    glyphs |= lam_and_alef(shaper)
    glyphs |= dict(marked(shaper))
    add(font, glyphs)
    for table in font["cmap"].tables:
        table.cmap.update({ord(letter): named(letter, "isol") for letter in letters})
    del font["GSUB"], font["GPOS"]
    font["GDEF"].table.GlyphClassDef.classDefs.update(dict.fromkeys(glyphs, 1))
    addOpenTypeFeaturesFromString(font, features(letters, cmap), tables=["GSUB"])
    font.save(path)


def named(letter: str, form: str, mark: str = "") -> str:
    """Give the name of a glyph."""
    parts = (f"ar{ord(letter):04X}", form, "_".join(f"{ord(one):04X}" for one in mark))
    return ".".join(filter(None, parts))


def lam_and_alef(shaper: Shaper) -> Iterator[tuple[str, list[Piece]]]:
    """Give lam before each alef, at the beginning and within a word, and each alef after it."""
    for alef in ALEFS:
        yield named(alef, "lam"), shaper.pieces(LAM + alef, alef)
    yield named(LAM, "alef"), shaper.pieces(LAM + ALEFS[-1], LAM)
    yield named(LAM, "alefmedi"), shaper.pieces(JOINER + LAM + ALEFS[-1], LAM)


def marked(shaper: Shaper) -> Iterator[tuple[str, list[Piece]]]:
    """Give each letter in each form with each mark."""
    for letter in MARKED:
        for mark in MARKS:
            for form, (before, after) in FORMS.items():
                yield named(letter, form, mark), shaper.pieces(before + letter + mark + after, letter)
    for mark in MARKS:
        for alef in ALEFS:
            yield named(alef, "lam", mark), shaper.pieces(LAM + alef + mark, alef)
        yield named(LAM, "alef", mark), shaper.pieces(LAM + mark + ALEFS[-1], LAM)
        yield named(LAM, "alefmedi", mark), shaper.pieces(JOINER + LAM + mark + ALEFS[-1], LAM)


def add(font: TTFont, glyphs: dict[str, list[Piece]]) -> None:
    """Put each glyph together from its pieces."""
    source = font.getGlyphSet()
    drawn = {}
    for name, pieces in glyphs.items():
        pen = TTGlyphPen(source)
        for piece, x, y in pieces:
            pen.addComponent(piece, (1, 0, 0, 1, x, y))
        drawn[name] = (pen.glyph(), font["hmtx"][pieces[0][0]])
    for name, (glyph, (advance, _)) in drawn.items():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin if glyph.numberOfContours else 0)
    font.setGlyphOrder([*font.getGlyphOrder(), *(name for name in glyphs if name not in font.getGlyphOrder())])


def features(letters: Sequence[str], cmap: dict[int, str]) -> str:
    """Say in the language of feature files which glyph stands for a letter at each place of a word."""
    rules = ["languagesystem DFLT dflt;", "languagesystem arab dflt;"]
    for form in ("init", "medi", "fina"):
        lines = [f"  sub {named(letter, 'isol')} by {named(letter, form)};" for letter in letters]
        rules += [f"feature {form} {{", *lines, f"}} {form};"]
    alefs = " ".join(named(alef, "fina") for alef in ALEFS)
    rules += [
        f"lookup ALEF {{ sub [{alefs}] by [{' '.join(named(alef, 'lam') for alef in ALEFS)}]; }} ALEF;",
        "lookup LAM {",
        f"  sub {named(LAM, 'init')} by {named(LAM, 'alef')};",
        f"  sub {named(LAM, 'medi')} by {named(LAM, 'alefmedi')};",
        "} LAM;",
        "feature rlig {",
        "  lookup BOTH {",
        "    lookupflag IgnoreMarks;",
        f"    sub [{named(LAM, 'init')} {named(LAM, 'medi')}]' lookup LAM [{alefs}]' lookup ALEF;",
        "  } BOTH;",
        "  lookup MARKED {",
        "    lookupflag 0;",
        *(f"    sub {base} {marks} by {whole};" for base, marks, whole in ligatures(cmap)),
        "  } MARKED;",
        "} rlig;",
    ]
    return "\n".join(rules)


def ligatures(cmap: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    """Give each letter in each form with each mark, and the glyph that draws both; longer ones first."""
    forms = [(letter, form) for letter in MARKED for form in FORMS]
    forms += [(alef, "lam") for alef in ALEFS] + [(LAM, "alef"), (LAM, "alefmedi")]
    for mark in sorted(MARKS, key=len, reverse=True):
        for letter, form in forms:
            yield named(letter, form), " ".join(cmap[ord(one)] for one in mark), named(letter, form, mark)
