"""Words on slides: text that knows its language and its direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from dashboard.export.native.legible import legible
from dashboard.export.report.pptx.places import Box
from dashboard.figures import theme
from dashboard.i18n import LOCALES, direction, language

INK, MUTED, BLUE, RED = theme.INK, theme.MUTED, theme.BLUE, theme.WINE


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks: size in points, weight, colour, and whether it stands at the end of the line."""

    points: float
    bold: bool = False
    colour: str = INK
    at_end: bool = False


def paragraph(words: str, look: Look, inside: str = "") -> str:
    """Give a paragraph; `inside` is further XML that stands after its words, such as the number of the slide."""
    rtl = direction() == "rtl"
    side = "r" if rtl != look.at_end else "l"
    turned = f'rtl="{int(rtl)}" algn="{side}"'
    run = f"<a:r>{properties(look)}<a:t>{escape(legible(words))}</a:t></a:r>" if words else ""
    return f"<a:p {nsdecls('a')}><a:pPr {turned}/>{run}{inside}</a:p>"


def properties(look: Look, tag: str = "a:rPr") -> str:
    """Give the properties of a run, its language among them."""
    spoken = LOCALES[language()].replace("_", "-")
    fill = f'<a:solidFill><a:srgbClr val="{look.colour.removeprefix("#")}"/></a:solidFill>'
    return f'<{tag} lang="{spoken}" sz="{round(look.points * 100)}" b="{int(look.bold)}" dirty="0">{fill}</{tag}>'


def fill(frame: Any, lines: Sequence[str], look: Look) -> None:  # noqa: ANN401  A text frame of python-pptx.
    """Put lines into a text frame in the place of what it holds."""
    body = frame._txBody  # noqa: SLF001  Paragraphs are made as XML.
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for line in lines or [""]:
        body.append(parse_xml(paragraph(line, look)))


def say(slide: Any, place: Box, lines: Sequence[str], look: Look, name: str) -> None:  # noqa: ANN401  A slide.
    """Put a box of text on a slide."""
    box = slide.shapes.add_textbox(*place.lengths())
    box.name = name
    box.text_frame.word_wrap = True
    for side in ("left", "right", "top", "bottom"):
        setattr(box.text_frame, f"margin_{side}", 0)
    fill(box.text_frame, lines, look)


def numbered(slide: Any, place: Box, look: Look, name: str, number: int) -> None:  # noqa: ANN401  A slide.
    """Put the number of a slide at its foot, as a field that PowerPoint counts."""
    box = slide.shapes.add_textbox(*place.lengths())
    box.name = name
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f"{properties(look)}<a:t>{number}</a:t></a:fld>"
    )
    body = box.text_frame._txBody  # noqa: SLF001  The same.
    for old in body.findall(qn("a:p")):
        body.remove(old)
    body.append(parse_xml(paragraph("", look, field)))


def described(shape: Any, title: str, alt: str) -> None:  # noqa: ANN401  A shape.
    """Give a shape its name and its alternative text."""
    known = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001  python-pptx has no alternative texts.
    known.set("name", legible(title))
    known.set("title", legible(title))
    known.set("descr", legible(alt))
