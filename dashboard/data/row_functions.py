"""What belongs to the scope of a funder, as functions of the database that the policies of all tables ask.

They run with the owner's eyes, so that a policy never waits for another one, and look for tables in `public` alone: a
temporary table of a caller cannot stand in for one. All versions count. Each gives nothing where the scope is missing,
empty or not that of a grant.
"""

from dashboard.data.cubes import Span

_IDS = {
    "own_grants": """
        select id from grants where current_setting('app.scope', true) like 'grant:%'
            and code = any(string_to_array(substr(current_setting('app.scope', true), length('grant:') + 1), ','))""",
    "own_projects": "select distinct project_id from project_grants where grant_id in (select own_grants())",
    "own_programmes": """
        select programme_id from grant_details where grant_id in (select own_grants())
        union select programme_id from projects where id in (select own_projects())""",
    "own_partnerships": """
        select distinct partnership_id from partnership_details where grant_id in (select own_grants())""",
    "own_indicators": """
        select distinct indicator_id from indicator_details
        where grant_id in (select own_grants()) or grant_id is null and project_id in (select own_projects())""",
    "own_organisations": """
        select organisation_id from partnerships where id in (select own_partnerships())
        union select unnest(array[funder_id, holder_id]) from grant_details where grant_id in (select own_grants())
        union select organisation_id from project_details where project_id in (select own_projects())
        union select organisation_id from project_partners where project_id in (select own_projects())
        union select unnest(array[teacher_id, learner_id]) from exchanges where project_id in (select own_projects())
        union select organisation_id from programme_details where programme_id in (select own_programmes())""",
}
"""Ids of what belongs to the grants of the scope; `own_organisations` are those that an own row names."""
_CASES = "select distinct source_id, key_hash from feedback where is_sensitive"
"""Cases of which any row is sensitive, whosever they are: the numbers tell nothing, and no funder sees such a case."""
OWN_DAYS = "own_days"
OWN_SPANS = {Span.MONTH: "own_months", Span.QUARTER: "own_quarters", Span.YEAR: "own_years"}
"""Functions that give the same for the first days of months, quarters and years: of those with an own day in them."""
_GRAINS = {OWN_DAYS: "day"} | {name: span.name.lower() for span, name in OWN_SPANS.items()}
_DAYS = """
    select range_agg(int8range({first}, {last}, '[]')) from (
        select s.project_id, greatest(d.starts_on, s.starts_on) as first,
            least(coalesce((
                select a.new_ends_on from amendments a
                where a.grant_id = s.grant_id and a.new_ends_on is not null and a.since_version <= v.version
                    and (a.until_version is null or a.until_version > v.version)
                order by a.amended_on desc, a.id desc limit 1), d.ends_on), s.ends_on) as last
        from project_grants s join grant_details d on d.grant_id = s.grant_id
        cross join lateral (
            select greatest(s.since_version, d.since_version) as version
            union select unnest(array[a.since_version, a.until_version]) from amendments a
            where a.grant_id = s.grant_id) v
        where s.grant_id in (select own_grants()) and v.version >= greatest(s.since_version, d.since_version)
            and (s.until_version is null or s.until_version > v.version)
            and (d.until_version is null or d.until_version > v.version)) shares
    where first is null or last is null or first <= last"""
"""The days of the own grants' shares in their projects, as `directory` says them, in every version that changed them.

A share runs from the later start to the earlier end, the end of a grant being that of its latest amendment; a day that
nobody wrote down is open. All projects stand in one multirange of `point`s.
"""
_EARLIEST, _LATEST = -(2**31), 2**31 - 1


def point(project: str, day: str) -> str:
    """Give the number that stands for a day of a project: 2^32 numbers a project, more than a `date` has days.

    Args:
        project: SQL for its id.
        day: SQL for the day.
    """
    return _point(project, f"({day} - date '2000-01-01')")


def _point(project: str, number: object) -> str:
    """Give the same by the day's number."""
    return f"(({project}::bigint << 32) + {number})"


def _days(grain: str) -> str:
    """Give the query for the days of own grants, whose first is brought forward to the first day of its span."""
    first, last = point("project_id", f"date_trunc('{grain}', first::timestamp)::date"), point("project_id", "last")
    open_first, open_last = _point("project_id", f"({_EARLIEST})"), _point("project_id", _LATEST)
    return _DAYS.format(first=f"coalesce({first}, {open_first})", last=f"coalesce({last}, {open_last})")


def _function(name: str, returns: str, given: str) -> str:
    """Give the statement that makes one function or puts it right; the plan of its query is kept by the session."""
    return f"""
        create or replace function {name}() returns {returns}
        language plpgsql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
        as $body$ begin return {given}; end $body$"""


FUNCTIONS = (
    *(_function(name, "setof integer", f"query {query}") for name, query in _IDS.items()),
    *(_function(name, "int8multirange", f"({_days(grain)})") for name, grain in _GRAINS.items()),
    _function("sensitive_cases", "table (source integer, case_hash bigint)", f"query {_CASES}"),
)
NAMES = (*_IDS, *_GRAINS, "sensitive_cases")
