"""The page of one partner tells what its rows say, to those who may see one of its partnerships."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from dashboard.components.markup import text_of, walk
from dashboard.data import feedback
from dashboard.data.filters import Filters
from dashboard.data.partner import Found
from dashboard.export import partner as exports
from tests.conftest import Database, Server
from tests.partner_app import PartnerApp, cells, facts, kpis, links, open_partners, state
from tests.partner_rows import TODAY, fill
from tests.partner_world import Writer
from tests.project_app import words
from tests.reached_app import ReachedApp

LISTS = [chart.removeprefix("partner.") for chart in exports.SHOWN]
TABLE = "?view.partner.capacity=table"


@pytest.fixture(scope="module")
def made(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the database of the hand-written partners."""
    copy = postgres.create("partner_page", migrated)
    with copy.engines.owner.begin() as connection:
        fill(Writer(connection))
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def app(made: Database) -> PartnerApp:
    """Give the app over them, to somebody who sees all and to a manager of PA."""
    return open_partners(made, TODAY.isoformat(), "PA")


def test_the_key_figures_are_those_worked_out_by_hand(app: PartnerApp) -> None:
    found = kpis(app.show("RICH"))
    assert {name: value for name, (value, _) in found.items() if name != "capacity_change"} == {
        "protocol_days_left": "40",
        "days_since_contact": "144",
        "commitments_done": "2",
        "staff_trained": "12",
        "exchanges": "3",
        "feedback_in_time": "missing",
    }
    assert found["capacity_change"][0].startswith("0.3333333333333333")
    assert found["capacity_change"][1].startswith("Kapasite değişimi +0,33")
    assert "2 / 4" in found["commitments_done"][1]
    assert "Katılımı bildirilmeyen ortak faaliyet: 1" in found["staff_trained"][1]
    assert "Aktardığı: 1 · aldığı: 2" in found["exchanges"][1]
    assert "Son gün: 01.01.2027 Süresi dolmak üzere" in found["protocol_days_left"][1]


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("LASTDAY", "0", "0 gün"),
        ("LATER", "91", "91 gün"),
        ("OVER", "not_applicable", "Süresi doldu: 21.11.2026"),
        ("OPEN", "not_applicable", "Süresiz"),
        ("AHEAD", "not_applicable", "Protokol yok"),
        ("SILENT", "not_applicable", "Protokol yok"),
    ],
)
def test_days_that_cannot_be_counted_are_told_in_words(app: PartnerApp, code: str, value: str, told: str) -> None:
    found, words = kpis(app.show(code))["protocol_days_left"]
    assert found == value
    assert told in words
    assert ("Süresi dolmak üzere" in words) is (code == "LASTDAY")


def test_what_is_unknown_is_no_zero(app: PartnerApp) -> None:
    found = {name: value for name, (value, _) in kpis(app.show("SILENT")).items()}
    assert found == {
        **dict.fromkeys(("protocol_days_left", "days_since_contact", "commitments_done"), "not_applicable"),
        "capacity_change": "not_applicable",
        **dict.fromkeys(("staff_trained", "feedback_in_time"), "missing"),
        "exchanges": "0",
    }


def test_the_first_card_says_who_the_partner_is(app: PartnerApp) -> None:
    told = facts(app.show("RICH"))
    assert told.startswith("Yürürlükte En ileri adım Ortak faaliyetler tarih: 05.03.2025")
    assert "Protokolün son günü 01.01.2027 Son hareket 01.07.2026" in told
    assert "Eminönü → bugün Fatih (İstanbul)" in told
    assert "Rol Uygulayan, Fon sağlayan" in told
    assert "Ülke Türkiye Program Program PA; Program PB" in told
    (link,) = [node["props"] for node in walk(app.show("RICH")["partner-facts"]["tree"]) if node["type"] == "A"]
    assert (link["href"], link["rel"]) == ("https://rich.example", "noopener noreferrer external")  # type: ignore[index]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("OVER", "Süresi doldu {dormant} {step} Protokolün sona erdiği gün 21.11.2026 Son hareket 10.01.2024"),
        ("OPEN", "Yürürlükte {dormant} {step} Protokolün son günü Süresiz Son hareket 10.01.2024"),
        ("SLEEPER", "Protokol yok {dormant} En ileri adım — Protokolün son günü — Son hareket 22.11.2025"),
        ("SILENT", "Seçilen filtreler için bu ortakla başlamış bir ortaklık yok. Kod SILENT"),
    ],
)
def test_the_first_card_says_how_the_partner_stands(app: PartnerApp, code: str, told: str) -> None:
    dormant = "Durgun (12 aydır hareket yok)"
    step = "En ileri adım Protokol imzası tarih: 10.01.2024"
    assert facts(app.show(code)).startswith(told.format(dormant=dormant, step=step))


def test_a_website_that_is_not_of_the_web_is_no_link(app: PartnerApp, made: Database) -> None:
    with made.engines.owner.begin() as connection:
        writer = Writer(connection)
        writer.partner("TRICK", "PA", website="javascript:alert(1)")
    nodes = list(walk(app.show("TRICK")["partner-facts"]["tree"]))
    assert "javascript:alert(1)" in facts(app.show("TRICK"))
    assert [node for node in nodes if node["type"] == "A"] == []


def test_every_list_tells_its_rows(app: PartnerApp) -> None:
    answer = app.show("RICH", TABLE)
    found = {chart: cells(answer, chart) for chart in LISTS}
    assert {chart: len(rows) for chart, rows in found.items()} == {
        **dict.fromkeys(("commitments", "joint_activities"), 5),
        **dict.fromkeys(("protocols", "projects"), 2),
        "steps": 14,
        "capacity": 10,
        "exchange_list": 3,
        "contacts": 16,
        "feedback": 0,
    }
    assert found["protocols"][0][:5] == ["RA", "Süresi dolmak üzere", "10.01.2024", "01.01.2027", "40"]
    assert found["capacity"][1][:6] == ["Politika ve strateji", "01.04.2024", "—", "—", "—", "Değerlendirilmedi"]
    assert found["commitments"][0][:5] == ["Söz C3", "Gecikti", "12.11.2026", "—", "10"]
    assert found["exchange_list"][0][:3] == ["STRANGER Belediyesi", "Aldı", "Personel ve bilgi birikimi"]
    assert found["projects"] == [
        ["Proje PA-1", "Yürütücü", "—", "Program PA"],
        ["Proje PB-1", "Ortak", "—", "Program PB"],
    ]


def test_names_lead_to_projects_and_to_partners_that_have_a_page(app: PartnerApp) -> None:
    answer = app.show("RICH", "?period=2026&place=TR-34")
    assert links(answer, "projects")["Proje PA-1"] == "/projects/PA-1?period=2026&on=2026-11-22"
    assert links(answer, "exchange_list") == {"OTHER Belediyesi": "/partnerships/OTHER?period=2026&on=2026-11-22"}
    assert links(app.show("RICH", who="one"), "exchange_list") == {}


def test_place_and_group_change_nothing(app: PartnerApp) -> None:
    everywhere, elsewhere = (app.show("RICH", search) for search in ("", "?place=TR-01&group=host"))
    assert kpis(elsewhere) == kpis(everywhere)
    assert cells(elsewhere, "commitments") == cells(everywhere, "commitments")


def test_programme_grant_and_period_choose_what_is_shown(app: PartnerApp) -> None:
    assert kpis(app.show("RICH", "?programme=PB"))["protocol_days_left"][0] == "not_applicable"
    assert len(cells(app.show("RICH", "?grant=GA"), "steps")) == 7
    assert kpis(app.show("RICH", "?period=2025"))["commitments_done"][0] == "2"
    assert kpis(app.show("RICH", "?period=2025"))["staff_trained"][0] == "12"
    assert app.show("RICH", "?programme=PB")["shell-records"]["data"] == 1


def test_a_manager_sees_the_partnerships_of_his_programme_alone(app: PartnerApp) -> None:
    answer = app.show("RICH", TABLE, who="one")
    assert len(cells(answer, "steps")) == 7
    for hidden in ("RICH-B", "PB-1", "Program PB", '"RB"'):
        assert hidden not in json.dumps(answer)


def test_forbidden_unknown_and_other_paths_have_one_answer(app: PartnerApp) -> None:
    assert app.post("RICH", who="one").status_code == 200
    codes = ("OTHER", "STRANGER", "NONE", "..", "RICH/x", "K" * 5000, "RICH\0", "")
    refused = [app.post(code, who="one") for code in codes]
    refused += [app.post("", who="one", path=path) for path in ("/", "/partnerships", "/projects/RICH", "")]
    assert {(answer.status_code, answer.get_data()) for answer in refused} == {(204, b"")}


def test_a_path_outranks_a_code_in_the_query(app: PartnerApp) -> None:
    assert "OTHER Belediyesi" not in facts(app.show("RICH", "?code=OTHER&partner=OTHER"))
    assert kpis(app.show("RICH", "?code=OTHER&partner=OTHER")) == kpis(app.show("RICH"))


@pytest.mark.parametrize(("question", "broken"), [("events", {"contacts"}), ("protocols", {"protocols"})])
def test_a_question_that_fails_breaks_its_own_card_only(
    app: PartnerApp, monkeypatch: pytest.MonkeyPatch, question: str, broken: set[str]
) -> None:
    def fail(_: Found) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setitem(exports.QUESTIONS, question, exports.part(fail))  # type: ignore[arg-type]
    answer = app.show("RICH")
    assert {chart for chart in LISTS if state(answer, chart) == "error"} == broken
    assert "secret detail" not in json.dumps(answer)
    assert kpis(answer)["commitments_done"][0] == "2"


def test_feedback_is_that_of_the_place_of_today(app: PartnerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Filters] = []
    ask = feedback.page_answers

    def noting(connection: Connection, filters: Filters) -> feedback.Answers:
        asked.append(filters)
        return ask(connection, filters)

    monkeypatch.setattr(feedback, "page_answers", noting)
    subtitle = app.show("RICH")["partner-feedback-text"]["tree"][1]
    assert text_of(subtitle).startswith("Belediyenin yerinden gelen bildirim, tür, Fatih")
    (filters,) = asked
    assert [code[:5] for code in filters.places] == ["TR-34"]
    assert filters.own == ()
    app.show("SILENT")
    assert asked == [filters]


def test_a_page_of_a_partner_without_anything_says_so_on_every_card(app: PartnerApp) -> None:
    answer = app.show("SILENT")
    assert {state(answer, chart) for chart in LISTS} == {"none_recorded"}


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("code", ["RICH", "OVER", "SLEEPER", "SILENT"])
def test_every_language_has_its_words(app: PartnerApp, code: str, language: str) -> None:
    text = json.dumps(app.show(code, f"{TABLE}&lang={language}"), ensure_ascii=False)
    assert "None" not in text
    assert "{" not in facts(app.show(code, f"?lang={language}"))


def overview(app: PartnerApp, made: Database, search: str, who: str) -> tuple[str, list[tuple[str, str]]]:
    """Give the protocols in force on the overview and on their own page, and the exceptions about partners."""
    http = ReachedApp(app.app, made, None, app.people[who])  # type: ignore[arg-type]  # Nobody was reached here.
    asked = f"{search}{'&' if search else '?'}on={app.day}"
    here, there = http.show(asked, "overview"), http.show(asked, "partnerships")
    numbers = {
        node["props"]["data-kpi"]: node["props"]["data-value"]  # type: ignore[index]
        for answer in (here["overview-kpis"], there["partnerships-kpis"])
        for node in walk(answer["children"])
        if "data-kpi" in node["props"]  # type: ignore[operator]
    }
    assert numbers["overview.protocols_in_force"] == numbers["partnerships.in_force"]
    rows = [node for node in walk(here["overview-exceptions-instead"]["tree"]) if node["type"] == "Tr"][1:]
    told = [[words(cell) for cell in walk(row) if cell["type"] in {"Th", "Td"}] for row in rows]
    return numbers["overview.protocols_in_force"], [(line[0], line[1]) for line in told]


@pytest.mark.parametrize(
    ("search", "who", "in_force"),
    [("", "all", "8"), ("", "one", "8"), ("?programme=PB", "all", "0"), ("?period=2024-01", "all", "10")],
)
def test_protocols_in_force_are_those_of_their_own_page(
    app: PartnerApp, made: Database, search: str, who: str, in_force: str
) -> None:
    assert overview(app, made, search, who)[0] == in_force


def test_ending_protocols_and_dormant_partners_need_somebody(app: PartnerApp, made: Database) -> None:
    _, found = overview(app, made, "", "all")
    ending = [name for name, why in found if why == "90 gün içinde bitecek protokol"]
    asleep = [name for name, why in found if why == "12 aydır hareket olmayan ortak"]
    # The protocol that ends in 91 days and the one that is renewed are left out; what ends next stands first.
    assert ending == [f"{code} Belediyesi" for code in ("LASTDAY", "RICH", "ENDS")]
    assert asleep == [f"{code} Belediyesi" for code in ("ENDS", "LASTDAY", "LATER", "OPEN", "OVER", "LEAP", "SLEEPER")]
