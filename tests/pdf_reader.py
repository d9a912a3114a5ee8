"""Reads back what a PDF says: its text by page, its tags, its bookmarks, its promises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

_MAPPED = re.compile(r"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>")
_ACTUAL = re.compile(r"/ActualText<FEFF([0-9A-Fa-f]*)>")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tag:
    """A part of the structure: its kind and its own settings, with the kinds of what stands around it."""

    kind: str
    node: dict[str, Any]
    within: tuple[str, ...]


class Pdf:
    """A PDF that has been read."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content), strict=True)
        self.pages = [page.extract_text() for page in self.reader.pages]

    @property
    def text(self) -> str:
        """Give the text of all pages."""
        return "\n".join(self.pages)

    @property
    def root(self) -> Any:  # noqa: ANN401 - of pypdf.
        """Give the catalogue of the file."""
        return self.reader.trailer["/Root"]

    def tags(self) -> list[Tag]:
        """Give the structure in the order of reading."""
        return list(_below(self.root["/StructTreeRoot"], ()))

    def metadata(self) -> str:
        """Give the XMP metadata as they stand in the file."""
        return str(self.root["/Metadata"].get_data().decode("utf-8"))

    def bookmarks(self) -> list[str]:
        """Give the titles of all bookmarks in their order."""
        return [one.title for one in _flat(self.reader.outline)]

    def spelt(self) -> set[str]:
        """Give what the glyphs of all fonts stand for, as whoever searches or copies gets it."""
        fonts = [font.get_object() for page in self.reader.pages for font in page["/Resources"]["/Font"].values()]
        maps = [font["/ToUnicode"].get_data().decode("latin-1") for font in fonts]
        codes = [code for one in maps for code in _MAPPED.findall(one)]
        streams = [page.get_contents().get_data().decode("latin-1") for page in self.reader.pages]
        codes += [code for one in streams for code in _ACTUAL.findall(one)]
        return {bytes.fromhex(code).decode("utf-16-be") for code in codes}

    def images(self) -> int:
        """Give how many images made of dots there are."""
        return sum(len(list(page.images)) for page in self.reader.pages)


def bare(text: str) -> str:
    """Give a text without its spaces, in whatever way its lines were broken."""
    return _SPACES.sub("", text)


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def _below(node: Any, within: tuple[str, ...]) -> Iterator[Tag]:  # noqa: ANN401
    kids = node.get("/K")
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(inner, dict) and "/S" in inner:
            kind = str(inner["/S"])[1:]
            yield Tag(kind, inner, within)
            yield from _below(inner, (*within, kind))
