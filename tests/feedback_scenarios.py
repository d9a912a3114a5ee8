"""Cases of feedback written out by hand, one scenario a rule; each is a project and a programme of its own."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from dashboard.data.loading import load_rows
from dashboard.data.versions import draw_version
from tests.feedback_facts import Case
from tests.feedback_world import SECRET, frame_of
from tests.oracle_rows import World
from tests.reach_world import store_registers

TODAY = date(2021, 6, 30)
DAY = timedelta(days=1)
YEAR = [date(2020, month, 1) for month in range(1, 13)]
"""The months of 2020, in which people are reached in the scenarios of topics and places."""


def ago(days: int) -> date:
    """Give a day before the reference day, or after it where the number is below 0."""
    return TODAY - days * DAY


def waits() -> list[Case]:
    """Answered after 3 and after 10 days, waiting since 5 days, and closed without an answer after 7."""
    return [
        Case("1", ago(30), "", answered=ago(27)),
        Case("2", ago(30), "", answered=ago(20)),
        Case("3", ago(5), ""),
        Case("4", ago(30), "", closed=ago(23)),
        Case("5", ago(90), "", type="thanks", needs=False),
    ]


def limits() -> list[Case]:
    """One case for each way to stand against a limit; `normal` has 20 days, `low` has no limit."""
    return [
        Case("in time by its own limit", ago(40), "", due=ago(35), answered=ago(35)),
        Case("late by its own limit", ago(40), "", due=ago(35), answered=ago(34)),
        Case("in time by priority", ago(40), "", answered=ago(20)),
        Case("late by priority", ago(40), "", answered=ago(19)),
        Case("passed", ago(21), ""),
        Case("due today, no answer", ago(20), ""),
        Case("due today, answered today", ago(20), "", answered=TODAY),
        Case("not due yet", ago(19), ""),
        Case("not due yet, answered", ago(19), "", answered=ago(1)),
        Case("closed without an answer, passed", ago(60), "", closed=ago(59)),
        Case("closed without an answer, not due yet", ago(10), "", closed=ago(9)),
        Case("answered after the day", ago(30), "", answered=ago(-1)),
        Case("without a limit", ago(30), "", priority="low", answered=ago(1)),
        Case("needs no answer", ago(30), "", type="thanks", needs=False),
        Case("received after the day", ago(-1), ""),
    ]


def ratings() -> list[Case]:
    """Ratings given on the closing, the answer or the receipt, some of them after the reference day."""
    return [
        Case("closed", ago(9), "", answered=ago(8), closed=ago(7), rating=4),
        Case("closed after", ago(9), "", answered=ago(8), closed=ago(-1), rating=5),
        Case("answered", ago(9), "", answered=ago(8), rating=3),
        Case("answered after", ago(9), "", answered=ago(-1), rating=5),
        Case("neither", ago(9), "", rating=5),
        Case("not rated", ago(9), "", closed=ago(7)),
    ]


def topic(months: int) -> list[Case]:
    """One case in each of some months of 2020, and 20 in the month after: far more than the months before explain."""
    before = [Case(f"{number}", month + DAY, "", place="TR-01") for number, month in enumerate(YEAR[:months])]
    return before + [Case(f"x{number}", YEAR[months] + number * DAY, "", place="TR-01") for number in range(20)]


def places() -> list[Case]:
    """One case among 10 contacts of Adana, 60 among 1,000 of Ankara, 3 in İzmir without contacts, 1 nowhere."""
    return [
        Case("adana", YEAR[0], "", place="TR-01"),
        *(Case(f"ankara {number}", YEAR[0], "", place="TR-06") for number in range(60)),
        *(Case(f"izmir {number}", YEAR[0], "", place="TR-35") for number in range(3)),
        Case("nowhere", YEAR[0], ""),
    ]


SCENARIOS = {
    "WAITS": waits(),
    "UNREACHED": [Case("1", ago(20), "", answered=ago(18)), *(Case(f"{n}", ago(20), "") for n in range(2, 5))],
    "LIMITS": limits(),
    "RATINGS": ratings(),
    "FIVE": topic(5),
    "SIX": topic(6),
    "PLACES": places(),
    "NOBODY": [Case("1", ago(5), "", place="TR-01", type="complaint", priority="urgent")],
}
REACHED = {
    "FIVE": [(month, "TR-01", 10) for month in YEAR],
    "SIX": [(month, "TR-01", 10) for month in YEAR],
    "PLACES": [(YEAR[0], "TR-01", 10), (YEAR[0], "TR-06", 1000)],
    "NOBODY": [(ago(5), "TR-01", 0)],
}


def store(writer: Connection) -> None:
    """Write every scenario, with limits for `normal` (20 days) and `urgent` (3)."""
    programme_of = {name: f"P-{name}" for name in SCENARIOS}
    store_registers(writer, World([], programme_of), draw_version(writer, "load"))
    days = pd.DataFrame([("normal", "20"), ("urgent", "3")], columns=["priority", "days"], dtype=str)
    load_rows(writer, "response_limits", days, source="limits")
    cases = [
        replace(case, key=f"{name}-{case.key}".replace(" ", "-").replace(",", ""), project=name)
        for name, own in SCENARIOS.items()
        for case in own
    ]
    load_rows(writer, "feedback", frame_of(cases), source="cases", secret=SECRET)
    load_rows(writer, "reach", reached(), source="people")


def reached() -> pd.DataFrame:
    """Give the people reached as a file holds them."""
    lines = [
        {"date": str(day), "project_code": name, "place_code": place, "contacts": str(contacts), "new_people": "0"}
        for name, rows in REACHED.items()
        for day, place, contacts in rows
    ]
    same = {"activity_kind": "policy_input", "population_group": "host", "sex": "female", "age_band": "25-49"}
    fixed = {**same, "disability": "no", "directness": "direct", "counting_rule": "declared"}
    return pd.DataFrame([{**line, **fixed} for line in lines], dtype=str)
