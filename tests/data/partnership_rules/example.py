"""A few municipal partnerships and a working group written out by hand, and short ways to ask about them."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import partnerships
from dashboard.data.filters import Filters
from dashboard.data.loading import load_rows

TABLES = {
    "programmes": "code,name_tr,name_en\nA,Belediyeler,Municipalities\nB,Öteki,\n",
    "grants": "code,name_tr,programme_code\nG1,Bir,A\n",
    "projects": "code,programme_code,name_tr\nP,A,Ortaklık\nQ,A,Çalışma grubu\nR,B,Başka\n",
    "project_grants": "project_code,grant_code\nP,G1\n",
    "organisations": (
        "code,name_tr,name_en,kind,place_code\n"
        "EMI,Eminönü Belediyesi,Municipality of Eminönü,municipality,TR-34-EMINONU\n"
        "BOZ,Bozat Belediyesi,,municipality,TR-28-BOZAT\nZEY,Zeytinburnu Belediyesi,,municipality,TR-34-1739\n"
        "BER,Beringen,,municipality,BE-VLI-BRG\nYOK,Yersiz Birlik,,union,\n"
    ),
    "partnerships": (
        "code,programme_code,organisation_code,role,grant_code\n"
        "O1,A,EMI,implementing,G1\nO2,A,BOZ,implementing,\nO3,A,ZEY,extending,\nO4,B,EMI,funding,\n"
        "O5,A,BER,implementing,\nO6,A,YOK,accountable,\n"
    ),
    "protocols": (
        "partnership_code,reference,signed_on,expires_on\n"
        "O1,2023/1,2023-01-10,2024-02-29\nO1,2024/7,2024-02-20,2025-02-28\nO2,1,2023-01-31,2024-05-29\n"
        "O3,1,2023-03-01,2024-01-31\nO5,1,2024-02-29,\n"
    ),
    "partnership_steps": (
        "partnership_code,step,reached_on\nO1,contact,2022-06-01\nO1,joint_plan,2023-05-01\nO2,contact,2022-06-01\n"
        "O6,letter_of_intent,2023-02-28\nO4,review,2024-06-01\n"
    ),
    "partner_contacts": "partnership_code,contacted_on,channel\nO3,2023-02-01,visit\n",
    "commitments": (
        "code,partnership_code,name_tr,due_on,done_on\n"
        "T1,O1,Danışma masası,2024-02-29,\nT2,O1,Rehber,2024-02-28,\nT3,O2,Ofis,2024-01-10,2024-01-12\n"
        "T4,O2,Eğitim,2024-01-10,2024-01-10\nT5,O3,Rapor,2024-03-31,2024-03-01\n"
    ),
    "capacity": (
        "partnership_code,area,assessed_on,level\n"
        "O1,policy,2022-09-01,2\nO1,policy,2023-05-01,0\nO1,policy,2024-01-15,5\nO1,staff,2024-01-15,4\n"
        "O2,policy,2023-06-01,3\nO2,policy,2024-02-01,1\nO2,staff,2022-12-31,1\nO2,staff,2023-12-31,2\n"
        "O3,policy,2023-04-01,0\n"
    ),
    "joint_activities": (
        "code,project_code,name_tr,activity_kind,planned_on,held_on\n"
        "J1,P,Çalıştay,research,2023-10-01,2023-11-05\nJ2,Q,Toplantı,research,2024-01-20,\n"
    ),
    "joint_activity_partners": "joint_activity_code,partnership_code,staff_trained\nJ1,O1,12\nJ1,O2,\n",
    "exchanges": (
        "code,project_code,teacher_code,learner_code,area,form,held_on,participants\n"
        "D1,P,BER,EMI,services,study_visit,2023-03-01,6\nD2,P,BER,EMI,staff,training,2023-09-01,\n"
        "D3,R,ZEY,YOK,staff,training,2024-01-01,\n"
    ),
    "institution_groups": "code,project_code,name_tr,position\nK1,Q,Kamu,1\n",
    "seats": "code,institution_group_code,name_tr,position\nS1,K1,Valilik,1\nS2,K1,Göç İdaresi,2\nS3,K1,Müftülük,3\n",
    "seat_terms": "seat_code,filled_on,vacated_on\nS1,2023-01-01,\nS2,2023-01-01,2024-02-29\n",
    "meetings": "code,project_code,name_tr,held_on\nM1,Q,Birinci,2024-01-10\nM2,Q,İkinci,2024-02-10\n",
    "attendance": "meeting_code,seat_code,present\nM1,S1,yes\nM1,S2,no\nM1,S3,yes\n",
    "outputs": (
        "code,project_code,kind,name_tr,delivered_on,place_code,participants\n"
        "C1,P,advice,Görüş,2023-10-02,TR-34-EMINONU,\nC2,P,advice,Görüş,2023-12-31,TR-34,30\n"
    ),
}
LEAP_DAY = date(2024, 2, 29)


def load(writer: Connection, kind: str, text: str, *, supersede: bool = False) -> None:
    """Load a table as a file of this name would be."""
    lines = [line.split(",") for line in text.splitlines()]
    load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind, supersede=supersede)


def at(filters: Filters, day: str) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=date.fromisoformat(day)))


def during(filters: Filters, period: str) -> Filters:
    """Give the same filters for a period."""
    return replace(filters, period=Period.parse(period))


def own(filters: Filters, *pairs: tuple[str, str]) -> Filters:
    """Give the same filters with parameters of the page."""
    return replace(filters, own=pairs)


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame."""
    return list(frame[list(names)].itertuples(index=False, name=None))


def codes(connection: Connection, filters: Filters) -> list[str]:
    """Give the partnerships in view by name."""
    return list(partnerships.partners(connection, filters)["code"])


def standing(connection: Connection, filters: Filters, code: str) -> dict[str, object]:
    """Give the line of a partnership among those who are stuck."""
    frame = partnerships.steps(connection, filters)
    return dict(
        zip(frame.columns, next(line for line in columns(frame, *frame.columns) if line[0] == code), strict=True)
    )
