"""The parts of a workbook around its sheets: which there are, the shared texts, and which styles show days."""

import posixpath
from dataclasses import dataclass, field

from dashboard.data.parsing.archive import Archive
from dashboard.data.parsing.limits import LONGEST_CELL, MOST_SHEETS, Refusal
from dashboard.data.parsing.number_formats import is_day
from dashboard.data.parsing.xml_stream import XmlStream


@dataclass(slots=True)
class Book:
    """What is known of a workbook before its sheets are read: `sheets` are name, part and whether it is hidden."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    """For each style whether it shows a day."""
    from_1904: bool = False


def open_book(archive: Archive) -> Book:
    """Read everything but the sheets.

    Raises:
        Refusal: it is no workbook.
    """
    main = next((target for kind, target, _ in _relations(archive, "") if kind == "officeDocument"), "xl/workbook.xml")
    if main not in archive:
        raise Refusal("not_workbook")
    book = Book()
    named = _sheets(archive, main, book)
    if len(named) > MOST_SHEETS:
        raise Refusal("workbook_too_large", limit=str(MOST_SHEETS))
    relations = [one for one in _relations(archive, main) if one[1] in archive]
    targets = {tie: part for kind, part, tie in relations if kind == "worksheet"}
    book.sheets = [(name, targets[tie], hidden) for name, tie, hidden in named if tie in targets]
    for kind, part, _ in relations:
        if kind == "sharedStrings":
            book.texts = _shared_texts(archive, part)
        elif kind == "styles":
            book.days = _styles(archive, part)
    return book


def _sheets(archive: Archive, main: str, book: Book) -> list[tuple[str, str, bool]]:
    """Give name, relation and whether it is hidden of every sheet; the book learns from when its days count."""
    named: list[tuple[str, str, bool]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            tie = next((v for k, v in attributes.items() if k.rpartition(" ")[2] == "id"), "")
            named.append((attributes.get("name", ""), tie, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            book.from_1904 = attributes.get("date1904", "0") in {"1", "true"}

    _read(archive, main, XmlStream(start, _nothing, _nothing))
    return named


def _nothing(*_: object) -> None:
    """Leave an event alone."""


def _read(archive: Archive, part: str, stream: XmlStream) -> None:
    """Read one part; whatever is no XML makes it no workbook."""
    with archive.open(part) as unpacked:
        try:
            stream.read(unpacked)
        except Refusal as refusal:
            raise Refusal("not_workbook" if refusal.key == "not_xml" else refusal.key) from refusal


def _relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Give kind, target and id of what a part refers to; targets are names inside the zip."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[tuple[str, str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found.append((kind, target, attributes.get("Id", "")))

    if where in archive:
        _read(archive, where, XmlStream(start, _nothing, _nothing))
    return found


def _shared_texts(archive: Archive, part: str) -> list[str]:
    """Give the texts that cells point at; how a word is pronounced is left out."""
    texts: list[str] = []
    piece: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(name: str, _: dict[str, str]) -> None:
        if name in inside:
            inside[name] += 1
        elif name == "si":
            piece.clear()

    def end(name: str) -> None:
        if name in inside:
            inside[name] -= 1
        elif name == "si":
            texts.append("".join(piece)[:LONGEST_CELL])

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            piece.append(data)

    _read(archive, part, XmlStream(start, end, text))
    return texts


def _styles(archive: Archive, part: str) -> list[bool]:
    """Say for each style of cells whether it shows a day."""
    formats: dict[int, str] = {}
    days: list[bool] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            days.append(is_day(_whole(attributes.get("numFmtId")), formats))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    _read(archive, part, XmlStream(start, end, _nothing))
    return days


def _whole(text: str | None) -> int:
    """Give a whole number, 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 0
