"""What belongs to the scope of a funder, as functions of the database that the policies of all tables ask.

They run with the owner's eyes, so that a policy never waits for another one, and look for tables in `public` alone: a
temporary table of a caller cannot stand in for one. All versions count. Each gives nothing where the scope is missing,
empty or not that of a grant.
"""

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


def _function(name: str, returns: str, query: str) -> str:
    """Give the statement that makes one function or puts it right; the plan of its query is kept by the session."""
    return f"""
        create or replace function {name}() returns {returns}
        language plpgsql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
        as $body$ begin return query {query}; end $body$"""


FUNCTIONS = (
    *(_function(name, "setof integer", query) for name, query in _IDS.items()),
    _function("sensitive_cases", "table (source integer, case_hash bigint)", _CASES),
)
NAMES = (*_IDS, "sensitive_cases")
