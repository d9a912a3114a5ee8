"""Random programmes with grants, deadlines, money and results, as rows of files."""

import random
from datetime import date, timedelta

from tests.calendar_oracle import Files, Row, deadlines, end_of, must, plus_months

FIRST = date(2019, 1, 1)
KINDS = ("report", "report", "document", "event", "audit", "disbursement")
CURRENCIES = ("EUR", "USD", "TRY")


def random_files(rng: random.Random) -> Files:
    """Make the rows of one world."""
    programmes = [
        {"code": code, "name_tr": code, "reporting_currency": rng.choice(("EUR", "EUR", ""))} for code in ("A", "B")
    ]
    grants = [_grant(rng, n) for n in range(5)]
    amendments = [_amendment(rng, grant) for grant in grants if rng.random() < 0.6]
    files = Files(programmes, grants, amendments, [], _spending(rng, grants), _rates(rng), [], [], [])
    for number in range(30):
        files.milestones.append(_milestone(rng, number, files))
    for grant in grants:
        _indicators(rng, grant, files)
    return files


def _later(rng: random.Random, start: date, most: int, least: int = 0) -> date:
    """Give a day some days later."""
    return start + timedelta(days=rng.randint(least, most))


def _grant(rng: random.Random, number: int) -> Row:
    """Make a grant of 4 to 50 months, which may begin within a month."""
    start = _later(rng, FIRST, 500)
    end = plus_months(start, rng.randint(4, 50)) - timedelta(days=rng.choice((1, 1, 9)))
    return {
        "code": f"G{number}",
        "name_tr": f"Hibe {number}",
        "programme_code": rng.choice("AB"),
        "amount": str(rng.randint(1000, 9000)),
        "currency": rng.choice(CURRENCIES),
        "starts_on": start.isoformat(),
        "ends_on": end.isoformat(),
        "report_rule": rng.choice(("eu", "eu_abroad", "world_bank", "")),
    }


def _amendment(rng: random.Random, grant: Row) -> Row:
    """Make an extension, or a change of the amount."""
    row = {"grant_code": grant["code"], "amended_on": "2020-06-01", "reason": "neden", "evidence": "signed"}
    if rng.random() < 0.7:
        end = plus_months(must(grant["ends_on"]), rng.randint(1, 20))
        return row | {"kind": "extension", "new_ends_on": end.isoformat(), "new_amount": ""}
    return row | {"kind": "amount", "new_ends_on": "", "new_amount": str(rng.randint(1000, 9000))}


def _milestone(rng: random.Random, number: int, files: Files) -> Row:
    """Make a milestone in any state; some reports name the period that they cover."""
    grant, kind = rng.choice(files.grants), rng.choice(KINDS)
    first = _later(rng, FIRST, 1500)
    due = first if rng.random() < 0.5 else _later(rng, first, 300, 1)
    done = _later(rng, due, 90, -60) if rng.random() < 0.6 else None
    back = _later(rng, done, 40) if done and kind == "report" and rng.random() < 0.4 else None
    again = _later(rng, back, 40) if back and rng.random() < 0.6 else None
    latest = again or (None if back else done)
    passed = _later(rng, latest, 60) if latest and rng.random() < 0.6 else None
    asked = deadlines(grant["report_rule"], must(grant["starts_on"]), end_of(files, grant))
    named = {row["covers_until"] for row in files.milestones if row["grant_code"] == grant["code"]}
    covers = rng.choice(asked)[1].isoformat() if asked and kind == "report" and rng.random() < 0.5 else ""
    days = {"due_on": due, "done_on": done, "sent_back_on": back, "resubmitted_on": again, "accepted_on": passed}
    return {
        "code": f"M{number:02d}",
        "name_tr": f"İş {number}",
        "grant_code": grant["code"],
        "kind": kind,
        "original_due_on": first.isoformat(),
        "due_reason": "neden" if due > first else "",
        "forecast_on": _later(rng, due, 200, -100).isoformat() if rng.random() < 0.5 else "",
        "covers_until": "" if covers in named else covers,
        **{name: one.isoformat() if one else "" for name, one in days.items()},
    }


def _spending(rng: random.Random, grants: list[Row]) -> list[Row]:
    """Make amounts of all kinds, some in another currency than the grant's."""
    return [
        {
            "grant_code": (grant := rng.choice(grants))["code"],
            "spent_on": _later(rng, FIRST, 1600).isoformat(),
            "kind": rng.choice(("commitment", "disbursement", "expenditure", "expenditure")),
            "amount": f"{rng.randint(100, 90000) / 100:.2f}",
            "currency": grant["currency"] if rng.random() < 0.8 else rng.choice(CURRENCIES),
            "reference": str(number),
        }
        for number in range(60)
    ]


def _rates(rng: random.Random) -> list[Row]:
    """Make rates to the euro, from different days on."""
    return [
        {
            "currency": c,
            "to": "EUR",
            "day": _later(rng, FIRST, 1200).isoformat(),
            "rate": f"{rng.uniform(0.05, 1.2):.4f}",
        }
        for c in ("USD", "TRY")
        for _ in range(4)
    ]


def _indicators(rng: random.Random, grant: Row, files: Files) -> None:
    """Make an indicator of a grant with quarterly targets and results, of which some are missing."""
    code, kind = f"I-{grant['code']}", rng.choice(("sum", "cumulative"))
    files.indicators.append(
        {
            "code": code,
            "name_tr": code,
            "programme_code": grant["programme_code"],
            "grant_code": grant["code"],
            "level": "output",
            "measure": "1",
            "kind": kind,
            "unit": "adet",
        }
    )
    total, gap = 0, rng.random() < 0.4
    for number in range(rng.randint(3, 12)):
        first = plus_months(FIRST, 3 * number)
        period = {
            "indicator_code": code,
            "period_start": first.isoformat(),
            "period_end": (plus_months(first, 3) - timedelta(days=1)).isoformat(),
        }
        planned = rng.randint(1, 40)
        total += planned
        files.targets.append(period | {"value": str(total if kind == "cumulative" else planned)})
        value = "" if gap and rng.random() < 0.3 else str(rng.randint(0, 45))
        files.results.append(period | {"value": value})
