"""A workbook with two sheets whose headers are an institution's own words, and what they mean."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from dashboard.data.loading import ColumnMap

RECORDS, CASES = "Kayıtlar", "Şikâyetler"
OWN_RECORDS = [
    ["Gün", "İş", "Ne", "Yer", "Topluluk", "C", "Yaş dilimi", "Engel", "İlk gelen", "Toplam gelen"],
    ["2021-03-01", "P1", "course", "TR-34", "host", "K", "18-24", "no", "5", "9"],
    ["2021-03-02", "P1", "course", "TR-34", "host", "E", "18-24", "no", "2", "2"],
]
OWN_CASES = [
    ["Dosya", "Gün", "Yol", "Cins", "Konu", "İş", "Gizli mi", "Durum"],
    ["F1", "2021-03-01", "phone", "Ş", "other", "P1", "no", "received"],
]
REACH_FIELDS = (
    *("date", "project_code", "activity_kind", "place_code", "population_group", "sex", "age_band", "disability"),
    *("new_people", "contacts"),
)
CASE_FIELDS = ("feedback_key", "received_on", "channel", "type", "category", "project_code", "sensitivity", "status")
RECORDS_MAP = ColumnMap(
    "reach",
    tuple(zip(OWN_RECORDS[0], REACH_FIELDS, strict=True)),
    (("sex", "K", "female"), ("sex", "E", "male")),
    RECORDS,
)
CASES_MAP = ColumnMap(
    "feedback", tuple(zip(OWN_CASES[0], CASE_FIELDS, strict=True)), (("type", "Ş", "complaint"),), CASES
)
CATEGORIES = "code,name_tr,position\nother,Diğer,1\n"


def workbook(
    path: Path, sheets: dict[str, Sequence[Sequence[str]]] | None = None, head: Sequence[Sequence[str]] = ()
) -> Path:
    """Write a workbook, the one with both sheets unless others are named; `head` stands above each table."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (sheets or {RECORDS: OWN_RECORDS, CASES: OWN_CASES}).items():
        sheet = book.create_sheet(name)
        for row in (*head, *rows):
            sheet.append(list(row))
    book.save(path)
    return path
