"""Which rows belong to some grants: worked out in Python from all rows, apart from the policies of the database."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, text

from dashboard.data.schema import metadata

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
Row = tuple[object, ...]


def key_of(table: Table) -> str:
    """Give the column by which rows of a table are told apart here."""
    return "id" if "id" in table.c else "ctid"


def rows_shown(connection: Connection, table: Table) -> set[str]:
    """Give the keys of all rows that a connection is shown."""
    return set(connection.scalars(text(f"select {key_of(table)}::text from {table.name}")))  # noqa: S608 - own tables.


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
        self.segments = {i for i, kind in self._rows("segments", "segment", "slice_kind") if kind == 2}
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

    def _owns(self, table: str, row: dict[str, object]) -> bool:
        """Say whether a row belongs to the grants."""
        if table == "segments":
            return row["segment"] in self.segments
        if table == "reach_cells":
            return row["slice_id"] in self.ids["project"] and row["segment"] in self.segments
        if table == "feedback" and (row["source_id"], row["key_hash"]) in self.sensitive:
            return False
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
