"""A small programme with grants, deadlines, money and results, written by hand, and filters to ask about it."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.loading import load_rows
from dashboard.data.versions import Snapshot

TABLES = {
    "organisations": "code,name_tr,kind\nWB,Banka,other\nEU,Birlik,other\n",
    "programmes": "code,name_tr,reporting_currency\nA,Birinci,EUR\nB,İkinci,TRY\n",
    "grants": (
        "code,name_tr,name_en,programme_code,funder_code,amount,currency,signed_on,effective_on,starts_on,ends_on,report_rule\n"
        "G1,Bir,One,A,EU,1000.00,EUR,2019-12-20,,2020-01-01,2021-12-31,eu\n"
        "G2,İki,,A,WB,500.00,USD,2019-12-06,2019-12-17,2020-01-01,2020-12-31,world_bank\n"
        "G3,Üç,,B,,300.00,TRY,,,2021-01-01,2021-06-30,\n"
    ),
    "amendments": (
        "grant_code,amended_on,kind,new_ends_on,new_name,new_amount,reason,signatory,evidence\n"
        "G2,2020-10-01,extension,2021-03-31,,,salgın,Banka,signed\n"
        "G2,2021-02-01,extension,2021-12-31,,,salgın sürdü,,seen_in_data\n"
        "G2,2021-03-01,amount,,,600.00,ek ödenek,Banka,signed\n"
        "G2,2021-04-01,renaming,,Yeni ad,,ad değişti,Banka,signed\n"
    ),
    "projects": (
        "code,programme_code,name_tr,stage,starts_on,original_ends_on,ends_on\n"
        "P1,A,Bir,running,2020-02-01,2020-12-31,2021-06-30\n"
        "P2,A,İki,closed,2020-01-01,,2020-06-30\n"
        "P3,B,Üç,running,2021-01-01,,2021-06-30\n"
    ),
    "stages": ("project_code,stage,entered_on\nP1,running,2020-02-01\nP2,running,2020-01-01\nP2,closed,2020-07-15\n"),
    "project_grants": "project_code,grant_code\nP1,G2\nP2,G2\nP3,G3\n",
    "activities": (
        "code,project_code,name_tr,activity_kind,starts_on,ends_on\n"
        "P1-A,P1,Kurs,information_service,2020-03-01,2020-09-30\nP1-B,P1,Gezi,study_visit,2021-08-01,\n"
    ),
    "milestones": (
        "code,name_tr,grant_code,project_code,kind,original_due_on,due_on,due_reason,forecast_on,done_on,accepted_on,"
        "sent_back_on,resubmitted_on,covers_until\n"
        "M1,Kılavuz,G2,P1,document,2020-03-31,2020-06-30,salgın,,2020-07-10,,,,\n"
        "M2,Açılış,G2,,event,2021-05-31,2021-05-31,,2021-09-15,,,,,\n"
        "M3,Denetim,G2,,audit,2021-06-30,2021-06-30,,,,,,,\n"
        "M4,Proje işi,,P2,event,2020-05-01,2020-05-01,,,2020-05-01,,,,\n"
        "R1,İlk yarıyıl,G2,,report,2020-08-14,2020-08-14,,,2020-08-14,2020-09-20,,,2020-06-30\n"
        "R2,İkinci yarıyıl,G2,,report,2021-02-15,2021-02-15,,,2021-02-12,,2021-03-01,,\n"
        "R3,Ara rapor,G1,,report,2021-03-01,2021-03-01,,,,,,,\n"
        "R4,Ek rapor,G3,,report,2021-07-20,2021-07-20,,,,,,,\n"
    ),
    "spending": (
        "grant_code,project_code,spent_on,kind,amount,currency,reference\n"
        "G1,,2020-05-01,expenditure,100.10,EUR,1\n"
        "G1,,2020-05-01,commitment,1000.00,EUR,2\n"
        "G2,,2020-03-01,disbursement,400.00,USD,3\n"
        "G2,P1,2020-06-01,expenditure,120.00,USD,4\n"
        "G2,P1,2021-06-30,expenditure,30.00,USD,5\n"
        "G2,P1,2021-07-01,expenditure,7.00,USD,6\n"
        "G3,P3,2021-03-01,expenditure,60.00,TRY,7\n"
    ),
    "rates": (
        "currency,to,day,rate\n"
        "USD,EUR,2020-12-31,0.80\nUSD,EUR,2021-06-30,0.90\nUSD,EUR,2021-07-01,9\nUSD,TRY,2021-01-01,8\nTRY,EUR,2021-01-01,0.1\nEUR,TRY,2021-01-01,10\n"
    ),
    "indicators": (
        "code,name_tr,programme_code,grant_code,project_code,level,measure,kind,unit,over_time,over_place,final_target\n"
        "I1,Kişi,A,G2,,pdo,1,unique_people,kişi,sum,sum,\n"
        "I2,Etkinlik,A,G2,,intermediate,1,sum,etkinlik,sum,sum,\n"
        "I3,Oran,A,G2,,pdo,2,ratio,%,ratio,ratio,\n"
        "I4,Hane,B,G3,,output,1,sum,hane,sum,sum,\n"
    ),
    "targets": (
        "indicator_code,period_start,period_end,value\n"
        "I1,2020-01-01,2020-06-30,60\nI1,2020-07-01,2020-12-31,60\n"
        "I1,2021-01-01,2021-06-30,60\nI1,2021-07-01,2021-12-31,60\n"
        "I2,2020-01-01,2020-12-31,12\nI2,2021-01-01,2021-12-31,12\n"
        "I3,2020-01-01,2020-12-31,50\n"
    ),
    "target_revisions": (
        "indicator_code,period_start,period_end,revised_on,previous_value,reason\n"
        "I1,2020-07-01,2020-12-31,2020-09-01,90,salgın\n"
    ),
    "results": (
        "indicator_code,period_start,period_end,value\n"
        "I1,2020-01-01,2020-06-30,30\nI1,2020-07-01,2020-12-31,42\nI1,2021-01-01,2021-06-30,60\n"
        "I2,2020-01-01,2020-12-31,\n"
    ),
}


def load_table(writer: Connection, kind: str, text: str, *, supersede: bool = False) -> None:
    """Load one table of text."""
    lines = [line.split(",") for line in text.splitlines()]
    frame = pd.DataFrame(lines[1:], columns=lines[0], dtype=str)
    load_rows(writer, kind, frame, source=kind, supersede=supersede)


def asked(day: str = "2021-07-01", version: int = 10**6, **filters: object) -> Filters:
    """Give filters on a reference day at the newest version of these tests."""
    return replace(Filters(EVERYTHING, Snapshot(version, date.fromisoformat(day))), **filters)


G2 = {"grants": ("G2",)}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame, row by row, days as text."""
    cells = [frame[name].tolist() for name in columns]
    texts = [[cell.isoformat() if isinstance(cell, date) else cell for cell in column] for column in cells]
    return list(zip(*texts, strict=True))
