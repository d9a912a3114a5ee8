"""Made-up project pools, one after the other in one database: each load of a pool ends what the one before it said."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Table, insert, select, text

from dashboard.data import rollups
from dashboard.data.schema import pool
from dashboard.data.schema import registers as r
from dashboard.data.schema.people import reach
from dashboard.data.versions import draw_version
from tests.reach_world import provenance

PROGRAMMES = ("PA", "PB", "PC")
PROJECTS = tuple(f"P{number:02d}" for number in range(1, 21))
GRANTS, GOALS, CRITERIA = ("G1", "G2", "G3"), ("H1", "H2", "H3", "H4"), ("K1", "K2", "K3", "K4", "K5")
PLACES = ("TR-34", "TR-34-1103", "TR-01", "TR-01-1757", "TR-34-EMINONU", "DE-BE-FK")
_REACHES = 0.25
"""Share of the pools whose projects have reached people."""
_LEANS = 0.7
"""Share of the pools most of whose projects wait."""
CURRENCIES = ("TRY", "EUR", "USD")
STAGES = (
    *("idea", "screened", "scored", "approved", "funding_secured", "contracted"),
    *("running", "closing", "closed", "on_hold", "rejected"),
)
OWNERS = ("Kültür kurulu", "İdare", "IŞIK Derneği", "Çalışma grubu", None)
WORDS = ("Şanlıurfa", "istanbul", "İZMİR", "ığdır", "Çocuk", "gönüllü", "Okulu")
FIRST, LAST = date(2019, 1, 1), date(2022, 12, 31)
_TABLES = (
    *("project_details", "stage_changes", "stage_limits", "criterion_details", "criterion_anchors", "scores"),
    *("funding", "spending", "project_goals", "project_grants", "activity_details", "goal_details", "reach"),
)
_TOUCHED = ("stage_changes", "scores", "funding", "spending", "project_goals", "project_grants", "stage_limits")
"""Tables of which the second load of a pool ends some rows."""

Values = dict[str, object]
Ids = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Made:
    """The versions of one pool: as first loaded, and after a load that ended and added some of its rows."""

    before: int
    after: int


class Maker:
    """Writes pools into a migrated database, past the loader."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.version = draw_version(connection, "load")
        self.origin = provenance(connection, self.version)
        self.ids = self._identities()
        self.reached = False

    def make(self, rng: random.Random) -> Made:
        """Write one pool in two versions."""
        self._next_version()
        for name in _TABLES:
            self._end(name, "true")
        chosen = rng.sample(PROJECTS, rng.choice((0, 2, 8, 14, len(PROJECTS), len(PROJECTS))))
        self.waiting = rng.random() < _LEANS
        self.complete = rng.choice((0.5, 0.9))
        self._frame(rng)
        for project in chosen:
            self._project(rng, project)
        reached = [self._reached(rng, project) for project in chosen] if rng.random() < _REACHES else []
        self._add(reach, reached)
        if reached or self.reached:
            rollups.apply_load(self.connection, self.version)
        self.reached = bool(reached)
        before = self.version
        self._next_version()
        for name in _TOUCHED:
            self._end(name, f"id % 3 = {rng.randrange(3)}")
        for project in rng.sample(chosen, len(chosen) // 2):
            number = self.ids["projects"][project]
            self._end("project_details", f"project_id = {number}")
            self._add(r.project_details, [self._details(rng, project)])
            self._history(rng, project)
        return Made(before, self.version)

    def _next_version(self) -> None:
        """Begin a load."""
        self.version = draw_version(self.connection, "load")
        self.origin = provenance(self.connection, self.version)

    def _end(self, table: str, condition: str) -> None:
        """End the live rows of a table that began before this version."""
        self.connection.execute(
            text(
                f"update {table} set until_version = :version "  # noqa: S608  Names of tables and numbers.
                f"where until_version is null and since_version > :first and since_version < :version and {condition}"
            ),
            {"version": self.version, "first": self.first},
        )

    def _add(self, table: Table, rows: Sequence[Values]) -> None:
        """Write rows of this version, and leave out those whose key is live."""
        keys = {
            "stage_changes": ("project_id", "stage", "entered_on"),
            "scores": ("project_id", "criterion_id", "scored_on"),
            "funding": ("project_id", "reference"),
        }.get(table.name)
        if keys:
            query = select(*(table.c[key] for key in keys)).where(table.c.until_version.is_(None))
            taken = {tuple(row) for row in self.connection.execute(query)}
            once = {tuple(row[key] for key in keys): row for row in rows}
            rows = [row for key, row in once.items() if key not in taken]
        if rows:
            self.connection.execute(insert(table), [{**self.origin, **row} for row in rows])

    def _identities(self) -> Ids:
        """Write the codes that never change, and the details of grants and programmes."""
        self.first = self.version
        ids: Ids = {"programmes": self._register(r.programmes, [{"code": code} for code in PROGRAMMES])}
        own = [ids["programmes"][PROGRAMMES[number % 3]] for number in range(len(PROJECTS))]
        projects = zip(PROJECTS, own, strict=True)
        ids["projects"] = self._register(r.projects, [{"code": code, "programme_id": one} for code, one in projects])
        goals = zip(GOALS, own, strict=False)
        ids["goals"] = self._register(r.goals, [{"code": code, "programme_id": one} for code, one in goals])
        ids["grants"] = self._register(r.grants, [{"code": code} for code in GRANTS])
        ids["criteria"] = self._register(pool.criteria, [{"code": code} for code in CRITERIA])
        activities = [{"code": f"{code}-A", "project_id": ids["projects"][code]} for code in PROJECTS]
        ids["activities"] = self._register(r.activities, activities)
        ids["places"] = {row.code: row.id for row in self.connection.execute(select(r.places.c.id, r.places.c.code))}
        query = select(r.activity_kinds.c.code, r.activity_kinds.c.id).order_by(r.activity_kinds.c.code)
        ids["kinds"] = {row.code: row.id for row in self.connection.execute(query)}
        for code, number in ids["programmes"].items():
            self._add(r.programme_details, [{"programme_id": number, "name_tr": f"Program {code}"}])
        for number, (code, grant) in enumerate(ids["grants"].items()):
            programme = ids["programmes"][PROGRAMMES[number]]
            self._add(r.grant_details, [{"grant_id": grant, "name_tr": f"Hibe {code}", "programme_id": programme}])
        return ids

    def _register(self, table: Table, rows: list[Values]) -> dict[str, int]:
        """Write codes and give their ids."""
        self.connection.execute(insert(table), rows)
        return {row.code: row.id for row in self.connection.execute(select(table.c.code, table.c.id))}

    def _frame(self, rng: random.Random) -> None:
        """Write what all projects share: criteria, limits and goals."""
        criteria = rng.sample(CRITERIA, rng.choice((0, 1, 2, 3, 5, 5)))
        self.criteria = [self.ids["criteria"][code] for code in criteria]
        weights = [rng.choice(("0.25", "0.2", "0.3333", "0.1", f"0.{rng.randrange(1, 9999):04d}")) for _ in criteria]
        rows: list[Values] = [
            {"criterion_id": one, **names(rng, "Ölçüt"), "weight": Decimal(weight), "position": rng.randrange(3)}
            for one, weight in zip(self.criteria, weights, strict=True)
        ]
        self._add(pool.criterion_details, rows)
        limits = rng.sample(STAGES[:10], rng.randrange(10))
        self._add(pool.stage_limits, [{"stage": stage, "days": rng.choice((1, 30, 90, 365))} for stage in limits])
        self._add(
            r.goal_details,
            [
                {"goal_id": goal, **names(rng, code), "level": rng.choice(("strategic", "general", "specific"))}
                | {"position": rng.randrange(2)}
                for code, goal in self.ids["goals"].items()
                if rng.random() < 0.8
            ],
        )

    def _project(self, rng: random.Random, project: str) -> None:
        """Write everything about one project."""
        number = self.ids["projects"][project]
        self._add(r.project_details, [self._details(rng, project)])
        self._history(rng, project)
        for table, column, codes in (
            (r.project_goals, "goal_id", self.ids["goals"]),
            (r.project_grants, "grant_id", self.ids["grants"]),
        ):
            own = rng.sample(list(codes.values()), rng.choice((0, 1, 1, 2)))
            self._add(table, [{"project_id": number, column: one} for one in own])
        if rng.random() < 0.6:
            where = {"place_id": self.ids["places"].get(rng.choice((*PLACES, "")))}
            what = {"activity_id": self.ids["activities"][f"{project}-A"], "activity_kind_id": self._kind()}
            self._add(r.activity_details, [{**what, **where, "name_tr": "Etkinlik"}])

    def _kind(self) -> int:
        """Give a kind of activity."""
        return next(iter(self.ids["kinds"].values()))

    def _reached(self, rng: random.Random, project: str) -> Values:
        """Give one record of people reached."""
        place = rng.choice(("TR-34-1103", "TR-01-1757", "TR-01"))
        codes = dict.fromkeys(("population_group", "sex", "age_band", "disability", "directness", "counting_rule"), 0)
        return {
            **codes,
            "counting_rule": 2,
            "date": day(rng),
            "programme_id": self.ids["programmes"][PROGRAMMES[PROJECTS.index(project) % 3]],
            "project_id": self.ids["projects"][project],
            "activity_kind_id": self._kind(),
            "place_id": self.ids["places"][place],
            "province_id": self.ids["places"][place[:5]],
            "new_people": 1,
            "contacts": 1,
        }

    def _details(self, rng: random.Random, project: str) -> Values:
        """Give the attributes of a project."""
        return {
            "project_id": self.ids["projects"][project],
            **names(rng, f"Proje {rng.choice(WORDS)}"),
            "stage": rng.choice((*STAGES, *STAGES[:6], None)),
            "mode": rng.choice(("unilateral", "joint", "joint", None)),
            "country": rng.choice(("TR", "TR", "BG", "DE", None)),
            "owner": rng.choice(OWNERS),
            "implementer": rng.choice(("Belediye", "Şişli Işık A.Ş.", None)),
            "starts_on": rng.choice((day(rng), None)),
            "original_ends_on": rng.choice((day(rng), None)),
            "ends_on": rng.choice((day(rng), None)),
            "budget": rng.choice((money(rng), money(rng), Decimal(0), None)),
            "currency": rng.choice((*CURRENCIES, None)),
        }

    def _history(self, rng: random.Random, project: str) -> None:
        """Write stage changes, scores and money of a project, some of them on the same days and some ahead."""
        number = self.ids["projects"][project]
        days = [day(rng) for _ in range(3)]
        stages = STAGES[:6] if self.waiting and rng.random() < _LEANS else STAGES
        changes = [(rng.choice(stages), rng.choice(days)) for _ in range(rng.choice((0, 0, 1, 2, 4, 7)))]
        self._add(
            pool.stage_changes,
            [{"project_id": number, "stage": stage, "entered_on": entered} for stage, entered in changes],
        )
        lowest, complete = rng.choice((1, 1, 3)), rng.random() < self.complete
        days = [FIRST, day(rng), day(rng)]
        scored = [one for one in self.criteria if complete or rng.random() < 0.7 for _ in range(rng.choice((1, 1, 2)))]
        self._add(
            pool.scores,
            [
                {
                    "project_id": number,
                    "criterion_id": one,
                    "score": rng.randint(lowest, 5),
                    "scored_on": rng.choice(days),
                }
                for one in scored
            ],
        )
        self._add(pool.funding, [self._amount(rng, number, "secured_on") for _ in range(rng.randrange(4))])
        spent = [self._amount(rng, number, "spent_on") for _ in range(rng.randrange(4))]
        kinds = ("commitment", "disbursement", "expenditure", "expenditure")
        grants = list(self.ids["grants"].values())
        self._add(r.spending, [{**one, "kind": rng.choice(kinds), "grant_id": rng.choice(grants)} for one in spent])

    def _amount(self, rng: random.Random, project: int, when: str) -> Values:
        """Give an amount of a project."""
        kept = {"project_id": project, "amount": money(rng), "currency": rng.choice(CURRENCIES), when: day(rng)}
        return {**kept, "reference": f"R{rng.randrange(1000)}"}


def names(rng: random.Random, stem: str) -> Values:
    """Give a name, with or without its translations."""
    name = f"{stem} {rng.choice(WORDS)}"
    return {
        "name_tr": name,
        "name_en": rng.choice((f"Name {name}", None)),
        "name_ar": rng.choice((f"اسم {name}", None)),
    }


def day(rng: random.Random) -> date:
    """Give a day, now and then the first or the last one."""
    return rng.choice((FIRST, LAST, *(FIRST + timedelta(days=rng.randrange((LAST - FIRST).days)) for _ in range(8))))


def money(rng: random.Random) -> Decimal:
    """Give an amount, from cents to what no floating number holds exactly."""
    return Decimal(rng.choice((rng.randrange(1, 10**7), rng.randrange(1, 10**12), 10**17 + rng.randrange(10**6)))) / 100
