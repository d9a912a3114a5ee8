"""The partners of the tests of one partner, written by hand: one code says what each is about."""

from datetime import date, timedelta

from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from tests.partner_world import Writer

TODAY = date(2026, 11, 22)
SIGNED = date(2024, 1, 10)


def days(count: int) -> date:
    """Give the day so many days after today."""
    return TODAY + timedelta(days=count)


def fill(writer: Writer) -> None:
    """Write the partners of these tests: one code says what each is about."""
    for code in ("PA", "PB"):
        writer.programme(code)
    pa1, pb1 = writer.project("PA-1", "PA"), writer.project("PB-1", "PB")
    grant = writer.identity(r.grants, "GA")
    writer.add(
        r.grant_details, {"grant_id": grant, "name_tr": "Hibe", "programme_id": writer.id_of(r.programmes, "PA")}
    )
    writer.add(r.project_grants, {"project_id": pa1, "grant_id": grant})
    _protocols(writer)
    rich = writer.organisation("RICH", place_id=writer.id_of(r.places, "TR-34-EMINONU"), website="https://rich.example")
    ra = writer.partnership("RICH-A", "PA", rich, grant_id=grant)
    rb = writer.partnership("RICH-B", "PB", rich, role="funding")
    _history(writer, ra, rb)
    other = writer.organisation("OTHER", name_en="Other city")
    stranger = writer.organisation("STRANGER")
    writer.partnership("OTHER-B", "PB", other)
    writer.joint("J1", pa1, date(2025, 3, 1), date(2025, 3, 5), {ra: 12})
    writer.joint("J2", pa1, date(2026, 5, 1), date(2026, 5, 1), {ra: None})
    writer.joint("J3", pb1, date(2026, 6, 1), None, {rb: None})
    writer.joint("J4", pb1, days(30), None, {rb: None})
    writer.joint("J5", pb1, date(2026, 6, 1), days(1), {rb: 5})
    writer.exchange("X1", pa1, rich, other, date(2025, 6, 1))
    writer.exchange("X2", pb1, other, rich, date(2026, 6, 1))
    writer.exchange("X3", pa1, stranger, rich, date(2026, 7, 1))
    writer.exchange("X4", pa1, rich, other, days(1))
    writer.takes_part(pa1, rich, "lead")
    writer.takes_part(pb1, rich)


def _protocols(writer: Writer) -> None:
    """Write a partner for each way in which protocols may stand."""
    ends = {
        "ENDS": [("P1", SIGNED, days(90))],
        "LATER": [("P1", SIGNED, days(91))],
        "LASTDAY": [("P1", SIGNED, TODAY)],
        "OVER": [("P1", SIGNED, days(-1)), ("P0", SIGNED, days(-400))],
        "OPEN": [("P1", SIGNED, None), ("P2", SIGNED, days(10))],
        "RENEWED": [("P1", SIGNED, days(20)), ("P2", days(-5), days(700))],
        "AHEAD": [("P1", days(1), days(700))],
    }
    for code, protocols in ends.items():
        partnership = writer.partner(code, "PA")
        for reference, signed, expires in protocols:
            writer.protocol(partnership, reference, signed, expires)
    writer.partner("SLEEPER", "PA")
    writer.partner("LEAP", "PA")
    writer.add(p.partner_contacts, _contact(writer, "SLEEPER", date(2025, 11, 22)))
    writer.add(p.partner_contacts, _contact(writer, "LEAP", date(2024, 2, 29)))
    writer.add(p.partner_contacts, _contact(writer, "AHEAD", date(2026, 1, 1)))
    writer.partner("SILENT", "PA")


def _contact(writer: Writer, code: str, day: date) -> dict[str, object]:
    """Give a call with a partner."""
    return {"partnership_id": writer.id_of(p.partnerships, code), "contacted_on": day, "channel": "phone"}


def _history(writer: Writer, ra: int, rb: int) -> None:
    """Write steps, commitments and capacity of the two partnerships of one municipality."""
    steps = {"contact": date(2023, 1, 1), "joint_plan": date(2024, 5, 1), "review": days(3)}
    rows = ({"partnership_id": ra, "step": step, "reached_on": day, "note": step} for step, day in steps.items())
    writer.add(p.partnership_steps, *rows)
    writer.protocol(ra, "RA", SIGNED, days(40))
    writer.protocol(rb, "RB", SIGNED, days(-40))
    commitments = {
        "C1": (date(2025, 5, 1), date(2025, 5, 1)),
        "C2": (date(2025, 6, 1), date(2025, 6, 11)),
        "C3": (date(2026, 11, 12), None),
        "C4": (date(2026, 11, 22), days(2)),
        "C5": (days(5), None),
    }
    for code, (due, done) in commitments.items():
        values = {"partnership_id": ra, "name_tr": f"Söz {code}", "due_on": due, "done_on": done}
        writer.add(p.commitments, {"code": code, **values})
    levels = {
        (ra, "policy"): [(2023, 2), (2024, 0), (2025, 4)],
        (ra, "services"): [(2023, 3), (2025, 2)],
        (ra, "staff"): [(2023, 0), (2024, 1)],
        (ra, "participation"): [(2023, 0)],
        (rb, "policy"): [(2023, 5), (2025, 5)],
    }
    for (partnership, area), found in levels.items():
        for year, level in found:
            writer.level(partnership, area, date(year, 4, 1), level)
