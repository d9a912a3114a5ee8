"""In which language a worker last spoke to a session: what it can still know while the database is away."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from hashlib import blake2b

from dashboard.address import LANGUAGES

MOST = 5_000
"""Sessions that are remembered; then the oldest is forgotten."""


@dataclass(slots=True)
class Spoken:
    """Languages by a short hash of the session's token, which lets nobody in."""

    _languages: MutableMapping[bytes, str] = field(default_factory=dict)

    def remember(self, token: str, language: str) -> None:
        """Write down the language of a session that was just found."""
        if language not in LANGUAGES:
            return
        key = _short(token)
        if key not in self._languages and len(self._languages) >= MOST:
            self._languages.pop(next(iter(self._languages)), None)
        self._languages[key] = language

    def to(self, token: str | None) -> str:
        """Give the language of a session, empty where it is not known."""
        return self._languages.get(_short(token), "") if token else ""


def _short(token: str) -> bytes:
    """Give what is kept of a token."""
    return blake2b(token.encode("utf-8", "replace"), digest_size=12).digest()
