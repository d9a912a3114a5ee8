"""People counted without person keys: `max_then_sum` (OCHA), which does not add up over time.

For the days asked, new people are summed for each project, place, population group, sex, age band and activity (its code,
else its kind); of the activities the largest counts, because the same people may come to several; then these are summed.
A breakdown by activity kind applies the rule within each kind, so that its parts may exceed the total. People with a
disability are counted by the same rule among themselves.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, text

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.cells import By, Question, Reads, Row
from dashboard.data.cubes import Level
from dashboard.data.selection import Selection, Window


def peaks(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Give the new people (and of these with a disability) that `max_then_sum` counts; all other measures are 0."""
    asked = list(questions)
    reads = Reads()
    for number, question in enumerate(asked, 1):
        for project, days in _windows(selection, getattr(selection, question.window)):
            reads.add(question=number, project=project, first=days.first, last=days.last)
    answers: dict[Question, list[Row]] = {question: [] for question in asked}
    if reads:
        kinds = {"by": [int(question.by) for question in asked], "grain": [question.grain for question in asked]}
        for row in connection.execute(_PEAKS, _common(selection) | kinds | reads.columns):
            answers[asked[row[0] - 1]].append(Row(*row[1:9], 0, 0, 0, row[9], 0))
    return answers


def growth(connection: Connection, selection: Selection) -> dict[date, int]:
    """Give, for each month, by how much the people counted by `max_then_sum` since the first day grew in it.

    Up to any month these add up to the rule's figure for all days up to that month's end, which the figures of single
    months do not.
    """
    reads = Reads()
    for project, days in _windows(selection, selection.to_date):
        reads.add(project=project, first=days.first, last=days.last)
    if not reads:
        return {}
    return {row[0]: row[1] for row in connection.execute(_GROWTH, _common(selection) | reads.columns)}


def _windows(selection: Selection, window: Window | None) -> Iterable[tuple[int, Window]]:
    """Give the days of each project that has such rows."""
    for project in selection.directory.max_projects & selection.projects.keys():
        for own in selection.projects[project]:
            days = own.cut(window) if window else None
            if days:
                yield project, days


def _common(selection: Selection) -> dict[str, object]:
    """Give the parameters that select rows."""
    provinces = [place for level, place in selection.places if level is Level.PROVINCE]
    districts = [place for level, place in selection.places if level is Level.DISTRICT]
    return {
        "version": selection.version,
        "groups": list(selection.groups) or None,
        "anywhere": selection.places[0][0] is Level.COUNTRY,
        "provinces": provinces,
        "districts": districts,
    }


_SELECTED = f"""
    r.counting_rule = {COUNTING_RULE.index("max_then_sum")} and r.directness = {DIRECTNESS.index("direct")}
    and r.since_version <= :version and (r.until_version is null or r.until_version > :version)
    and (cast(:groups as int[]) is null or r.population_group = any(cast(:groups as int[])))
    and (:anywhere or r.province_id = any(cast(:provinces as int[])) or r.place_id = any(cast(:districts as int[])))"""
_ACTIVITY = "r.activity_code, case when r.activity_code is null then r.activity_kind_id end"
_CELL = "r.project_id, r.place_id, r.population_group, r.sex, r.age_band"


def _flag(by: By, value: str) -> str:
    """Give the SQL of a key column: its value where the question breaks down by it, else -1."""
    return f"case when f.by & {int(by)} > 0 then {value} else -1 end"


_PEAKS = text(f"""
    with activity as (
        select q.question, (cast(:by as int[]))[q.question] as by,
            case (cast(:grain as int[]))[q.question] when 1 then cast(date_trunc('month', r.date) as date)
                when 3 then cast(date_trunc('quarter', r.date) as date) end as start,
            r.province_id, {_CELL},
            case when (cast(:by as int[]))[q.question] & {int(By.KIND)} > 0 then r.activity_kind_id else -1 end as kind,
            {_ACTIVITY},
            sum(r.new_people) as people,
            coalesce(sum(r.new_people) filter (where r.disability = {DISABILITY.index("yes")}), 0) as disabled
        from unnest(cast(:question as int[]), cast(:project as int[]), cast(:first as date[]), cast(:last as date[]))
            as q(question, project, first, last)
        join reach r on r.project_id = q.project and r.date between q.first and q.last
        where {_SELECTED}
        group by 1, 2, 3, r.province_id, {_CELL}, kind, {_ACTIVITY}
    ), f as (
        select question, by, start, province_id, project_id, place_id, population_group, sex, age_band, kind,
            max(people) as people, max(disabled) as disabled
        from activity group by question, by, start, province_id, project_id, place_id, population_group, sex, age_band, kind
    )
    select question, start, {_flag(By.GROUP, "f.population_group")}, {_flag(By.SEX_AGE, "f.sex")},
        {_flag(By.SEX_AGE, "f.age_band")}, f.kind, {_flag(By.PROJECT, "f.project_id")},
        case when f.by & {int(By.PART | By.PLACE)} = 0 then -1
            when f.by & {int(By.PART)} > 0 and :anywhere then f.province_id
            when f.by & {int(By.PLACE)} > 0 and f.province_id = any(cast(:provinces as int[])) then f.province_id
            else f.place_id end,
        cast(sum(people) as bigint), cast(sum(disabled) as bigint)
    from f group by 1, 2, 3, 4, 5, 6, 7, 8""")  # noqa: S608  Fixed names only.
_GROWTH = text(f"""
    with monthly as (
        select {_CELL}, {_ACTIVITY} as kind, cast(date_trunc('month', r.date) as date) as month, sum(r.new_people) as people
        from unnest(cast(:project as int[]), cast(:first as date[]), cast(:last as date[])) as q(project, first, last)
        join reach r on r.project_id = q.project and r.date between q.first and q.last
        where {_SELECTED}
        group by {_CELL}, {_ACTIVITY}, month
    ), running as (
        select {_CELL}, month, sum(people) over (partition by {_CELL}, activity_code, kind order by month) as people
        from monthly r
    ), peak as (
        select {_CELL}, month, max(max(people)) over (partition by {_CELL} order by month) as people
        from running r group by {_CELL}, month
    ), step as (
        select month, people - coalesce(lag(people) over (partition by {_CELL} order by month), 0) as people from peak r
    )
    select month, cast(sum(people) as bigint) from step group by month""")  # noqa: S608  Fixed names only.
