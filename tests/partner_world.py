"""Partners written by hand, past the loader: every row of a partnership that a page about one partner tells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from dashboard.data.schema import partnerships as p
from dashboard.data.schema import pool
from dashboard.data.schema import registers as r
from dashboard.data.versions import draw_version
from tests.reach_world import provenance

Values = Mapping[str, Any]


def add_partner(connection: Connection, code: str, programme: str, **own: object) -> None:
    """Add an organisation with one partnership that has not begun, in a version of its own.

    Args:
        connection: of the owner.
        code: of the organisation and of the partnership.
        programme: code of the programme, which must be there.
        own: further values of the organisation.
    """
    Writer(connection).partner(code, programme, **own)


class Writer:
    """Writes rows of one version; codes stand for ids."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.version = draw_version(connection, "load")
        self.origin = provenance(connection, self.version)

    def id_of(self, table: Table, code: str) -> int:
        """Give the id of a code."""
        return int(self.connection.execute(select(table.c.id).where(table.c.code == code)).scalar_one())

    def identity(self, table: Table, code: str, **own: object) -> int:
        """Give the id of a code, which is added where it is not there."""
        found = self.connection.scalar(select(table.c.id).where(table.c.code == code))
        return found or int(self.connection.scalar(insert(table).values(code=code, **own).returning(table.c.id)) or 0)

    def add(self, table: Table, *rows: Values) -> None:
        """Add rows to a versioned table."""
        for row in rows:
            self.connection.execute(insert(table).values(**self.origin, **row))

    def programme(self, code: str) -> int:
        """Add a programme that is named by its code."""
        number = self.identity(r.programmes, code)
        self.add(r.programme_details, {"programme_id": number, "name_tr": f"Program {code}"})
        return number

    def organisation(self, code: str, **own: object) -> int:
        """Add a municipality."""
        number = self.identity(r.organisations, code)
        values = {"name_tr": f"{code} Belediyesi", "kind": "municipality"} | own
        self.add(r.organisation_details, {"organisation_id": number, **values})
        return number

    def partner(self, code: str, programme: str, **own: object) -> int:
        """Add a municipality and its partnership with a programme; both have one code."""
        return self.partnership(code, programme, self.organisation(code, **own))

    def partnership(self, code: str, programme: str, organisation: int, **own: object) -> int:
        """Add a partnership."""
        fixed = {"programme_id": self.id_of(r.programmes, programme), "organisation_id": organisation}
        number = self.identity(p.partnerships, code, **fixed)
        self.add(p.partnership_details, {"partnership_id": number, "role": "implementing"} | own)
        return number

    def project(self, code: str, programme: str, **own: object) -> int:
        """Add a project."""
        number = self.identity(r.projects, code, programme_id=self.id_of(r.programmes, programme))
        self.add(r.project_details, {"project_id": number, "name_tr": f"Proje {code}"} | own)
        return number

    def protocol(self, partnership: int, reference: str, signed: date, expires: date | None) -> None:
        """Add a protocol."""
        row = {"partnership_id": partnership, "reference": reference, "signed_on": signed, "expires_on": expires}
        self.add(p.protocols, row)

    def level(self, partnership: int, area: str, day: date, level: int) -> None:
        """Add an assessment."""
        self.add(p.capacity, {"partnership_id": partnership, "area": area, "assessed_on": day, "level": level})

    def joint(self, code: str, project: int, planned: date, held: date | None, staff: Mapping[int, int | None]) -> None:
        """Add a joint activity with the staff trained of each partnership that takes part."""
        number = self.identity(p.joint_activities, code, project_id=project)
        kind = self.connection.execute(select(r.activity_kinds.c.id).limit(1)).scalar_one()
        days = {"planned_on": planned, "held_on": held, "participants": 40}
        names = {"name_tr": f"Etkinlik {code}", "activity_kind_id": kind}
        self.add(p.joint_activity_details, {"joint_activity_id": number, **days, **names})
        link = {"joint_activity_id": number}
        rows = ({**link, "partnership_id": one, "staff_trained": trained} for one, trained in staff.items())
        self.add(p.joint_activity_partners, *rows)

    def exchange(self, code: str, project: int, teacher: int, learner: int, day: date) -> None:
        """Add an exchange of know-how."""
        sides = {"teacher_id": teacher, "learner_id": learner, "area": "staff", "form": "training"}
        self.add(p.exchanges, {"code": code, "project_id": project, **sides, "held_on": day, "participants": 12})

    def takes_part(self, project: int, organisation: int, role: str = "partner") -> None:
        """Let an organisation take part in a project."""
        self.add(pool.project_partners, {"project_id": project, "organisation_id": organisation, "role": role})
