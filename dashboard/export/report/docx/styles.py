"""The styles of a Word report: few, named as Word names them, so that headings and captions are what they say.

python-docx brings a template with hundreds of styles in English; they are put aside for these.
"""

from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dashboard.export.native.dressing import ARABIC, LATIN
from dashboard.figures import theme
from dashboard.i18n import LOCALES, language

INK, MUTED, BLUE = (colour.removeprefix("#") for colour in (theme.INK, theme.MUTED, theme.BLUE))
FALLBACKS = {LATIN: "Segoe UI", ARABIC: "Arial"}
"""Letters that look most like ours among those that every Windows has."""
RED = theme.WINE.removeprefix("#")


@dataclass(frozen=True, slots=True)
class Style:
    """One style of paragraphs: its id and Word's name for it, size and room in points, and what it keeps together.

    `level` is that of a heading; `tight` lines stand close.
    """

    key: str
    name: str
    points: float
    before: float = 0
    after: float = 0
    bold: bool = False
    colour: str = INK
    keep: bool = False
    whole: bool = False
    level: int | None = None
    indent: int = 0
    tight: bool = False


PARAGRAPHS = (
    Style("Title", "Title", 26, 0, 4, bold=True, colour=BLUE, keep=True),
    Style("Subtitle", "Subtitle", 14, 0, 24, colour=MUTED),
    Style("Product", "Product", 10, 90, 6, colour=MUTED, keep=True),
    Style("Heading1", "heading 1", 17, 24, 8, bold=True, colour=BLUE, keep=True, level=0),
    Style("Heading2", "heading 2", 12.5, 16, 4, bold=True, keep=True, level=1),
    Style("Heading3", "heading 3", 10.5, 12, 3, bold=True, keep=True, level=2),
    Style("TOCHeading", "TOC Heading", 17, 0, 8, bold=True, colour=BLUE, keep=True),
    Style("TOC1", "toc 1", 9.5, 4, 1, bold=True, tight=True),
    Style("TOC2", "toc 2", 8.5, indent=340, tight=True),
    Style("Caption", "caption", 8.5, 6, 4, bold=True, colour=MUTED, keep=True),
    Style("Finding", "Finding", 10.5, 0, 4, bold=True, colour=BLUE, keep=True),
    Style("Source", "Source", 8, 3, 8, colour=MUTED, whole=True),
    Style("Chart", "Chart", 10, 4, keep=True),
    Style("TableText", "Table Text", 8, tight=True),
    Style("TableSmall", "Table Small", 7, colour=MUTED, tight=True),
    Style("TableHead", "Table Head", 8, bold=True, colour=BLUE, tight=True),
    Style("Header", "header", 8, colour=MUTED),
    Style("Footer", "footer", 8, colour=MUTED),
    Style("Draft", "Draft", 9, 0, 2, bold=True, colour=RED),
    Style("Warning", "Warning", 10, 8, 2, bold=True, colour=RED),
)


def restyle(document: Document) -> None:
    """Put our styles in the place of the template's, in the language in force."""
    tag = LOCALES[language()].replace("_", "-")
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    for new in parse_xml(f"<w:styles {nsdecls('w')}>{_defaults(tag)}{''.join(_styles())}</w:styles>"):
        styles.append(new)
    _settings(document, tag)
    _fallbacks(document)


def _defaults(tag: str) -> str:
    """Give what holds for all text: letters of both scripts, size, language."""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{LATIN}" w:cs="{ARABIC}"/>'
    run = f'{fonts}<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    spoken = f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag if language() == "ar" else "ar-SY"}"/>'
    spacing = '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}{spoken}</w:rPr></w:rPrDefault>{spacing}</w:docDefaults>"


def _styles() -> list[str]:
    """Give every style."""
    named = "w:type='paragraph' w:default='1' w:styleId='Normal'"
    normal = f'<w:style {named}><w:name w:val="Normal"/><w:qFormat/></w:style>'
    letters = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    )
    grid = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="90" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    return [normal, letters, grid, *map(_style, PARAGRAPHS)]


def _style(one: Style) -> str:
    """Give one style of paragraphs."""
    half = round(one.points * 2)
    strong = "<w:b/><w:bCs/>" if one.bold else ""
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    lines = ' w:line="240" w:lineRule="auto"' if one.tight else ""
    spacing = f'<w:spacing w:before="{round(one.before * 20)}" w:after="{round(one.after * 20)}"{lines}/>'
    inside = ("<w:keepNext/>" if one.keep else "") + ("<w:keepLines/>" if one.keep or one.whole else "")
    indent = f'<w:ind w:left="{one.indent}"/>' if one.indent else ""
    outline = f'<w:outlineLvl w:val="{one.level}"/>' if one.level is not None else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{one.key}"><w:name w:val="{one.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{inside}{spacing}{indent}{outline}</w:pPr>"
        f'<w:rPr>{strong}<w:color w:val="{one.colour}"/>{size}</w:rPr></w:style>'
    )


def _fallbacks(document: Document) -> None:
    """Say which letters to take where ours are not installed."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE)
    kind = '<w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>{kind}</w:font>' for name, other in FALLBACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{named}</w:fonts>".encode())  # noqa: SLF001  It has no other door.


def _settings(document: Document, tag: str) -> None:
    """Say the language of the document where Word looks for it."""
    for old in document.settings.element.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), tag)
        old.set(qn("w:bidi"), "ar-SY")
