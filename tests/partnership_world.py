"""Made-up worlds of municipal partnerships, one after the other in one database: each ends what the one before said.

Days lie around an edge of each world, so that much of what is asked on the edge happens exactly on a limit: a protocol
that ends in 90 days or in 91, an event of twelve months ago or of one day less.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Table, insert, select, text

from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from dashboard.data.schema import results
from dashboard.data.schema import working_group as w
from dashboard.data.versions import draw_version
from tests.pool_world import names
from tests.reach_world import provenance

PROGRAMMES, GRANTS = ("PA", "PB", "PC"), ("G1", "G2", "G3")
PROJECTS = tuple(f"P{number}" for number in range(1, 8))
ORGANISATIONS = tuple(f"B{number:02d}" for number in range(1, 15))
PARTNERSHIPS = tuple(f"O{number:02d}" for number in range(1, 25))
PLACES = (
    *("TR-34", "TR-34-1103", "TR-34-1327", "TR-28", "TR-28-1837", "TR-01-1757", "TR-34-EMINONU", "TR-28-BOZAT"),
    *("DE-BE-FK", "AT-9", "TR", None),
)
GROUPS, SEATS, MEETINGS = ("K1", "K2", "K3", "K4"), 12, ("T1", "T2", "T3", "T4", "T5")
JOINT, GOALS = tuple(f"J{number:02d}" for number in range(1, 13)), ("H1", "H2", "H3", "H4", "H5")
ACTIVITIES, INDICATORS = ("E1", "E2", "E3", "E4"), ("I1", "I2", "I3", "I4")
AREAS = ("policy", "services", "staff", "participation", "coordination")
STEPS = ("contact", "letter_of_intent", "joint_plan", "review", "sustained")
CHANNELS = ("visit", "meeting", "phone", "email", "letter")
FORMS = ("study_visit", "training", "peer_review", "mentoring", "secondment")
OUTPUTS = ("advice", "training", "meeting", "publication", "research")
EDGES = (date(2024, 2, 29), date(2024, 2, 28), date(2025, 2, 28), date(2024, 3, 1), date(2022, 6, 30), date(2022, 1, 1))
ON_THE_EDGE = (-366, -365, -364, -90, -1, 0, 0, 0, 1, 89, 90, 91)
_TOUCHED = (
    *("protocols", "partnership_steps", "partner_contacts", "commitments", "capacity", "joint_activity_partners"),
    *("exchanges", "seat_terms", "attendance", "outputs", "activity_goals", "indicator_goals", "project_grants"),
)
_TABLES = (
    *(*_TOUCHED, "partnership_details", "organisation_details", "joint_activity_details", "institution_group_details"),
    *("seat_details", "meeting_details", "goal_details", "activity_details", "indicator_details", "targets", "results"),
)

Values = dict[str, object]


@dataclass(frozen=True)
class Made:
    """The versions of one world, as first loaded and after a load that ended and added some rows, and its edge."""

    before: int
    after: int
    edge: date


class Maker:
    """Writes worlds into a migrated database, past the loader."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.version = draw_version(connection, "load")
        self.first = self.version
        self.origin = provenance(connection, self.version)
        self.edge = EDGES[0]
        self.ids: dict[str, dict[str, int]] = {}
        self.pending: dict[Table, list[Values]] = {}
        self._identities(random.Random(4))
        self._write()

    def make(self, rng: random.Random, edge: date | None = None) -> Made:
        """Write one world in two versions."""
        self.edge = edge or rng.choice((*EDGES, date(2021, 1, 1) + timedelta(days=rng.randrange(1500))))
        self._next_version()
        for name in _TABLES:
            self._end(name, "true")
        self._frame(rng)
        for code in rng.sample(PARTNERSHIPS, rng.choice((0, 3, 12, 18, len(PARTNERSHIPS)))):
            self._partnership(rng, code)
        self._work(rng)
        self._group(rng)
        self._write()
        before = self.version
        self._next_version()
        for name in _TOUCHED:
            self._end(name, f"id % 4 = {rng.randrange(4)}")
        self._end("partnership_details", f"partnership_id % 5 = {rng.randrange(5)}")
        for code in rng.sample(PARTNERSHIPS, 5):
            self._partnership(rng, code)
        self._work(rng)
        self._write()
        return Made(before, self.version, self.edge)

    def day(self, rng: random.Random) -> date:
        """Give a day on a limit that the edge draws, or any other around it."""
        offset = rng.choice(ON_THE_EDGE) if rng.random() < 0.4 else rng.randrange(-1000, 200)
        return self.edge + timedelta(days=offset)

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
        """Keep rows of this version to be written with all others."""
        self.pending.setdefault(table, []).extend({**self.origin, **row} for row in rows)

    def _write(self) -> None:
        """Write the rows of this version; of those with one key the last, and none whose key is live."""
        for table, rows in self.pending.items():
            once: dict[object, Values] = dict(enumerate(rows))
            unique = next((index for index in table.indexes if index.unique), None)
            if unique is not None:
                keys = [column.name for column in unique.columns]
                query = select(*(table.c[key] for key in keys)).where(table.c.until_version.is_(None))
                taken = {tuple(row) for row in self.connection.execute(query)}
                keyed = {tuple(row[key] for key in keys): row for row in rows}
                once = {key: row for key, row in keyed.items() if key not in taken}
            if once:
                self.connection.execute(insert(table), list(once.values()))
        self.pending.clear()

    def _register(self, table: Table, rows: list[Values]) -> None:
        """Write codes and keep their ids."""
        self.connection.execute(insert(table), rows)
        self.ids[table.name] = {row.code: row.id for row in self.connection.execute(select(table.c.code, table.c.id))}

    def _identities(self, rng: random.Random) -> None:
        """Write the codes that never change, and the details of programmes and grants."""
        self._register(r.programmes, [{"code": code} for code in PROGRAMMES])
        programme = self.ids["programmes"]
        own = [programme[PROGRAMMES[number % 3]] for number in range(100)]
        self._register(r.projects, [{"code": c, "programme_id": o} for c, o in zip(PROJECTS, own, strict=False)])
        self._register(r.goals, [{"code": c, "programme_id": o} for c, o in zip(GOALS, own, strict=False)])
        for table, codes in ((r.grants, GRANTS), (r.organisations, ORGANISATIONS), (results.indicators, INDICATORS)):
            self._register(table, [{"code": code} for code in codes])
        project, organisation = list(self.ids["projects"].values()), list(self.ids["organisations"].values())
        self._register(
            p.partnerships,
            [
                {"code": code, "programme_id": rng.choice(own[:3]), "organisation_id": rng.choice(organisation[:10])}
                for code in PARTNERSHIPS
            ],
        )
        for table, codes, projects in (
            (p.joint_activities, JOINT, project),
            (r.activities, ACTIVITIES, project),
            (w.institution_groups, GROUPS, project[:2]),
            (w.meetings, MEETINGS, project[:3]),
        ):
            rows: list[Values] = [{"code": code, "project_id": rng.choice(projects)} for code in codes]
            self._register(table, rows)
        groups = list(self.ids["institution_groups"].values())
        seats = [f"S{number:02d}" for number in range(SEATS)]
        self._register(w.seats, [{"code": code, "institution_group_id": rng.choice(groups)} for code in seats])
        for table, key in ((r.places, "places"), (r.activity_kinds, "kinds")):
            self.ids[key] = {row.code: row.id for row in self.connection.execute(select(table.c.code, table.c.id))}
        self._add(r.programme_details, [{"programme_id": n, "name_tr": f"Program {c}"} for c, n in programme.items()])
        self._add(
            r.grant_details,
            [
                {"grant_id": grant, "name_tr": f"Hibe {code}", "programme_id": programme_id}
                | {"starts_on": rng.choice((None, None, self.day(rng)))}
                for (code, grant), programme_id in zip(self.ids["grants"].items(), own, strict=False)
            ],
        )

    def _id(self, rng: random.Random, register: str) -> int:
        """Give any id of a register."""
        return rng.choice(list(self.ids[register].values()))

    def _place(self, rng: random.Random) -> int | None:
        """Give any place or none."""
        return self.ids["places"].get(rng.choice(PLACES) or "")

    def _frame(self, rng: random.Random) -> None:
        """Write organisations, goals with what serves them, and the grants of projects."""
        self._add(
            r.organisation_details,
            [
                {"organisation_id": number, **names(rng, rng.choice(("Belediye", "Çınar", "Şişli", "Işık")))}
                | {"kind": rng.choice(("municipality", "union")), "place_id": self._place(rng)}
                for number in self.ids["organisations"].values()
                if rng.random() < 0.95
            ],
        )
        self._add(
            r.goal_details,
            [
                {"goal_id": goal, **names(rng, code), "level": rng.choice(("strategic", "general", "specific"))}
                | {"position": rng.randrange(2)}
                for code, goal in self.ids["goals"].items()
            ],
        )
        kind = {"activity_kind_id": self._id(rng, "kinds")}
        self._add(
            r.activity_details,
            [
                {"activity_id": one, **names(rng, "Etkinlik"), **kind}
                | {"starts_on": rng.choice((self.day(rng), None)), "ends_on": rng.choice((self.day(rng), None))}
                for one in self.ids["activities"].values()
            ],
        )
        for number in self.ids["indicators"].values():
            self._indicator(rng, number)
        self._links(rng)

    def _indicator(self, rng: random.Random, number: int) -> None:
        """Write an indicator whose one period ended long ago: how far it came says its status."""
        fixed = {"level": "output", "measure": "1", "kind": "cumulative", "ascending": True, "over_time": "latest"}
        programme = self._id(rng, "programmes")
        details = {"indicator_id": number, **names(rng, "Gösterge"), **fixed, "over_place": "sum", "baseline_value": 0}
        self._add(results.indicator_details, [{**details, "programme_id": programme}])
        period = {"indicator_id": number, "period_start": date(2015, 1, 1), "period_end": date(2015, 12, 31)}
        self._add(results.targets, [{**period, "value": 100}])
        if rng.random() < 0.7:
            self._add(results.results, [{**period, "value": rng.choice((50, 85, 97, 120))}])

    def _links(self, rng: random.Random) -> None:
        """Write which goals are served by what, and which grant pays for which project."""
        for table, column, register in (
            (w.activity_goals, "activity_id", "activities"),
            (w.indicator_goals, "indicator_id", "indicators"),
        ):
            pairs = [(self._id(rng, register), self._id(rng, "goals")) for _ in range(5)]
            self._add(table, [{column: one, "goal_id": goal} for one, goal in pairs])
        shares = [(self._id(rng, "projects"), self._id(rng, "grants")) for _ in range(5)]
        limits = [sorted((self.day(rng), self.day(rng))) for _ in shares]
        days = [{"starts_on": rng.choice((None, first)), "ends_on": rng.choice((None, last))} for first, last in limits]
        rows = zip(shares, days, strict=True)
        self._add(r.project_grants, [{"project_id": one, "grant_id": grant, **share} for (one, grant), share in rows])

    def _partnership(self, rng: random.Random, code: str) -> None:
        """Write everything about one partnership."""
        number = self.ids["partnerships"][code]
        of: Values = {"partnership_id": number}
        grant = rng.choice((None, self._id(rng, "grants")))
        role = rng.choice(("funding", "accountable", "extending", "implementing"))
        self._add(p.partnership_details, [{**of, "role": role, "grant_id": grant}])
        for reference in rng.sample(("R1", "R2", "R3"), rng.choice((0, 0, 1, 2, 3))):
            signed = self.day(rng)
            ends = rng.choice((None, signed + timedelta(days=rng.choice((0, 30, 365, 730))), self.day(rng)))
            dates = {"signed_on": signed, "expires_on": ends and max(signed, ends)}
            self._add(p.protocols, [{**of, "reference": reference, **dates}])
        steps = rng.sample(STEPS, rng.choice((0, 1, 2, 5)))
        self._add(p.partnership_steps, [{**of, "step": step, "reached_on": self.day(rng)} for step in steps])
        met = [self.day(rng) for _ in range(rng.choice((0, 0, 1, 3)))]
        self._add(p.partner_contacts, [{**of, "contacted_on": day, "channel": rng.choice(CHANNELS)} for day in met])
        self._commitments(rng, code, number)
        areas = rng.sample(AREAS, rng.choice((0, 0, 1, 3, 5)))
        self._add(
            p.capacity,
            [
                {**of, "area": area, "assessed_on": self.day(rng), "level": rng.choice((0, 0, 1, 2, 3, 4, 5))}
                for area in areas
                for _ in range(rng.choice((1, 2, 2, 4)))
            ],
        )

    def _commitments(self, rng: random.Random, code: str, number: int) -> None:
        """Write what a partner committed itself to."""
        for place in range(rng.choice((0, 0, 1, 3))):
            due = self.day(rng)
            done = rng.choice((None, due, due + timedelta(days=rng.choice((-20, -1, 1, 15))), self.day(rng)))
            row = {"code": f"{code}-T{place}", "partnership_id": number, **names(rng, "Taahhüt")}
            self._add(p.commitments, [{**row, "due_on": due, "done_on": done}])

    def _work(self, rng: random.Random) -> None:
        """Write joint activities, exchanges and outputs."""
        for one in rng.sample(list(self.ids["joint_activities"].values()), rng.choice((0, 6, 12))):
            details = {"joint_activity_id": one, **names(rng, "Çalıştay"), "activity_kind_id": self._id(rng, "kinds")}
            held = rng.choice((None, self.day(rng), self.day(rng)))
            self._add(p.joint_activity_details, [{**details, "planned_on": self.day(rng), "held_on": held}])
            partners = {self._id(rng, "partnerships") for _ in range(rng.choice((0, 1, 2, 4)))}
            self._add(
                p.joint_activity_partners,
                [
                    {"joint_activity_id": one, "partnership_id": partner, "staff_trained": rng.choice((None, 0, 7, 12))}
                    for partner in sorted(partners)
                ],
            )
        for number in range(rng.choice((0, 8, 20))):
            teacher, learner = rng.sample(list(self.ids["organisations"].values()), 2)
            row: Values = {"code": f"D{number}", "project_id": self._id(rng, "projects"), "held_on": self.day(rng)}
            row |= {"teacher_id": teacher, "learner_id": learner, "area": rng.choice(AREAS), "form": rng.choice(FORMS)}
            self._add(p.exchanges, [{**row, "participants": rng.choice((None, 0, 5, 9))}])
        for number in range(rng.choice((0, 6, 15))):
            row = {"code": f"C{number}", "project_id": self._id(rng, "projects"), **names(rng, "Çıktı")}
            row |= {"kind": rng.choice(OUTPUTS), "delivered_on": self.day(rng), "place_id": self._place(rng)}
            self._add(w.outputs, [{**row, "participants": rng.choice((None, 0, 30))}])

    def _group(self, rng: random.Random) -> None:
        """Write working groups with seats and their terms, meetings and who was there."""
        for one in rng.sample(list(self.ids["institution_groups"].values()), rng.choice((0, 2, 4))):
            self._add(
                w.institution_group_details,
                [{"institution_group_id": one, **names(rng, "Grup"), "position": rng.randrange(3)}],
            )
        for one in self.ids["seats"].values():
            if rng.random() < 0.9:
                self._add(w.seat_details, [{"seat_id": one, **names(rng, "Kurum"), "position": rng.randrange(3)}])
            begin = self.edge - timedelta(days=rng.choice((900, 700)))
            for _ in range(rng.choice((0, 1, 1, 2))):
                end = rng.choice((None, self.edge, self.edge + timedelta(days=1), begin + timedelta(days=100)))
                end = end and max(end, begin + timedelta(days=1))
                self._add(w.seat_terms, [{"seat_id": one, "filled_on": begin, "vacated_on": end}])
                if end is None:
                    break
                begin = end + timedelta(days=rng.choice((0, 1, 200)))
        for one in self.ids["meetings"].values():
            if rng.random() < 0.8:
                self._add(w.meeting_details, [{"meeting_id": one, **names(rng, "Toplantı"), "held_on": self.day(rng)}])
            seats = rng.sample(list(self.ids["seats"].values()), rng.choice((0, 4, 10)))
            came: list[Values] = [{"meeting_id": one, "seat_id": seat, "present": rng.random() < 0.6} for seat in seats]
            self._add(w.attendance, came)
