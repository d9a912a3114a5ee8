"""Municipal partnerships for measuring: as many as asked for, each with a history; one working group, one union."""

import random
from datetime import date, timedelta

from sqlalchemy import Connection, Table, insert, select

from dashboard.data.loading.partnership_kinds import AREAS, CHANNELS, FORMS, ORGANISATION_ROLES, RECORDED_STEPS
from dashboard.data.loading.working_group_kinds import OUTPUT_KINDS
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from dashboard.data.schema import results
from dashboard.data.schema import working_group as w
from dashboard.data.versions import draw_version
from tests.reach_world import ids, provenance

PROGRAMMES = tuple(f"PROG-{number}" for number in range(1, 6))
GRANTS = tuple(f"GRANT-{number}" for number in range(1, 6))
WORDS = ("Çınar", "Işık", "Şehir", "Göl", "Dere", "Köprü", "Ova", "Kale", "Umut", "Yeşil")
EXCHANGES, COMMITMENTS, ASSESSMENTS, CONTACTS = 3.67, 6, 10, 4
"""Rows for each partnership: 5,000 exchanges among 1,363 of them."""
ACTIVITIES = 0.5
OUTPUTS, SEATS, MEETINGS = 60, 30, 16
"""Rows of the one union and the one working group, however many partnerships there are."""
SERVING = 18, 10
"""Activities and indicators that serve an objective."""
FIRST, DAYS = date(2021, 1, 1), 2000

Values = dict[str, object]


class Maker:
    """Writes everything as one version."""

    def __init__(self, connection: Connection, seed: int = 1) -> None:
        self.connection, self.rng = connection, random.Random(seed)
        self.version = draw_version(connection, "load")
        self.origin = provenance(connection, self.version)

    def add(self, table: Table, rows: list[Values]) -> None:
        """Write rows of the version."""
        self.connection.execute(insert(table), [{**self.origin, **row} for row in rows])

    def register(self, table: Table, rows: list[Values]) -> list[int]:
        """Write codes and give their ids."""
        self.connection.execute(insert(table), rows)
        known = ids(self.connection, table)
        return [known[str(row["code"])] for row in rows]

    def day(self) -> date:
        """Give any day."""
        return FIRST + timedelta(days=self.rng.randrange(DAYS))

    def make(self, size: int) -> int:
        """Write as many partnerships as asked for and give the version."""
        rng = self.rng
        programmes = self.register(r.programmes, [{"code": code} for code in PROGRAMMES])
        self.add(r.programme_details, [{"programme_id": one, "name_tr": f"Program {one}"} for one in programmes])
        grants = self.register(r.grants, [{"code": code} for code in GRANTS])
        own: list[Values] = [
            {"grant_id": one, "name_tr": "Hibe", "programme_id": rng.choice(programmes)} for one in grants
        ]
        self.add(r.grant_details, own)
        codes: list[Values] = [{"code": f"P{number}", "programme_id": rng.choice(programmes)} for number in range(20)]
        projects = self.register(r.projects, codes)
        self.add(r.project_grants, [{"project_id": one, "grant_id": rng.choice(grants)} for one in projects])
        organisations = self._organisations(size)
        partnerships = self.register(
            p.partnerships,
            [
                {"code": f"O{number:05d}", "programme_id": rng.choice(programmes), "organisation_id": one}
                for number, one in enumerate(organisations)
            ],
        )
        for one in partnerships:
            details = {"role": rng.choice(ORGANISATION_ROLES), "grant_id": rng.choice((None, *grants))}
            self.add(p.partnership_details, [{"partnership_id": one, **details}])
        self._histories(partnerships)
        self._work(partnerships, organisations, projects)
        self._group(projects)
        self._objectives(programmes, projects)
        return self.version

    def _objectives(self, programmes: list[int], projects: list[int]) -> None:
        """Write five general and two specific objectives with what serves them, as many as in the example."""
        rng, levels = self.rng, ["general"] * 5 + ["specific"] * 2
        codes: list[Values] = [{"code": f"H{number}", "programme_id": programmes[0]} for number in range(len(levels))]
        goals = self.register(r.goals, codes)
        self.add(
            r.goal_details,
            [
                {"goal_id": goal, "name_tr": "Hedef", "level": level, "position": goal}
                for goal, level in zip(goals, levels, strict=True)
            ],
        )
        kind = next(iter(ids(self.connection, r.activity_kinds).values()))
        activities = self.register(
            r.activities, [{"code": f"E{number}", "project_id": projects[0]} for number in range(SERVING[0])]
        )
        details: Values = {"activity_kind_id": kind, "name_tr": "Etkinlik", "starts_on": FIRST}
        self.add(r.activity_details, [{"activity_id": one, **details} for one in activities])
        indicators = self.register(results.indicators, [{"code": f"I{number}"} for number in range(SERVING[1])])
        details = {"name_tr": "Gösterge", "programme_id": programmes[0], "level": "output", "measure": "1"}
        details |= {"kind": "sum", "ascending": True, "over_time": "sum", "over_place": "sum"}
        self.add(results.indicator_details, [{"indicator_id": one, **details} for one in indicators])
        for table, key, served in (
            (w.activity_goals, "activity_id", activities),
            (w.indicator_goals, "indicator_id", indicators),
        ):
            self.add(table, [{key: one, "goal_id": rng.choice(goals)} for one in served])

    def _organisations(self, size: int) -> list[int]:
        """Write the partners: most in Türkiye, a few abroad."""
        query = select(r.places.c.id, r.places.c.level).where(r.places.c.level.in_(("district", "city")))
        places = [row.id for row in self.connection.execute(query)]
        numbers = self.register(r.organisations, [{"code": f"B{number:05d}"} for number in range(size)])
        rows: list[Values] = [
            {"organisation_id": one, "name_tr": f"{self.rng.choice(WORDS)} {self.rng.choice(WORDS)} {one}"}
            | {"name_en": f"Municipality {one}", "kind": "municipality", "place_id": self.rng.choice(places)}
            for one in numbers
        ]
        self.add(r.organisation_details, rows)
        return numbers

    def _histories(self, partnerships: list[int]) -> None:
        """Write protocols, steps, contacts, commitments and capacity."""
        rng = self.rng
        found: dict[Table, list[Values]] = {
            table: [] for table in (p.protocols, p.partnership_steps, p.partner_contacts, p.commitments, p.capacity)
        }
        for one in partnerships:
            of: Values = {"partnership_id": one}
            for number in range(rng.choice((1, 1, 2))):
                signed = self.day()
                dates = {"signed_on": signed, "expires_on": signed + timedelta(days=rng.choice((365, 730, 1095)))}
                found[p.protocols].append({**of, "reference": f"R{number}", **dates})
            for step in rng.sample(RECORDED_STEPS, rng.randrange(1, 5)):
                found[p.partnership_steps].append({**of, "step": step, "reached_on": self.day()})
            contacts = {(self.day(), rng.choice(CHANNELS)) for _ in range(CONTACTS)}
            found[p.partner_contacts] += [{**of, "contacted_on": day, "channel": how} for day, how in contacts]
            for number in range(COMMITMENTS):
                due = self.day()
                done = rng.choice((None, due + timedelta(days=rng.randrange(-30, 60))))
                code = {"code": f"T{one}-{number}", "name_tr": f"{rng.choice(WORDS)} taahhüdü", "name_en": "Promise"}
                found[p.commitments].append({**of, **code, "due_on": due, "done_on": done})
            assessed = {(rng.choice(AREAS), self.day()) for _ in range(ASSESSMENTS)}
            found[p.capacity] += [
                {**of, "area": area, "assessed_on": day, "level": rng.randrange(6)} for area, day in assessed
            ]
        for table, rows in found.items():
            self.add(table, rows)

    def _work(self, partnerships: list[int], organisations: list[int], projects: list[int]) -> None:
        """Write joint activities, exchanges and outputs."""
        rng, kinds = self.rng, list(ids(self.connection, r.activity_kinds).values())
        codes: list[Values] = [
            {"code": f"J{number}", "project_id": rng.choice(projects)}
            for number in range(int(len(partnerships) * ACTIVITIES))
        ]
        joint = self.register(p.joint_activities, codes)
        named = {"name_tr": "Çalıştay"}
        self.add(
            p.joint_activity_details,
            [
                {"joint_activity_id": one, **named, "activity_kind_id": rng.choice(kinds)}
                | {"planned_on": self.day(), "held_on": rng.choice((None, self.day(), self.day()))}
                for one in joint
            ],
        )
        self.add(
            p.joint_activity_partners,
            [
                {"joint_activity_id": one, "partnership_id": partner, "staff_trained": rng.choice((None, 5, 12))}
                for one in joint
                for partner in rng.sample(partnerships, 3)
            ],
        )
        pairs = [rng.sample(organisations, 2) for _ in range(int(len(partnerships) * EXCHANGES))]
        self.add(
            p.exchanges,
            [
                {"code": f"D{number}", "project_id": rng.choice(projects), "teacher_id": pair[0], "learner_id": pair[1]}
                | {"area": rng.choice(AREAS), "form": rng.choice(FORMS), "held_on": self.day(), "participants": 7}
                for number, pair in enumerate(pairs)
            ],
        )
        self.add(
            w.outputs,
            [
                {"code": f"C{number}", "project_id": rng.choice(projects), **named, "kind": rng.choice(OUTPUT_KINDS)}
                | {"delivered_on": self.day(), "participants": rng.choice((None, 30))}
                for number in range(OUTPUTS)
            ],
        )

    def _group(self, projects: list[int]) -> None:
        """Write a working group of eight institution groups."""
        rng = self.rng
        groups = self.register(
            w.institution_groups, [{"code": f"K{number}", "project_id": projects[0]} for number in range(8)]
        )
        self.add(
            w.institution_group_details,
            [{"institution_group_id": one, "name_tr": f"Grup {one}", "position": one} for one in groups],
        )
        seats = self.register(
            w.seats, [{"code": f"S{number}", "institution_group_id": rng.choice(groups)} for number in range(SEATS)]
        )
        self.add(w.seat_details, [{"seat_id": one, "name_tr": f"Kurum {one}", "position": one} for one in seats])
        self.add(w.seat_terms, [{"seat_id": one, "filled_on": FIRST} for one in seats])
        meetings = self.register(
            w.meetings, [{"code": f"M{number}", "project_id": projects[0]} for number in range(MEETINGS)]
        )
        self.add(
            w.meeting_details, [{"meeting_id": one, "name_tr": "Toplantı", "held_on": self.day()} for one in meetings]
        )
        self.add(
            w.attendance,
            [{"meeting_id": one, "seat_id": seat, "present": rng.random() < 0.7} for one in meetings for seat in seats],
        )
