"""The timeline shows what the example's own files say, computed here a second time; cards fail alone."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, text

from dashboard.app import PAGES
from dashboard.callbacks.timeline import answering
from dashboard.catalogue import CHARTS, KPIS
from dashboard.components.markup import text_of, walk
from dashboard.data import timeline as data
from dashboard.data.filters import Filters
from dashboard.data.grant_money import Converted, Money, Rate
from dashboard.data.overview import Elapsed
from dashboard.export.timeline_kpis import kpis
from dashboard.pages import feedback_list, partner
from dashboard.pages.shell import MENU_PATHS
from tests.conftest import Database
from tests.timeline_app import DAY, TimelineApp, days_of, kpi, lines, open_timeline, rows_of
from tests.visiting import path_of, router_body

LOOKED = date.fromisoformat(DAY)
GRANTS = [row["code"] for row in rows_of("grants")]
WB = "P171489"


@pytest.fixture(scope="module")
def app(demo_database: Database) -> TimelineApp:
    """Give the app."""
    return open_timeline(demo_database)


def milestones_of(grant: str) -> list[dict[str, str]]:
    return [row for row in rows_of("milestones") if row["grant_code"] == grant]


@pytest.mark.parametrize("grant", GRANTS)
def test_the_ends_of_a_grant_and_its_elapsed_days_are_those_of_its_files(app: TimelineApp, grant: str) -> None:
    answer = app.show(f"?grant={grant}")
    first, original, present = days_of(grant)
    words = text_of(answer["timeline-grant"]["tree"])
    assert f"İlk bitiş tarihi {original:%d.%m.%Y} Revize bitiş tarihi {present:%d.%m.%Y}" in words
    total = (present - first).days + 1
    gone = min(max((LOOKED - first).days + 1, 0), total)
    assert Decimal(kpi(answer, "elapsed")) == Decimal(gone) / total


def test_the_world_banks_extension_stands_with_both_ends_and_its_reason(app: TimelineApp) -> None:
    words = text_of(app.show(f"?grant={WB}")["timeline-grant"]["tree"])
    assert "31.03.2021" in words
    assert "31.12.2021 275 gün uzatıldı" in words
    assert "COVID-19" in words
    assert "17.12.2019" in words


@pytest.mark.parametrize("grant", GRANTS)
def test_milestones_on_time_are_counted_from_the_file(app: TimelineApp, grant: str) -> None:
    due = [row for row in milestones_of(grant) if row["due_on"] <= DAY]
    done = [row for row in due if row["done_on"] and row["done_on"] <= row["due_on"] and row["done_on"] <= DAY]
    judged = [row for row in due if row["due_on"] < DAY or (row["done_on"] and row["done_on"] <= DAY)]
    expected = str(len(done)) if judged else "not_applicable"
    assert kpi(app.show(f"?grant={grant}"), "milestones_on_time") == expected


@pytest.mark.parametrize("grant", GRANTS)
def test_spent_is_what_a_plain_sum_of_expenditure_gives(app: TimelineApp, demo_database: Database, grant: str) -> None:
    query = (
        "select sum(amount) from spending s join grants g on g.id = s.grant_id where g.code = :grant "
        "and s.kind = 'expenditure' and s.spent_on <= :day and s.until_version is null"
    )
    with demo_database.engines.owner.connect() as connection:
        spent = connection.scalar(text(query), {"grant": grant, "day": LOOKED})
    row = next(row for row in rows_of("grants") if row["code"] == grant)
    new = [one["new_amount"] for one in rows_of("amendments") if one["grant_code"] == grant and one["new_amount"]]
    budget = Decimal((new or [row["amount"]])[-1])
    assert Decimal(kpi(app.show(f"?grant={grant}"), "spent_share")) == spent / budget


def test_several_currencies_are_never_one_number(app: TimelineApp) -> None:
    answer = app.show()
    assert kpi(answer, "spent_share") == "not_applicable"
    told = [n["props"].get("data-currency") for n in walk(answer["timeline-kpis"]["children"])]
    assert [one for one in told if one] == sorted({row["currency"] for row in rows_of("grants")})


def test_a_converted_sum_is_told_with_its_rates_and_their_days() -> None:
    lines_of = (Money("EUR", Decimal(100), spent=Decimal(50)), Money("USD", Decimal(200), spent=Decimal(20)))
    rate = Rate("USD", "EUR", date(2026, 10, 1), Decimal("0.9"))
    whole = Converted(Money("EUR", Decimal(280), spent=Decimal(68)), (rate,))
    headline = data.Headline(Elapsed(0, 0, ()), 0, 0, None, 0, 0, lines_of, whole, 0, 0, None, None)
    card = next(card for card in kpis(headline) if card.id == "timeline.spent_share")
    assert card.value == "not_applicable"
    assert "%24,3 (68 EUR / 280 EUR) · 1 USD = 0,9000 EUR (01.10.2026)" in text_of(card.note).replace("\xa0", " ")


def test_the_next_report_is_the_nearest_deadline_that_is_not_handed_in(app: TimelineApp) -> None:
    owed = [row for row in rows_of("milestones") if row["kind"] == "report" and row["due_on"] >= DAY]
    owed = [row for row in owed if not row["done_on"] or row["done_on"] > DAY]
    nearest = min(date.fromisoformat(row["due_on"]) for row in owed)
    assert kpi(app.show(), "days_to_next_report") == str((nearest - LOOKED).days)
    assert kpi(app.show(f"?grant={WB}"), "days_to_next_report") == "not_applicable"


def test_every_report_of_the_file_stands_once_and_what_is_waited_for_comes_first(app: TimelineApp) -> None:
    answer = app.show()
    found = Counter(name for name, _ in lines(answer, "reports"))
    written = Counter(row["name_tr"] for row in rows_of("milestones") if row["kind"] == "report" and row["grant_code"])
    assert written <= found
    left = [values[0] for _, values in lines(answer, "reports")]
    known = [value for value in left if value != "missing"]
    assert known == sorted(known, key=int)


def test_slippage_is_counted_in_days_from_the_file(app: TimelineApp) -> None:
    rows = dict(lines(app.show(f"?grant={WB}"), "slippage"))
    for row in milestones_of(WB):
        done = date.fromisoformat(row["done_on"])
        late = [(done - date.fromisoformat(row[key])).days for key in ("original_due_on", "due_on")]
        assert rows[row["name_tr"]] == [str(days) for days in late]


def test_a_sum_of_the_framework_is_the_sum_of_its_ended_periods(app: TimelineApp, demo_database: Database) -> None:
    query = (
        "select r.value from {0} r join indicators i on i.id = r.indicator_id where i.code = 'P171489-IO-1' "
        "and r.until_version is null and r.dimension is null and r.period_end < :day and r.value is not null"
    )
    with demo_database.engines.owner.connect() as connection:
        told, planned = (
            sum(connection.scalars(text(query.format(table)), {"day": LOOKED}), Decimal(0))
            for table in ("results", "targets")
        )
    answer = app.show(f"?grant={WB}")
    values = next(values for name, values in lines(answer, "framework") if "P171489-IO-1" in name)
    baseline, _, current, target, plan, progress, percent = values
    assert (baseline, current, plan, target) == ("0", str(told), str(planned), str(planned))
    assert float(progress) == float(percent) == pytest.approx(float(told / planned))


def test_ended_periods_are_judged_and_the_open_one_stands_apart(app: TimelineApp) -> None:
    words = text_of(app.show(f"?grant={WB}&on=2021-02-15")["timeline-framework-instead"]["tree"])
    assert "Açık dönem: 30 (31.03.2021 gününe kadar, değerlendirilmez)" in words


def test_both_targets_stand_side_by_side_with_the_reason(app: TimelineApp) -> None:
    words = text_of(app.show(f"?grant={WB}")["timeline-framework-instead"]["tree"])
    revision = next(row for row in rows_of("target_revisions") if row["indicator_code"] == "P171489-IO-2")
    assert f"İlk hedef {revision['previous_value']} Revize hedef 24" in words
    assert revision["reason"] in words


def test_the_form_follows_the_rule_of_the_grant_until_somebody_chooses(app: TimelineApp) -> None:
    def names(search: str) -> set[str]:
        """Give the headings of columns, and the names of what is told below the numbers."""
        nodes = list(walk(app.show(search)["timeline-framework-instead"]["tree"]))
        facts = [n for n in nodes if n["props"].get("className") == "framework-fact"]
        return {text_of(n).strip(": ") for n in [*facts, *(n for n in nodes if n["props"].get("scope") == "col")]}

    world_bank, union = {"Önceki gerçekleşme", "Başlangıç"}, {"Varsayımlar", "Hedef (değer, yıl)"}
    for search in (f"?grant={WB}", "?grant=EU-CSD&form=wb"):
        assert world_bank <= names(search)
        assert "Veri kaynağı" in names(search)
        assert "Hedef (değer, yıl)" not in names(search)
    for search in ("?grant=EU-CSD", f"?grant={WB}&form=eu"):
        assert union | {"Veri kaynağı"} <= names(search)
        assert "Önceki gerçekleşme" not in names(search)


def test_ratings_are_those_of_the_file_each_beside_the_one_before(app: TimelineApp) -> None:
    answer = app.show(f"?grant={WB}")
    words = text_of(answer["timeline-ratings-instead"]["tree"])
    told = [row for row in rows_of("ratings") if row["grant_code"] == WB and row["rated_on"] <= DAY]
    assert len(list(lines(answer, "ratings"))) == len(told)
    assert "Kısmen başarısız (MU) Kısmen başarılı (MS) Yükseldi" in words


def test_what_was_reported_stands_beside_what_is_known_with_load_and_reason(app: TimelineApp) -> None:
    answer = app.show(f"?grant={WB}")
    words = text_of(answer["timeline-restatements-instead"]["tree"])
    for name, (reported, known, change, _) in lines(answer, "restatements"):
        assert float(known) - float(reported) == pytest.approx(float(change)), name
    assert "demo:results-2021 (104 → 67): P171489 ortak etkinliklerinin" in words
    assert "Sonradan değişen değer: 5" in text_of(answer["timeline-grant"]["tree"])


def test_a_grant_without_locked_periods_says_so(app: TimelineApp) -> None:
    marks = walk(app.show("?grant=EU-CSD")["timeline-restatements-instead"]["tree"])
    assert [n["props"]["data-state"] for n in marks if "data-state" in n["props"]] == ["none_locked"]


def test_documents_of_the_grant_lead_out_of_the_house(app: TimelineApp) -> None:
    found = walk(app.show(f"?grant={WB}")["timeline-documents-instead"]["tree"])
    links = {n["props"]["href"]: text_of(n) for n in found if n["type"] == "A"}
    own = {row["url"]: row["name_tr"] for row in rows_of("documents") if row["grant_code"] == WB}
    assert links == own


def test_every_document_says_its_language_and_its_day_the_arabic_summary_too(app: TimelineApp) -> None:
    tree = app.show(f"?grant={WB}")["timeline-documents-instead"]["tree"]
    told = [" ".join(text_of(node).split()) for node in walk(tree) if node["type"] == "Tr"][1:]
    for start, language, day in (
        ("Proje Uygulama Kılavuzu (PIM)", "Türkçe", "12.03.2020"),
        ("İşgücü Yönetim Prosedürü (LMP)", "Türkçe", "26.02.2020"),
        ("Paydaş Katılım Planı (SEP)", "Türkçe", "24.06.2020"),
        ("Paydaş Katılım Planı Arapça özeti", "Arapça", "10.08.2020"),
        ("3. ilerleme raporu", "İngilizce", "12.08.2021"),
    ):
        (line,) = [one for one in told if one.startswith(start)]
        assert line.endswith(f"{language} {day}")
    issued = [row for row in rows_of("documents") if row["grant_code"] == WB and row["issued_on"] <= "2020-06-24"]
    early = app.show(f"?grant={WB}&on=2020-06-24")["timeline-documents-instead"]["tree"]
    assert sum(node["type"] == "A" for node in walk(early)) == len(issued) == 4


def test_key_figures_are_those_of_the_registry_and_equal_the_overviews(app: TimelineApp) -> None:
    answer = app.show()
    cards = [n["props"]["data-kpi"] for n in walk(answer["timeline-kpis"]["children"]) if "data-kpi" in n["props"]]
    assert cards == [name for name in KPIS if KPIS[name].page == "timeline"]
    for name in ("indicators_on_track", "time_elapsed", "budget_spent"):
        own = {"time_elapsed": "elapsed", "budget_spent": "spent_share"}.get(name, name)
        assert kpi(answer, own) == kpi(app.show("", "overview"), name, "overview")
    assert "görünen 7 hibeyi" in text_of(answer["timeline-scope"]["tree"])
    assert app.show(f"?grant={WB}")["timeline-scope"]["tree"] is None


def test_a_filter_without_any_grant_leaves_marks_and_no_zero(app: TimelineApp) -> None:
    answer = app.show("?programme=IZMIR-BALKAN&grant=DEMO-EU-03")
    assert "Seçilen filtrelere uyan hibe yok" in text_of(answer["timeline-grant"]["tree"])
    values = {kpi(answer, name.partition(".")[2]) for name in KPIS if KPIS[name].page == "timeline"}
    assert values <= {"not_applicable", "missing"}


def test_a_question_that_fails_breaks_its_own_card_only(app: TimelineApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    monkeypatch.setitem(answering.QUESTIONS, "gantt", broken)  # type: ignore[arg-type]
    answer = app.show(f"?grant={WB}")
    assert "error" in str(answer["timeline-gantt-instead"]["tree"])
    assert "no_such_column" not in str(answer)
    others = [chart for chart in CHARTS if CHARTS[chart].page == "timeline" and chart != "timeline.gantt"]
    trees = [answer[f"{chart.replace('.', '-')}-instead"]["tree"] for chart in others]
    assert not any("'data-state': 'error'" in str(tree) for tree in trees)


EVERY_PAGE = [
    path_of(page, "EMINONU" if page is partner else "KIZ-P171489")
    for page in PAGES
    if page.PATH not in MENU_PATHS and page is not feedback_list
]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_with_figures_takes_a_version_and_a_day_and_says_so(app: TimelineApp, path: str) -> None:
    for search, told in (
        ("?v=18", ["18"]),
        ("?on=2021-02-15", ["15.02.2021"]),
        ("?v=18&on=2021-02-15", ["18", "15.02.2021"]),
    ):
        answer = app.http.post("/_dash-update-component", json=router_body(path, search))
        nodes = list(walk(answer.get_json()["response"]["shell-content"]["children"]))
        (banner,) = [node for node in nodes if node["props"].get("id") == "shell-point-in-time"]
        for words in told:
            assert words in text_of(banner)
        assert [node["props"]["href"] for node in walk(banner) if node["type"] == "A"] == [path]


@pytest.mark.parametrize("chart", ["reports", "slippage"])
def test_a_list_of_all_grants_shows_its_first_rows_under_words_that_speak_of_all(
    app: TimelineApp, chart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = app.show()
    every = list(lines(whole, chart))
    monkeypatch.setattr(answering, "MOST_ROWS", 3)
    answer = app.show()
    assert list(lines(answer, chart)) == every[:3]
    text = f"timeline-{chart}-text"
    assert text_of(answer[text]["tree"][0]) == text_of(whole[text]["tree"][0])
    assert "İlk 3 satır" in text_of(answer[text]["tree"])
    lines_of_file = app.take(chart, "csv", "?csv=machine").get_data(as_text=True).splitlines()
    _, *rows = csv.reader(line for line in lines_of_file if not line.startswith("#"))
    assert len(rows) == len(every)
