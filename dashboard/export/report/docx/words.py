"""Words in a Word document: paragraphs and runs that know their direction, fields, bookmarks."""

from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dashboard.export.native.legible import legible
from dashboard.i18n import direction

Xml: TypeAlias = Any
"""An element of lxml."""
NAMESPACES = nsdecls("w", "r")


def text(words: str) -> str:
    """Give words from anywhere as the text of XML."""
    return escape(legible(words))


def attribute(words: str) -> str:
    """Give words from anywhere as the quoted value of an attribute."""
    return quoteattr(legible(words).replace("\n", " "))


def run(words: str, look: str = "") -> str:
    """Give a run of text, right to left where the language is.

    Args:
        words: as they are read.
        look: further properties of the run, such as `<w:b/>`.
    """
    turned = "<w:rtl/>" if direction() == "rtl" else ""
    properties = f"<w:rPr>{look}{turned}</w:rPr>" if look or turned else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text(words)}</w:t></w:r>'


def properties(style: str, *, numeric: bool = False, keep: bool = False, fresh: bool = False) -> str:
    """Give the properties of a paragraph.

    Args:
        style: id of its style.
        numeric: whether it is a number, which stands at the end of the line.
        keep: whether it stays on one page with what follows.
        fresh: whether it begins a page.
    """
    page = "<w:pageBreakBefore/>" if fresh else ""
    kept = "<w:keepNext/>" if keep else ""
    turned = "<w:bidi/>" if direction() == "rtl" else ""
    aligned = '<w:jc w:val="right"/>' if numeric else ""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{kept}{page}{turned}{aligned}</w:pPr>'


def paragraph(style: str, inside: str, *, numeric: bool = False, keep: bool = False, fresh: bool = False) -> str:
    """Give a paragraph around runs; see `properties`."""
    return f"<w:p>{properties(style, numeric=numeric, keep=keep, fresh=fresh)}{inside}</w:p>"


def field(code: str, shown: str, look: str = "") -> str:
    """Give a field with what it showed when it was written, so that it reads without being updated."""
    turned = "<w:rtl/>" if direction() == "rtl" else ""
    props = f"<w:rPr>{look}{turned}</w:rPr>" if look or turned else ""
    mark = "<w:r>{props}<w:fldChar w:fldCharType={kind}/></w:r>"
    begin, apart, end = (mark.format(props=props, kind=f'"{kind}"') for kind in ("begin", "separate", "end"))
    told = f'<w:r>{props}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return begin + told + apart + run(shown, look) + end


def bookmark(name: str, number: int, inside: str) -> str:
    """Give runs under a name to which links lead."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, inside: str) -> str:
    """Give runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inside}</w:hyperlink>'


def element(xml: str) -> Xml:
    """Give XML with our prefixes as an element."""
    at = xml.index(">") if xml[xml.index(">") - 1] != "/" else xml.index(">") - 1
    return parse_xml(f"{xml[:at]} {NAMESPACES}{xml[at:]}")
