"""What a funder sees of projects and partnerships does not depend on anybody else's, nor on scores, owners and notes.

Two installations hold the example programme, but one of them never heard of the projects and partnerships of other
funders' grants, nor of what these pay for the funder's own; and in it all projects have other owners, budgets and
scores, all notes say something else, and small numbers of people are other small numbers. Whatever the funder asks,
both must answer the same to the letter, and neither may name what is not the funder's.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, text

from dashboard.access import accounts, scopes
from dashboard.app import create_app, exports
from dashboard.data.demo import GRANT_OF_FUNDER
from tests.access.test_sensitive_cases import FORM_TOKEN
from tests.conftest import Database, Server
from tests.visiting import CALLBACKS, PASSWORD, House, Visitor, body_of, server_callbacks

PAGES = ("projects", "project", "partnerships", "partner")
FUNDERS = {"funder-wb": ("KIZ-P171489", "ONIKISUBAT"), "funder-eu": ("", "")}
HIDDEN = "?owner={owner}&weights=ETKI:1&list.sort=-priority&action_plan.sort=-owner&stages=budget&q={owner}"
STATES = (
    ("funder-wb", ""),
    ("funder-eu", HIDDEN),
    *(
        pytest.param(funder, state, marks=pytest.mark.exhaustive)
        for funder in FUNDERS
        for state in (
            "?lang=en&view.projects.list=table&view.partnerships.exchanges=table&list.sort=-budget",
            "?place=TR-46&period=2021",
            "?v=9&stage=running&status=in_force",
            "?on=2021-05-10&q=belediye",
            HIDDEN,
            "",
        )
    ),
)
BY_PROJECT = {
    "activities": ("activity_id", ("activity_details", "activity_goals")),
    "joint_activities": ("joint_activity_id", ("joint_activity_details", "joint_activity_partners")),
    "institution_groups": ("institution_group_id", ("institution_group_details",)),
    "meetings": ("meeting_id", ("meeting_details", "attendance")),
}
"""What belongs to projects by way of something else, by the register of that."""
OF_PROJECTS = (
    *("stage_changes", "funding", "project_partners", "documents", "project_details", "project_goals", "milestones"),
    *("project_grants", "spending", "exchanges", "outputs"),
)
OF_GRANTS = ("funding", "spending", "project_grants", "documents", "milestones")
OF_PARTNERSHIPS = (
    *("partnership_details", "protocols", "partnership_steps", "partner_contacts", "commitments", "capacity"),
    "joint_activity_partners",
)
SECRET = (
    "delete from scores",
    "delete from criterion_anchors",
    "delete from criterion_details",
    "update project_details set owner = 'Başka kurul', budget = budget * 3 + 7, stage_reason = 'Başka neden'",
    "update stage_changes set decided_by = 'Başka kurul', reason = 'Başka neden'",
    "update milestones set due_reason = 'Başka neden' where project_id is not null",
    "update partnership_steps set note = 'Başka not'",
    "update partner_contacts set note = 'Başka not'",
    "update capacity set assessed_by = 'Başka kurul', evidence = 'Başka not'",
    *(
        f"update {table} set {column} = {column} % 9 + 1 where {column} between 1 and 9"  # noqa: S608  Fixed names.
        for table, column in (
            ("joint_activity_details", "participants"),
            ("joint_activity_partners", "staff_trained"),
            ("exchanges", "participants"),
            ("outputs", "participants"),
        )
    ),
)


def erase(connection: Connection, grants: tuple[str, ...]) -> None:
    """Make an installation forget all projects and partnerships of other grants, and change what no funder sees."""
    run = lambda statement, **values: connection.execute(text(statement), values)  # noqa: E731  Short for many lines.
    run("create temporary table own_g on commit drop as select id from grants where code = any(:own)", own=list(grants))
    for what, link in (("project", "project_grants"), ("partnership", "partnership_details")):
        run(
            f"create temporary table own_{what} on commit drop as select distinct {what}_id as id from {link}"  # noqa: S608
            " where grant_id in (select id from own_g)"
        )
    of_project, of_grant = ("project_id not in (select id from own_project)", "grant_id not in (select id from own_g)")
    run(f"delete from seat_terms using seats, institution_groups g where {of_project} and seat_id = seats.id"  # noqa: S608
        " and institution_group_id = g.id")  # fmt: skip
    run(f"delete from seat_details using seats, institution_groups g where {of_project} and seat_id = seats.id"  # noqa: S608
        " and institution_group_id = g.id")  # fmt: skip
    for register, (key, tables) in BY_PROJECT.items():
        for table in tables:
            run(f"delete from {table} t using {register} r where r.id = t.{key} and r.{of_project}")  # noqa: S608
        run(f"update {register} set code = 'SİLİNEN-' || id where {of_project}")  # noqa: S608
    for table in OF_PROJECTS:
        run(f"delete from {table} where {of_project}")  # noqa: S608
    for table in OF_GRANTS:
        run(f"delete from {table} where {of_grant}")  # noqa: S608
    for table in OF_PARTNERSHIPS:
        run(f"delete from {table} where partnership_id not in (select id from own_partnership)")  # noqa: S608
    for what in ("project", "partnership"):
        run(f"update {what}s set code = 'SİLİNEN-' || id where id not in (select id from own_{what})")  # noqa: S608
    run(
        """update organisation_details set name_tr = 'Silinen', name_en = null, name_ar = null, place_id = null
        where organisation_id not in (
            select organisation_id from partnerships where id in (select id from own_partnership)
            union select organisation_id from project_partners
            union select organisation_id from project_details where organisation_id is not null
            union select funder_id from funding where funder_id is not null)"""
    )
    for statement in SECRET:
        run(statement)


def names(connection: Connection, grants: tuple[str, ...]) -> frozenset[bytes]:
    """Give what no answer may hold: codes and names of other projects and partnerships, and every owner."""
    found = connection.execute(
        text("""
        with own as (select project_id from project_grants where grant_id in
            (select id from grants where code = any(:own)))
        select p.code from projects p where p.id not in (select project_id from own)
        union select d.name_tr from project_details d where d.project_id not in (select project_id from own)
            and d.name_tr not in (select name_tr from project_details where project_id in (select project_id from own))
        union select t.code from partnerships t where t.id not in (select partnership_id from partnership_details
            where grant_id in (select id from grants where code = any(:own)))
        union select owner from project_details where owner is not null"""),
        {"own": list(grants)},
    )
    return frozenset(
        form for (name,) in found if len(name) > 5 for form in (name.encode(), json.dumps(name)[1:-1].encode())
    )


@dataclass(frozen=True)
class Twins:
    """Both installations with their funder, and what neither may tell."""

    visitors: tuple[tuple[House, Visitor], ...]
    untold: frozenset[bytes]
    owner: str
    thing: dict[str, str]


@pytest.fixture(scope="module")
def twins(postgres: Server, demo_database: Database) -> Iterator[dict[str, Twins]]:
    """Give for each funder the installation as it is, and one that knows nothing else."""
    demo_database.engines.dispose()
    template = str(demo_database.engines.owner.url.database)
    whole = postgres.create("projects_whole", template)
    databases, found = [whole], {}
    for funder, grants in GRANT_OF_FUNDER.items():
        other = postgres.create(f"projects_of_{funder}", template)
        databases.append(other)
        with whole.engines.owner.connect() as connection:
            untold = names(connection, grants)
            owner = connection.scalar(text("select owner from project_details where owner is not null order by owner"))
            thing = {
                "project": connection.scalar(text(_OWN_PROJECT), {"own": list(grants)}),
                "partner": connection.scalar(text(_OWN_PARTNER), {"own": list(grants)}),
            }
        with other.engines.owner.begin() as connection:
            erase(connection, grants)
        visitors = []
        for database in (whole, other):
            with database.engines.writer.begin() as connection:
                accounts.create_account(connection, f"only-{funder}", "funder", actor="test", password=PASSWORD)
                scopes.set_scope(connection, f"only-{funder}", scopes.Scope(grants=frozenset(grants)), actor="test")
            house = House(create_app(database.settings, database.engines), database)
            visitors.append((house, house.signed_in(f"only-{funder}")))
        found[funder] = Twins(tuple(visitors), untold, owner or "", thing)
    yield found
    for database in databases:
        postgres.drop(database)


_OWN_PROJECT = """select p.code from projects p join project_grants l on l.project_id = p.id join grants g
    on g.id = l.grant_id where g.code = any(:own) order by p.code desc limit 1"""
_OWN_PARTNER = """select o.code from organisations o join partnerships t on t.organisation_id = o.id
    join partnership_details d on d.partnership_id = t.id join grants g on g.id = d.grant_id
    where g.code = any(:own) order by o.code limit 1"""


def answers(house: House, visitor: Visitor, search: str, thing: dict[str, str]) -> dict[str, tuple[int, bytes]]:
    """Ask every callback and every file of the four pages for an address."""
    found = {}
    for name in server_callbacks(house.app):
        page = name.strip(".").partition("-")[0]
        if page not in PAGES:
            continue
        body = body_of(house.app, name)
        for part in (*body["inputs"], *body["state"]):
            if part["property"] == "search":
                part["value"] = search
            if part["property"] == "pathname":
                part["value"] = {"project": "/projects/", "partner": "/partnerships/"}.get(page, "/") + thing.get(
                    page, ""
                )
        answer = visitor.http.post(CALLBACKS, json=body)
        found[name] = answer.status_code, FORM_TOKEN.sub(b"", answer.get_data())
    for page in PAGES:
        for chart in exports(house.database.settings)[page].shown:
            code = f"{'&' if search else '?'}code={thing[page]}" if page in thing else ""
            for ending in ("csv", "json"):
                answer = visitor.http.get(f"/export/{page}/{chart.partition('.')[2]}.{ending}{search}{code}")
                found[f"{chart}.{ending}"] = answer.status_code, answer.get_data()
    return found


@pytest.mark.parametrize(("funder", "search"), STATES)
def test_a_funder_gets_the_same_whatever_others_have(twins: dict[str, Twins], funder: str, search: str) -> None:
    known = twins[funder]
    asked = search.format(owner=known.owner)
    one, other = (answers(house, visitor, asked, known.thing) for house, visitor in known.visitors)
    assert [name for name in one if one[name] != other[name]] == []
    assert not [name for name, (status, _) in one.items() if status >= 500]
    missing = {name for name, (status, _) in one.items() if status == 404}
    assert missing >= WITHHELD
    # Whatever else is missing belongs to a page about one thing, which is not there yet.
    assert not [name for name in missing - WITHHELD if name.partition(".")[0] not in ("project", "partner")]
    told = {canary for canary in known.untold if canary.decode() not in asked}
    assert [(name, canary) for name, (_, body) in one.items() for canary in told if canary in body] == []


WITHHELD = {
    f"{chart}.{ending}"
    for chart in (
        *("projects.priority", "projects.incomplete", "project.scores", "project.people", "project.feedback"),
        "partner.feedback",
    )
    for ending in ("csv", "json")
}
"""Files that there are not for a funder."""


def test_a_funder_does_see_the_own_projects_and_partnerships(twins: dict[str, Twins]) -> None:
    known = twins["funder-wb"]
    found = answers(*known.visitors[0], "", known.thing)
    for chart in ("projects.list", "project.stages", "partnerships.steps", "partner.protocols", "project.funding"):
        status, body = found[f"{chart}.csv"]
        assert status == 200
        assert body.decode().count("\r\n") > 8, chart
    assert known.thing["project"].encode() in found["projects.list.csv"][1]
    assert known.thing["partner"].encode() in found["partnerships.steps.csv"][1]


def test_a_funder_is_told_what_is_kept_back_and_gets_none_of_it(twins: dict[str, Twins]) -> None:
    known = twins["funder-wb"]
    found = answers(*known.visitors[0], "?list.sort=-priority", known.thing)
    pages = {name.strip(".").partition("-")[0]: body.decode() for name, (_, body) in found.items() if "." * 3 in name}
    assert pages["projects"].count('"scores_withheld"') == 2
    assert (pages["project"].count('"scores_withheld"'), pages["project"].count('"people_withheld"')) == (1, 2)
    assert pages["partner"].count('"people_withheld"') == 1
    untold = ("projects.high_priority_waiting", "projects.funding_gap", "project.priority", "project.unique_people")
    told = "".join(pages.values())
    assert [kpi for kpi in (*untold, "project.funding_gap", "partner.feedback_in_time") if f'"{kpi}"' in told] == []
    assert "sort=priority" not in told
    assert "sort=owner" not in told
    heads = [
        body.decode("utf-8-sig").split("\r\n\r\n")[1].split("\r\n")[0].split(";")
        for name, (status, body) in found.items()
        if name.endswith("csv") and status == 200
    ]
    assert [head for head in heads if {"Sorumlu", "Öncelik puanı", "Bütçe", "Not"} & {*head}] == []
