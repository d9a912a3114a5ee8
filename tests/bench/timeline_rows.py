"""Grants for measuring: each with projects, milestones, money and a results framework told by month and place."""

import random
from collections.abc import Iterator
from datetime import date

from dashboard.address import Month
from tests.timeline_world import INDICATOR, PERIODS, RESULTS, table

INDICATORS, PROJECTS, MILESTONES = 8, 3, 8
"""Of each grant."""
FIRST, MONTHS = Month(2022, 1), 36
"""The months of every grant."""
KINDS = ("unique_people", "sum", "cumulative", "snapshot")
REGISTERS = {
    "organisations": "code,name_tr,kind\nWB,Banka,international\nEU,Birlik,international\n",
    "programmes": "code,name_tr,reporting_currency\nA,Birinci,EUR\nB,İkinci,EUR\n",
    "rates": "currency,to,day,rate\nUSD,EUR,2022-01-01,0.9\nUSD,EUR,2023-01-01,0.95\n",
}


def grants(count: int) -> list[str]:
    """Give the codes of so many grants."""
    return [f"G{number:03d}" for number in range(count)]


def tables(count: int, places: int) -> Iterator[dict[str, str]]:
    """Give the files of so many grants, each load after the other; results are told for so many places a month."""
    rng, codes = random.Random(1), grants(count)
    yield REGISTERS | dict(_registers(rng, codes))
    yield {"indicators": table(INDICATOR, *(_indicator(code, n) for code in codes for n in range(INDICATORS)))}
    where = [f"TR-{number:02d}" for number in range(1, places + 1)]
    yield {"targets": table(PERIODS, *_periods(rng, codes, where, 40))}
    yield {"results": table(RESULTS, *_periods(rng, codes, where, 60))}


def _registers(rng: random.Random, codes: list[str]) -> Iterator[tuple[str, str]]:
    """Give grants with their projects, days and money."""
    last = Month.at(FIRST.index + MONTHS - 1).last
    terms = [f"{c},Hibe {c},{'AB'[n % 2]},{'WB' if n % 2 else 'EU'}" for n, c in enumerate(codes)]
    rules = [("USD", "world_bank") if n % 2 else ("EUR", "eu") for n in range(len(codes))]
    ends = [
        f"{term},100000.00,{money},{FIRST.first},{last},{rule}"
        for term, (money, rule) in zip(terms, rules, strict=True)
    ]
    header = "code,name_tr,programme_code,funder_code,amount,currency,starts_on,ends_on,report_rule"
    yield "grants", table(header, *ends)
    moved = f"extension,{date(last.year + 1, 6, 30)},salgın,signed"
    yield (
        "amendments",
        table(
            "grant_code,amended_on,kind,new_ends_on,reason,evidence", *(f"{code},2024-06-01,{moved}" for code in codes)
        ),
    )
    owned = [(f"{code}-P{n}", code, at) for at, code in enumerate(codes) for n in range(PROJECTS)]
    yield (
        "projects",
        table("code,programme_code,name_tr,stage", *(f"{p},{'AB'[at % 2]},Proje,running" for p, _, at in owned)),
    )
    yield "project_grants", table("project_code,grant_code", *(f"{project},{grant}" for project, grant, _ in owned))
    days = [(code, n, Month.at(FIRST.index + 4 * n).last) for code in codes for n in range(MILESTONES)]
    yield (
        "milestones",
        table(
            "code,name_tr,grant_code,kind,original_due_on,due_on,done_on",
            *(f"{c}-M{n},Adım,{c},document,{d},{d},{d if rng.random() < 0.7 else ''}" for c, n, d in days),
        ),
    )
    months = [Month.at(FIRST.index + n).last for n in range(MONTHS)]
    paid = [(c, rules[at][0], n, day) for at, c in enumerate(codes) for n, day in enumerate(months)]
    header = "grant_code,project_code,spent_on,kind,amount,currency,reference"
    spent = (f"{c},{c}-P0,{day},expenditure,{rng.randint(1, 2000)}.00,{money},{n}" for c, money, n, day in paid)
    yield "spending", table(header, *spent)


def _indicator(grant: str, number: int) -> str:
    """Give one indicator of a grant; its kinds come in turn."""
    level, kind = ("pdo" if number < 2 else "intermediate"), KINDS[number % len(KINDS)]
    row = {"code": f"{grant}-I{number}", "name_tr": f"Gösterge {number}", "grant_code": grant, "level": level}
    row |= {"programme_code": "AB"[int(grant[1:]) % 2], "kind": kind, "measure": "1", "ascending": "yes"}
    row |= {"over_time": "latest" if kind == "snapshot" else "sum", "over_place": "sum"}
    return ",".join(row.get(name, "") for name in INDICATOR.split(","))


def _periods(rng: random.Random, codes: list[str], places: list[str], most: int) -> Iterator[str]:
    """Give a value of each indicator, month and place."""
    for code in codes:
        for number in range(INDICATORS):
            for step in range(MONTHS):
                period = Month.at(FIRST.index + step)
                for place in places:
                    yield f"{code}-I{number},{period.first},{period.last},{place},{rng.randint(0, most)}"
