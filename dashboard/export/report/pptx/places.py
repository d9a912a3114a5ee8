"""The presentation before its slides: 16:9, letters of both scripts, and where each part of a slide stands."""

from dataclasses import dataclass
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.util import Cm

from dashboard.export.native.dressing import ARABIC, LATIN

WIDTH, HEIGHT = 33.867, 19.05
MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in centimetres."""

    x: float
    y: float
    wide: float
    high: float

    def lengths(self) -> tuple[Cm, Cm, Cm, Cm]:
        """Give the place as python-pptx takes it."""
        return Cm(self.x), Cm(self.y), Cm(self.wide), Cm(self.high)


_WIDE = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, 0.9, _WIDE, 2.0)
LEAD = Box(MARGIN, 2.9, _WIDE, 0.9)
BODY = Box(MARGIN, 4.0, _WIDE, 11.9)
SOURCE = Box(MARGIN, 16.1, _WIDE, 1.3)
FOOT = Box(MARGIN, 17.75, _WIDE - 3, 0.8)
NUMBER = Box(WIDTH - MARGIN - 3, 17.75, 3, 0.8)
MARK = Box(MARGIN, 0.25, _WIDE, 0.7)
COVER_TITLE, COVER_LEAD = Box(MARGIN, 3.2, _WIDE, 3.2), Box(MARGIN, 6.5, _WIDE, 1.2)
COVER_FACTS = Box(MARGIN, 8.4, _WIDE, 8.6)
COVER_LAYOUT, LAYOUT = 0, 5
"""The layouts of python-pptx's template with a title and a subtitle, and with a title alone."""


def deck() -> Presentation:
    """Give an empty presentation."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Cm(WIDTH), Cm(HEIGHT)
    _letters(made)
    for number, places in ((COVER_LAYOUT, (COVER_TITLE, COVER_LEAD)), (LAYOUT, (TITLE,))):
        layout = made.slide_layouts[number]
        held: list[Any] = list(layout.placeholders)
        for shape in held[len(places) :]:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001  Dates and feet of the template.
        for shape, place in zip(held, places, strict=False):
            put(shape, place)
    return made


def put(shape: Any, place: Box) -> None:  # noqa: ANN401  A shape of python-pptx.
    """Put a shape in its place."""
    shape.left, shape.top, shape.width, shape.height = place.lengths()


def _letters(made: Presentation) -> None:
    """Name the letters of both scripts in the theme."""
    relations = made.slide_masters[0].part.rels.values()
    part = next(one.target_part for one in relations if one.reltype == RELATIONSHIP_TYPE.THEME)
    names = (
        ('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{LATIN}"/>'),
        ('<a:cs typeface=""/>', f'<a:cs typeface="{ARABIC}"/>'),
        ('script="Arab" typeface="Times New Roman"', f'script="Arab" typeface="{ARABIC}"'),
        ('script="Arab" typeface="Arial"', f'script="Arab" typeface="{ARABIC}"'),
    )
    blob = part.blob
    for old, new in names:
        blob = blob.replace(old.encode(), new.encode())
    part._blob = blob  # noqa: SLF001  The theme is no part that python-pptx knows.
