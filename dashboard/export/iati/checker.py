"""Our own check of IATI activity files, version 2.03: the official schema, then the rules that a schema cannot say.

`schema/` holds the official schema as it is published (NOTICE.md). Files are read without document types, entities and
network. Reasons are said in the language in force, with line and element.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from dashboard.export.iati.elements import Element
from dashboard.export.iati.problems import SCHEMA, Fault, IatiRefusedError
from dashboard.export.iati.rules import broken_rules

SCHEMA_FILE = Path(__file__).parent / "schema" / "iati-activities-schema.xsd"
ROOT = "iati-activities"
LARGEST = 20_000_000
"""Bytes of the largest file that is read."""
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.+?) \)")
_ATTRIBUTE = re.compile(r"attribute '(?:\{.*?\})?(.+?)'")
_VALUE = re.compile(r": '([^']*)' is not a valid value of the (?:local )?(?:atomic )?type '(?:xs:)?([^']+)'")
_WANTED = "//*[local-name()='element'][@name=$parent]/*[local-name()='complexType']/*/*[@name=$child or @ref=$child]"


class _DocumentTypeError(Exception):
    """A file declares a document type, through which it could define entities."""


def sound(content: bytes) -> bytes:
    """Give a file back that may leave.

    Raises:
        IatiRefusedError: it has grave faults.
    """
    grave = [fault for fault in check(content) if fault.grave]
    if grave:
        raise IatiRefusedError("faults", grave, count=str(len(grave)))
    return content


def check(content: bytes) -> list[Fault]:
    """Give every fault of a file in the order of its lines; none where it is right.

    A file that breaks the schema is not asked about the rules, which take its structure for granted.
    """
    if len(content) > LARGEST:
        return [Fault("XML", 0, "", "too_large")]
    try:
        _refuse_document_type(content)
        root = etree.fromstring(content, _parser())
    except _DocumentTypeError:
        return [Fault("XML", 1, "!DOCTYPE", "document_type")]
    except (expat.ExpatError, etree.XMLSyntaxError) as error:
        return [Fault("XML", error.lineno or 0, "", "not_xml")]
    faults = list(structure_faults(root)) or list(broken_rules(root))
    return sorted(faults, key=lambda fault: fault.line)


def structure_faults(root: Element) -> Iterator[Fault]:
    """Give what breaks the official schema."""
    if _name(root) != ROOT:
        yield Fault(SCHEMA, root.sourceline, _name(root), "not_iati")
        return
    schema = _schema()
    if schema.validate(root):
        return
    for error in schema.error_log:
        yield _fault(error.message, error.line, _node(root, error.path))


def _refuse_document_type(content: bytes) -> None:
    """Stop at the first document type, before any entity could be expanded."""

    def refuse(*_: object) -> None:
        raise _DocumentTypeError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)


def _parser() -> "etree.XMLParser":
    """Give a parser that opens nothing and expands nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


@cache
def _schema_document() -> "etree._ElementTree":
    """Give the official schema, read once a process."""
    return etree.parse(SCHEMA_FILE, _parser())


def _schema() -> "etree.XMLSchema":
    """Give a validator; its log belongs to one check, so that each has its own."""
    return etree.XMLSchema(_schema_document())


def _node(root: Element, path: str | None) -> Element:
    """Give the element that an error speaks of."""
    found = root.getroottree().xpath(path) if path else []
    return found[0] if found else root


def _name(node: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(etree.QName(node).localname)


def _fault(message: str, line: int, node: Element) -> Fault:
    """Say in our words why the schema refuses an element."""
    reason, values = _reason(message, node)
    if reason != "missing_before":
        return Fault(SCHEMA, line, _name(node), reason, values)
    parent = node.getparent()
    return Fault(SCHEMA, parent.sourceline, _name(parent), "missing_child", values)


def _reason(message: str, node: Element) -> tuple[str, dict[str, str]]:
    """Give the reason and what it speaks of."""
    attribute = _ATTRIBUTE.search(message)
    if "Missing child element" in message:
        return "missing_child", {"child": _wanted(message, _name(node))}
    if "is not expected" in message:
        return _unexpected(message, node)
    if "is required but missing" in message and attribute:
        return "missing_attribute", {"attribute": attribute[1]}
    if bad := _VALUE.search(message):
        return "bad_value", {"attribute": attribute[1] if attribute else "", "value": bad[1], "kind": bad[2]}
    if "is not allowed" in message and attribute:
        return "unknown_attribute", {"attribute": attribute[1]}
    return "against_schema", {"message": message}


def _unexpected(message: str, node: Element) -> tuple[str, dict[str, str]]:
    """Say why an element may not stand where it stands: it is there already, another must come first, or it is odd."""
    expected, parent = _expected(message), node.getparent()
    if any(_name(one) == _name(node) for one in node.itersiblings(preceding=True) if isinstance(one.tag, str)):
        return "repeated_child", {"parent": _name(parent)}
    if len(expected) == 1:
        return "missing_before", {"child": expected[0]}
    return "unexpected_child", {"parent": _name(parent)}


def _expected(message: str) -> list[str]:
    """Give the names of the elements that the schema would take, those of other namespaces left out."""
    found = _EXPECTED.search(message)
    return [name for name in found[1].split(", ") if not name.startswith("##")] if found else []


def _wanted(message: str, parent: str) -> str:
    """Give the child that must be there, among all that could come next."""
    expected = _expected(message)
    for child in expected:
        named = _schema_document().xpath(_WANTED, parent=parent, child=child)
        if any(one.get("minOccurs") != "0" for one in named):
            return child
    return expected[-1] if expected else ""
