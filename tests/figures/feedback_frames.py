"""Answers about example feedback in the shapes of `data.feedback`, written by hand."""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from tests.figures.partnership_frames import named
from tests.figures.pool_frames import frame

MONTHS = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]
BY_MONTH = frame(
    month=[month for month in MONTHS for _ in range(3)],
    type=["complaint", "request", "thanks"] * 3,
    cases=[4, 10, 1, 0, 0, 0, 6, 9, 2],
)
RATES = frame(month=MONTHS, cases=[15, 0, 17], contacts=[3000, None, 2000], per_1000=[5.0, None, 8.5])
RESPONSES = frame(
    type=["request", "request", "complaint", "complaint", "information"],
    priority=["normal", "high", "normal", "urgent", "low"],
    cases=[30, 4, 20, 3, 2],
    waiting=[3, 0, 9, 2, 0],
    answered=[27, 4, 11, 1, 2],
    median_days=[6, 2, 14, None, 1],
    p90_days=[21, 5, None, None, 3],
    longest_days=[25, 5, 48, 12, 3],
    limit_days=[15, 10, 15, 3, None],
)
_BUCKETS = ("0-7", "8-14", "15-30", "31-60", "61-90", "91+")
AGES = frame(
    bucket=[bucket for bucket in _BUCKETS for _ in range(2)],
    type=["request", "complaint"] * 6,
    cases=[5, 2, 3, 1, 2, 2, 0, 3, 0, 0, 1, 1],
    late=[0, 0, 0, 0, 1, 2, 0, 3, 0, 0, 1, 1],
)


def topic(month: date, cases: int, unusual: str = "", *, known: bool = True) -> list[object]:
    """Give one month of one category."""
    return [month, cases, 1000, *([4.2, 0.5, 9.5] if known else [None, None, None]), unusual]


_TOPICS = [
    ("access", "Hizmete erişim", topic(MONTHS[0], 5)),
    ("access", "Hizmete erişim", topic(MONTHS[1], 0, "low")),
    ("access", "Hizmete erişim", topic(MONTHS[2], 14, "high")),
    ("quality", "Hizmetin niteliği", topic(MONTHS[0], 3, known=False)),
    ("quality", "Hizmetin niteliği", topic(MONTHS[1], 12, "high")),
    ("quality", "Hizmetin niteliği", topic(MONTHS[2], 4)),
]
TOPICS = frame(
    category_code=[row[0] for row in _TOPICS],
    **named("name", *(row[1] for row in _TOPICS)),
    **{
        column: [row[2][at] for row in _TOPICS]
        for at, column in enumerate(("month", "cases", "contacts", "expected", "low", "high", "unusual"))
    },
)
CHANNELS = frame(channel=["phone", "desk", "box"], cases=[20, 8, 4])
LANGUAGES = frame(language=["unknown", "ar", "tr"], cases=[16, 10, 6])
PLACES = frame(
    place_code=["TR-79", "TR-27", "TR-34", "TR-31"],
    **named("name", "Kilis", "Gaziantep", "İstanbul", "Hatay"),
    level=["province"] * 4,
    cases=[12, 11, 6, 1],
    contacts=[500, 2000, 2500, None],
    per_1000=[24.0, 5.5, 2.4, None],
    low=[12.4, 2.75, 0.88, None],
    high=[41.9, 9.84, 5.22, None],
)
SEX_AGE = frame(
    sex=["female", "female", "male", "other", "unknown"],
    age_band=["25-49", "60+", "25-49", "18-24", "unknown"],
    cases=[12, 3, 9, 1, 7],
)
_FIRST, _LAST = date(2026, 7, 1), date(2026, 9, 30)
BESIDE = frame(
    panel=["feedback", "feedback", "feedback", "result"],
    start=[*MONTHS, _FIRST],
    end=[date(2026, 7, 31), date(2026, 8, 31), _LAST, _LAST],
    value=[15, 0, 17, 62.5],
    target=[None, None, None, 80],
)
BESIDE_PROJECT = frame(
    panel=["feedback"] * 3 + ["people"] * 3,
    start=MONTHS * 2,
    end=[date(2026, 7, 31), date(2026, 8, 31), _LAST] * 2,
    value=[15, 0, 17, 120, 80, 95],
    target=[None] * 6,
)
NAME = {"tr": "Danışmanlıktan memnun olanlar", "en": None, "ar": None}


@dataclass(frozen=True)
class Received:
    """What is received in all, of which one case has no place and two lie in a place without contacts."""

    received: int | None = 32
    contacts: int | None = 5000


def without_rows(found: DataFrame) -> DataFrame:
    """Give a frame with the same columns and nothing in them."""
    return found.iloc[:0]
