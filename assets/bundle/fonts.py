"""Build the whole fonts of `dashboard/export/fonts/` from the npm packages that `package.json` pins.

The browser takes the cut fonts of `assets/fonts/`, each only for a page that holds its letters. Documents need one
file a weight with all letters in it, and as TrueType. `make fonts` runs this after `npm ci`; the result is kept in the
repository, so that nobody else needs Node.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from arabic import compose
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules/@fontsource"
TARGET = HERE.parents[1] / "dashboard/export/fonts"
WEIGHTS = (400, 600)

LATIN = (
    *range(0x20, 0x100),
    0x131,
    0x152,
    0x153,
    *range(0x2BB, 0x2DE),
    *range(0x2000, 0x2070),
    0x20AC,
    0x2122,
    0x2212,
    0xFFFD,
)
EXTENDED = (*range(0x100, 0x131), *range(0x132, 0x152), *range(0x154, 0x250), *range(0x1E00, 0x1F00))
MONEY = (*range(0x20A0, 0x20AC), *range(0x20AD, 0x20C1))
GREEK, CYRILLIC = (*range(0x370, 0x400),), (*range(0x400, 0x460), 0x490, 0x491)
SIGNS = tuple(map(ord, "√∞≈≠≤≥∅→←↑↓↔✓"))
SHAPES = tuple(map(ord, "■□▪▫▲△▼▽◆◇○●⚠✗"))
ARABIC = (*range(0x600, 0x700), *range(0x750, 0x780), 0x200C, 0x200D)
UNSEEN = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks of writing direction: they order letters and draw nothing."""
BLANKS = (0x200B, 0x200C)
"""Letters that draw nothing either; every font has one of them."""

UPRIGHT_ONLY = ["DSIG", "MATH", "STAT", "gasp", "vhea", "vmtx"]
"""Tables that no line of ours needs: formulas, writing from top to bottom, hints for small screens."""

PARTS = {
    "noto-sans": (
        ("noto-sans", "latin", LATIN, WEIGHTS),
        ("noto-sans", "latin-ext", EXTENDED + MONEY, WEIGHTS),
        ("noto-sans", "greek", GREEK, WEIGHTS),
        ("noto-sans", "cyrillic", CYRILLIC, WEIGHTS),
        ("noto-sans-math", "latin", SIGNS, WEIGHTS[:1]),
        ("noto-sans-symbols-2", "symbols", SHAPES, WEIGHTS[:1]),
        ("noto-sans-arabic", "arabic", ARABIC, WEIGHTS),
    ),
}
"""What each font is made of: package, its cut, the letters taken from it, the weights in which it exists."""


def main() -> None:
    """Write a font for each family and weight."""
    for family, parts in PARTS.items():
        for weight in WEIGHTS:
            files = [
                _cut(package, cut, letters, max(w for w in has if w <= weight)) for package, cut, letters, has in parts
            ]
            _whole(files).save(TARGET / f"{family}-{weight}.ttf")
            for file in files:
                file.unlink()


def _cut(package: str, cut: str, letters: Iterable[int], weight: int) -> Path:
    """Write the wanted letters of one file of a package as a font of their own and give its path."""
    font = TTFont(PACKAGES / package / f"files/{package}-{cut}-{weight}-normal.woff2", recalcTimestamp=False)
    options = Options(
        layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False, drop_tables=UPRIGHT_ONLY
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = None
    path = TARGET / f"{package}-{cut}-{weight}.part.ttf"
    font.save(path)
    if cut == "arabic":
        compose(path)
    return path


def _whole(files: Sequence[Path]) -> TTFont:
    """Merge parts under the measures of the first, so that no sign makes a line higher than its letters do."""
    measures = TTFont(files[0])
    for file in files[1:]:
        part = TTFont(file, recalcTimestamp=False)
        part["OS/2"], part["hhea"].lineGap = measures["OS/2"], measures["hhea"].lineGap
        part.save(file)
    font = Merger().merge([str(file) for file in files]) if len(files) > 1 else TTFont(files[0])
    font.recalcTimestamp = False
    font["head"].created, font["head"].modified = measures["head"].created, measures["head"].modified
    font["hhea"].ascent, font["hhea"].descent = measures["hhea"].ascent, measures["hhea"].descent
    blank = next(font.getBestCmap()[letter] for letter in BLANKS if letter in font.getBestCmap())
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(dict.fromkeys(UNSEEN, blank))
    return font


if __name__ == "__main__":
    main()
