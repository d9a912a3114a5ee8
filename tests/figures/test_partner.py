"""The tables and the drawing of one partner: what is missing stays missing, and headings say what matters."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.figures.partner import capacity, events, progress, work
from dashboard.figures.partnerships.steps import STEPS
from dashboard.figures.table import Table
from dashboard.i18n import LOCALES, speaking
from tests.partnership_columns import COLUMNS

NAMES = {"tr": "Ad", "en": "Name", "ar": "اسم"}
PROGRAMMES = {"A": {"tr": "Program A", "en": "Programme A", "ar": "برنامج"}, "B": NAMES}
DAY = date(2026, 5, 1)


@dataclass(frozen=True)
class Made:
    """A part of a partner with some of its facts."""

    facts: dict[str, object]

    def __getattr__(self, name: str) -> object:
        """Give a fact, None where it is missing."""
        return self.facts.get(name)


def made(**facts: object) -> Any:  # noqa: ANN401  Any part.
    return Made(facts)


def framed(question: str, *rows: dict[str, object]) -> DataFrame:
    """Give rows as the frame of a question."""
    columns = COLUMNS[question]
    return DataFrame([[row.get(name) for name in columns] for row in rows], columns=list(columns), dtype=object)


def row(table: Table, at: int = 0) -> dict[str, object]:
    return dict(zip([column.key for column in table.columns], table.rows[at], strict=True))


def stepped(code: str = "A", **days: date) -> dict[str, object]:
    """Give a partnership that reached some steps."""
    step = max(days, key=STEPS.index, default=None)
    return {"code": code, **days, "step": step, "days_in_step": 1200 if step else None}


def test_a_step_is_reached_skipped_or_ahead() -> None:
    frame = framed("steps", stepped(contact=DAY, joint_plan=DAY))
    table = progress.steps_table(frame, PROGRAMMES, {("A", "contact"): "Telefon", ("A", "review"): "ileride"})
    assert table.column("status") == ["reached", "skipped", "skipped", "reached", "ahead", "ahead", "ahead"]
    assert table.column("days") == [None, None, None, 1200, None, None, None]
    assert table.column("note") == ["Telefon", *[None] * 6]
    assert progress.steps_finding(table) == "Ulaşılan adım: Ortak plan (1.200 gün)"


def test_steps_of_several_partnerships_follow_each_other_and_have_no_one_heading() -> None:
    frame = framed("steps", stepped("B", contact=DAY), stepped("A"))
    table = progress.steps_table(frame, PROGRAMMES, {})
    assert table.column("programme") == ["Ad"] * 7 + ["Program A"] * 7
    assert set(table.column("status")[7:]) == {"ahead"}
    assert progress.steps_finding(table) is None
    assert progress.steps_finding(progress.steps_table(framed("steps"), {}, {})) is None
    nothing = progress.steps_table(framed("steps", stepped()), PROGRAMMES, {})
    assert progress.steps_finding(nothing) is None


def protocol(state: str, end: date | None, left: int | None, *, followed: bool = False) -> dict[str, object]:
    known = {"code": "A", "reference": "P", "signed_on": DAY}
    return {**known, "expires_on": end, "days_left": left, "state": state, "followed": followed}


def test_a_protocol_that_has_expired_has_no_days_left() -> None:
    frame = framed(
        "protocols",
        protocol("ending", DAY, 5),
        protocol("ending", DAY, 6, followed=True),
        protocol("in_force", None, None),
        protocol("expired", DAY, -7),
    )
    table = progress.protocols_table(frame, PROGRAMMES)
    assert table.column("days_left") == [5, 6, None, None]
    assert table.column("followed") == [None, "Yenilendi", None, None]
    assert table.column("status_word")[2] == "Yürürlükte (süresiz)"
    assert progress.protocols_finding(table) == "Yürürlükteki protokol: 3, 90 gün içinde bitip yenilenmeyen: 1"


def test_when_all_have_expired_the_heading_says_so() -> None:
    table = progress.protocols_table(framed("protocols", protocol("expired", DAY, -7)), PROGRAMMES)
    assert progress.protocols_finding(table) == "Yürürlükte protokol yok; süresi dolan: 1"
    assert progress.protocols_finding(progress.protocols_table(framed("protocols"), {})) is None


def level(area: str, year: int, found: int | None, **facts: object) -> Any:  # noqa: ANN401  Any part.
    return made(
        partnership=facts.pop("partnership", "A"), area=area, assessed_on=date(year, 4, 1), level=found, **facts
    )


LEVELS = [
    level("policy", 2026, 4, first=2, change=2),
    level("policy", 2025, None),
    level("policy", 2024, 2, first=2),
    level("services", 2026, 1, first=3, change=-2),
    level("services", 2024, 3, first=3),
    level("staff", 2026, 3, first=3, change=0),
    level("staff", 2024, 3, first=3),
    level("coordination", 2024, 5, first=5),
]


def test_level_0_is_a_gap_and_never_a_zero() -> None:
    table = capacity.capacity_table(LEVELS, PROGRAMMES)
    assert 0 not in table.column("level")
    assert row(table, 1)["assessment"] == "Değerlendirilmedi"
    drawn = capacity.capacity(table)
    way = drawn["data"][0]  # type: ignore[index]
    policy = next(trace for trace in drawn["data"] if trace.get("name") == "Politika ve strateji")  # type: ignore[index, union-attr]
    assert policy["x"] == ["2024-04-01", "2025-04-01", "2026-04-01"]
    assert [y is None for y in policy["y"]] == [False, True, False]
    assert policy["y"][2] - policy["y"][0] == 2
    assert policy["text"] == ["2", "", "4"]
    assert (way["y"], way["connectgaps"]) == (policy["y"], False)
    (cross,) = [trace for trace in drawn["data"] if trace.get("name") == "Değerlendirilmedi"]  # type: ignore[index, union-attr]
    assert cross["x"] == ["2025-04-01"]
    go.Figure(drawn)


def test_levels_of_areas_never_meet() -> None:
    table = capacity.capacity_table(
        [level(area, 2024, found) for area in capacity.AREAS for found in (1, 5)], PROGRAMMES
    )
    drawn = [trace for trace in capacity.capacity(table)["data"] if "text" in trace]  # type: ignore[operator]
    bands = [sorted(trace["y"]) for trace in drawn]  # type: ignore[index]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(bands))


def test_the_heading_of_capacity_counts_areas_with_two_levels() -> None:
    table = capacity.capacity_table(LEVELS, PROGRAMMES)
    assert capacity.capacity_finding(table) == "Kapasitesi artan alan: 1, azalan: 1, aynı kalan: 1"
    assert capacity.capacity_finding(capacity.capacity_table(LEVELS[-1:], PROGRAMMES)) is None
    assert capacity.capacity_finding(capacity.capacity_table([], {})) is None


def test_several_programmes_have_a_colour_each_and_a_legend() -> None:
    both = [*LEVELS, level("policy", 2025, 1, partnership="B")]
    alone, drawn = (capacity.capacity(capacity.capacity_table(found, PROGRAMMES)) for found in (LEVELS[-1:], both))
    assert alone["layout"]["showlegend"] is False  # type: ignore[call-overload]
    assert drawn["layout"]["showlegend"] is True  # type: ignore[call-overload]
    keys = [trace["name"] for trace in drawn["data"] if trace["x"] == [None]]  # type: ignore[index]
    assert keys == ["Program A", "Ad"]
    assert capacity.capacity_finding(capacity.capacity_table(both, PROGRAMMES)) == (
        capacity.capacity_finding(capacity.capacity_table(LEVELS, PROGRAMMES))
    )
    colours = {trace["marker"]["color"] for trace in drawn["data"] if "text" in trace}  # type: ignore[index, operator]
    assert len(colours) == 2
    go.Figure(drawn)


def test_an_area_that_was_never_assessed_is_drawn_by_its_crosses_alone() -> None:
    drawn = capacity.capacity(capacity.capacity_table([level("staff", 2024, None)], PROGRAMMES))
    assert drawn["data"][0]["y"] == [None]  # type: ignore[index]
    go.Figure(drawn)


def commitment(state: str, days: int | None = None) -> dict[str, object]:
    return {"code": "C", "partnership_code": "A", "title_tr": "Söz", "due_on": DAY, "state": state, "days": days}


def test_commitments_are_counted_done_also_when_late() -> None:
    states = [("overdue", 9), ("open", None), ("done_late", 3), ("done", None)]
    table = work.commitments_table(framed("commitments", *(commitment(*one) for one in states)), PROGRAMMES)
    assert work.commitments_finding(table) == "Taahhüt: 4; tamamlanan: 2; geciken: 1"
    assert (row(table)["days"], row(table)["done_on"], row(table)["programme"]) == (9, None, "Program A")
    assert work.commitments_finding(work.commitments_table(framed("commitments"), {})) is None


def test_staff_of_whom_nobody_reported_is_missing() -> None:
    held = made(code="J", names=NAMES, state="held", planned_on=DAY, held_on=DAY, project=NAMES)
    missed = made(code="K", names=NAMES, state="missed", planned_on=DAY, project=NAMES, staff_trained=None)
    table = work.joint_activities_table([held, missed])
    assert table.column("staff_trained") == [None, None]
    assert table.column("status_word") == ["Yapıldı", "Yapılmadı"]
    assert work.joint_activities_finding(table) == "Yapılan ortak faaliyet: 1 / 2"
    assert work.joint_activities_finding(work.joint_activities_table([])) is None


def test_exchanges_are_told_from_the_partner_s_side() -> None:
    known = {"other": "X", "other_names": NAMES, "area": "staff", "form": "training", "project": NAMES}
    found = [made(direction=side, held_on=DAY, **known) for side in ("taught", "learned", "taught")]
    table = work.exchanges_table(found)
    assert table.column("direction") == ["Aktardı", "Aldı", "Aktardı"]
    assert work.exchanges_finding(table) == "Deneyim paylaşımı: 2 kez aktardı, 1 kez aldı"
    assert work.exchanges_finding(work.exchanges_table([])) is None


def event(kind: str, *words: str, day: date = DAY, **facts: object) -> Any:  # noqa: ANN401  Any part.
    return made(kind=kind, day=day, partnership="A", words=words, **facts)


def test_an_event_says_what_it_was_about() -> None:
    found = [
        event("contact", "phone", note="Kısa"),
        event("capacity", "policy", "staff"),
        event("capacity", *reversed(capacity.AREAS)),
        event("step", "review"),
        event("protocol", text="P-7"),
        event("exchange", names=NAMES),
    ]
    table = events.events_table(found, PROGRAMMES)
    areas = ["Politika ve strateji, Personel ve bilgi birikimi", "Bütün alanlar"]
    assert table.column("about") == ["Telefon", *areas, "Gözden geçirme", "P-7", "Ad"]
    assert events.events_finding(table) == "Son olay: Temas (01.05.2026)"
    assert events.events_rest(table) is None


def test_events_beyond_the_first_hundred_are_told_by_their_number() -> None:
    found = [event("contact", "phone", day=DAY - timedelta(days=at)) for at in range(events.MOST_EVENTS + 7)]
    table = events.events_table(found, PROGRAMMES)
    assert len(table.rows) == events.MOST_EVENTS
    assert events.events_rest(table) == "Dosyada ve tabloda yer almayan daha eski olay: 7"
    nothing = events.events_table([], PROGRAMMES)
    assert (events.events_finding(nothing), events.events_rest(nothing)) == (None, None)


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_names_stand_in_the_language_in_force(language: str) -> None:
    with speaking(language):
        project = made(code="P", names=NAMES, role="lead", programme=NAMES)
        projects = work.projects_table([project])
        steps = progress.steps_table(framed("steps", stepped("B")), PROGRAMMES, {})
    assert (row(projects)["project"], row(projects)["programme"], row(projects)["stage"]) == (
        *(NAMES[language], NAMES[language]),
        None,
    )
    assert row(steps)["programme"] == NAMES[language]
