"""The facts of a project pool as the oracle takes them: every row as stored, read without the product's questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

Row = dict[str, Any]

_TABLES = {
    "projects": """select d.*, p.code, g.code as programme from project_details d
        join projects p on p.id = d.project_id join programmes g on g.id = p.programme_id""",
    "changes": "select c.*, p.code as project from stage_changes c join projects p on p.id = c.project_id",
    "limits": "select * from stage_limits",
    "criteria": "select d.*, c.code from criterion_details d join criteria c on c.id = d.criterion_id",
    "anchors": "select a.*, c.code as criterion from criterion_anchors a join criteria c on c.id = a.criterion_id",
    "scores": """select s.*, p.code as project, c.code as criterion from scores s
        join projects p on p.id = s.project_id join criteria c on c.id = s.criterion_id""",
    "funding": """select f.*, p.code as project, g.code as grant, o.code as funder from funding f
        join projects p on p.id = f.project_id left join grants g on g.id = f.grant_id
        left join organisations o on o.id = f.funder_id""",
    "spending": """select s.*, p.code as project, g.code as grant from spending s
        left join projects p on p.id = s.project_id join grants g on g.id = s.grant_id""",
    "goals": """select d.*, g.code, p.code as programme from goal_details d join goals g on g.id = d.goal_id
        join programmes p on p.id = g.programme_id""",
    "project_goals": """select l.*, p.code as project, g.code as goal from project_goals l
        join projects p on p.id = l.project_id join goals g on g.id = l.goal_id""",
    "project_grants": """select l.*, p.code as project, g.code as grant from project_grants l
        join projects p on p.id = l.project_id join grants g on g.id = l.grant_id""",
    "activities": """select d.*, a.code, p.code as project, l.code as place, v.code as province,
            m.code as today, w.code as today_province
        from activity_details d join activities a on a.id = d.activity_id join projects p on p.id = a.project_id
        left join places l on l.id = d.place_id left join places v on v.id = l.province_id
        left join place_details n on n.place_id = l.id and n.until_version is null
        left join places m on m.id = n.maps_to_id left join places w on w.id = m.province_id""",
    "milestones": "select m.*, p.code as project from milestones m left join projects p on p.id = m.project_id",
    "partners": """select l.*, p.code as project, o.code as organisation from project_partners l
        join projects p on p.id = l.project_id join organisations o on o.id = l.organisation_id""",
    "organisations": """select d.*, o.code from organisation_details d
        join organisations o on o.id = d.organisation_id""",
    "documents": """select d.*, p.code as project, g.code as grant from documents d
        left join projects p on p.id = d.project_id left join grants g on g.id = d.grant_id""",
    "grants": """select d.*, g.code, p.code as programme from grant_details d join grants g on g.id = d.grant_id
        join programmes p on p.id = d.programme_id""",
    "indicators": """select d.*, i.code, p.code as project from indicator_details d
        join indicators i on i.id = d.indicator_id left join projects p on p.id = d.project_id""",
    "reach": """select r.since_version, r.until_version, p.code as project, l.code as place, v.code as province
        from reach r join projects p on p.id = r.project_id join places l on l.id = r.place_id
        join places v on v.id = r.province_id""",
}


@dataclass(frozen=True)
class Facts:
    """All rows of a database that the pool stands on, live or not, by table."""

    tables: dict[str, list[Row]]

    def live(self, version: int) -> dict[str, list[Row]]:
        """Give the rows that are live as of a version."""
        return {name: list(_live(rows, version)) for name, rows in self.tables.items()}


def facts_of(engine: Engine, tables: dict[str, str] = _TABLES) -> Facts:
    """Read everything; `tables` are queries by the name that the oracle knows their rows by."""
    with engine.connect() as connection:
        return Facts(
            {name: [dict(row) for row in connection.execute(text(query)).mappings()] for name, query in tables.items()}
        )


def _live(rows: Iterable[Row], version: int) -> Iterable[Row]:
    """Give the rows that began by a version and had not ended by it."""
    for row in rows:
        if row["since_version"] <= version and (row["until_version"] is None or row["until_version"] > version):
            yield row
