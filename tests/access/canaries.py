"""Canaries: unmistakable words, numbers and days in everything that a funder must never see.

They are written over the rows of the example programme: into every column of every table that can hold them, wherever
the row belongs to no grant of the funder. What a column's rules refuse keeps its value.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from sqlalchemy import Connection, Date, Numeric, String, Table, text
from sqlalchemy.exc import DBAPIError

from dashboard.data.schema import metadata

WORD = "KANARYA"
AMOUNT, DAY = 7319055731, "2031-08-19"
"""An amount that is no other; sums with a few more thousands still begin like it. The month begins no quarter."""
SIGNS = re.compile(
    rb"kanarya|73[.,\s\xa0\xc2]{0,3}190[.,\s\xa0\xc2]{0,3}55\d|2031-08-19|19\.08\.2031|19/08/2031|2031-08-01",
    re.IGNORECASE,
)
"""Canaries, as files and pages write them."""

FOREIGN_GRANTS = "(select id from grants where code <> all(:own))"
OWN_PROJECTS = """(select s.project_id from project_grants s join grants g on g.id = s.grant_id
    where g.code = any(:own))"""
FOREIGN_PROJECTS = f"(select id from projects where id not in {OWN_PROJECTS})"  # noqa: S608  Fixed words.
OWN_PARTNERSHIPS = """(select d.partnership_id from partnership_details d join grants g on g.id = d.grant_id
    where g.code = any(:own))"""
FOREIGN_PARTNERSHIPS = f"(select id from partnerships where id not in {OWN_PARTNERSHIPS})"  # noqa: S608  Fixed words.
FOREIGN_INDICATORS = f"""(select id from indicators where id not in (select d.indicator_id from indicator_details d
    left join grants g on g.id = d.grant_id where g.code = any(:own) or d.project_id in {OWN_PROJECTS}))"""  # noqa: S608
FOREIGN_PARTNERS = f"""(select organisation_id from partnerships where id in {FOREIGN_PARTNERSHIPS}
    except select organisation_id from partnerships where id in {OWN_PARTNERSHIPS}
    except select organisation_id from project_partners where project_id in {OWN_PROJECTS}
    except select holder_id from grant_details except select funder_id from grant_details
    except select organisation_id from programme_details
    except select teacher_id from exchanges where project_id in {OWN_PROJECTS}
    except select learner_id from exchanges where project_id in {OWN_PROJECTS})"""  # noqa: S608  Fixed words.

BY_PROJECT = f"project_id in {FOREIGN_PROJECTS}"
BY_GRANT = f"grant_id in {FOREIGN_GRANTS}"
BY_BOTH = f"(({BY_GRANT}) or grant_id is null) and (project_id is null or {BY_PROJECT})"
BY_PARTNERSHIP = f"partnership_id in {FOREIGN_PARTNERSHIPS}"
BY_INDICATOR = f"indicator_id in {FOREIGN_INDICATORS}"
ROWS: dict[str, str] = {
    "grant_details": BY_GRANT,
    "amendments": BY_GRANT,
    "ratings": BY_GRANT,
    "project_details": BY_PROJECT,
    "activities": BY_PROJECT,
    "activity_details": f"activity_id in (select id from activities where {BY_PROJECT})",  # noqa: S608  Fixed words.
    "milestones": BY_BOTH,
    "spending": BY_BOTH,
    "funding": BY_BOTH,
    "documents": BY_BOTH,
    "stage_changes": BY_PROJECT,
    "scores": "true",
    "project_partners": BY_PROJECT,
    "outputs": BY_PROJECT,
    "meetings": BY_PROJECT,
    "meeting_details": f"meeting_id in (select id from meetings where {BY_PROJECT})",  # noqa: S608  Fixed words.
    "institution_groups": BY_PROJECT,
    "institution_group_details": f"institution_group_id in (select id from institution_groups where {BY_PROJECT})",  # noqa: S608
    "seats": f"institution_group_id in (select id from institution_groups where {BY_PROJECT})",  # noqa: S608
    "exchanges": f"project_id is null or {BY_PROJECT}",
    "joint_activities": f"project_id is null or {BY_PROJECT}",
    "joint_activity_details": f"joint_activity_id in (select id from joint_activities where {BY_PROJECT})",  # noqa: S608
    "partnership_details": BY_PARTNERSHIP,
    "protocols": BY_PARTNERSHIP,
    "partnership_steps": BY_PARTNERSHIP,
    "partner_contacts": BY_PARTNERSHIP,
    "commitments": BY_PARTNERSHIP,
    "capacity": BY_PARTNERSHIP,
    "organisation_details": f"organisation_id in {FOREIGN_PARTNERS}",
    "indicator_details": BY_INDICATOR,
    "targets": BY_INDICATOR,
    "results": BY_INDICATOR,
    "target_revisions": BY_INDICATOR,
    "indicator_comments": BY_INDICATOR,
    "feedback": "true",
    "feedback_texts": "true",
    "reach": BY_PROJECT,
    "locks": "false",
}
"""Which rows of each table are not the funder's to see; what no funder ever sees is `true`."""
KEPT = frozenset({"since_version", "until_version"})
"""Columns by which rows are found."""
CODED = frozenset(
    {
        "stage",
        "kind",
        "mode",
        "role",
        "area",
        "form",
        "level",
        "measure",
        "what",
        "rating",
        "previous_rating",
        "channel",
    }
    | {"counts", "over_time", "over_place", "frequency", "currency", "language", "report_rule", "country", "step"}
    | {"iati_status", "dimension", "dimension_value", "period"}
)
"""Columns that hold one of a list of codes, which is nobody's secret and could not be anything else."""
WORDS_ONLY = frozenset({"feedback", "reach"})
"""Tables whose days and numbers stay as the cubes have them."""


@dataclass(frozen=True)
class Planted:
    """What was planted, and the codes that are canaries by themselves."""

    columns: frozenset[str]
    codes: frozenset[str]
    """Codes of grants, projects and partnerships of others."""


def plant(connection: Connection, own: tuple[str, ...]) -> Planted:
    """Write canaries into everything that is not of the grants `own`."""
    planted = set[str]()
    codes = set[str]()
    for query in (
        "select code from grants where code <> all(:own)",
        f"select code from projects where id in {FOREIGN_PROJECTS}",  # noqa: S608  Fixed words.
    ):
        codes |= set(connection.scalars(text(query), {"own": list(own)}))
    for name, where in ROWS.items():
        table = metadata.tables[name]
        for column in table.columns:
            if column.name in KEPT | CODED or column.foreign_keys or column.primary_key:
                continue
            if (value := _value(table, column.name)) and _written(connection, name, column.name, value, where, own):
                planted.add(f"{name}.{column.name}")
    return Planted(frozenset(planted), frozenset(code for code in codes if len(code) > 3))


def _value(table: Table, column: str) -> str | None:
    """Give the SQL of a canary for a column of a table; None for a kind of column that holds none."""
    kind = table.columns[column].type
    if isinstance(kind, String):
        return f"'{WORD}' || substr(md5(random()::text), 1, 12)"
    if table.name in WORDS_ONLY:
        return None
    if isinstance(kind, Numeric):
        return str(AMOUNT)
    if isinstance(kind, Date):
        return f"date '{DAY}'"
    return None


def _written(connection: Connection, table: str, column: str, value: str, where: str, own: tuple[str, ...]) -> bool:
    """Write a canary into a column of some rows; say whether its rules let it."""
    statement = text(f'update "{table}" set "{column}" = {value} where ({where})')  # noqa: S608  Names of the schema.
    try:
        with connection.begin_nested():
            return connection.execute(statement, {"own": list(own)} if ":own" in where else {}).rowcount > 0
    except DBAPIError:
        return False


def signs(body: bytes, *, asked: str = "", codes: frozenset[str] = frozenset()) -> list[str]:
    """Give the canaries in an answer; what was asked for by name may be named back.

    Args:
        body: of the answer; a file of Office is opened.
        asked: everything that the question said.
        codes: codes that are canaries too.
    """
    told = _opened(body)
    found = {match.decode("utf-8", "replace") for match in SIGNS.findall(told)}
    found |= {code for code in codes if re.search(rb"(?<![\w.-])%b(?![\w.-])" % re.escape(code.encode()), told)}
    return sorted(one for one in found if one.casefold() not in asked.casefold())


def _opened(body: bytes) -> bytes:
    """Give what stands in a file that is packed, else the bytes as they are."""
    if body[:2] == b"PK" and is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    return body
