"""Key figures of one project and one partner are what their explanations say, digit by digit."""

import json
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dashboard.address import parse_address
from dashboard.catalogue import KPIS
from dashboard.components.markup import text_of, walk
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import Explanation, explain
from dashboard.data.explanation.tables import PARTNER_TABLES, POOL_TABLES
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.explained_cells import key_figure
from dashboard.ids import ADDRESS
from dashboard.paths import OWN_CODE
from tests.conftest import Database, Server
from tests.explained_cells import sampled
from tests.partner_app import PartnerApp, open_partners
from tests.partner_app import kpis as partner_kpis
from tests.partner_rows import TODAY, fill
from tests.partner_world import Writer
from tests.project_app import DAY, ProjectApp, open_projects
from tests.project_app import kpis as project_kpis
from tests.reached_app import ReachedApp

SEARCHES = ("", "?period=2025", "?programme=UNICEF&place=TR-34")
BY_HAND = {
    "protocol_days_left": Fraction(40),
    "days_since_contact": Fraction(144),
    "commitments_done": Fraction(2),
    "staff_trained": Fraction(12),
    "exchanges": Fraction(3),
    "capacity_change": Fraction(1, 3),
}


@pytest.fixture(scope="module")
def made(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the database of the hand-written partners."""
    copy = postgres.create("explained_one", migrated)
    with copy.engines.owner.begin() as connection:
        fill(Writer(connection))
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def partners(made: Database) -> PartnerApp:
    """Give the app over them."""
    return open_partners(made, TODAY.isoformat(), "PA")


@pytest.fixture(scope="module")
def projects(demo_database: Database) -> ProjectApp:
    """Give the app over the example programme."""
    return open_projects(demo_database)


def explained(database: Database, kpi: str, code: str, search: str, day: str) -> Explanation:
    """Give what a key figure of one thing is made of."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        address = parse_address(f"{search}{'&' if search else '?'}on={day}").with_own(OWN_CODE, code)
        filters = resolve_filters(connection, address, EVERYTHING)
        recipe = key_figure(connection, filters, kpi)
        assert recipe is not None
        return explain(connection, filters, recipe)


def holds(kpi: str, found: Explanation, value: str) -> bool:
    """Demand that the explanation gives the figure of a card; say whether there was one to compare."""
    for portion in found.portions:
        assert portion.value == sum(part.value for part in portion.parts) - portion.repeats
    if value in {"missing", "not_applicable"}:
        return False
    assert found.figure is not None, kpi
    assert Decimal(value).quantize(Decimal("1e-9")) == found.figure.quantize(Decimal("1e-9")), kpi
    return True


@pytest.mark.parametrize("search", SEARCHES)
def test_key_figures_of_a_project_are_what_their_rows_say(
    projects: ProjectApp, demo_database: Database, search: str
) -> None:
    with demo_database.engines.owner.connect() as connection:
        codes = list(connection.exec_driver_sql("select code from projects order by code").scalars())
    compared: set[str] = set()
    for code in codes[::4]:
        if projects.post(code, search).status_code != 200:
            continue
        for name, value in project_kpis(projects.show(code, search)).items():
            found = explained(demo_database, f"project.{name}", code, search, DAY)
            if holds(f"{code} {name}", found, value):
                compared.add(name)
    assert compared == {kpi.removeprefix("project.") for kpi, one in KPIS.items() if one.page == "project"}


@pytest.mark.parametrize("search", ["", "?period=2026-H1", "?programme=PA", "?place=TR-34&group=host"])
@pytest.mark.parametrize("code", ["RICH", "OTHER", "LASTDAY", "LATER", "OVER", "SILENT"])
def test_key_figures_of_a_partner_are_what_their_rows_say(
    partners: PartnerApp, made: Database, code: str, search: str
) -> None:
    for name, (value, _) in partner_kpis(partners.show(code, search)).items():
        holds(f"{code} {name}", explained(made, f"partner.{name}", code, search, TODAY.isoformat()), value)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_rows_lead_to_what_was_worked_out_by_hand(made: Database, name: str) -> None:
    figure = explained(made, f"partner.{name}", "RICH", "", TODAY.isoformat()).figure
    assert figure is not None
    assert float(figure) == pytest.approx(float(BY_HAND[name]))


def answered(app: Any, client: Any, search: str) -> Any:  # noqa: ANN401  # JSON.
    """Give the page of an explained figure."""
    output = next(key for key in app.callback_map if "explain-figure.tree" in key)
    body = {
        "output": output,
        "outputs": {"id": "explain-figure", "property": "tree"},
        "inputs": [{"id": ADDRESS, "property": "search", "value": search}],
        "state": [],
        "changedPropIds": [f"{ADDRESS}.search"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return answer.get_json()["response"]["explain-figure"]["tree"]


def cards(tree: object) -> dict[str, str]:
    """Give the key figures of a tree by their id."""
    props = [node["props"] for node in walk(tree)]
    return {one["data-kpi"]: one["data-value"] for one in props if "data-kpi" in one}  # type: ignore[index,operator,misc]


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_the_card_of_a_partner_leads_to_its_explanation(partners: PartnerApp, name: str) -> None:
    search = f"?figure=partner.{name}&code=RICH&on={TODAY.isoformat()}"
    tree = answered(partners.app, partners.people["all"], search)
    assert cards(tree) == {f"partner.{name}": partner_kpis(partners.show("RICH"))[name][0]}
    assert "explain.loads" in json.dumps(tree)


@pytest.mark.parametrize("code", ["NONE", ""])
def test_there_is_no_explanation_of_what_is_not_there(partners: PartnerApp, code: str) -> None:
    tree = answered(partners.app, partners.people["all"], f"?figure=partner.exchanges&code={code}")
    assert "açıklanacak bir sayı yok" in text_of(tree)


@pytest.mark.parametrize(("who", "seen"), [("project-admin", True), ("project-manager", False)])
def test_a_project_of_another_programme_has_no_explanation(projects: ProjectApp, who: str, *, seen: bool) -> None:
    tree = answered(projects.app, projects.people[who], f"?figure=project.days_in_stage&code=IZM-03&on={DAY}")
    assert (cards(tree) != {}) is seen
    assert ("açıklanacak bir sayı yok" in text_of(tree)) is not seen


def cells_hold(database: Database, chart: str, code: str, day: str) -> int:
    """Demand that every cell of a table of one thing is what its rows say; give how many cells had a number."""
    compared = 0
    with reading(database.engines.reader, EVERYTHING) as connection:
        address = parse_address(f"?on={day}").with_own(OWN_CODE, code)
        filters = resolve_filters(connection, address, EVERYTHING)
        for one in sampled(connection, filters, database.settings, chart, random.Random(1), 12):
            shown, figure = one.cell.shown.value, one.explanation.figure
            if isinstance(shown, int | float | Decimal) and one.recipe.how not in {"rule", "rank", "framework"}:
                assert figure is not None, one.where
                assert float(figure) == pytest.approx(float(shown)), one.where
                compared += 1
    return compared


@pytest.mark.parametrize("chart", sorted(chart for chart in PARTNER_TABLES if chart.startswith("partner.")))
def test_a_cell_of_a_partner_is_what_its_rows_say(partners: PartnerApp, made: Database, chart: str) -> None:
    assert partners.people
    codes = ("RICH", "OTHER", "LASTDAY", "LATER", "OVER", "SILENT")
    assert sum(cells_hold(made, chart, code, TODAY.isoformat()) for code in codes)


@pytest.mark.parametrize("chart", sorted(chart for chart in POOL_TABLES if chart.startswith("project.")))
def test_a_cell_of_a_project_is_what_its_rows_say(demo_database: Database, chart: str) -> None:
    assert sum(cells_hold(demo_database, chart, code, DAY) for code in ("KIZ-P171489", "KIZ-11", "IZM-03"))


OVERVIEW = (
    "projects_completed",
    "high_priority_waiting",
    "protocols_in_force",
    "indicators_on_track",
    "time_elapsed",
    "budget_spent",
)


@pytest.mark.parametrize("search", ["", "?programme=KIZILAY", "?period=2025&place=TR-34"])
def test_key_figures_of_the_overview_are_what_their_rows_say(
    projects: ProjectApp, demo_database: Database, search: str
) -> None:
    page = ReachedApp(projects.app, demo_database, None, projects.people["project-admin"])  # type: ignore[arg-type]
    shown = cards(page.show(f"{search}{'&' if search else '?'}on={DAY}", "overview")["overview-kpis"]["children"])
    found = {
        name: explained(demo_database, f"overview.{name}", "", search, DAY).figure
        for name in OVERVIEW
        if shown[f"overview.{name}"] != "not_applicable"
    }
    for name, figure in found.items():
        assert figure is not None, name
        assert float(figure) == pytest.approx(float(shown[f"overview.{name}"])), name
    assert found.keys() >= {*OVERVIEW} - {"budget_spent"} or search


def test_a_partner_without_a_place_is_told_why_nothing_is_counted(partners: PartnerApp, made: Database) -> None:
    with made.engines.owner.connect() as connection:
        query = (
            "select o.code from partnerships p join organisations o on o.id = p.organisation_id"
            " join organisation_details d on d.organisation_id = o.id where d.place_id is null order by 1"
        )
        code = str(connection.exec_driver_sql(query).scalars().first())
    assert explained(made, "partner.feedback_in_time", code, "", TODAY.isoformat()).recipe.how == "no_place"
    tree = answered(partners.app, partners.people["all"], f"?figure=partner.feedback_in_time&code={code}&on={TODAY}")
    assert "kayıtlı bir yeri yok" in text_of(tree)


def test_a_median_names_the_values_in_the_middle(projects: ProjectApp, demo_database: Database) -> None:
    found = explained(demo_database, "projects.median_days_in_stage", "", "", DAY)
    tree = answered(projects.app, projects.people["project-admin"], f"?figure=projects.median_days_in_stage&on={DAY}")
    count, told = re.findall(r"Değer sayısı: (\d+) · ortada\w+: ([^İY]+)", text_of(tree))[0]
    assert int(count) == found.portions[0].records
    values = [Decimal(number) for number in re.findall(r"\d+", told.partition("÷")[0])]
    assert sum(values) / len(values) == found.figure
