"""The product's figures of municipal partnerships beside the oracle's, under random filters."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import partnerships
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.versions import Snapshot
from tests import partnership_world as world
from tests.partnership_columns import COLUMNS
from tests.partnership_oracle import Asked, Partnerships
from tests.pool_compared import lines, unequal
from tests.pool_facts import Row

PLACES = ("TR-34", "TR-34-1327", "TR-34-1103", "TR-28", "TR-28-1837", "TR-01", "TR-06")
SEARCHES = ("IŞIK", "sisli", "belediye b0", "xyz", "ÇOCUK", "o1", "İstanbul")
PROTECTED, TRIED = 0.03, 0.5
"""Shares of the questions of protected viewers, and of those with a period."""
PLAIN_TYPES = (str, int, float, bool, Decimal, date)
MOST = 3
CUT = ("steps", "protocols", "commitments", "commitments_by_partner", "exchanges", "partners")
"""Lists of which the first rows can be asked alone."""


LISTED = ("steps", "commitments", "partners")
"""Lists that are put together only as far as they are read."""


@dataclass(frozen=True)
class Question:
    """The same question for the oracle and for the product."""

    asked: Asked
    filters: Filters


def random_question(rng: random.Random, version: int, live: dict[str, list[Row]], edge: date) -> Question:
    """Give one random question about a version of a made-up world, most often on its edge or a day beside it."""
    reference = edge + timedelta(days=rng.choice((0, 0, 0, 0, -1, 1, 30, 365, -365, rng.randrange(-900, 400))))
    # Most questions have few restrictions, so that something is left to see.
    names = ("scope", "programme", "grant", "place", "own", "own", "q", "partner")
    restricted = rng.sample(names, rng.choice((0, 0, 1, 1, 2, 4)))
    scope = rng.choice((frozenset({"PA", "PB"}), frozenset({"PC"}), frozenset())) if "scope" in restricted else None
    protected = rng.random() < PROTECTED
    programmes = tuple(rng.sample(world.PROGRAMMES, rng.choice((1, 2)) if "programme" in restricted else 0))
    grants = tuple(rng.sample(world.GRANTS, rng.choice((1, 2)) if "grant" in restricted else 0))
    places = tuple(rng.sample(PLACES, rng.choice((1, 2)) if "place" in restricted else 0))
    period = random_period(rng, edge) if rng.random() < TRIED else None
    start, end = (period.first_day, period.last_day) if period else (None, None)
    partner = rng.choice((*world.ORGANISATIONS, "?")) if "partner" in restricted else None
    own = random_own(rng, live, Asked(version, reference, scope, protected)) if "own" in restricted else {}
    q = rng.choice(SEARCHES) if "q" in restricted else ""
    if partner:
        own, q = {}, ""
    asked = Asked(version, reference, scope, protected, programmes, grants, places, start, end, own, q, partner)
    pairs = [(name, value) for name, values in own.items() for value in values]
    pairs += [("q", q)] if q else []
    filters = Filters(
        Viewer(programmes=scope, protected=protected),
        Snapshot(version, reference),
        programmes,
        grants,
        places,
        period=period,
        own=(*pairs, ("steps.sort", "-name")),
    )
    return Question(asked, partnerships.of_partner(filters, partner) if partner else filters)


def question_on(version: int, day: date, own: tuple[tuple[str, str], ...] = ()) -> Question:
    """Give a question without shared filters; `own` are parameters of the page that can be used."""
    values = {name: tuple(value for other, value in own if other == name) for name, _ in own if name != "q"}
    asked = Asked(version, day, own=values, q=dict(own).get("q", ""))
    return Question(asked, Filters(EVERYTHING, Snapshot(version, day), own=own))


def random_period(rng: random.Random, edge: date) -> Period | None:
    """Give a period around the edge, which may end on it, before it or after it."""
    last = Period.parse(f"{edge:%Y-%m}")
    texts = (f"{edge.year}", f"{edge.year}-Q{(edge.month + 2) // 3}", f"{edge:%Y-%m}", f"{edge.year - 1}")
    ranges = (f"{edge.year - 2}-03..{edge:%Y-%m}", f"{edge.year - 1}-11..{edge.year}-12", f"{edge.year + 1}")
    return rng.choice((last, *(Period.parse(text) for text in (*texts, *ranges))))


def random_own(rng: random.Random, live: dict[str, list[Row]], asked: Asked) -> dict[str, tuple[str, ...]]:
    """Give values of the page's own filters that the viewer may choose; most questions have one of them."""
    known = Partnerships(live, asked).choosable
    names = rng.sample([name for name in known if known[name]], rng.choice((1, 1, 2)) if any(known.values()) else 0)
    return {name: tuple(rng.sample(known[name], rng.randrange(1, len(known[name]) + 1))) for name in names}


def differences(
    connection: Connection, live: dict[str, list[Row]], question: Question, *, judged: bool = True
) -> list[tuple[str, object, object]]:
    """Give every figure that is not the oracle's: its name, expected and found.

    `judged` compares how indicators stand as well, which the oracle knows of made-up ones alone.
    """
    known = Partnerships(live, question.asked)
    wrong: list[tuple[str, object, object]] = []
    for name, columns in COLUMNS.items():
        ask = getattr(partnerships, name)
        frame, expected = ask(connection, question.filters), getattr(known, name)()
        found = lines(frame)
        if name == "objectives" and not judged:
            expected, found = (list(map(unjudged, whole)) for whole in (expected, found))
        assert tuple(frame.columns) == columns
        assert all(cell is None or type(cell) in PLAIN_TYPES for line in found for cell in line), name
        if expected != found:
            wrong.append((name, *unequal(expected, found)))
        if name in LISTED and read_apart(connection, question.filters, name) != expected:
            wrong.append((f"{name}, column by column", expected, None))
        if name in CUT and lines(ask(connection, question.filters, most=MOST)) != expected[:MOST]:
            wrong.append((f"{name}, first rows", expected[:MOST], None))
    matrix, expected = partnerships.exchange_matrix(connection, question.filters, MOST), known.exchange_matrix(MOST)
    if lines(matrix) != expected:
        wrong.append(("exchange_matrix, first lines", expected, lines(matrix)))
    head = partnerships.headline(connection, question.filters)
    found_head = {name: getattr(head, name) for name in head.__slots__} | {
        "unplaced": partnerships.unplaced(connection, question.filters)
    }
    expected_head = known.headline() | {"unplaced": known.unplaced()}
    wrong += [(name, expected_head[name], value) for name, value in found_head.items() if expected_head[name] != value]
    offered, expected_offer = choices(connection, question), offered_by(live, question)
    if offered != expected_offer:
        wrong.append(("choices", expected_offer, offered))
    return wrong


def read_apart(connection: Connection, filters: Filters, name: str) -> list[tuple[object, ...]]:
    """Give the rows of a list whose columns are read one by one."""
    listing = getattr(partnerships, f"listed_{name}")(connection, filters)
    rows = list(zip(*map(listing.cells, COLUMNS[name]), strict=True))
    assert len(listing) == len(rows)
    assert lines(listing.taken([*range(len(rows))][::-1])) == rows[::-1]
    return rows


def choices(connection: Connection, question: Question) -> dict[str, list[str]]:
    """Give what the page's own filters offer, in the oracle's form."""
    found = partnerships.choices(connection, question.filters)
    dormant = ["yes"] if found.dormant else []
    steps, statuses, countries = list(found.steps), list(found.statuses), list(found.countries)
    return {"step": steps, "status": statuses, "dormant": dormant, "country": countries}


def offered_by(live: dict[str, list[Row]], question: Question) -> dict[str, list[str]]:
    """Give what the oracle finds to offer: everything in scope on the reference day, whatever is filtered."""
    asked = question.asked
    return Partnerships(live, Asked(asked.version, asked.day, asked.scope, asked.protected)).choosable


def unjudged(line: tuple[object, ...]) -> tuple[object, ...]:
    """Give a line of the objectives without how an indicator stands."""
    return line[:-1] if "indicator" in line else line
