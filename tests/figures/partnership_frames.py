"""Answers about example partnerships in the shapes of `data.partnerships`, written by hand."""

from datetime import date
from decimal import Decimal

from tests.figures.pool_frames import frame

TODAY = date(2026, 10, 31)
D = Decimal
STEPS = ("contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained")
PARTNERS = {"O1": "Zeytinburnu Belediyesi", "O2": "Bağcılar Belediyesi", "O3": "Eminönü Belediyesi", "O4": "Piraziz"}


def named(what: str, *names: str) -> dict[str, list[object]]:
    """Give names in three languages, of which only the Turkish ones are always there."""
    english = [f"{name} (en)" if at else None for at, name in enumerate(names)]
    return {f"{what}_tr": list(names), f"{what}_en": english, f"{what}_ar": [None for _ in names]}


def partners(*codes: str) -> dict[str, list[object]]:
    """Give codes and names of partners."""
    return {"organisation_code": list(codes), **named("name", *(PARTNERS.get(code, f"Ortak {code}") for code in codes))}


STEP_ROWS = frame(
    code=["B1", "B2", "B3", "B4"],
    **partners("O3", "O2", "O4", "O1"),
    programme_code=["AB"] * 4,
    **named("programme", *["Belediyelerle diyalog"] * 4),
    contact=[date(2024, 1, 5), date(2024, 2, 1), None, date(2023, 1, 1)],
    letter_of_intent=[None, None, None, date(2023, 3, 1)],
    protocol=[None, date(2024, 9, 1), None, date(2023, 6, 1)],
    joint_plan=[None, None, None, date(2023, 9, 1)],
    joint_activities=[None, None, None, date(2024, 1, 1)],
    review=[None, None, None, None],
    sustained=[None, None, None, date(2026, 1, 1)],
    step=["contact", "protocol", None, "sustained"],
    since=[date(2024, 1, 5), date(2024, 9, 1), None, date(2026, 1, 1)],
    days_in_step=[1030, 790, None, 303],
    last_event=[date(2024, 1, 5), date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 20)],
    days_since=[1030, 60, 30, 11],
    dormant=[True, False, False, False],
    status=["none", "in_force", "none", "expired"],
)
PROTOCOL_ROWS = frame(
    code=["B2", "B2", "B5", "B4"],
    **partners("O2", "O2", "O5", "O1"),
    reference=["2024/1", "2026/7", "AB-3", "2023/2"],
    signed_on=[date(2024, 9, 1), date(2026, 9, 1), date(2025, 5, 5), date(2023, 6, 1)],
    expires_on=[date(2026, 12, 1), date(2028, 9, 1), None, date(2026, 5, 31)],
    days_left=[31, 671, None, -153],
    state=["ending", "in_force", "in_force", "expired"],
    followed=[True, False, False, False],
)
BY_PARTNER = frame(**partners("O1", "O2", "O3"), done=[4, 2, 0], done_late=[1, 0, 0], overdue=[3, 1, 0], open=[2, 5, 1])
COMMITMENTS = frame(
    code=["T1", "T2", "T3", "T4"],
    **partners("O1", "O2", "O1", "O1"),
    partnership_code=["B4", "B2", "B4", "B4"],
    **named("title", "Danışma masası", "Personel eğitimi", "Veri paylaşımı", "Çalıştay"),
    due_on=[date(2026, 1, 1), date(2026, 12, 1), date(2025, 5, 1), date(2025, 4, 1)],
    done_on=[None, None, date(2025, 5, 11), date(2025, 3, 30)],
    state=["overdue", "open", "done_late", "done"],
    days=[303, None, 10, None],
)
BY_AREA = frame(
    area=["policy", "services", "staff", "participation", "coordination"],
    before=[D("1.5"), D(2), D("3.25"), None, D(1)],
    after=[D("2.5"), D(2), D(3), None, D("2.75")],
    partners=[4, 2, 4, 0, 1],
    assessed=[5, 3, 4, 2, 1],
)
QUARTERS = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]
_POINTS = [
    (QUARTERS[0], "policy", D("1.5"), 4),
    (QUARTERS[0], "services", D(2), 2),
    (QUARTERS[1], "policy", D(2), 4),
    (QUARTERS[1], "services", D(2), 2),
    (QUARTERS[1], "staff", D("3.1"), 1),
    (QUARTERS[2], "policy", D("2.5"), 4),
    (QUARTERS[2], "services", D("2.4"), 3),
    (QUARTERS[2], "staff", D("3.125"), 2),
]
OVER_TIME = frame(
    quarter=[one[0] for one in _POINTS],
    area=[one[1] for one in _POINTS],
    level=[one[2] for one in _POINTS],
    partners=[one[3] for one in _POINTS],
)
JOINT = frame(
    kind_code=["seminar", "seminar", "visit"],
    **named("name", "Uyum semineri", "Uyum semineri", "Çalışma ziyareti"),
    quarter=[QUARTERS[0], QUARTERS[2], QUARTERS[2]],
    held=[2, 1, 4],
)
ANSWERS = {
    "steps": STEP_ROWS,
    "protocols": PROTOCOL_ROWS,
    "last_day": TODAY,
    "commitments": COMMITMENTS,
    "commitments_by_partner": BY_PARTNER,
    "capacity_by_area": BY_AREA,
    "capacity_over_time": OVER_TIME,
    "joint_by_kind": JOINT,
}
