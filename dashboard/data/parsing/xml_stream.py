"""XML as a stream of events, bounded: no document type, hence no entities and nothing fetched from anywhere."""

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from dashboard.data.parsing.limits import DEEPEST, LARGEST_TOKEN, MOST_ATTRIBUTES, Refusal

_BLOCK = 1 << 16
_APART = " "


class XmlStream:
    """Reads one XML document; names are told without their namespace."""

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        self._start, self._end = start, end
        self._depth = 0
        parser = self._parser = expat.ParserCreate(namespace_separator=_APART)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._open, self._close
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse

    @property
    def line(self) -> int:
        """Give the line that is being read."""
        return self._parser.CurrentLineNumber

    @property
    def at(self) -> int:
        """Give how many bytes of the document are read."""
        return max(self._parser.CurrentByteIndex, 0)

    def read(self, stream: BinaryIO) -> None:
        """Read a document to its end.

        Raises:
            Refusal: it is no XML, or not safe to read.
        """
        fed = 0
        try:
            while block := stream.read(_BLOCK):
                self._parser.Parse(block, False)
                fed += len(block)
                if fed - self._parser.CurrentByteIndex > LARGEST_TOKEN:
                    raise Refusal("unsafe_xml", row=self.line)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Refusal("not_xml", row=getattr(error, "lineno", 0) or 0) from error

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise Refusal("unsafe_xml", row=self.line)
        self._start(name.rpartition(_APART)[2], attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._end(name.rpartition(_APART)[2])

    def _refuse(self, *_: object) -> None:
        raise Refusal("unsafe_xml", row=self.line)
