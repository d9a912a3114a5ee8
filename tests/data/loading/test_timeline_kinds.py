"""The files of the timeline: what a good one brings into the database, and what is said of a bad one."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import KINDS, load_files
from dashboard.data.loading.timeline_kinds import TIMELINE_KINDS
from dashboard.data.versions import today
from tests.data.loading.checking import errors, warnings

RATING = {"grant_code": "P171489", "rated_on": "2021-01-26", "what": "objective", "funder_rating": "MS"}
PERIOD = {"indicator_code": "I1", "period_start": "2021-01-01", "period_end": "2021-06-30"}
REVISION = PERIOD | {"revised_on": "2021-03-31", "previous_value": "100", "reason": "Süre uzatıldı"}
COMMENT = PERIOD | {"comment": "Okullar kapalıydı.", "written_on": "2021-08-12", "written_by": "Proje koordinatörü"}
GOOD = {"ratings": RATING, "target_revisions": REVISION, "comments": COMMENT}
FILES = {
    "indicators": """Kod;Ad;Program kodu;Düzey;Ölçü;Tür;Artış iyidir;Varsayımlar
        I1;Etkinlik;KIZILAY-SU;Çıktı;1;sum;Evet;Okullar açık kalır.""",
    "ratings": """Hibe kodu;Not tarihi;Değerlendirilen;Not;Önceki not;Rapor
        P171489;26.01.2021;Kalkınma amacına ilerleme;MS;MS;İlerleme raporu
        P171489;26.01.2021;implementation;Kısmen başarılı (MS);mu;İlerleme raporu""",
    "target_revisions": """Gösterge kodu;Dönem başı;Dönem sonu;Hedefin değiştiği tarih;Önceki hedef;Gerekçe
        I1;01.01.2021;30.06.2021;31.03.2021;1.234,5;Süre uzatıldı
        I1;;;31.03.2021;;İlk kez hedef verildi""",
    "comments": """Gösterge kodu;Dönem başı;Dönem sonu;Açıklama;Yazıldığı tarih;Yazan görev
        I1;01.01.2021;30.06.2021;Okullar kapalıydı.;12.08.2021;Proje koordinatörü""",
}


def test_every_kind_of_the_timeline_has_a_good_row_here() -> None:
    assert list(GOOD) == [kind.name for kind in TIMELINE_KINDS]
    assert all(errors(kind, row) == [] for kind, row in GOOD.items())


def test_a_folder_of_turkish_files_loads_in_one_go(programme: Engines, write: Callable[..., Path]) -> None:
    report = load_files(programme, [write(f"{name}.csv", text) for name, text in FILES.items()])
    assert list(map(str, report.errors)) == []
    assert {t.kind: t.accepted for t in report.tables} == {n: content.count("\n") for n, content in FILES.items()}
    with reading(programme.reader, EVERYTHING) as connection:

        def rows(kind: str, *columns: str) -> list[tuple[object, ...]]:
            table = KINDS[kind].table
            return [tuple(r) for r in connection.execute(select(*(table.c[n] for n in columns)).order_by(table.c.id))]

        assert rows("ratings", "what", "rating", "previous_rating") == [
            ("objective", "MS", "MS"),
            ("implementation", "MS", "MU"),
        ]
        assert rows("target_revisions", "period_start", "previous_value") == [
            (date(2021, 1, 1), Decimal("1234.5")),
            (None, None),
        ]
        assert rows("comments", "comment", "written_by") == [("Okullar kapalıydı.", "Proje koordinatörü")]
        assert rows("indicators", "assumptions") == [("Okullar açık kalır.",)]


@pytest.mark.parametrize(
    ("kind", "change", "column", "reason"),
    [
        ("ratings", {"what": "other"}, "what", "not_a_code"),
        ("ratings", {"funder_rating": "A"}, "funder_rating", "not_a_code"),
        ("ratings", {"funder_rating": ""}, "funder_rating", "required"),
        ("target_revisions", {"reason": ""}, "reason", "required"),
        ("target_revisions", {"period_end": ""}, "period_end", "half_a_period"),
        ("target_revisions", {"period_start": ""}, "period_start", "half_a_period"),
        ("target_revisions", {"period_end": "2020-12-31"}, "period_end", "days_out_of_order"),
        ("comments", {"comment": ""}, "comment", "required"),
        ("comments", {"period_end": "2020-12-31"}, "period_end", "days_out_of_order"),
    ],
)
def test_what_is_wrong_is_refused(kind: str, change: dict[str, str], column: str, reason: str) -> None:
    assert errors(kind, GOOD[kind] | change) == [(2, column, reason)]


def test_a_target_of_the_whole_life_belongs_to_no_place() -> None:
    whole = REVISION | {"period_start": "", "period_end": "", "place_code": "TR-34"}
    assert errors("target_revisions", whole) == [(2, "place_code", "whole_life_in_a_place")]


@pytest.mark.parametrize(
    ("kind", "column"), [("ratings", "rated_on"), ("target_revisions", "revised_on"), ("comments", "written_on")]
)
def test_a_day_to_come_is_warned_of(kind: str, column: str) -> None:
    ahead = (today() + timedelta(days=2)).isoformat()
    assert warnings(kind, GOOD[kind] | {column: ahead}) == [(2, column, "future_day")]
