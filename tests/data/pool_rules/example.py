"""A small pool of projects written out by hand, and short ways to ask about it."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from dashboard.data import projects
from dashboard.data.filters import Filters
from dashboard.data.loading import load_rows

TABLES = {
    "programmes": "code,name_tr\nA,Birinci\nB,İkinci\n",
    "grants": "code,name_tr,programme_code\nG1,Bir,A\nG2,İki,B\n",
    "goals": (
        "code,programme_code,name_tr,level,position\nH1,A,Birinci hedef,general,1\nH2,A,İkinci hedef,strategic,2\n"
        "H3,B,Öteki hedef,strategic,1\n"
    ),
    "criteria": "code,name_tr,name_en,weight,position\nETKI,Etki,Impact,0.6,1\nKOLAY,Kolaylık,,0.4,2\n",
    "anchors": "criterion_code,score,name_tr\nETKI,5,Herkese ulaşır.\n",
    "stage_limits": "stage,days\nidea,100\napproved,30\n",
    "projects": (
        "code,programme_code,name_tr,stage,stage_reason,mode,country,owner,implementer,budget,currency\n"
        "P1,A,Işık okulu,idea,,joint,TR,Kültür kurulu,,1000.00,TRY\n"
        "P2,A,İkinci,approved,,unilateral,BG,Şehir ekibi,,500.00,EUR\n"
        "P3,A,Üçüncü,running,,joint,TR,,Iğdır Belediyesi,,\n"
        "P4,A,Dördüncü,screened,,,,Şehir ekibi,,,\n"
        "P5,B,Beşinci,idea,,joint,DE,Yabancı,,70.00,TRY\n"
        "P6,A,Altıncı,idea,,joint,TR,,,,\n"
    ),
    "stages": (
        "project_code,stage,entered_on,decided_by,reason\n"
        "P1,idea,2021-01-01,Kurul,\nP1,screened,2021-01-11,Kurul,\nP1,scored,2021-01-11,Kurul,\n"
        "P2,scored,2021-02-01,,\nP2,approved,2021-03-03,,\n"
        "P3,running,2020-12-01,,\nP3,on_hold,2021-01-10,,Ortak ayrıldı.\nP3,running,2021-02-09,,\n"
        "P5,idea,2021-03-01,,\nP5,rejected,2021-03-01,,Ödenek yok.\n"
        "P6,idea,2021-07-01,,\n"
    ),
    "scores": (
        "project_code,criterion_code,score,scored_on,scored_by,comment\n"
        "P1,ETKI,5,2021-01-05,Kurul,Açık.\nP1,KOLAY,1,2021-01-05,,\nP1,KOLAY,2,2021-06-01,,\n"
        "P2,ETKI,3,2021-01-05,,\nP2,KOLAY,4,2021-01-05,,\nP4,ETKI,5,2021-01-05,,\n"
    ),
    "funding": (
        "project_code,reference,amount,currency,secured_on,grant_code\n"
        "P2,R1,100.25,EUR,2021-02-01,G1\nP2,R2,900.00,TRY,2021-02-01,\nP2,R3,200.00,EUR,2021-08-01,G2\n"
    ),
    "spending": (
        "grant_code,project_code,spent_on,kind,amount,currency,reference\n"
        "G1,P1,2020-12-01,expenditure,10.10,TRY,1\nG1,P1,2021-02-01,expenditure,20.20,TRY,2\n"
        "G1,P1,2021-02-01,commitment,999.00,TRY,3\nG1,P3,2021-02-01,expenditure,5.00,USD,4\n"
        "G1,P3,2021-02-01,expenditure,8.00,GBP,5\nG1,P3,2021-02-05,expenditure,-8.00,GBP,6\n"
    ),
    "project_goals": "project_code,goal_code\nP1,H1\nP1,H2\nP2,H2\nP2,H3\n",
    "project_grants": "project_code,grant_code\nP1,G1\nP2,G1\nP2,G2\n",
    "activities": (
        "code,project_code,name_tr,activity_kind,place_code\nE1,P1,Bir,research,TR-34-EMINONU\nE2,P2,İki,research,TR-01\n"
        "E3,P3,Üç,research,TR-34-1103\n"
    ),
    "reach": (
        "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts\n"
        "2021-02-01,P4,research,TR-35-1203,host,female,25-49,no,1,1\n"
    ),
}
DAY = date(2021, 3, 13)


def load(writer: Connection, kind: str, text: str, *, supersede: bool = False) -> None:
    """Load a table as a file of this name would be."""
    lines = [line.split(",") for line in text.splitlines()]
    load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind, supersede=supersede)


def own(filters: Filters, *pairs: tuple[str, str]) -> Filters:
    """Give the same filters with parameters of the page."""
    return replace(filters, own=pairs)


def at(filters: Filters, day: str) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=date.fromisoformat(day)))


def codes(connection: Connection, filters: Filters) -> list[str]:
    """Give the projects in view."""
    return list(projects.projects(connection, filters)["code"])


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame."""
    return list(frame[list(names)].itertuples(index=False, name=None))
