"""Which rows belong to some grants: worked out in Python from all rows, apart from the policies of the database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, text

from dashboard.data.schema import metadata
from tests.conftest import Database

SCOPES = {
    "the World Bank": ("P171489", "DEMO-WB-02"),
    "the European Union": ("EU-CSD", "DEMO-EU-02", "DEMO-EU-03"),
    "a city": ("DEMO-ADA-01",),
}
"""Grants of the example programme by who pays them; the first two share a project."""
SHARED = (
    *("versions", "places", "place_details", "activity_kinds", "activity_kind_details", "stage_limits", "rates"),
    *("feedback_categories", "feedback_category_details", "response_limits"),
)
INSIDE = (
    *("sources", "loads", "criteria", "criterion_details", "criterion_anchors", "scores"),
    *("feedback_cells", "segment_batches", "load_rows", "attempts", "column_maps"),
)
UNREAD = (
    *("accounts", "account_programmes", "account_grants", "account_rights", "sessions", "sign_in_attempts", "audit"),
    *("basket_items", "calendar_keys", "erasures", "erased_cases", "feedback_texts"),
    *("uploads", "upload_parts"),
    *("reach_cells_incoming", "feedback_cells_incoming"),
)
ADDED = (
    """insert into attempts (actor, file_name, source, kind, content_digest, rows, rejected, duplicate, warned, reasons)
    values ('', '', '', '', '', 0, 0, 0, 0, '[]')""",
    "insert into column_maps (source, map, actor) values ('', '{}', '')",
)
"""Rows of tables that are empty in the example programme."""
SCOPED = tuple(t for t in metadata.sorted_tables if t.name not in (*SHARED, *UNREAD))
DATED = {
    "reach": "date",
    "feedback": "received_on",
    "exchanges": "held_on",
    "outputs": "delivered_on",
    "meeting_details": "held_on",
    "joint_activity_details": "held_on",
}
"""Rows that belong to a grant by their project and this day."""
Row = tuple[Any, ...]


def key_of(table: Table) -> str:
    """Give the column by which rows of a table are told apart here."""
    return "id" if "id" in table.c else "ctid"


def rows_shown(connection: Connection, table: Table) -> set[str]:
    """Give the keys of all rows that a connection is shown."""
    return set(connection.scalars(text(f"select {key_of(table)}::text from {table.name}")))  # noqa: S608 - own tables.


def shown_to_pages(connection: Connection, table: Table) -> set[str]:
    """Give the keys of the rows that the pages' role is shown under the scope of a transaction of the owner."""
    connection.execute(text("set local role test_reader"))
    shown = rows_shown(connection, table)
    connection.execute(text("reset role"))
    return shown


@contextmanager
def broken(database: Database, scope: str, *statements: str) -> Iterator[Connection]:
    """Hold a transaction of the owner in which something was done to the wall; it is undone at the end."""
    with database.engines.owner.connect() as connection:
        connection.execute(text("select set_config('app.scope', :scope, true)"), {"scope": scope})
        for statement in statements:
            connection.execute(text(statement))
        yield connection
        connection.rollback()


def _live(rows: Iterable[Row], version: int) -> list[Row]:
    """Give the rows, which begin with the versions since and until which they hold, that hold in a version."""
    return [row for row in rows if row[0] <= version and (row[1] is None or row[1] > version)]


def _last_of(first: date, months: int) -> date:
    """Give the last day of some months."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(1)


class Own:
    """What belongs to some grants; `connection` must see everything."""

    def __init__(self, connection: Connection, grants: Iterable[str]) -> None:
        self.connection = connection
        codes = set(grants)
        self.ids = {"grant": {i for i, code in self._rows("grants", "id", "code") if code in codes}}
        self.ids["project"] = self._named("project_grants", "project_id", grant_id="grant")
        self.ids["partnership"] = self._named("partnership_details", "partnership_id", grant_id="grant")
        self.ids["programme"] = self._named("grant_details", "programme_id", grant_id="grant")
        self.ids["programme"] |= self._named("projects", "programme_id", id="project")
        self.ids["indicator"] = {
            indicator
            for indicator, grant, project in self._rows("indicator_details", "indicator_id", "grant_id", "project_id")
            if (grant in self.ids["grant"] if grant else project in self.ids["project"])
        }
        organisations = self._named("partnerships", "organisation_id", id="partnership")
        for name in ("funder_id", "holder_id"):
            organisations |= self._named("grant_details", name, grant_id="grant")
        for table, name in (
            *(("project_details", "organisation_id"), ("project_partners", "organisation_id")),
            *(("exchanges", "teacher_id"), ("exchanges", "learner_id")),
        ):
            organisations |= self._named(table, name, project_id="project")
        organisations |= self._named("programme_details", "organisation_id", programme_id="programme")
        self.ids["organisation"] = organisations - {None}
        joint = self._named("joint_activity_partners", "joint_activity_id", partnership_id="partnership")
        self.ids["joint_activity"] = joint | self._named("joint_activities", "id", project_id="project")
        for one in ("activity", "institution_group", "meeting"):
            self.ids[one] = self._named(f"{one}s".replace("ys", "ies"), "id", project_id="project")
        self.ids["seat"] = self._named("seats", "id", institution_group_id="institution_group")
        for one in ("goal", "subprogramme"):
            self.ids[one] = self._named(f"{one}s", "id", programme_id="programme")
        self.days = self._days()
        self.projects = {
            what: dict(self._rows(table, "id", "project_id"))
            for what, table in (("meeting", "meetings"), ("joint_activity", "joint_activities"))
        }
        self.met = {
            meeting
            for meeting, day in self._rows("meeting_details", "meeting_id", "held_on")
            if self._holds(self.projects["meeting"][meeting], day, day)
        }
        rows = self._rows("segments", "segment", "slice_kind", "span")
        self.segments = {segment: span for segment, kind, span in rows if kind == 2}
        self.sensitive = {
            tuple(case)
            for *case, sensitive in self._rows("feedback", "source_id", "key_hash", "is_sensitive")
            if sensitive
        }

    def _rows(self, table: str, *columns: str) -> list[Row]:
        """Give columns of all rows of a table."""
        query = text(f"select {', '.join(columns)} from {table}")  # noqa: S608 - own tables.
        return [tuple(row) for row in self.connection.execute(query)]

    def _named(self, table: str, wanted: str, **column: str) -> set[object]:
        """Give what a column names in the rows whose other column names something own."""
        ((name, what),) = column.items()
        return {row[0] for row in self._rows(table, wanted, name) if row[1] in self.ids[what]}

    def _days(self) -> dict[object, list[tuple[date, date]]]:
        """Give first and last day of each own grant's share in a project, by project, as each data version says them.

        The end of a grant is that of the amendment signed last; a day that is missing is the first or last there is.
        """
        found: dict[object, list[tuple[date, date]]] = {}
        terms = self._rows("grant_details", "since_version", "until_version", "grant_id", "starts_on", "ends_on")
        moved = self._rows(
            "amendments", "since_version", "until_version", "grant_id", "amended_on", "id", "new_ends_on"
        )
        shares = self._rows(
            "project_grants", "since_version", "until_version", "grant_id", "project_id", "starts_on", "ends_on"
        )
        for (version,) in self._rows("versions", "version"):
            for _, _, grant, starts_on, ends_on in _live(terms, version):
                ends = sorted((*row[3:],) for row in _live(moved, version) if row[2] == grant and row[5] is not None)
                end = ends[-1][-1] if ends else ends_on
                for _, _, payer, project, first, last in _live(shares, version):
                    if payer == grant and grant in self.ids["grant"]:
                        begins = max(day for day in (date.min, starts_on, first) if day is not None)
                        until = min(day for day in (date.max, end, last) if day is not None)
                        found.setdefault(project, []).append((begins, until))
        return found

    def _holds(self, project: object, first: date, last: date) -> bool:
        """Say whether any of some days is one of an own grant's in a project."""
        return any(
            max(first, begins) <= min(last, until) and begins <= until for begins, until in self.days.get(project, ())
        )

    def rows(self, table: Table) -> set[str]:
        """Give the keys of the own rows of a table."""
        if table.name in INSIDE:
            return set()
        names = [f"{key_of(table)}::text", *(column.name for column in table.c if column.name != "person_key")]
        return {
            str(row[0])
            for row in self._rows(table.name, *names)
            if self._owns(table.name, dict(zip(names[1:], row[1:], strict=True)))
        }

    def _owns_cells(self, segment: int, slice_id: object = None, starts_on: date | None = None, **_: object) -> bool:
        """Say whether a segment of cells, or one of them, belongs to the grants."""
        span = self.segments.get(segment)
        if span is None or starts_on is None:
            return span is not None
        return self._holds(slice_id, starts_on, _last_of(starts_on, span))

    def _owns_day(self, table: str, row: dict[str, Any]) -> bool:
        """Say whether a row belongs to the grants by its project and its day."""
        what = table.removesuffix("_details")
        project = self.projects[what][row[f"{what}_id"]] if what in self.projects else row["project_id"]
        day = row[DATED[table]] or row["planned_on"]
        is_sensitive = table == "feedback" and (row["source_id"], row["key_hash"]) in self.sensitive
        return self._holds(project, day, day) and not is_sensitive

    def _owns(self, table: str, row: dict[str, Any]) -> bool:
        """Say whether a row belongs to the grants."""
        if "segment" in row:
            return self._owns_cells(**row)
        if table in DATED:
            return self._owns_day(table, row)
        if table == "attendance":
            return row["meeting_id"] in self.met
        singular = {"activities": "activity", "joint_activities": "joint_activity"}.get(table, table.removesuffix("s"))
        if singular in self.ids:
            return row["id"] in self.ids[singular]
        if row.get("grant_id") is not None and table not in ("project_grants", "partnership_details"):
            return row["grant_id"] in self.ids["grant"]
        # The narrowest thing that a row names says whose it is.
        narrowest = (
            *("partnership", "joint_activity", "indicator", "activity", "meeting", "seat", "institution_group"),
            *("project", "goal", "subprogramme", "organisation", "programme", "grant"),
        )
        what = next(name for name in narrowest if row.get(f"{name}_id") is not None)
        if table in ("organisation_details", "programme_details"):
            what = table.removesuffix("_details")
        return row[f"{what}_id"] in self.ids[what]
