"""The statements that `feedback_sums` asks: one over the cells, and one over the rows for each way to find them.

`q` is the list of what is asked; `q.by` holds the flags of `feedback_plan.By`. `offset 0` keeps the planner from taking
the inner query apart: the days must stay a condition of the index.
"""

from functools import cache

from dashboard.data.cubes import Slice
from dashboard.data.feedback_cases import SELECTED
from dashboard.data.feedback_plan import By
from dashboard.data.schema.feedback import FEEDBACK_MEASURES

CELLS = f"""
    select q.question, case when q.grain > 0 then c.starts_on - date '2000-01-01' else 0 end as start,
        case when q.by & {By.TYPE | By.WAIT:d} > 0 then c.type else -1 end as type,
        case when q.by & {By.PLACE:d} > 0 then c.place_id
            else greatest(c.category_id, c.channel, c.language, c.sex, c.priority, c.part_id) end as one,
        case when c.waited = -1 then c.age_band else c.waited end as two,
        {", ".join(f"cast(sum(c.{name}) as bigint) as {name}" for name in FEEDBACK_MEASURES)}
    from unnest(cast(%(question)s as int[]), cast(%(by)s as int[]), cast(%(grain)s as int[]),
            cast(%(segment)s as int[]), cast(%(slice)s as int[]), cast(%(place)s as int[]),
            cast(%(first)s as date[]), cast(%(last)s as date[]))
        as q(question, by, grain, segment, slice_id, place_id, first, last)
    join feedback_cells c on c.segment = q.segment and c.slice_id = q.slice_id and c.place_id = q.place_id
        and c.starts_on between q.first and q.last
    where c.version <= %(version)s
        and (q.by & {By.EVERY_TYPE:d} > 0 or %(types)s::int[] is null or c.type = any(%(types)s::int[]))
    group by 1, 2, 3, 4, 5 having sum(c.records) > 0"""  # noqa: S608  Fixed names only.
_ROWS = """
    select r.* from unnest(cast(%(key)s as int[]), cast(%(first)s as date[]), cast(%(last)s as date[]))
        as s(key, first, last) {places}
    cross join lateral (
        select {selected} from feedback where {found} and received_on between s.first and s.last and {held}
            and since_version + 0 <= %(version)s and (until_version is null or until_version > %(version)s)
            and not is_sensitive and (%(types)s::int[] is null or type = any(%(types)s::int[]))
        offset 0) r"""
PATHS = {
    "project": {"places": "", "found": "project_id = s.key"},
    "province": {"places": "join places p on p.province_id = s.key", "found": "place_id = p.id"},
    "place": {"places": "", "found": "place_id = s.key"},
}
"""How rows are found."""


@cache
def rows_of(path: str, kind: Slice, *, one: bool) -> str:
    """Give the statement that reads rows.

    The index of places knows the programme too, so that rows of others are not even looked at. Several programmes would
    be looked up in it one after the other; they, projects and versions are checked in the rows, where no other index
    can tempt the planner away.

    Args:
        path: how rows are found, one of `PATHS`.
        kind: of what slices rows are read.
        one: whether all of them are of one programme.
    """
    held = ["programme_id = %(programme)s" if one else "programme_id + 0 = any(%(programmes)s::int[])"]
    if kind is Slice.PROJECT:
        held.append("project_id + 0 = any(%(slices)s::int[])")
    return _ROWS.format(
        selected=SELECTED, held="true" if kind is Slice.EVERYTHING else " and ".join(held), **PATHS[path]
    )
