"""The statements that `cells` asks: one over the cubes, two over rows, all with the columns of `cells.Row`.

`q` is the list of what is asked; `q.by` holds the flags of `cells.By`. A month or quarter is truncated without a time
zone, which costs a tenth of truncating with one; a cell that answers for a month begins with it already.
"""

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY

_START = """case q.grain when 0 then null when 1 then {month}
        else cast(date_trunc('quarter', cast({day} as timestamp)) as date) end"""
_OF_CELL = _START.format(month="c.starts_on", day="c.starts_on")
_OF_ROW = _START.format(month="cast(date_trunc('month', cast(f.date as timestamp)) as date)", day="f.date")
_DIRECT = f"r.directness = {DIRECTNESS.index('direct')}"
_ADDS_UP = f"{_DIRECT} and r.counting_rule <> {COUNTING_RULE.index('max_then_sum')}"

CELLS = f"""
    select q.question, {_OF_CELL},
        case when q.by & 1 > 0 then c.population_group else -1 end, c.sex, c.age_band,
        case when q.by & 40 = 0 then greatest(c.activity_kind_id, c.part_id) when q.by & 32 > 0 then c.place_id
            when c.project_id < 0 then c.slice_id else c.project_id end,
        sum(c.new_people), sum(c.declared_people), sum(c.contacts), sum(c.indirect_people), sum(c.disabled_people),
        sum(c.records)
    from unnest(cast(%(question)s as int[]), cast(%(by)s as int[]), cast(%(grain)s as int[]),
            cast(%(segment)s as int[]), cast(%(slice)s as int[]), cast(%(place)s as int[]),
            cast(%(first)s as date[]), cast(%(last)s as date[]))
        as q(question, by, grain, segment, slice_id, place_id, first, last)
    join reach_cells c on c.segment = q.segment and c.slice_id = q.slice_id and c.place_id = q.place_id
        and c.starts_on between q.first and q.last
    where c.version <= %(version)s and (%(groups)s::int[] is null or c.population_group = any(%(groups)s::int[]))
    group by 1, 2, 3, 4, 5, 6 having sum(c.records) > 0"""  # noqa: S608  Fixed names only.
"""Sums of cells for each slice, place and run of spans of a segment; cells of a project's slice name no project."""

_ROWS = f"""
    with f as materialized (
        select s.key, {{own}} as own, {{part}} as part, r.date, r.programme_id, r.project_id, r.activity_kind_id,
            r.population_group, r.sex, r.age_band,
            case when {_ADDS_UP} then r.new_people else 0 end as new_people,
            case when {_DIRECT} and r.counting_rule = {COUNTING_RULE.index("declared")} then r.new_people else 0 end
                as declared_people,
            case when {_DIRECT} then r.contacts else 0 end as contacts,
            case when {_DIRECT} then 0 else r.new_people end as indirect_people,
            case when {_ADDS_UP} and r.disability = {DISABILITY.index("yes")} then r.new_people else 0 end
                as disabled_people
        from unnest(cast(%(scan_key)s as int[]), cast(%(scan_first)s as date[]), cast(%(scan_last)s as date[]))
            as s(key, first, last) {{places}}
        cross join lateral (
            select date, programme_id, project_id, activity_kind_id, place_id, province_id, population_group, sex,
                age_band, disability, directness, counting_rule, new_people, contacts
            from reach where {{path}} and date between s.first and s.last
                and programme_id = any(%(programmes)s::int[])
                and since_version + 0 <= %(version)s and (until_version is null or until_version > %(version)s)
                and (%(groups)s::int[] is null or population_group = any(%(groups)s::int[]))
            offset 0) r
    )
    select q.question, {_OF_ROW}, case when q.by & 1 > 0 then f.population_group else -1 end,
        case when q.by & 2 > 0 then f.sex else -1 end, case when q.by & 2 > 0 then f.age_band else -1 end,
        case when q.by & 4 > 0 then f.activity_kind_id when q.by & 8 > 0 then f.project_id
            when q.by & 16 > 0 then f.part when q.by & 32 > 0 then f.own else -1 end,
        sum(f.new_people), sum(f.declared_people), sum(f.contacts), sum(f.indirect_people), sum(f.disabled_people),
        count(*)
    from unnest(cast(%(question)s as int[]), cast(%(by)s as int[]), cast(%(grain)s as int[]), cast(%(key)s as int[]),
            cast(%(programme)s as int[]), cast(%(project)s as int[]), cast(%(first)s as date[]),
            cast(%(last)s as date[])) as q(question, by, grain, key, programme, project, first, last)
    join f on f.key = q.key and f.date between q.first and q.last
        and q.programme in (0, f.programme_id) and q.project in (0, f.project_id)
    group by 1, 2, 3, 4, 5, 6"""  # noqa: S608  Fixed names only.

ROWS = {
    "province": _ROWS.format(
        places="join places p on p.province_id = s.key", path="place_id = p.id", own="r.province_id", part="r.place_id"
    ),
    "place": _ROWS.format(places="", path="place_id = s.key", own="r.place_id", part="r.place_id"),
}
"""Sums of rows, found by province (place by place) or by place; each row is read once for all questions.

`offset 0` keeps the planner from taking the inner query apart: the days must stay a condition of the index. `+ 0` keeps
it from the index of versions as well, which it would read whole again for every place in the hope of fewer rows.
"""
