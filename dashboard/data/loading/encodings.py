"""How the text of a file is coded: UTF-8 with or without a mark, else a Windows code page told by its letters."""

import codecs
from pathlib import Path

from dashboard.data.loading.problems import Problem, RefusedError

LARGEST_BYTES = 2_000_000_000
TURKISH, GREEK, ARABIC = "cp1254", "cp1253", "cp1256"
_ASCII = b"a"
_LETTERS = bytes(n if n > 0x7F else 0x61 if chr(n).isalpha() else 0x20 for n in range(256))  # noqa: PLR2004 - of ASCII
"""Makes every ASCII letter an `a` and everything else of ASCII a blank."""
_TURKISH_LETTERS = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ’‘“”–…\u00a0".encode("cp1254"))
_GREEK_ALONE = bytes(range(0xEE, 0xFF))
"""Letters of Greek words that stand in hardly any Arabic one: these bytes are vowel signs there."""
_SAMPLE = 200_000


def find_encoding(path: Path) -> str:
    """Give the name of a file's encoding.

    Raises:
        RefusedError: it is no text, or too large.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.too_large")])
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, high = True, b""
    with path.open("rb") as file:
        mark = file.read(4)
        file.seek(0)
        while block := file.read(1 << 20):
            if b"\x00" in block:
                raise RefusedError([Problem(path.name, "", 0, "", "load.error.not_text")])
            if len(high) < _SAMPLE and not block.isascii():
                high += block
            if utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    utf8 = False
    if utf8:
        return "utf-8-sig" if mark.startswith(codecs.BOM_UTF8) else "utf-8"
    return code_page(high)


def code_page(text: bytes) -> str:
    """Tell a Windows code page: words of Greek and Arabic are made of high bytes alone, Turkish ones hold ASCII too."""
    words = text.translate(_LETTERS).split()
    letters = sum(len(word) - word.count(_ASCII) for word in words)
    foreign = [word for word in words if _ASCII not in word]
    if not set(b"".join(foreign)) - _TURKISH_LETTERS or sum(map(len, foreign)) * 2 < letters:
        return TURKISH
    greek = sum(byte in _GREEK_ALONE for word in foreign for byte in word)
    return GREEK if greek * 5 > letters else ARABIC
