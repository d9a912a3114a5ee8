"""The published cells of people reached and of feedback as rows, by the names of their codes.

A cell that is not among them is 0, unless its breakdown is withheld in its quarter and province.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, POPULATION_GROUP, SEX, SPOKEN_LANGUAGE
from dashboard.data.directory import Directory, directory
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.open_data.plan import OpenPart
from dashboard.data.privacy import case_cells, reach_cells, reach_rows
from dashboard.data.privacy.cells import Published

UNKNOWN_PLACE = "unknown"
SHOWN, SUPPRESSED = "shown", "suppressed"
CASES = ("cases",)
Row: TypeAlias = tuple[Any, ...]
Decode = Callable[[int], str]
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "population_group": POPULATION_GROUP,
    "sex": SEX,
    "age_band": AGE_BAND,
    "type": FEEDBACK_TYPE,
    "channel": FEEDBACK_CHANNEL,
    "language": SPOKEN_LANGUAGE,
    "outcome": case_cells.OUTCOMES,
    "rating": case_cells.RATINGS,
    "state": case_cells.STATES,
}


@dataclass(frozen=True, slots=True)
class OpenCells:
    """One family: `cells` are part, quarter, province, members, count, value, status; `withheld` the first three.

    The value of a suppressed cell is None.
    """

    cells: list[Row]
    withheld: list[Row]


def people(connection: Connection, parts: Iterable[OpenPart], family: str) -> OpenCells:
    """Give the cells of people reached by one of `reach_rows.FAMILIES`."""
    counts = reach_rows.COUNTS if family == "total" else reach_rows.COUNTS[:1]
    read = [(one, reach_cells.published(connection, one.part, family)) for one in parts]
    return _opened(connection, read, reach_rows.FAMILIES[family], counts)


def feedback(connection: Connection, parts: Iterable[OpenPart], family: str, newest: int) -> OpenCells:
    """Give the cells of feedback by one of `case_cells.FAMILIES`."""
    read = [(one, case_cells.published_cases(connection, one.part, family, newest)) for one in parts]
    return _opened(connection, read, case_cells.FAMILIES[family], CASES)


def _opened(
    connection: Connection,
    read: Iterable[tuple[OpenPart, Published]],
    members: tuple[str, ...],
    counts: tuple[str, ...],
) -> OpenCells:
    """Give published cells as rows, in the order of part, quarter, province and members."""
    found = OpenCells([], [])
    for one, published in read:
        known = directory(connection, one.part.version)
        named = {name: _decode(connection, one.part.version, known, name) for name in members}
        found.cells.extend(_cells(one.code, published, known, named, counts))
        keys = published.withheld.keys
        blocks = zip(keys["quarter"].tolist(), keys["place"].tolist(), strict=True)
        found.withheld.extend((one.code, _quarter(quarter), _place(known, place)) for quarter, place in blocks)
    found.cells.sort(key=lambda row: row[:-2])
    found.withheld.sort()
    return found


def _cells(
    code: str, published: Published, known: Directory, named: Mapping[str, Decode], counts: tuple[str, ...]
) -> Iterator[Row]:
    """Give the cells of one part."""
    keys, measures = published.cells.keys, published.cells.measures
    columns = [keys["quarter"].tolist(), keys["place"].tolist(), *(keys[name].tolist() for name in named)]
    many = measures.shape[0] // 2
    for at, count in enumerate(counts):
        pairs = zip(measures[at].tolist(), measures[many + at].tolist(), strict=True)
        for (quarter, place, *own), (value, hidden) in zip(zip(*columns, strict=True), pairs, strict=True):
            told = [decode(member) for decode, member in zip(named.values(), own, strict=True)]
            shown = (None, SUPPRESSED) if hidden else (value, SHOWN)
            yield (code, _quarter(quarter), _place(known, place), *told, count, *shown)


def _quarter(index: int) -> str:
    """Write a quarter as addresses do."""
    month = Month.at(index)
    return f"{month.year}-Q{(month.number + 2) // 3}"


def _place(known: Directory, place: int) -> str:
    """Give the code of a province."""
    return known.places[place].code if place in known.places else UNKNOWN_PLACE


def _decode(connection: Connection, version: int, known: Directory, name: str) -> Decode:
    """Give what turns the number of a member into its code."""
    if name in _CLOSED:
        return _CLOSED[name].__getitem__
    if name == "activity_kind_id":
        return lambda i: known.kinds[i].code if i in known.kinds else str(i)
    if name == "category_id":
        categories = categories_of(connection, version)
        return lambda i: categories[i].code if i in categories else str(i)
    return lambda i: known.subprogrammes[i].code if i > 0 else known.programmes[-i].code
