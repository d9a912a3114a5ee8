"""What a backup brings back says the same to the letter: every page, every file and every report, to whoever may ask.

Two installations answer the same questions: the one that was backed up, and the one that the backup was restored into.
A third one knows an erasure that the backup does not, and keeps texts and person keys for two months only: there
figures must be the same, although people are gone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pandas as pd
import pytest
from sqlalchemy import text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.address import parse_address
from dashboard.app import PAGES, create_app, exports
from dashboard.catalogue import KPIS
from dashboard.data.backup import Restored, restore_backup, save_backup
from dashboard.data.engine import open_engines, reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading.erasing import erase_person
from dashboard.data.loading.load import load_rows
from dashboard.data.releasing import release
from dashboard.data.retention import NOTHING_ENDS
from dashboard.data.rollup_check import verify
from dashboard.export.report.figures import Figures, eyes
from dashboard.export.report.making import Made, made
from dashboard.export.report.standing import report_filters
from dashboard.i18n import speaking
from tests.conftest import Database, Server
from tests.visiting import CALLBACKS, PASSWORD, House, Visitor, body_of, router_body, server_callbacks

Answers = dict[str, tuple[int, bytes]]
TODAY = date(2026, 11, 29)
PROJECT = "KIZ-04"
SHORT = {"feedback": 2, "reach": 2}
WIDE = "?lang=tr"
NARROW = "?period=2021&place=TR-34&view.beneficiaries.by_month=table&on=2021-10-05&lang=en"
VIEWERS = ("manager", "funder-wb", "feedback")
STATES = (
    ("manager", WIDE),
    ("funder-wb", WIDE),
    ("manager", NARROW),
    *(
        pytest.param(viewer, search, marks=pytest.mark.exhaustive)
        for viewer in VIEWERS
        for search in ("?lang=ar&v=9", NARROW, "?programme=KIZILAY&period=2020-H2&sex=female", WIDE)
    ),
)
TOKEN = re.compile(rb'"[\w-]{43}"')
"""The token of a session's forms, in the header of every page: the one thing of an answer that is nobody else's."""
LISTED = ("feedback_list", "..feedback_list")
"""The list of cases says what people said, and so no longer does."""
DAYS_OF_PEOPLE, DAYS_OF_CASES = 365, 120
MADE_AT = "docProps/core.xml"
"""The part of an office file in which the moment stands at which it was made."""
GENERATED = re.compile(rb'generated-datetime="[^"]+"')
"""The same moment in an IATI file."""
THINGS = {
    "project": "select code from projects where id in (select project_id from project_grants) order by code limit 1",
    "partner": """select o.code from organisations o join partnerships p on p.organisation_id = o.id
        join partnership_details d on d.partnership_id = p.id where d.grant_id is not null order by o.code limit 1""",
}


@dataclass(frozen=True)
class Installation:
    """One installation with somebody of each role signed in."""

    house: House
    visitors: dict[str, Visitor]
    things: dict[str, str]

    def asked(self, viewer: str, search: str) -> Answers:
        """Ask every callback, every page and every file as somebody for an address."""
        return self._callbacks(viewer, search) | self._explained(viewer, search) | self._files(viewer, search)

    def _callbacks(self, viewer: str, search: str) -> Answers:
        """Ask every callback that runs on the server, and the router for every page."""
        bodies = {name: body_of(self.house.app, name) for name in server_callbacks(self.house.app)}
        paths = {"project": f"/projects/{self.things['project']}", "partner": f"/partnerships/{self.things['partner']}"}
        for name, body in bodies.items():
            for part in (*body["inputs"], *body["state"]):
                if part["property"] == "search":
                    part["value"] = search
                if part["property"] == "pathname":
                    part["value"] = paths.get(name.strip(".").partition("-")[0], part["value"])
        bodies |= {page.PATH: router_body(page.PATH, search) for page in PAGES}
        return {name: self._post(viewer, body) for name, body in bodies.items()}

    def _explained(self, viewer: str, search: str) -> Answers:
        """Ask for the explanation of every key figure."""
        name = next(name for name in server_callbacks(self.house.app) if "explain-figure" in name)
        found = {}
        for figure in KPIS if viewer == "manager" else ():
            body = body_of(self.house.app, name)
            body["inputs"][0]["value"] = f"{search}&{urlencode({'figure': figure})}"
            found[f"explained {figure}"] = self._post(viewer, body)
        return found

    def _files(self, viewer: str, search: str) -> Answers:
        """Ask for every file of every chart."""
        found = {}
        for page, taken in exports(self.house.database.settings).items():
            code = f"&code={self.things[page]}" if page in self.things else ""
            for chart in taken.shown:
                for ending in ("csv", "json", "xlsx")[: 3 if search == WIDE else 2]:
                    answer = self.visitors[viewer].http.get(
                        f"/export/{page}/{chart.partition('.')[2]}.{ending}{search}{code}"
                    )
                    data = answer.get_data()
                    found[f"{chart}.{ending}"] = answer.status_code, parts_of(data)
        return found

    def _post(self, viewer: str, body: object) -> tuple[int, bytes]:
        """Send the body of a callback."""
        answer = self.visitors[viewer].http.post(CALLBACKS, json=body)
        return answer.status_code, TOKEN.sub(b"", answer.get_data())

    def report(self, form: str, figures: Figures) -> bytes:
        """Make the report of a grant and a half-year as the command does."""
        reader = self.house.database.engines.reader
        viewer = eyes(reader, EVERYTHING, "P171489", figures)
        period = parse_address("period=2021-H1").period
        assert period is not None
        with reading(reader, viewer) as connection, speaking("tr"):
            filters = report_filters(connection, viewer, "P171489", period)
            file = list(made(connection, filters, form))[-1]
        assert isinstance(file, Made)
        assert file.failed == ()
        return parts_of(file.content)


def parts_of(file: bytes) -> bytes:
    """Give a file without the moment at which it was made; of an office file every part, and the parts of those."""
    if not file.startswith(b"PK"):
        return GENERATED.sub(b"", file)
    with ZipFile(BytesIO(file)) as archive:
        names = [name for name in archive.namelist() if name != MADE_AT]
        return b"\n".join(name.encode() + b"\n" + parts_of(archive.read(name)) for name in names)


def opened(database: Database) -> Installation:
    """Give an installation on a database, with its people signed in."""
    house = House(create_app(database.settings, database.engines), database)
    with database.engines.owner.connect() as connection:
        things = {page: str(connection.scalar(text(question))) for page, question in THINGS.items()}
    return Installation(house, {name: house.signed_in(name) for name in VIEWERS}, things)


@dataclass(frozen=True)
class Three:
    """The installation that was backed up, the restored one, and the one in which people are gone."""

    whole: Installation
    restored: Installation
    thinned: Installation
    gone: Restored
    told: dict[tuple[str, str], Answers] = field(default_factory=dict)

    def before(self, viewer: str, search: str) -> Answers:
        """Give what the installation that was backed up answers; it is asked once."""
        if (viewer, search) not in self.told:
            self.told[viewer, search] = self.whole.asked(viewer, search)
        return self.told[viewer, search]


@pytest.fixture(scope="module")
def three(postgres: Server, demo_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    """Give all three; the third one is restored in the place of one in which somebody was erased since."""
    demo_database.engines.dispose()
    path = tmp_path_factory.mktemp("figures") / "uyum.backup"
    whole = postgres.create("figures_whole", str(demo_database.engines.owner.url.database))
    create_demo_accounts(whole.engines.writer, PASSWORD)
    with writing(whole.engines.writer) as connection:
        load_rows(connection, "reach", _people(), source="people", secret=b"x" * 32)
        load_rows(connection, "feedback", _cases(), source="cases", secret=b"x" * 32)
        release(connection, "P171489", actor="test")
    save_backup(whole.engines.owner, path)
    whole.engines.dispose()
    thinned = postgres.create("figures_thinned", "figures_whole")
    postgres.run("create database figures_restored")
    settings = postgres.settings("figures_restored")
    restored = Database(settings, open_engines(settings))
    restore_backup(restored.engines, path, replace=False, retention=NOTHING_ENDS, today=TODAY)
    with writing(thinned.engines.owner) as connection:
        asked = "select person_key from {} where person_key is not null order by person_key desc limit 1"
        for table in ("feedback", "reach"):
            person = connection.scalar(text(asked.format(table)))
            assert person is not None
            assert not erase_person(connection, bytes(person)).nothing
    thinned.engines.dispose()
    gone = restore_backup(thinned.engines, path, replace=True, retention=SHORT, today=TODAY)
    yield Three(*map(opened, (whole, restored, thinned)), gone)
    for database in (whole, restored, thinned):
        postgres.drop(database)


def _people() -> pd.DataFrame:
    """Give records of people who are known by a key and come again and again, one a day."""
    rows = [
        {
            "date": str(day.date()),
            "project_code": PROJECT,
            "activity_kind": "language_course",
            "place_code": ("TR-34", "TR-06")[n % 2],
            "population_group": "host",
            "sex": ("female", "male")[n % 2],
            "age_band": "25-49",
            "disability": "no",
            "new_people": "0",
            "contacts": "1",
            "record_key": f"R-{n}",
            "person_key": f"P-{n % 40}",
        }
        for n, day in enumerate(pd.date_range("2021-01-01", "2021-12-31", freq="D"))
    ]
    return pd.DataFrame(rows, dtype=str)


def _cases() -> pd.DataFrame:
    """Give cases of some of them, with what they said."""
    rows = [
        {
            "feedback_key": f"K-{n}",
            "received_on": str(day.date()),
            "project_code": PROJECT,
            "channel": "desk",
            "type": ("complaint", "request", "thanks")[n % 3],
            "category": "access",
            "place_code": "TR-34",
            "language": "tr",
            "sensitivity": "no",
            "priority": "normal",
            "status": "closed",
            "first_response_on": str(day.date()),
            "closed_on": str(day.date()),
            "person_key": f"P-{n % 20}",
            "text": f"Söylenen söz {n}",
        }
        for n, day in enumerate(pd.date_range("2021-02-01", "2021-05-31", freq="D"))
    ]
    return pd.DataFrame(rows, dtype=str)


def other(one: Answers, another: Answers) -> list[str]:
    """Give what is answered in another way."""
    assert one.keys() == another.keys()
    return [name for name in one if one[name] != another[name]]


@pytest.mark.parametrize(("viewer", "search"), STATES)
def test_every_page_and_file_says_the_same_to_the_letter(three: Three, viewer: str, search: str) -> None:
    before = three.before(viewer, search)
    assert not [name for name, (status, _) in before.items() if status >= 500]
    assert sum(status == 200 for status, _ in before.values()) > 100
    assert other(before, three.restored.asked(viewer, search)) == []


@pytest.mark.parametrize(("form", "figures"), [("xlsx", "inside"), ("docx", "funder"), ("iati", "funder")])
def test_every_number_of_a_report_is_the_same(three: Three, form: str, figures: Figures) -> None:
    told = three.whole.report(form, figures)
    assert three.restored.report(form, figures) == told
    assert three.thinned.report(form, figures) == told


@pytest.mark.parametrize(("viewer", "search"), STATES)
def test_no_figure_moves_though_people_are_gone(three: Three, viewer: str, search: str) -> None:
    assert three.gone.erased.texts >= DAYS_OF_CASES
    assert three.gone.erased.feedback >= DAYS_OF_CASES
    assert three.gone.erased.reach >= DAYS_OF_PEOPLE
    one, another = three.before(viewer, search), three.thinned.asked(viewer, search)
    assert [name for name in other(one, another) if not name.startswith(LISTED)] == []


def test_the_cubes_fit_the_rows_though_people_are_gone(three: Three) -> None:
    with three.thinned.house.database.engines.owner.connect() as connection:
        assert verify(connection) == []
        held = "select count(*) from erasures e join reach r using (person_key)"
        assert connection.scalar(text("select count(*) from erasures")) == 2
        assert connection.scalar(text(held)) == 0
