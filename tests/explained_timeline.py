"""A grant with amendments, deadlines, money, targets of several kinds, parts, and a locked report that changed."""

from datetime import date

from dashboard.address import Period
from dashboard.data.engine import writing
from dashboard.data.releasing import lock_period
from tests.conftest import Database
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, indicator, load, month, table

MILESTONE = (
    "code,name_tr,grant_code,project_code,kind,original_due_on,due_on,due_reason,forecast_on,done_on,accepted_on,"
    "sent_back_on,resubmitted_on,covers_until"
)
MILESTONES = (
    "M1,Bir,G1,,event,2021-01-10,2021-01-20,kış,,2021-01-18,,,,",
    "M2,İki,G1,,event,2021-02-10,2021-02-10,,,2021-02-25,,,,",
    "M3,Üç,G1,P1,document,2021-03-01,2021-04-01,yeni plan,2021-07-01,,,,,",
    "M4,Dört,G1,,event,2021-04-01,2021-04-15,gecikme,,,,,,",
    "M5,Beş,G2,,audit,2021-09-01,2021-10-01,erteleme,,,,,,",
    "M6,Altı,G1,,event,2021-09-01,2021-09-01,,,,,,,",
    "R1,Rapor,G1,,report,2021-08-14,2021-08-14,,,,,,,2021-06-30",
    "R2,Rapor,G1,,report,2021-02-14,2021-02-14,,,2021-02-10,,,,2020-12-31",
)
AMENDMENTS = (
    "grant_code,amended_on,kind,new_ends_on,new_amount,reason,evidence\n"
    "G1,2021-01-15,extension,2021-06-30,,salgın,signed\n"
    "G1,2021-03-31,extension,2021-12-31,,salgın,signed\n"
    "G1,2021-03-31,amount,,1200.00,ek,signed\n"
    "G2,2021-02-01,amount,,450.00,kesinti,signed\n"
)
SPENDING = (
    "grant_code,project_code,spent_on,kind,amount,currency,reference\n"
    "G1,P1,2021-02-01,expenditure,100.00,USD,1\n"
    "G1,P1,2021-03-01,expenditure,250.50,USD,2\n"
    "G1,P1,2021-03-01,commitment,900.00,USD,3\n"
    "G1,P1,2021-11-01,expenditure,77.00,USD,4\n"
    "G2,P2,2021-04-01,expenditure,40.00,EUR,5\n"
)
REACH = (
    "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts\n"
    "2021-02-10,P1,course,TR-34,host,female,25-49,no,30,40\n"
    "2020-05-10,P1,course,TR-34,host,female,25-49,no,5,9"
)


ACTIVITIES = "code,project_code,name_tr,activity_kind,starts_on,ends_on\nA1,P1,Kurs,course,2021-01-01,2021-06-30\n"

TARGETS = [
    *(month("S", f"2021-{number:02d}", str(number * 10)) for number in range(1, 7)),
    month("S", "2021-Q3", "90"),
    *(month("C", f"2021-Q{number}", str(number * 100)) for number in range(1, 5)),
    *(month("L", f"2021-{number:02d}", "8", "TR-34") for number in range(1, 7)),
]
RESULTS_1 = [
    *(
        month("S", f"2021-{number:02d}", str(number * 7), place)
        for number in range(1, 5)
        for place in ("TR-34", "TR-01")
    ),
    *(month("C", f"2021-{number:02d}", str(number * 11)) for number in range(1, 4)),
    *(month("L", f"2021-{number:02d}", str(number), place) for number in range(1, 4) for place in ("TR-34", "TR-01")),
    *(month("R", f"2021-{number:02d}", "", "TR-34", numerator=str(number), denominator="9") for number in range(1, 4)),
]
PARTS = [
    ",".join((f"S,2021-0{number}-01,2021-0{number}-28", "", str(number), dimension, of))
    for number in range(1, 5)
    for dimension, of in (("sex", "female"), ("sex", "male"), ("engel", "var"))
]
PART_TARGETS = ["S,2021-01-01,2021-01-31,,12,sex,female", "S,2021-02-01,2021-02-28,,13,sex,female"]


def fill(database: Database) -> None:
    """Load it all, lock the first quarter of 2021, and change what was reported of it."""
    engines = database.engines
    load(
        engines, {"activity_kinds": "code,name_tr,position\ncourse,Kurs,99\n"} | REGISTERS | {"amendments": AMENDMENTS}
    )
    indicators = (
        indicator("S", level="pdo", project_code="P1"),
        indicator("C", "cumulative", baseline_value="10", baseline_on="2020-01-01", level="output"),
        indicator("L", "snapshot", over_time="latest", over_place="sum", level="outcome"),
        indicator("R", "ratio", over_time="ratio", over_place="ratio", final_target="80", level="outcome"),
    )
    load(
        engines,
        {
            "indicators": table(INDICATOR, *indicators),
            "targets": table(PERIODS, *TARGETS, *PART_TARGETS),
            "activities": ACTIVITIES,
            "target_revisions": "indicator_code,period_start,period_end,revised_on,previous_value,reason\n"
            "S,2021-02-01,2021-02-28,2021-01-20,15,az\n",
            "milestones": table(MILESTONE, *MILESTONES),
        },
    )
    load(engines, {"results": table(RESULTS, *RESULTS_1, *PARTS), "spending": SPENDING, "reach": REACH})
    with writing(engines.writer) as connection:
        lock_period(connection, "G1", Period.parse("2021-Q1"), reported_on=date(2021, 5, 1), actor="m")
    later = {
        "results": table(RESULTS, *RESULTS_1, *PARTS).replace(
            "S,2021-03-01,2021-03-31,TR-34,21", "S,2021-03-01,2021-03-31,TR-34,25"
        )
    }
    load(engines, later, supersede=True, reason="düzeltme")
    load(engines, {"spending": SPENDING.replace("250.50", "200.00")}, supersede=True, reason="düzeltme")
    load(engines, {"reach": REACH.replace("no,30,40", "no,26,40")}, supersede=True, reason="mükerrer")
