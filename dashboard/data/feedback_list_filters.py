"""The list's own filters: which cases somebody asks for besides programme, grant, period and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.address import Problem
from dashboard.codes import (
    FEEDBACK_CHANNEL,
    FEEDBACK_STATUS,
    FEEDBACK_TYPE,
    PRIORITY,
    SENSITIVE_CATEGORIES,
    SPOKEN_LANGUAGE,
)
from dashboard.data.directory import Entry
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.filters import Filters
from dashboard.formats import fold_words

LISTED: Mapping[str, Sequence[str]] = {
    "type": FEEDBACK_TYPE,
    "channel": FEEDBACK_CHANNEL,
    "language": SPOKEN_LANGUAGE,
    "priority": PRIORITY,
    "status": FEEDBACK_STATUS,
}
"""Filters by a closed list of codes, of which the database holds positions."""
CATEGORY, SENSITIVE, SEARCH = "category", "sensitive", "q"
MARKS = ("yes", "no")
"""What the filter of sensitive cases may say; only a viewer with the right has it."""
PARAMETERS = ("type", CATEGORY, "channel", "language", "priority", "status", SENSITIVE, SEARCH)
"""Every parameter of the list that chooses cases."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page's own parameters ask for; empty is everything.

    `positions` holds for each filter of `LISTED` in use the positions of its codes, `categories` ids; `sensitive` is
    None for both kinds; `words` are the folded beginnings of words that a text must all hold.
    """

    positions: Mapping[str, tuple[int, ...]]
    categories: tuple[int, ...]
    sensitive: bool | None
    words: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def query(self) -> str:
        """Give the words as PostgreSQL searches for them: each is the beginning of a word."""
        return " & ".join(f"'{word}':*" for word in self.words)


def offered_categories(connection: Connection, filters: Filters) -> dict[str, Entry]:
    """Give the categories that somebody may choose by code: those always sensitive only with the right to them."""
    every = {one.code: one for one in categories_of(connection, filters.snapshot.version).values()}
    hidden = frozenset() if filters.viewer.sensitive else SENSITIVE_CATEGORIES
    return {code: one for code, one in every.items() if code not in hidden}


def asked_for(connection: Connection, filters: Filters) -> Asked:
    """Read the page's own parameters; a value that means nothing, or nothing to this viewer, is a problem."""
    offered = offered_categories(connection, filters)
    known = {name: {code: at for at, code in enumerate(codes)} for name, codes in LISTED.items()}
    known[CATEGORY] = {code: one.id for code, one in offered.items()}
    known[SENSITIVE] = {mark: at for at, mark in enumerate(MARKS)} if filters.viewer.sensitive else {}
    problems = [
        Problem(name, value) for name, values in known.items() for value in filters.own_all(name) if value not in values
    ]
    chosen = {
        name: tuple(values[value] for value in dict.fromkeys(filters.own_all(name)) if value in values)
        for name, values in known.items()
    }
    marks = chosen.pop(SENSITIVE)
    typed = "".join(filters.own_all(SEARCH)[-1:])
    words = tuple(fold_words(typed).split())
    if typed.strip() and not words:
        problems.append(Problem(SEARCH, typed))
    return Asked(
        categories=chosen.pop(CATEGORY),
        positions={name: positions for name, positions in chosen.items() if positions},
        sensitive=MARKS[marks[0]] == "yes" if len(marks) == 1 else None,
        words=words,
        problems=tuple(problems),
    )
