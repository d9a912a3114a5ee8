"""Answers about an example pool in the shapes of `data.projects`, written by hand."""

from datetime import date
from decimal import Decimal

from pandas import DataFrame

STAGES = (
    "idea",
    "screened",
    "scored",
    "approved",
    "funding_secured",
    "contracted",
    "running",
    "closing",
    "closed",
    "on_hold",
    "rejected",
)
CRITERIA = {"NEED": "İhtiyaç", "REACH": "Erişim", "READY": "Hazırlık"}
WEIGHTS = {"NEED": 0.5, "REACH": 0.3, "READY": 0.2}
TODAY = date(2026, 10, 31)
D = Decimal


def frame(**columns: list[object]) -> DataFrame:
    """Give a frame that keeps Python's own values."""
    return DataFrame(columns, dtype=object)


def names(*codes: str, what: str = "Proje") -> dict[str, list[object]]:
    """Give names in three languages, of which only the Turkish ones are always there."""
    return {
        "name_tr": [f"{what} {code}" for code in codes],
        "name_en": [f"Project {code}" if at else None for at, code in enumerate(codes)],
        "name_ar": [None for _ in codes],
    }


BY_STAGE = frame(stage=list(STAGES), projects=[3, 2, 9, 4, 1, 2, 5, 1, 7, 2, 1])
STAGE_BUDGETS = frame(
    stage=["scored", "approved", "approved", "running", "closed", "rejected"],
    currency=["TRY", "TRY", "EUR", "EUR", "USD", "TRY"],
    projects=[6, 2, 2, 3, 1, 1],
    budget=[D("12500000.25"), D(4000000), D(250000), D(900000), D(120000), D(0)],
)
SCORES = {"P1": (5, 5, 4), "P2": (4, 5, 3), "P3": (5, 2, 5), "P4": (1, 2, 2)}
RANKS = {"P1": (1, 4.8, 1.0), "P2": (2, 4.1, 0.8333), "P3": (2, 4.1, 0.5), "P4": (4, 1.5, 1.0)}
_LONG = [(code, at, criterion) for code in SCORES for at, criterion in enumerate(CRITERIA)]
PRIORITIES = frame(
    code=[code for code, _, _ in _LONG],
    **names(*(code for code, _, _ in _LONG)),
    rank=[RANKS[code][0] for code, _, _ in _LONG],
    priority=[RANKS[code][1] for code, _, _ in _LONG],
    stability=[RANKS[code][2] for code, _, _ in _LONG],
    criterion_code=[criterion for _, _, criterion in _LONG],
    criterion_tr=[CRITERIA[criterion] for _, _, criterion in _LONG],
    criterion_en=[criterion.title() for _, _, criterion in _LONG],
    criterion_ar=[None for _ in _LONG],
    weight=[WEIGHTS[criterion] for _, _, criterion in _LONG],
    score=[SCORES[code][at] for code, at, _ in _LONG],
    part=[WEIGHTS[criterion] * SCORES[code][at] for code, at, criterion in _LONG],
)
INCOMPLETE = frame(
    code=["P5", "P6"],
    **names("P5", "P6"),
    stage=["scored", "idea"],
    missing=[1, 3],
    missing_tr=["Hazırlık", "İhtiyaç; Erişim; Hazırlık"],
    missing_en=["Ready", "Need; Reach; Ready"],
    missing_ar=[None, None],
)
DAYS = frame(
    code=["P3", "P1", "P7", "P2"],
    **names("P3", "P1", "P7", "P2"),
    stage=["scored", "approved", "running", "on_hold"],
    entered_on=[date(2026, 4, 1), date(2026, 9, 1), date(2026, 1, 1), date(2026, 10, 31)],
    days=[213, 60, 303, 0],
    limit=[90, 60, None, 180],
    over=[123, 0, None, -180],
)
GOALS = frame(
    goal_code=["G1", "G1", "G2"],
    **names("G1", "G1", "G2", what="Hedef"),
    stage=["idea", "running", "scored"],
    projects=[12, 1, 4],
)
MODES = frame(
    country=["TR", "TR", "BG", None, "TR"],
    mode=["unilateral", "joint", "joint", None, None],
    projects=[6, 3, 2, 1, 1],
)
FLOW = frame(
    quarter=[date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)],
    inflow=[4, 0, 6, 2],
    outflow=[1, 0, 3, 5],
    in_pool=[20, 20, 23, 20],
)
PLAN = frame(
    rank=[1, 2, None],
    code=["P1", "P3", "P8"],
    **names("P1", "P3", "P8"),
    stage=["approved", "funding_secured", "contracted"],
    owner=["Ayşe Örnek", None, "Proje birimi"],
    starts_on=[date(2026, 9, 1), date(2027, 1, 1), None],
    original_ends_on=[date(2027, 6, 30), date(2027, 12, 31), date(2028, 1, 31)],
    ends_on=[date(2027, 12, 31), date(2027, 6, 30), date(2028, 1, 31)],
    priority=[4.8, 4.1, None],
    budget=[D(4000000), D(250000), None],
    currency=["TRY", "EUR", None],
    secured=[D("1500000.25"), D(250000), None],
    gap=[D("2499999.75"), D(0), None],
    mode=["joint", "unilateral", "joint"],
    days=[60, 213, None],
    limit=[60, 90, 30],
)
PROJECTS = frame(
    code=["P1", "P3", "P7", "P8"],
    **names("P1", "P3", "P7", "P8"),
    programme_code=["PA"] * 4,
    stage=["approved", "funding_secured", "running", "contracted"],
    entered_on=[date(2026, 9, 1), date(2026, 4, 1), date(2026, 1, 1), None],
    days=[60, 213, 303, None],
    limit=[60, 90, None, 30],
    mode=["joint", "unilateral", None, "joint"],
    country=["BG", "TR", None, "TR"],
    owner=["Ayşe Örnek", None, "Proje birimi", "Proje birimi"],
    starts_on=[date(2026, 9, 1), date(2027, 1, 1), date(2025, 1, 1), None],
    original_ends_on=[date(2027, 6, 30), date(2027, 12, 31), None, date(2028, 1, 31)],
    ends_on=[date(2027, 12, 31), date(2027, 6, 30), date(2026, 12, 31), date(2028, 1, 31)],
    budget=[D(4000000), D(250000), D(900000), None],
    currency=["TRY", "EUR", "EUR", None],
    spent=[D(0), D(0), D("123456.78"), None],
    secured=[D("1500000.25"), D(250000), D(900000), None],
    gap=[D("2499999.75"), D(0), None, None],
    priority=[4.8, 4.1, None, None],
    rank=[1, 2, None, None],
    stability=[1.0, 0.5, None, None],
    missing=[0, 0, None, 2],
)
ANSWERS: dict[str, object] = {
    "by_stage": BY_STAGE,
    "stage_budgets": STAGE_BUDGETS,
    "stages_view": "count",
    "days_in_stage": DAYS,
    "priorities": PRIORITIES,
    "incomplete": INCOMPLETE,
    "action_plan": PLAN,
    "planned": PLAN,
    "listed": PROJECTS,
    "reference_day": TODAY,
    "goals_by_stage": GOALS,
    "modes": MODES,
    "flow": FLOW,
}
"""By the name of the page's question."""
