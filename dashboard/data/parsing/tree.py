"""A document as a bounded tree of elements, each with its line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from dashboard.data.parsing.limits import LARGEST_XML, MOST_ELEMENTS, Refusal
from dashboard.data.parsing.xml_stream import XmlStream

TOLD_EVERY = 5_000
"""Elements after which it is told how far the reading is."""


@dataclass(slots=True)
class Node:
    """One element; names of elements and attributes are without their namespace."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """Give an attribute, empty where there is none."""
        return self.attributes.get(name, "").strip()

    def every(self, *path: str) -> Iterator["Node"]:
        """Give the elements under this one along a path of names."""
        for child in self.children:
            if child.name == path[0]:
                if len(path) == 1:
                    yield child
                else:
                    yield from child.every(*path[1:])

    def first(self, *path: str) -> "Node | None":
        """Give the first element along a path."""
        return next(self.every(*path), None)

    def told(self, *path: str) -> str:
        """Give the text of the first element along a path."""
        found = self.first(*path)
        return found.text.strip() if found else ""


def read_tree(file: BinaryIO, tell: Callable[[int, int], None] = lambda *_: None) -> Node:
    """Read a whole document, telling now and then how many of its bytes are read.

    Raises:
        Refusal: it is no XML, too large or not safe to read.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_XML:
        raise Refusal("xml_too_large", limit=f"{LARGEST_XML // 10**6} MB")
    top = Node("", {}, 0)
    open_: list[Node] = [top]
    count = [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        count[0] += 1
        if count[0] > MOST_ELEMENTS:
            raise Refusal("xml_too_large", limit=str(MOST_ELEMENTS))
        if not count[0] % TOLD_EVERY:
            tell(stream.at, size)
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name, plain, stream.line)
        open_[-1].children.append(node)
        open_.append(node)

    def end(_: str) -> None:
        open_.pop()

    def text(data: str) -> None:
        open_[-1].text += data

    stream = XmlStream(start, end, text)
    stream.read(file)
    return top.children[0]
