"""The page of partnerships shows what a second computation gives, in words, tables and drawings; cards fail alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pandas import DataFrame
from sqlalchemy import Connection, text

from dashboard.callbacks.partnerships import answering
from dashboard.callbacks.partnerships.kpis import kpis
from dashboard.components.markup import text_of, walk
from dashboard.data.filters import Filters
from dashboard.data.partnerships import Headline
from dashboard.export.partnerships import QUESTIONS, SHOWN
from dashboard.export.partnerships_wider import GATHERED
from dashboard.figures.table import Table
from tests.conftest import Server
from tests.figures.partnership_frames import PROTOCOL_ROWS
from tests.partnered_app import PartneredApp, as_staff, open_partnerships

SEEDS = range(12)
CHARTS = [chart.removeprefix("partnerships.") for chart in SHOWN]
AS_TABLES = "".join(f"&view.{chart}=table" for chart in SHOWN)


@pytest.fixture(scope="module")
def partnered(postgres: Server, migrated: str) -> Iterator[PartneredApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create("partnered_page", migrated)
    yield open_partnerships(copy)
    postgres.drop(copy)


def props(node: Any) -> dict[str, Any]:  # noqa: ANN401  An element.
    """Give the properties of an element."""
    return node["props"]  # type: ignore[no-any-return]


def part(answer: dict[str, dict[str, Any]], chart: str, name: str) -> Any:  # noqa: ANN401  Any property.
    """Give what an answer says of one part of a card."""
    prop = {"graph": "figure", "plot": "aria-label"}.get(name, "tree")
    return answer[f"partnerships-{chart}-{name}"][prop]


def kpis_of(answer: dict[str, dict[str, Any]]) -> dict[str, tuple[object, str]]:
    """Give each key figure's exact value, and all that is read on its card."""
    cards = [node for node in walk(answer["partnerships-kpis"]["children"]) if "data-kpi" in props(node)]
    return {
        props(card)["data-kpi"].removeprefix("partnerships."): (exact(props(card)["data-value"]), text_of(card))
        for card in cards
    }


def exact(value: object) -> object:
    """Give a number without the zeros at its end, or the word that stands in its place."""
    text = str(value)
    return Decimal(text).normalize() if text.strip("-0123456789.eE+") == "" else text


def cells_of(tree: object) -> list[list[object]]:
    """Give the exact numbers of a table row by row; the state of one that is missing."""
    rows = [node for node in walk(tree) if node["type"] == "Tr"][1:]
    return [[exact(props(n)["data-value"]) for n in walk(row) if "data-value" in props(n)] for row in rows]


def expected_cells(table: Table) -> list[list[object]]:
    """Give the same of a table."""
    numbers = [at for at, column in enumerate(table.columns) if column.is_number]
    return [["missing" if row[at] is None else exact(row[at]) for at in numbers] for row in table.rows]


def state_of(answer: dict[str, dict[str, Any]], chart: str) -> str | None:
    """Give the mark that stands instead of a chart."""
    nodes = walk(part(answer, chart, "instead"))
    return next((str(props(n)["data-state"]) for n in nodes if "data-state" in props(n)), None)


def names_of(answer: dict[str, dict[str, Any]], chart: str) -> list[str]:
    """Give the first cell of every row of a table."""
    return [text_of(node) for node in walk(part(answer, chart, "instead")) if props(node).get("scope") == "row"]


@pytest.mark.parametrize("seed", SEEDS)
def test_key_figures_equal_a_second_computation(partnered: PartneredApp, seed: int) -> None:
    search, question = partnered.question(seed)
    head: dict[str, Any] = partnered.oracle(question).headline()
    answer = partnered.show(search)
    found = {name: value for name, (value, _) in kpis_of(answer).items()}
    absent = "not_applicable"
    assert found == {
        "in_force": exact(head["in_force"]),
        "ending_90_days": exact(head["ending_90_days"]),
        "commitments_done": exact(head["commitments_done"]) if head["commitments_due"] else absent,
        "staff_trained": "missing" if head["staff_trained"] is None else exact(head["staff_trained"]),
        "capacity_change": absent if head["capacity_change"] is None else exact(head["capacity_change"]),
        "seats_filled": exact(head["seats_filled"]) if head["seats"] else absent,
    }
    assert answer["shell-records"]["data"] == head["records"]


HEADLINE = Headline(
    in_force=16,
    ending_90_days=5,
    commitments_due=63,
    commitments_done=48,
    commitments_overdue=15,
    staff_trained=1022,
    staff_unreported=32,
    capacity_change=Decimal("0.875"),
    capacity_partners=21,
    seats=30,
    seats_filled=26,
    working_groups=1,
    partnerships=26,
    dormant=3,
    expired=8,
    records=26,
)


def cards(headline: Headline, protocols: DataFrame | None) -> dict[str, tuple[object, str, str]]:
    """Give value, text and note of each card."""
    return {
        card.id.removeprefix("partnerships."): (card.value, text_of(card.text), text_of(card.note))
        for card in kpis(headline, protocols)
    }


def test_beside_a_key_figure_stands_what_it_leaves_out() -> None:
    assert cards(HEADLINE, PROTOCOL_ROWS) == {
        "in_force": (16, "16", "Ortaklık: 26 · Süresi dolan: 8 · Durgun: 3"),
        "ending_90_days": (5, "5", "Yenilenen: 1"),
        "commitments_done": (48, "48 / 63", "Geciken: 15"),
        "staff_trained": (1022, "1.022", "Bildirilmeyen katılım: 32"),
        "capacity_change": (Decimal("0.875"), "+0,88", "İki kez değerlendirilen ortaklık: 21"),
        "seats_filled": (26, "26 / 30", "Boş: 4 · Çalışma grubu: 1"),
    }


def test_what_nobody_knows_is_no_zero() -> None:
    nothing = replace(HEADLINE, staff_trained=None, capacity_change=None, seats=0, commitments_due=0)
    told = cards(nothing, None)
    assert told["staff_trained"][0] == "missing"
    assert {told[name][0] for name in ("capacity_change", "seats_filled", "commitments_done")} == {"not_applicable"}
    assert told["ending_90_days"][2] == ""
    fallen = cards(replace(HEADLINE, capacity_change=Decimal("-0.5"), staff_unreported=0), None)
    assert fallen["capacity_change"][1] == "-0,50"
    assert fallen["staff_trained"][2] == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_equals_a_second_computation(partnered: PartneredApp, seed: int) -> None:
    search, question = partnered.question(seed)
    answer = partnered.show(f"{search}{AS_TABLES}")
    for chart in CHARTS:
        table = partnered.table(chart, question)
        if state_of(answer, chart) is None:
            assert cells_of(part(answer, chart, "instead")) == expected_cells(table), chart
        else:
            assert not any(cell for row in table.rows for cell in row if isinstance(cell, int | float)), chart


@pytest.mark.parametrize("seed", SEEDS)
def test_every_drawing_equals_its_table(partnered: PartneredApp, seed: int) -> None:
    search, question = partnered.question(seed)
    answer = partnered.show(search)
    for chart, shown in SHOWN.items():
        name = chart.removeprefix("partnerships.")
        if shown.draw and state_of(answer, name) is None:
            drawn = shown.draw(partnered.table(name, question))
            for found, expected in zip(part(answer, name, "graph")["data"], drawn["data"], strict=True):
                for key in ("x", "y", "z", "base", "customdata", "text"):
                    assert found.get(key) == plain(expected.get(key)), (chart, key)  # type: ignore[union-attr]


def plain(values: Any) -> Any:  # noqa: ANN401  What a trace holds.
    """Give the values of a trace as JSON gives them back."""
    return list(values) if isinstance(values, list | tuple) else values


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_and_remarks_speak_of_all_rows(
    partnered: PartneredApp, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, question = partnered.question(seed)
    monkeypatch.setattr(answering, "ROWS_A_PAGE", dict.fromkeys(answering.FRAMES, 2))
    answer = partnered.show(search)
    for chart, shown in SHOWN.items():
        name = chart.removeprefix("partnerships.")
        table = partnered.table(name, question)
        heading, subtitle = part(answer, name, "text")
        if state_of(answer, name) is None:
            found = shown.find and shown.find(table)
            assert found is None or text_of(heading) == found, chart
            drawn = GATHERED.get(chart, shown)
            remark = drawn.remark and drawn.remark(table)
            assert remark is None or text_of(subtitle).endswith(remark), chart


def test_a_table_without_pages_shows_its_first_rows_and_says_where_all_are(
    partnered: PartneredApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = f"{partnered.fullest()}&view.partnerships.protocols=table"
    before = partnered.show(search)
    monkeypatch.setattr(answering, "MOST_ROWS", 2)
    after = partnered.show(search)
    assert names_of(after, "protocols") == names_of(before, "protocols")[:2]
    heading, subtitle = part(after, "protocols", "text")
    assert text_of(heading) == text_of(part(before, "protocols", "text")[0])
    assert text_of(subtitle).endswith("İlk 2 satır gösteriliyor, dosyada bütün satırlar var")


def test_a_filter_that_fits_nothing_says_so_in_every_card_of_partnerships(partnered: PartneredApp) -> None:
    answer = partnered.show(f"{partnered.fullest()}&q=zzzz")
    states = {name: state_of(answer, name) for name in CHARTS[:7]}
    assert states == {"steps": "no_partnerships"} | dict.fromkeys(CHARTS[1:7], "no_records")
    assert kpis_of(answer)["in_force"][0] == 0
    assert answer["shell-records"]["data"] == 0


def test_partnerships_out_of_scope_are_not_there(partnered: PartneredApp) -> None:
    answer = as_staff(partnered).show(partnered.fullest())
    assert answer["shell-records"]["data"] == 0
    assert "/partnerships/B" not in str(answer)
    assert kpis_of(answer)["seats_filled"][0] == "not_applicable"


@pytest.mark.parametrize("question", [*QUESTIONS, "headline", "steps", "commitments", "partners", "exchange_matrix"])
def test_a_question_that_fails_breaks_its_own_cards_only(
    partnered: PartneredApp, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    search = partnered.fullest() + ("&view.partnerships.exchanges=table" if question == "exchanges" else "")
    before = partnered.show(search)
    for known in (QUESTIONS, answering.FURTHER):
        if question in known:
            monkeypatch.setitem(known, question, broken)  # type: ignore[arg-type]
    after = partnered.show(search)
    failed = {name for name in CHARTS if state_of(after, name) == "error"}
    needing = {chart for chart in CHARTS if question in SHOWN[f"partnerships.{chart}"].questions}
    uncut = {"steps": {"steps"}, "commitments": {"commitment_list"}, "partners": {"partners"}}
    uncut |= {"exchange_matrix": {"exchanges"}}
    if question in answering.WHOLE:
        assert failed == set()
    else:
        assert failed == needing | uncut.get(question, set())
    values = [{name: value for name, (value, _) in kpis_of(one).items()} for one in (before, after)]
    assert (values[0] == values[1]) is (question != "headline")
    assert "no_such_column" not in str(after)
    assert ("Hata kodu" in text_of(after["partnerships-kpis"]["children"])) is (question == "headline")


@pytest.mark.parametrize("table", ["steps", "commitment_list", "partners"])
def test_a_heading_sorts_and_a_page_holds_part_of_the_table(
    partnered: PartneredApp, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "ROWS_A_PAGE", dict.fromkeys(answering.FRAMES, 3))
    search = partnered.fullest()
    whole = f"{search}&{table}.sort=-name"
    pages = [names_of(partnered.show(f"{whole}&{table}.page={page}"), table) for page in (1, 2)]
    assert [len(page) for page in pages] == [3, 3]
    monkeypatch.setattr(answering, "ROWS_A_PAGE", dict.fromkeys(answering.FRAMES, 500))
    assert names_of(partnered.show(whole), table)[:6] == [*pages[0], *pages[1]]
    monkeypatch.setattr(answering, "ROWS_A_PAGE", dict.fromkeys(answering.FRAMES, 3))
    answer = partnered.show(f"{whole}&{table}.page=2")
    links = [props(node) for node in walk(answer[f"partnerships-{table}-pages"]["tree"]) if node["type"] == "A"]
    assert [link.get("href") for link in links] == [
        f"/partnerships{search}&{table}.page={page}&{table}.sort=-name" for page in (1, 3)
    ]
    instead = part(answer, table, "instead")
    assert [props(n)["aria-sort"] for n in walk(instead) if "aria-sort" in props(n)] == ["descending"]


def test_without_a_wish_the_headings_say_how_the_rows_stand(partnered: PartneredApp) -> None:
    answer = partnered.show(partnered.fullest())
    for table, heading in (("steps", "En ileri adım"), ("commitment_list", "Durum")):
        (sorted_by,) = [n for n in walk(part(answer, table, "instead")) if "aria-sort" in props(n)]
        assert text_of(sorted_by).startswith(heading)


def test_a_name_leads_to_the_page_of_its_partner_under_the_shared_filters(partnered: PartneredApp) -> None:
    search = partnered.fullest()
    answer = partnered.show(f"{search}&steps.sort=code{AS_TABLES}")
    for chart in ("steps", "protocols", "commitments", "commitment_list"):
        rows = [node for node in walk(part(answer, chart, "instead")) if props(node).get("scope") == "row"]
        hrefs = [props(node)["href"] for row in rows for node in walk(row) if node["type"] == "A"]
        assert len(hrefs) == len(rows) > 0
        assert all(re.fullmatch(rf"/partnerships/B\d\d{re.escape(search)}", href) for href in hrefs), chart


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_the_page_speaks_each_language_without_a_gap(partnered: PartneredApp, language: str) -> None:
    answer = partnered.show(f"{partnered.fullest()}&lang={language}{AS_TABLES}")
    assert "{" not in text_of([one.get("tree") or one.get("children") for one in answer.values()])
