"""The files of the project pool: what a good one brings into the database, and what is said of a bad one."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text

from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import KINDS, LoadReport, load_files
from dashboard.data.loading.pool_kinds import POOL_KINDS, STAYS
from dashboard.data.schema import loads, sources
from dashboard.data.versions import today
from dashboard.i18n import speaking
from tests.data.loading.checking import check, errors, said, warnings

STAGE = {"project_code": "P1", "stage": "approved", "entered_on": "2021-03-01", "decided_by": "Yönetim kurulu"}
LIMIT = {"stage": "screened", "days": "90"}
CRITERION = {"code": "REACH", "name_tr": "Erişim", "weight": "1", "position": "1"}
ANCHOR = {"criterion_code": "REACH", "score": "1", "name_tr": "Tek mahalle"}
SCORE = {"project_code": "P1", "criterion_code": "REACH", "score": "4", "scored_on": "2021-03-01"}
FUNDING = {"project_code": "P1", "reference": "F-1", "amount": "1000.5", "currency": "EUR", "secured_on": "2021-03-01"}
PARTNER = {"project_code": "P1", "organisation_code": "WB", "role": "partner"}
DOCUMENT = {
    "code": "D1",
    "name_tr": "Plan",
    "project_code": "P1",
    "kind": "plan",
    "language": "tr",
    "url": "https://example.org/plan.pdf",
}
GOOD = {
    "stages": STAGE,
    "stage_limits": LIMIT,
    "criteria": CRITERION,
    "anchors": ANCHOR,
    "scores": SCORE,
    "funding": FUNDING,
    "project_partners": PARTNER,
    "documents": DOCUMENT,
}
FILES = {
    "stages": """Proje kodu;Aşama;Aşamaya giriş tarihi;Karar veren;Gerekçe
        P1;Fikir;02.09.2019;Eğitim kurulu;
        P1;Onaylandı;01.11.2019;Yönetim kurulu;
        P2;Reddedildi;01.03.2020;;Bütçesi katkısına göre yüksek bulundu.""",
    "stage_limits": """Aşama;Süre sınırı (gün)
        Onaylandı;180""",
    "criteria": """Kod;Ad;Ağırlık;Sıra
        REACH;Erişim;0,35;1
        GOALS;Amaçlara katkı;0,65;2""",
    "anchors": """Ölçüt kodu;Puan;Ad
        REACH;1;Tek mahalle
        REACH;5;Bölgenin tamamı""",
    "scores": """Proje kodu;Ölçüt kodu;Puan;Puanlama tarihi;Puanlayan;Açıklama
        P1;REACH;3;01.10.2019;Değerlendirme kurulu;
        P1;REACH;4;15.01.2020;Değerlendirme kurulu;Yeni ilçeler eklendi.""",
    "funding": """Proje kodu;Belge no;Tutar;Para birimi;Fonun sağlandığı tarih;Hibe kodu;Fon sağlayıcı kodu
        P1;F-1;1.250.000,75;USD;17.12.2019;P171489;WB""",
    "project_partners": """Proje kodu;Kuruluş kodu;Ortaklık rolü
        P1;KIZILAY;Yürütücü""",
    "documents": """Kod;Ad;Hibe kodu;Tür;Belge dili;Belge tarihi;Belge adresi
        D1;Hibe sözleşmesi;P171489;Sözleşme veya protokol;English;17.12.2019;https://example.org/a.pdf""",
}


def load(engines: Engines, write: Callable[..., Path], name: str, content: str = "", **options: bool) -> LoadReport:
    return load_files(engines, [write(f"{name}.csv", content or FILES[name.partition("-")[0]])], **options)  # type: ignore[arg-type]


def test_every_kind_of_the_pool_has_a_good_file_here() -> None:
    assert list(GOOD) == list(FILES) == [kind.name for kind in POOL_KINDS]


def test_a_folder_of_turkish_files_loads_in_one_go(programme: Engines, write: Callable[..., Path]) -> None:
    report = load_files(programme, [write(f"{name}.csv", content) for name, content in FILES.items()])
    assert list(map(str, report.errors)) == []
    assert len(report.warnings) == 0
    assert {t.kind: t.accepted for t in report.tables} == {n: c.count("\n") for n, c in FILES.items()}
    with reading(programme.reader, EVERYTHING) as connection:

        def rows(kind: str, *columns: str) -> list[tuple[object, ...]]:
            table = KINDS[kind].table
            found = connection.execute(select(*(table.c[name] for name in columns)).order_by(table.c.id))
            return [tuple(row) for row in found]

        assert rows("stages", "stage", "entered_on", "decided_by")[1] == (
            "approved",
            date(2019, 11, 1),
            "Yönetim kurulu",
        )
        assert rows("stages", "reason")[2] == ("Bütçesi katkısına göre yüksek bulundu.",)
        assert rows("stage_limits", "stage", "days") == [("approved", 180)]
        assert rows("criteria", "name_tr", "weight") == [
            ("Erişim", Decimal("0.3500")),
            ("Amaçlara katkı", Decimal("0.6500")),
        ]
        assert rows("anchors", "score", "name_tr") == [(1, "Tek mahalle"), (5, "Bölgenin tamamı")]
        assert rows("scores", "score", "scored_on", "comment") == [
            (3, date(2019, 10, 1), None),
            (4, date(2020, 1, 15), "Yeni ilçeler eklendi."),
        ]
        assert rows("funding", "amount", "currency", "reference") == [(Decimal("1250000.75"), "USD", "F-1")]
        assert rows("project_partners", "role") == [("lead",)]
        assert rows("documents", "kind", "language", "project_id") == [("agreement", "en", None)]


def test_the_day_up_to_which_a_file_speaks_is_kept(programme: Engines, write: Callable[..., Path]) -> None:
    load_files(programme, [write(f"{name}.csv", content) for name, content in FILES.items()])
    question = select(sources.c.kind, loads.c.cutoff).join(loads, loads.c.source_id == sources.c.id)
    with reading(programme.reader, EVERYTHING) as connection:
        found = {row.kind: row.cutoff and row.cutoff.date() for row in connection.execute(question)}
    assert {kind: found[kind] for kind in FILES if found[kind]} == {
        "stages": date(2020, 3, 1),
        "scores": date(2020, 1, 15),
        "funding": date(2019, 12, 17),
    }


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_good_row_has_neither_errors_nor_warnings(kind: str) -> None:
    assert errors(kind, GOOD[kind]) == []
    assert warnings(kind, GOOD[kind]) == []


@pytest.mark.parametrize(
    ("kind", "column", "value", "reason"),
    [
        ("stages", "project_code", "", "required"),
        ("stages", "stage", "", "required"),
        ("stages", "stage", "aproved", "not_a_code_near"),
        ("stages", "entered_on", "", "required"),
        ("stages", "entered_on", "31.02.2021", "not_a_date"),
        ("stage_limits", "stage", "closed", "not_a_code"),
        ("stage_limits", "stage", "rejected", "not_a_code"),
        ("stage_limits", "days", "0", "too_low"),
        ("stage_limits", "days", "30,5", "not_whole"),
        ("stage_limits", "days", "", "required"),
        ("criteria", "weight", "", "required"),
        ("criteria", "weight", "-0,5", "too_low"),
        ("criteria", "weight", "1,2", "above_highest"),
        ("criteria", "weight", "0,33333", "too_precise"),
        ("criteria", "name_tr", "", "required"),
        ("criteria", "position", "", "required"),
        ("anchors", "score", "0", "too_low"),
        ("anchors", "score", "6", "above_highest"),
        ("anchors", "name_tr", "", "required"),
        ("scores", "score", "0", "too_low"),
        ("scores", "score", "6", "above_highest"),
        ("scores", "score", "3,5", "not_whole"),
        ("scores", "score", "iyi", "not_a_number"),
        ("scores", "score", "", "required"),
        ("scores", "scored_on", "", "required"),
        ("funding", "amount", "-1", "too_low"),
        ("funding", "amount", "", "required"),
        ("funding", "amount", "1000.555", "too_precise"),
        ("funding", "currency", "TL", "not_a_currency"),
        ("funding", "currency", "", "required"),
        ("funding", "secured_on", "", "required"),
        ("funding", "reference", "", "required"),
        ("project_partners", "role", "boss", "not_a_code"),
        ("project_partners", "organisation_code", "", "required"),
        ("documents", "kind", "novel", "not_a_code"),
        ("documents", "language", "de", "not_a_code"),
        ("documents", "url", "", "required"),
        ("documents", "url", "ftp://example.org/a", "not_a_web_address"),
        ("documents", "url", "javascript:alert(1)", "not_a_web_address"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_reason(kind: str, column: str, value: str, reason: str) -> None:
    assert (2, column, reason) in errors(kind, GOOD[kind] | {column: value})
    assert len(errors(kind, GOOD[kind] | {column: value})) == 1


@pytest.mark.parametrize(("score", "limit"), [("1", 1), ("5", 5)])
def test_the_ends_of_the_scale_belong_to_it(score: str, limit: int) -> None:
    assert check("scores", SCORE | {"score": score}).columns["score"].cells[0] == str(limit)


def test_messages_say_what_is_allowed() -> None:
    with speaking("tr"):
        (told,) = check("scores", SCORE | {"score": "7"}).errors
        assert str(told) == "a.csv::2:score: Sayı izin verilenden büyük: 7. En çok: 5"
        (told,) = check("criteria", CRITERION | {"weight": "0,95"}).errors
        assert told.reason == "Dosyadaki ağırlıkların toplamı tam 1 olmalı; şimdiki toplam: 0.95. Ağırlıkları düzeltin."


@pytest.mark.parametrize("stage", ["on_hold", "rejected"])
def test_a_project_put_on_hold_or_rejected_says_why(stage: str) -> None:
    assert errors("stages", STAGE, STAGE | {"stage": stage}) == [(3, "reason", "reason_missing")]
    assert errors("stages", STAGE | {"stage": stage, "reason": "Fon bekleniyor."}) == []


@pytest.mark.parametrize(
    ("kind", "column"),
    [("stages", "entered_on"), ("scores", "scored_on"), ("funding", "secured_on"), ("documents", "issued_on")],
)
def test_what_has_happened_did_not_happen_tomorrow(kind: str, column: str) -> None:
    ahead = (today() + timedelta(days=1)).isoformat()
    assert warnings(kind, GOOD[kind] | {column: ahead}) == [(2, column, "future_day")]
    assert warnings(kind, GOOD[kind] | {column: today().isoformat()}) == []


def test_only_a_stage_that_a_project_stays_in_has_a_limit() -> None:
    assert errors("stage_limits", *({"stage": stage, "days": "1"} for stage in STAYS)) == []
    assert set(KINDS["stages"].fields[1].codes) - set(STAYS) == {"closed", "rejected"}


def weights(*texts: str) -> list[dict[str, str]]:
    return [CRITERION | {"code": f"C{i}", "weight": text} for i, text in enumerate(texts)]


def test_weights_sum_to_one_exactly() -> None:
    assert errors("criteria", *weights("0,1", "0,2", "0,3", "0,4")) == []
    assert errors("criteria", *weights("0.3333", "0.3333", "0.3334")) == []
    assert errors("criteria", *weights("0.3333", "0.3333", "0.3333")) == [(4, "weight", "weights_sum")]
    assert errors("criteria", *weights("0.6", "0.6")) == [(3, "weight", "weights_sum")]
    twice = [*weights("0.5", "0.5"), weights("0.5")[0]]
    assert errors("criteria", *twice) == []


def test_a_weight_of_nothing_is_refused() -> None:
    assert errors("criteria", *weights("1", "0")) == [(3, "weight", "weight_zero")]


def test_a_sum_is_not_spoken_of_while_a_weight_is_wrong() -> None:
    assert errors("criteria", *weights("0.5", "half")) == [(3, "weight", "not_a_number")]


def test_a_document_belongs_to_a_project_or_a_grant() -> None:
    assert errors("documents", DOCUMENT | {"project_code": ""}) == [(2, "grant_code", "tied_to_nothing")]
    assert errors("documents", DOCUMENT | {"project_code": "", "grant_code": "P171489"}) == []


def test_unknown_codes_are_refused(programme: Engines, write: Callable[..., Path]) -> None:
    report = load(programme, write, "scores", "project_code,criterion_code,score,scored_on\nP9,REACH,3,2020-01-01")
    assert said(report) == [(2, "project_code", "unknown_reference"), (2, "criterion_code", "unknown_reference")]


def test_the_same_key_twice_is_refused(programme: Engines, write: Callable[..., Path]) -> None:
    twice = FILES["stage_limits"] + "\n        approved;90"
    assert said(load(programme, write, "stage_limits", twice)) == [(3, "Aşama", "key_twice")]
    again = FILES["stages"] + "\n        P1;Onaylandı;01.11.2019;Başka kurul;"
    assert said(load(programme, write, "stages", again)) == [(5, "Proje kodu", "key_twice")]


def test_a_second_set_of_criteria_does_not_stand_beside_the_first(
    programme: Engines, write: Callable[..., Path]
) -> None:
    assert not load(programme, write, "criteria").refused
    assert load(programme, write, "criteria").already_loaded
    other = "code,name_tr,weight,position\nNEED,İhtiyaç,1,1"
    elsewhere = load(programme, write, "criteria-2", other)
    assert said(elsewhere) == [(2, "code", "second_set")]
    assert dict(elsewhere.errors[0].values) == {"source": "criteria.csv"}
    assert said(load(programme, write, "criteria-2", other, supersede=True)) == [(2, "code", "second_set")]
    assert said(load(programme, write, "criteria", other)) == [(2, "code", "second_set")]


def test_new_weights_take_the_place_of_the_old_ones(programme: Engines, write: Callable[..., Path]) -> None:
    load(programme, write, "criteria")
    other = "code,name_tr,weight,position\nNEED,İhtiyaç,0.4,1\nREACH,Erişim,0.6,2"
    report = load(programme, write, "criteria", other, supersede=True)
    assert not report.refused
    live = text("select sum(weight), count(*) from criterion_details where until_version is null")
    with reading(programme.reader, EVERYTHING) as connection:
        assert tuple(connection.execute(live).one()) == (Decimal("1.0000"), 2)
