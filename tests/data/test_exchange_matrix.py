"""The matrix of who taught whom beside its pairs: the same exchanges, those beyond the first ones added up."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from pandas import DataFrame
from sqlalchemy import func, select

from dashboard.address import Period
from dashboard.data import partnerships
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from dashboard.figures.partnerships import exchanges
from dashboard.formats import sort_key
from dashboard.i18n import speaking
from tests.conftest import Database

DAY = date(2026, 11, 22)


def asked(demo: Database, period: str | None, most: int) -> tuple[DataFrame, DataFrame]:
    """Give the pairs and the matrix of the example programme."""
    with reading(demo.engines.reader, EVERYTHING) as connection:
        version = connection.scalar(select(func.max(versions.c.version))) or 0
        filters = Filters(EVERYTHING, Snapshot(version, DAY), period=Period.parse(period) if period else None)
        return partnerships.exchanges(connection, filters), partnerships.exchange_matrix(connection, filters, most)


def leading(pairs: DataFrame, side: str, most: int) -> list[str]:
    """Give the codes of those with most exchanges, then by the alphabet."""
    sums: Counter[str] = Counter()
    for code, count in zip(pairs[f"{side}_code"], pairs["exchanges"], strict=True):
        sums[code] += count
    names = dict(zip(pairs[f"{side}_code"], pairs[f"{side}_tr"], strict=True))
    return sorted(sums, key=lambda code: (-sums[code], sort_key(names[code]), code))[:most]


@pytest.mark.parametrize("period", [None, "2019", "2024-H1", "1999"])
@pytest.mark.parametrize("most", [1, 3, 40])
def test_the_matrix_adds_up_the_pairs(demo_database: Database, period: str | None, most: int) -> None:
    pairs, cells = asked(demo_database, period, most)
    teachers, learners = leading(pairs, "teacher", most), leading(pairs, "learner", most)
    expected: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
    for teacher, learner, count in zip(pairs["teacher_code"], pairs["learner_code"], pairs["exchanges"], strict=True):
        expected[teacher if teacher in teachers else None, learner if learner in learners else None] += count
    found = zip(cells["teacher_code"], cells["learner_code"], cells["exchanges"], strict=True)
    assert {(teacher, learner): count for teacher, learner, count in found} == expected
    for side, own in (("teacher", teachers), ("learner", learners)):
        others = pairs[f"{side}_code"].nunique() - len(own)
        many = dict(zip(cells[f"{side}_code"], cells[f"{side}s"], strict=True))
        assert many == dict.fromkeys(own, 1) | ({None: others} if others else {})
        names = dict(zip(pairs[f"{side}_code"], pairs[f"{side}_ar"], strict=True))
        assert dict(zip(cells[f"{side}_code"], cells[f"{side}_ar"], strict=True)).items() >= {
            (code, names[code]) for code in own
        }


@pytest.mark.parametrize("most", [1, 3, 8, 40])
def test_the_drawing_of_the_matrix_is_that_of_the_pairs(
    demo_database: Database, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "MOST", most)
    monkeypatch.setattr(exchanges, "MOST_NARROW", min(most, exchanges.MOST_NARROW))
    pairs, cells = asked(demo_database, None, most)
    with speaking("tr"):
        whole, gathered = exchanges.exchanges_table(pairs), exchanges.matrix_table(cells)
        assert exchanges.exchanges(gathered) == exchanges.exchanges(whole)
        assert exchanges.exchanges_finding(gathered) == exchanges.exchanges_finding(whole)
        assert exchanges.matrix_rest(gathered) == exchanges.matrix_rest(whole)
        assert (exchanges.matrix_rest(gathered) is None) is (most == 40)
