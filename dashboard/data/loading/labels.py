"""What people call columns, KINDs and codes: every name under which a file may mention them."""

import re
from functools import cache

from dashboard.data.loading.kind import Field, Kind
from dashboard.formats import fold
from dashboard.i18n import LOCALES, catalogue


def plain(text: str) -> str:
    """Give what two spellings of one name share: case, accents, Turkish letters, blanks and signs do not count."""
    return re.sub(r"[\W_]+", "", fold(text))


def spelling(text: str) -> str:
    """Give what a code is looked up by: its plain letters, or the text itself where it has none, as in `60+`."""
    letters = plain(text)
    return letters if any(letter.isalpha() for letter in letters) else text.casefold()


@cache
def codes_by_label(codes: tuple[str, ...], labels: str) -> dict[str, str]:
    """Give the code for every spelling: itself, and its label in each language; a label of two codes is left out."""
    found: dict[str, set[str]] = {}
    for code in codes:
        for label in _labels(f"{labels}.{code}"):
            found.setdefault(spelling(label), set()).add(code)
    meant = {label: next(iter(several)) for label, several in found.items() if len(several) == 1}
    return meant | {spelling(code): code for code in codes}


@cache
def answers(answer: str) -> frozenset[str]:
    """Give every spelling of `yes` or `no`."""
    return frozenset(spelling(label) for label in (answer, *_labels(f"load.template.{answer}")))


def _labels(key: str) -> list[str]:
    """Give the texts of a message key in every language that has it."""
    texts = (catalogue(language).get(key) for language in LOCALES)
    return [text for text in texts if text]


@cache
def headers_of(kind: Kind) -> dict[str, Field]:
    """Give the field for every spelling of its header: the English name, and its words in each language."""
    spelled = {plain(label): field for field in kind.fields for label in _labels(field.header_key)}
    return spelled | {plain(field.name): field for field in kind.fields}
