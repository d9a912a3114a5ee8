"""Two grants of one funder, one of another, and loads after the release, as files: told to one installation or not.

`W1` is released as of the last load that the funder may know, `W2` as of the one before. The foreign `F1` pays for
`P2` too, and stands in the same programme. Whatever is foreign, or came later, bears the canary.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import text

from dashboard.address import Period
from dashboard.data.engine import writing
from dashboard.data.releasing import lock_period, release
from tests.conftest import Database
from tests.timeline_world import INDICATOR, PERIODS, RESULTS, load, month, table
from tests.timeline_world import indicator as of_g1

CANARY = "KANARYA-9d41"
OWN = frozenset({"W1", "W2"})
COMMITTED = ("2022-02-10 09:00:00+00", "2022-03-15 09:00:00+00", "2022-09-01 09:00:00+00")
"""When the first release, the second one and what came later were committed."""
QUARTERS = ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4")
Tables = dict[str, str]

GRANT = "code,name_tr,programme_code,funder_code,amount,currency,starts_on,ends_on,report_rule"
PROJECT = "code,programme_code,name_tr,stage,starts_on,ends_on,objective"
MILESTONE = "code,name_tr,grant_code,project_code,kind,original_due_on,due_on,due_reason,done_on,covers_until"
SPENDING = "grant_code,project_code,spent_on,kind,amount,currency,reference,description"
DOCUMENT = "code,name_tr,project_code,grant_code,kind,language,issued_on,url"
COMMENT = "indicator_code,period_start,period_end,comment,written_on,written_by"
RATING = "grant_code,rated_on,what,funder_rating,report"
AMENDMENT = "grant_code,amended_on,kind,new_ends_on,reason,evidence"
ACTIVITY = "code,project_code,name_tr,activity_kind,place_code,starts_on,ends_on"


def indicator(code: str, grant: str, **told: str) -> str:
    """Give the row of an indicator, of people unless it tells what it counts."""
    return (
        of_g1(code, told.pop("kind", "sum"), **({"grant_code": grant} | told))
        + ","
        + told.get("counts", "unique_people")
    )


def first(*, other: bool) -> Tables:
    """Give the registers."""
    return {
        "organisations": table(
            "code,name_tr,kind", *_with(other, ["WB,Banka,international"], f"XX,{CANARY},international")
        ),
        "programmes": table("code,name_tr,reporting_currency", *_with(other, ["A,Birinci,EUR"], f"B,{CANARY},EUR")),
        "rates": "currency,to,day,rate\nUSD,EUR,2021-01-01,0.9\n",
        "grants": table(
            GRANT,
            *_with(
                other,
                [
                    "W1,Hibe bir,A,WB,1000.00,USD,2021-01-01,2021-12-31,world_bank",
                    "W2,Hibe iki,A,WB,700.00,EUR,2021-01-01,2022-12-31,eu",
                ],
                f"F1,{CANARY},A,XX,900.00,USD,2021-01-01,2022-12-31,eu",
                f"F2,{CANARY},B,XX,900.00,TRY,2020-01-01,2022-12-31,world_bank",
            ),
        ),
        "projects": table(
            PROJECT,
            *_with(
                other,
                ["P1,A,Proje bir,running,2021-01-01,2021-12-31,Amaç", "P2,A,Proje iki,running,2021-02-01,2022-06-30,"],
                f"P9,A,{CANARY},running,2021-01-01,2022-01-31,{CANARY}",
            ),
        ),
        "project_grants": table(
            "project_code,grant_code", *_with(other, ["P1,W1", "P2,W1", "P2,W2"], "P2,F1", "P9,F1")
        ),
        "activities": table(
            ACTIVITY,
            *_with(
                other,
                ["A1,P1,Kurs,language_course,TR-34,2021-01-10,2021-06-30"],
                f"A9,P9,{CANARY},language_course,TR-01,2021-01-10,2021-06-30",
            ),
        ),
    }


def second(*, other: bool) -> Tables:
    """Give the indicators, plans, deadlines, money and words of both grants as of the first release."""
    return {
        "indicators": table(
            f"{INDICATOR},counts",
            *_with(
                other,
                [
                    indicator("W1-P", "W1", kind="unique_people", over_time="sum", over_place="sum"),
                    indicator("W1-T", "W1", counts="things"),
                    indicator("W1-R", "W1", kind="ratio", counts="", over_time="ratio", final_target="60"),
                    indicator("W2-P", "W2", kind="cumulative", level="output", final_target="400"),
                    indicator("P2-S", "", kind="snapshot", project_code="P2", level="output", counts="households"),
                ],
                indicator("A-ALL", "", level="output"),
                indicator("F1-P", "F1").replace("F1-P,F1-P", f"F1-P,{CANARY}"),
                indicator("P9-S", "", project_code="P9").replace("P9-S,P9-S", f"P9-S,{CANARY}"),
            ),
        ),
        "targets": table(
            PERIODS,
            *_with(
                other,
                [month(code, quarter, "100") for code in ("W1-P", "W1-T", "W2-P") for quarter in QUARTERS]
                + [month("P2-S", "2021-Q4", "40")],
                *(month(code, quarter, "7777") for code in ("F1-P", "P9-S", "A-ALL") for quarter in QUARTERS),
            ),
        ),
        "milestones": table(
            MILESTONE,
            *_with(
                other,
                [
                    "M1,Rapor,W1,,report,2021-07-15,2021-07-31,hazırlık,2021-07-30,2021-06-30",
                    "M2,Denetim,W2,,audit,2021-11-30,2021-11-30,,,",
                    "M3,Açılış,,P1,event,2021-03-01,2021-03-01,,2021-03-05,",
                ],
                f"M8,{CANARY},F1,,report,2021-05-31,2021-05-31,,,",
                f"M9,{CANARY},,P9,event,2021-05-31,2021-05-31,,,",
            ),
        ),
        "spending": table(
            SPENDING,
            *_with(
                other,
                [
                    "W1,P1,2021-05-05,expenditure,300.00,USD,1,",
                    "W2,P2,2021-05-05,expenditure,70.00,EUR,2,",
                    "W1,P1,2021-06-05,expenditure,11.00,TRY,3,",
                ],
                f"F1,P2,2021-05-05,expenditure,555.00,EUR,4,{CANARY}",
                f"F2,,2021-05-05,expenditure,444.00,GBP,5,{CANARY}",
            ),
        ),
        "documents": table(
            DOCUMENT,
            *_with(
                other,
                ["D1,Belge,,W1,report,tr,2021-08-01,https://example.org/d1"],
                f"D9,{CANARY},,F1,report,tr,2021-08-01,https://example.org/{CANARY}",
                f"D8,{CANARY},P9,,report,tr,2021-08-01,https://example.org/{CANARY}",
            ),
        ),
        "ratings": table(
            RATING, *_with(other, ["W1,2021-09-01,objective,MS,rapor"], f"F1,2021-09-01,objective,HU,{CANARY}")
        ),
        "amendments": table(
            AMENDMENT,
            *_with(
                other,
                ["W1,2021-10-01,extension,2022-06-30,salgın,signed"],
                f"F1,2021-10-01,extension,2023-06-30,{CANARY},signed",
            ),
        ),
        "results": table(RESULTS, *_with(other, list(results_first()), *_foreign_results())),
        "comments": table(
            COMMENT,
            *_with(
                other,
                ["W1-P,2021-01-01,2021-03-31,Yayımlanan söz,2021-04-20,Koordinatör"],
                f"F1-P,2021-01-01,2021-03-31,{CANARY},2021-04-20,Koordinatör",
            ),
        ),
    }


PEOPLE = {"TR-34": ("44", "3", "0", "18"), "TR-06": ("9", "12", "61", "")}
"""Results of `W1-P` by place and quarter as of the first release."""
LATER_PEOPLE = PEOPLE | {"TR-06": ("9", "12", "61", "23")}
"""The same as of the second."""
FRACTIONS = (("33", "61"), ("27", "52"), ("41", "58"), ("3", "77"))


def results_first(people: Mapping[str, tuple[str, ...]] = PEOPLE) -> Iterator[str]:
    """Give the results of the funder's own grants."""
    for place, values in people.items():
        for quarter, value in zip(QUARTERS, values, strict=True):
            words = {"comment": f"Not {place} {quarter}"} if value != "3" else {"comment": "üç kişi"}
            yield month("W1-P", quarter, value, place, **words)
    for quarter, (top, bottom) in zip(QUARTERS, FRACTIONS, strict=True):
        yield month("W1-R", quarter, "", numerator=top, denominator=bottom)
        yield month("W1-T", quarter, "7")
    yield month("W2-P", "2021-Q1", "30")
    yield month("W2-P", "2021-Q1", "24", dimension="sex", dimension_value="female")
    yield month("W2-P", "2021-Q1", "6", dimension="sex", dimension_value="male")
    yield month("W2-P", "2021-Q2", "4")
    yield month("P2-S", "2021-Q2", "21")


def _foreign_results() -> Iterator[str]:
    for code in ("F1-P", "P9-S", "A-ALL"):
        for quarter in QUARTERS:
            yield month(code, quarter, "5555", comment=CANARY)


def third(*, other: bool) -> Tables:
    """Give what the second load changes: own results that `W1` shows and `W2` does not yet."""
    return {
        "results": table(
            RESULTS,
            *_with(
                other,
                [
                    *(row for row in results_first(LATER_PEOPLE) if not row.startswith("W2-P")),
                    month("W2-P", "2021-Q1", "90"),
                ],
                *_foreign_results(),
            ),
        )
    }


def later() -> Tables:
    """Give what came after the release: only one installation hears of it."""
    return {
        "results": table(RESULTS, month("W1-P", "2021-Q1", "4711", "TR-34", comment=CANARY)),
        "comments": table(COMMENT, f"W1-P,2021-04-01,2021-06-30,{CANARY},2022-08-20,{CANARY}"),
        "ratings": table(RATING, f"W1,2022-08-01,objective,HS,{CANARY}"),
        "documents": table(DOCUMENT, f"D7,{CANARY},,W1,report,tr,2022-01-01,https://example.org/{CANARY}"),
        "spending": table(SPENDING, f"W1,P1,2021-05-06,expenditure,1.00,USD,77,{CANARY}"),
        "amendments": table(AMENDMENT, f"W2,2022-01-05,extension,2023-12-31,{CANARY},signed"),
    }


def fill(database: Database, *, other: bool) -> None:
    """Load the same versions into an installation, and into the other one what is foreign or came later besides."""
    load(database.engines, first(other=other))
    load(database.engines, second(other=other))
    _release(database, "W2", "W1")
    load(database.engines, third(other=other), supersede=True, reason="düzeltme")
    with writing(database.engines.writer) as connection:
        lock_period(connection, "W1", Period.parse("2021-Q2"), 2 + _before(database), actor="test")
    _release(database, "W1")
    stamps = [(COMMITTED[1], "true"), (COMMITTED[0], f"version <= {_before(database) + 3}")]
    if other:
        first_later = _newest(database) + 1
        _release(database, "F1")
        for kind, rows in later().items():
            load(
                database.engines,
                {kind: rows},
                supersede=kind == "results",
                source=kind if kind == "results" else f"{kind}-2",
            )
        stamps.append((COMMITTED[2], f"version >= {first_later}"))
    with database.engines.owner.begin() as connection:
        for moment, which in stamps:
            for name in ("versions", "loads"):
                connection.execute(text(f"update {name} set committed_at = '{moment}' where {which}"))  # noqa: S608 - fixed.


def _with(other: bool, own: list[str], *foreign: str) -> list[str]:  # noqa: FBT001 - says which installation.
    """Give rows, in the installation that heard of them with the foreign ones before the others."""
    return [*foreign, *own] if other else own


def _release(database: Database, *grants: str) -> None:
    with writing(database.engines.writer) as connection:
        newest = connection.execute(text("select max(version) from versions where kind <> 'edit'")).scalar_one()
        for grant in grants:
            release(connection, grant, newest, actor="test")


def _newest(database: Database) -> int:
    with database.engines.owner.connect() as connection:
        return int(connection.execute(text("select max(version) from versions")).scalar_one())


def _before(database: Database) -> int:
    """Give the version of the reference data."""
    with database.engines.owner.connect() as connection:
        query = "select coalesce(max(version), 0) from versions where kind = 'reference'"
        return int(connection.execute(text(query)).scalar_one())
