"""Text from data as office files can hold it: XML has no room for control characters."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legible(text: str) -> str:
    """Give text without the characters that no XML file may hold."""
    return _UNWRITABLE.sub("", text)
