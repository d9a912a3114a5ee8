"""Answers about exchanges, places, objectives, a working group and outputs, in the shapes of `data.partnerships`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pandas import DataFrame

from tests.figures.pool_frames import frame

D = Decimal
OBJECTIVE_ITEMS = (
    ("G1", "general", "activity", "A1", "running"),
    ("G1", "general", "indicator", "I1", "on_track"),
    ("G2", "specific", "indicator", "I2", None),
    ("G3", "specific", None, None, None),
)
SEATS = (("KG1", "S1", True), ("KG1", "S2", True), ("KG1", "S3", False), ("KG2", "S4", False), ("KG2", "S5", True))


def named(what: str, *names: str | None) -> dict[str, list[object]]:
    """Give names in three languages, of which only the Turkish ones are always there."""
    english = [f"{name} (en)" if at and name else None for at, name in enumerate(names)]
    return {f"{what}_tr": list(names), f"{what}_en": english, f"{what}_ar": [None for _ in names]}


def exchanges(pairs: Sequence[tuple[str, str, int, int | None]]) -> DataFrame:
    """Give exchanges of teachers and learners, who are named after their codes."""
    teachers, learners, counts, people = map(list, zip(*pairs, strict=True)) if pairs else ([], [], [], [])
    return frame(
        teacher_code=teachers,
        **named("teacher", *(f"Şehir {code}" for code in teachers)),
        learner_code=learners,
        **named("learner", *(f"Şehir {code}" for code in learners)),
        exchanges=counts,
        participants=people,
    )


EXCHANGES = exchanges([("C1", "C2", 12, 40), ("C1", "C3", 3, None), ("C4", "C2", 3, 0), ("C2", "C1", 1, 5)])
MAP = frame(
    place_code=["TR-34", "DE-BE-FK", "TR-28", "AT-9", "BE-VLI-BRG"],
    **named("name", "İstanbul", "Berlin Friedrichshain-Kreuzberg", "Giresun", "Viyana", "Beringen"),
    level=["province", "city", "province", "city", "city"],
    country=["TR", "DE", "TR", "AT", "BE"],
    latitude=[41.01, 52.50766, 40.91, 48.20849, 51.04954],
    longitude=[28.95, 13.42907, 38.39, 16.37208, 5.22606],
    partners=[6, 1, 2, 1, 1],
    in_force=[3, 1, 0, 0, 0],
    dormant=[1, 0, 1, 1, 0],
)
PARTNERS = frame(
    code=["B1", "B2", "B3"],
    organisation_code=["O1", "O2", "O2"],
    **named("name", "Eminönü Belediyesi", "Viyana Belediyesi", "Viyana Belediyesi"),
    kind=["municipality"] * 3,
    role=["implementing", None, "funding"],
    programme_code=["PA", "PA", "PB"],
    **named("programme", "Belediyelerle diyalog", "Belediyelerle diyalog", "Uyum"),
    country=["TR", "AT", None],
    place_code=["TR-34-1327", "AT-9", None],
    **named("place", "Fatih", "Viyana", None),
    **named("province", "İstanbul", None, None),
    **named("historic", "Eminönü", None, None),
)
OBJECTIVES = frame(
    goal_code=[row[0] for row in OBJECTIVE_ITEMS],
    **named("name", *(f"Amaç {row[0]}" for row in OBJECTIVE_ITEMS)),
    level=[row[1] for row in OBJECTIVE_ITEMS],
    programme_code=["PA"] * 4,
    item_kind=[row[2] for row in OBJECTIVE_ITEMS],
    item_code=[row[3] for row in OBJECTIVE_ITEMS],
    **named("item", *(row[3] and f"İş {row[3]}" for row in OBJECTIVE_ITEMS)),
    state=[row[4] for row in OBJECTIVE_ITEMS],
)
SEAT_ROWS = frame(
    group_code=[row[0] for row in SEATS],
    **named("group", *(f"Kurum grubu {row[0]}" for row in SEATS)),
    seat_code=[row[1] for row in SEATS],
    **named("name", *(f"Kurum {row[1]}" for row in SEATS)),
    filled=[row[2] for row in SEATS],
    since=[date(2025, 1, 1), date(2025, 2, 1), date(2026, 3, 1), None, date(2025, 1, 1)],
)
ATTENDANCE = frame(
    meeting_code=["M1", "M2", "M3", "M4"],
    **named("name", "Birinci toplantı", "İkinci toplantı", "Üçüncü toplantı", "Dördüncü toplantı"),
    held_on=[date(2026, 1, 10), date(2026, 3, 10), date(2026, 6, 10), date(2026, 9, 10)],
    filled=[24, 25, 0, 25],
    present=[18, None, 0, 0],
    share=[D(18) / D(24), None, None, D(0)],
)
WORKING_KINDS = frame(
    kind_code=["K1", "K2", "K3"],
    **named("name", "Toplantı", "Eğitim", "Rapor"),
    planned=[10, 4, 0],
    done=[7, 4, 0],
)
OUTPUTS = frame(
    quarter=[date(2025, 10, 1), date(2025, 10, 1), date(2026, 4, 1), date(2026, 4, 1)],
    kind=["advice", "training", "training", "research"],
    outputs=[3, 5, 2, 1],
    participants=[None, 120, 0, None],
)
