"""The charts of the timeline say what their tables say; what is missing is drawn as nothing and never as 0."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.figures import theme
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.table import Table
from dashboard.figures.timeline import detail, gantt, ratings, reports, s_curve, side_by_side, slippage
from dashboard.figures.timeline import restatements as restated
from dashboard.i18n import speaking

DAYS = (date(2021, 1, 31), date(2021, 2, 15))


def frame(*rows: dict[str, object]) -> DataFrame:
    """Give a frame that keeps Python's own values, one row after the other."""
    return DataFrame(list(rows), dtype=object).astype(object).where(lambda found: found.notna(), None)


def named(name: str, **more: object) -> dict[str, object]:
    return {"name_tr": name, "name_en": f"{name} (en)", "name_ar": None} | more


def bar(
    code: str, kind: str, start: str | None, first: str | None, now: str | None, **more: object
) -> dict[str, object]:
    days = {
        key: date.fromisoformat(day) if day else None
        for key, day in zip(("starts_on", "original_on", "revised_on"), (start, first, now), strict=True)
    }
    told = {"code": code, "kind": kind, "parent": None, "reason": None, "forecast_on": None, "done_on": None}
    return told | named(code) | days | {"state": "open"} | more


PLAN = frame(
    bar("G", "grant", "2020-01-01", "2021-03-31", "2021-12-31", reason="salgın", state="running"),
    bar("M1", "milestone", None, "2020-06-30", "2020-06-30", done_on=date(2020, 7, 10), state="done_late"),
    bar("M2", "milestone", None, "2020-12-31", "2021-01-31", forecast_on=date(2021, 4, 1), state="overdue"),
    bar("P", "project", "2018-01-01", "2021-12-31", "2021-12-31", state="running"),
    bar("A", "activity", "2020-02-01", None, None, state="running"),
)
CURVE = frame(
    *(
        {
            "month": date(2021, month, 1),
            "planned": planned,
            "first_planned": first,
            "actual": actual,
            "expected": e,
            "fastest": f,
            "slowest": s,
        }
        for month, planned, first, actual, e, f, s in (
            (1, Decimal(10), Decimal(8), Decimal(5), None, None, None),
            (2, Decimal(20), Decimal(16), None, None, None, None),
            (3, Decimal(30), Decimal(24), Decimal(15), Decimal(15), Decimal(15), Decimal(15)),
            (4, Decimal(40), None, None, Decimal(20), Decimal("22.5"), Decimal(18)),
        )
    )
)
FORECAST = {"pace": Decimal(5), "slowest": Decimal(3), "fastest": Decimal(7), "done_on": None, "level": "pdo"}
TRACKS = frame(
    named(
        "Öncü",
        code="I1",
        unit="kişi",
        chosen=False,
        spi_t=None,
        sv_t=None,
        first_spi_t=None,
        state="missing",
        expected_on=None,
    )
    | {"earliest_on": None, "latest_on": None, "missing_periods": 0}
    | FORECAST,
    named(
        "Seçilen",
        code="I2",
        unit="saat",
        chosen=True,
        spi_t=Decimal("0.5"),
        first_spi_t=Decimal("0.631"),
        sv_t=Decimal("-1.5"),
        state="reachable",
    )
    | {"expected_on": date(2021, 8, 31), "earliest_on": date(2021, 6, 30), "latest_on": None, "missing_periods": 2}
    | FORECAST,
)
SHARES = frame(
    named("Bir", code="G1", elapsed=Decimal("0.5"), delivered=None, spent_share=Decimal("1.4"), days=5, total_days=10)
    | {
        "indicator_tr": None,
        "indicator_en": None,
        "indicator_ar": None,
        "indicator_code": None,
        "actual": None,
        "target": None,
        "unit": None,
    }
    | {"as_of": None, "spent": Decimal(14), "budget": Decimal(10), "currency": "EUR", "other_currencies": "USD"},
)


def owed(name: str | None, state: str, due: date, days: int | None, **more: object) -> dict[str, object]:
    dated = dict.fromkeys(("original_due_on", "first", "last", "forecast_on", "done_on", "sent_back_on"))
    dated |= dict.fromkeys(("resubmitted_on", "accepted_on"))
    names = {"name_tr": name, "name_en": name, "name_ar": name}
    told = {"code": name, "grant_code": "G1", "part": None, "number": None, "state": state, "due_on": due, "days": days}
    return dated | names | told | more


CALENDAR = frame(
    owed("Eski", "accepted", date(2020, 3, 1), None),
    owed("Yeni", "submitted", date(2021, 1, 1), None),
    owed(None, "not_due", date(2021, 6, 1), 100, part="interim", number=2),
    owed("Geri", "sent_back", date(2021, 2, 1), None),
    owed("Yakın", "due", date(2021, 3, 1), 14),
)
TABLES: dict[str, Callable[[], Table]] = {
    "gantt": lambda: gantt.gantt_table(PLAN, DAYS),
    "s_curve": lambda: s_curve.s_curve_table(CURVE, TRACKS),
    "side_by_side": lambda: side_by_side.side_by_side_table(SHARES),
}
DRAW = {"gantt": gantt.gantt, "s_curve": s_curve.s_curve, "side_by_side": side_by_side.side_by_side}
REST = {"gantt": gantt.gantt_rest, "s_curve": s_curve.s_curve_rest, "side_by_side": side_by_side.side_by_side_rest}
FIND = {
    "gantt": gantt.gantt_finding,
    "s_curve": s_curve.s_curve_finding,
    "side_by_side": side_by_side.side_by_side_finding,
}


def traces(chart: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = DRAW[chart](TABLES[chart]())["data"]  # type: ignore[assignment]
    return found


def trace(chart: str, name: str) -> dict[str, Any]:
    return next(one for one in traces(chart) if one.get("name") == name)


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", TABLES)
def test_plotly_takes_every_figure_and_findings_are_short(chart: str, language: str) -> None:
    with speaking(language):
        table = TABLES[chart]()
        drawn = DRAW[chart](table)
        go.Figure(json.loads(json.dumps(drawn)))
        finding, rest = FIND[chart](table), REST[chart](table)
    assert finding is None or len(finding.split()) <= MOST_WORDS
    assert "{" not in f"{finding}{rest}"


@pytest.mark.parametrize("chart", TABLES)
def test_a_chart_without_rows_is_empty_and_says_nothing(chart: str) -> None:
    empty = Table(TABLES[chart]().columns, ())
    go.Figure(DRAW[chart](empty))
    assert (FIND[chart](empty), REST[chart](empty)) == (None, None)


def test_the_first_plan_is_solid_and_the_extension_hatched_with_its_reason() -> None:
    first, added = trace("gantt", "İlk plan"), trace("gantt", "Uzatma")
    assert first["hovertext"][0] == "01.01.2020 – 31.03.2021"
    assert "pattern" not in first["marker"]
    assert added["marker"]["pattern"]["shape"] == "/"
    assert (added["y"], added["hovertext"]) == (["G"], ["salgın"])
    assert gantt.gantt_finding(TABLES["gantt"]()) == "Bitiş 275 gün uzadı: 31.03.2021 yerine 31.12.2021"


def test_what_is_late_has_an_outline_a_word_and_both_its_days() -> None:
    late = trace("gantt", "Geciken")
    assert (late["y"], late["x"], late["marker"]["line"]["color"]) == (["M2"], ["2021-01-31"], theme.WINE)
    assert trace("gantt", "İlk son tarih")["x"] == ["2020-12-31"]
    assert trace("gantt", "Tahmin")["x"] == ["2021-04-01"]
    assert trace("gantt", "Tamamlandı")["x"] == ["2020-07-10"]
    names = [one["text"] for one in gantt.gantt(TABLES["gantt"]())["layout"]["annotations"]]  # type: ignore[call-overload, index]
    assert "M2 · +31 gün · <b>Gecikti</b>" in names
    assert "A · bitişi yazılmamış" in names


def test_what_began_before_the_grant_is_cut_at_its_start_and_an_open_bar_goes_up_to_the_day_of_looking() -> None:
    passed = dict(zip(*(trace("gantt", "Geçen süre")[key] for key in ("y", "hovertext")), strict=True))
    assert passed == {
        "G": "01.01.2020 – 15.02.2021",
        "P": "01.01.2020 – 15.02.2021",
        "A": "01.02.2020 – 15.02.2021",
    }


def test_a_long_plan_keeps_grant_projects_and_what_is_late() -> None:
    many = [bar(f"D{n}", "milestone", None, "2020-05-01", "2020-05-01", state="done") for n in range(20)]
    table = gantt.gantt_table(frame(*PLAN.to_dict("records"), *many), DAYS)
    codes = [row["code"] for row in gantt.drawn_rows(table)]
    assert len(codes) == gantt.MOST_ROWS
    assert codes[:4] == ["G", "M1", "M2", "P"]
    assert "A" not in codes
    assert f"Tabloda {25 - gantt.MOST_ROWS} satır daha var" in str(gantt.gantt_rest(table))


def test_days_far_beyond_the_plan_are_told_and_do_not_squeeze_it() -> None:
    table = gantt.gantt_table(PLAN, (date(2021, 1, 31), date(2026, 11, 22)))
    assert gantt.span(gantt.drawn_rows(table))[1] == date(2021, 12, 31)
    told = str(gantt.gantt_rest(table))
    assert "Değerlendirme günü (22.11.2026) eksenin dışında" in told
    assert "Kesikli çizgi: veri kesim tarihi, 31.01.2021" in told


def test_plan_is_dashed_actual_solid_and_months_without_a_report_are_no_zeros() -> None:
    assert trace("s_curve", "Plan")["line"]["dash"] == "dash"
    assert trace("s_curve", "İlk plan")["y"] == [8, 16, 24, None]
    assert trace("s_curve", "İlk plan")["line"]["dash"] == "dashdot"
    assert trace("s_curve", "Gerçekleşme")["line"]["dash"] == "solid"
    assert trace("s_curve", "Gerçekleşme")["y"] == [5, None, 15, None]
    assert trace("s_curve", "Tahmin aralığı")["fill"] == "tonexty"
    assert trace("s_curve", "Beklenen")["y"] == [None, None, 15, 20]


def test_the_curve_tells_of_the_chosen_indicator_how_late_it_is_and_when_it_arrives() -> None:
    table = TABLES["s_curve"]()
    assert s_curve.s_curve_finding(table) == "Planın 1,5 ay gerisinde, SPI(t): 0,50"
    assert s_curve.s_curve_rest(table) == (
        "Gösterge: Seçilen (saat). Bu hızla hedef: Ağu 2021 (en erken Haz 2021, en geç 10 yıl içinde değil). "
        "İlk plana göre SPI(t): 0,63. Eksik dönem: 2"
    )


def test_a_share_that_is_not_known_is_a_gap_and_one_beyond_the_axis_keeps_its_number() -> None:
    drawn = side_by_side.side_by_side(TABLES["side_by_side"]())
    lengths = {one["name"]: one["x"] for one in drawn["data"]}  # type: ignore[union-attr, index, call-overload]
    assert lengths == {"Geçen süre": [0.5], "Ulaşılan hedef": [None], "Harcanan bütçe": [side_by_side.AXIS_ENDS]}
    texts = [one["text"] for one in drawn["layout"]["annotations"]]  # type: ignore[call-overload, index]
    assert texts == ["Bir", "%50,0", "—", "%140,0"]


def test_reports_that_are_waited_for_come_first_and_only_those_sent_back_or_late_are_told() -> None:
    table = reports.reports_table(CALENDAR)
    assert table.column("name") == ["Geri", "Yakın", "Ara rapor 2", "Yeni", "Eski"]
    assert table.column("asked_by")[2] == "Fonun kuralı"
    assert reports.reports_finding(table) == "Geciken rapor: 0; geri gönderilen: 1"
    ahead = frame(*(row for row in CALENDAR.to_dict("records") if row["state"] != "sent_back"))
    assert reports.reports_finding(reports.reports_table(ahead)) == "Sıradaki rapor: Yakın, kalan gün: 14"


def test_ratings_compare_with_the_one_before_on_the_funders_scale() -> None:
    steps = (("MU", "MS", "better"), ("S", "MS", "worse"), ("MS", "MS", "same"), (None, "HU", "first"))
    rows = [
        {"what": "objective", "rated_on": date(2021, 1, 26 - at), "rating": now, "previous_rating": before}
        | {"previous_on": None, "report": None, "is_current": False}
        for at, (before, now, _) in enumerate(steps)
    ]
    table = ratings.ratings_table(frame(*rows[::-1], rows[0] | {"what": "implementation"}))
    assert table.column("change") == [*(word for *_, word in steps), steps[0][-1]]
    assert table.column("what") == ["objective"] * len(steps) + ["implementation"]


def test_changes_of_plan_are_told_with_their_reasons() -> None:
    plans = frame(
        {"code": "M1", "due_on": date(2021, 3, 31), "due_reason": None},
        {"code": "M2", "due_on": date(2021, 3, 31), "due_reason": None},
        {"code": "M2", "due_on": date(2021, 6, 30), "due_reason": "salgın"},
    )
    assert slippage.plan_changes(plans) == {"M2": "31.03.2021 → 30.06.2021 (salgın)"}


def test_a_restatement_tells_its_load_its_reason_and_a_value_that_was_missing() -> None:
    step = {"period": "2021-H1", "what": "people", "code": "", "figure": "contacts", "version": 9}
    step |= {"before_state": "missing", "before_value": None, "after_state": "value", "after_value": Decimal(0)}
    step |= {"changed_on": date(2021, 9, 1), "source": "s", "file_name": "a.csv", "reason": "geç geldi"}
    told = restated.causes_of(frame(step))
    assert told["2021-H1", "people", "", "contacts"] == "Veri sürümü 9, 01.09.2021, a.csv (Veri yok → 0): geç geldi"


def test_only_codes_of_our_own_are_put_in_words() -> None:
    assert detail.part_in_words("sex", "female") == ("Cinsiyet", "Kadın")
    assert detail.part_in_words("sex", "x") == ("sex", "x")
    assert detail.part_in_words("Population", "Refugees") == ("Population", "Refugees")


def test_a_plan_that_was_never_revised_is_one_line() -> None:
    curve = CURVE.assign(first_planned=None)
    drawn = s_curve.s_curve(s_curve.s_curve_table(curve, TRACKS))["data"]
    assert "İlk plan" not in [one["name"] for one in drawn]  # type: ignore[union-attr, call-overload, index]
