"""What goes next, and why: waiting projects in the order of priority, the part of each criterion, and how stable.

`frame` is that of `data.projects.priorities`: a row for each project and criterion, by rank and the order of criteria.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import choose, t

HIGHEST, HIGH = 5, 3.5
"""The best priority there can be, and that from which a project counts as one of high priority."""
MOST_SERIES = 5
"""Criteria beyond the fourth heaviest share one grey bar where there are more than five."""
_KNOWN = 5
"""Columns before those of the criteria: code, name, rank, priority, stability."""
_ROOM_BEHIND = 1.7
_PART, _SCORE = "part:", "score:"


def priority_table(frame: DataFrame) -> Table:
    """Give a row for each ranked project: rank, priority, stability, and each criterion's part and score."""
    found = lists(frame)
    criteria = _criteria(found)
    columns = (
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        Column("rank", t("projects.rank")),
        Column("priority", t("pool.priority_score"), "points"),
        Column("stability", t("projects.stability"), "share"),
        *(Column(f"{_PART}{code}", _with_weight(name, weight), "points") for code, name, weight in criteria),
        *(Column(f"{_SCORE}{code}", t("projects.score_of", criterion=name)) for code, name, _ in criteria),
    )
    return Table(columns, tuple(_rows(found, [code for code, _, _ in criteria])))


def _criteria(found: Mapping[str, list[Any]]) -> list[tuple[str, str, float]]:
    """Give code, name and the weight in force of the criteria in their order."""
    known = (found[f"criterion_{key}"] for key in ("code", "tr", "en", "ar"))
    named = {
        code: (choose({"tr": tr, "en": en, "ar": ar}), float(weight))
        for code, tr, en, ar, weight in zip(*known, found["weight"], strict=True)
    }
    return [(code, name, weight) for code, (name, weight) in named.items()]


def _with_weight(name: str, weight: float) -> str:
    """Name a criterion with its weight, without decimals where it has none."""
    whole = abs(weight * 100 - round(weight * 100)) < 1e-9  # noqa: PLR2004  Less than any weight that is written.
    return t("projects.part_of", criterion=name, weight=formats.percent(weight, 0 if whole else 1))


def _rows(found: Mapping[str, list[Any]], criteria: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """Give the cells of every project, in the order found."""
    cells: dict[str, dict[str, tuple[Any, Any]]] = {}
    facts: dict[str, tuple[Any, ...]] = {}
    parts = (found[key] for key in ("code", "criterion_code", "part", "score"))
    for code, criterion, part, score in zip(*parts, strict=True):
        cells.setdefault(code, {})[criterion] = (float(part), score)
    known = (found[key] for key in ("code", "rank", "priority", "stability"))
    for name, code, rank, value, stability in zip(names_in(found), *known, strict=True):
        facts[code] = (code, name, rank, float(value), stability)
    for code, own in facts.items():
        yield (*own, *(cells[code][one][0] for one in criteria), *(cells[code][one][1] for one in criteria))


def priority(table: Table) -> theme.Figure:
    """Draw the first projects: the parts of the criteria one behind the other, priority and stability in words."""
    rows = named_bars.first_rows(table)
    names = [named_bars.name_above(row[0], f"{row[2]}. {row[1]}") for row in rows.rows]
    return theme.figure(
        _series(rows),
        barmode="stack",
        showlegend=True,
        legend=named_bars.legend_above(len(rows.rows)),
        xaxis=_priority_axis(),
        yaxis=named_bars.hidden_axis(rows.column("code")),
        margin={**named_bars.MARGIN, "t": 72},
        shapes=[_high_line()],
        annotations=[*names, *map(_words, rows.rows), _high_name()],
    )


def _series(rows: Table) -> list[theme.Trace]:
    """Give the bars of each criterion, or of the four that weigh most and the others together."""
    parts = [column for column in rows.columns if column.key.startswith(_PART)]
    drawn = parts
    if len(parts) > MOST_SERIES:
        heaviest = sorted(parts, key=lambda column: -_weight_of(rows, column))[: MOST_SERIES - 1]
        drawn = [column for column in parts if column in heaviest]
    series = [_bars(column.label, rows, [column], colour) for column, colour in zip(drawn, theme.PALETTE, strict=False)]
    others = [column for column in parts if column not in drawn]
    return [*series, _bars(t("projects.other_criteria"), rows, others, theme.NEUTRAL)] if others else series


def _weight_of(rows: Table, column: Column) -> float:
    """Give the weight of a criterion as its part ÷ its score, which is the same in every row."""
    part, score = rows.column(column.key)[0], rows.column(column.key.replace(_PART, _SCORE, 1))[0]
    return float(part / score)


def _bars(name: str, rows: Table, columns: Sequence[Column], colour: str) -> theme.Trace:
    """Give one series: the sum of some criteria's parts in every bar."""
    parts = [rows.column(column.key) for column in columns]
    return {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(rows.rows)),
        "name": name,
        "y": rows.column("code"),
        "x": [sum(row) for row in zip(*parts, strict=True)],
        "marker": {"color": colour},
        "hovertemplate": "%{x:,.2f}<extra>%{fullData.name}</extra>",
    }


def _words(row: Sequence[Any]) -> theme.Part:
    """Give priority and stability behind a bar."""
    code, _, _, value, stability = row[:_KNOWN]
    known = {"priority": formats.decimal(value, 2), "stability": formats.percent(stability, 0)}
    return named_bars.words_behind(code, value, t("projects.priority_and_stability", **known))


def _priority_axis() -> theme.Axis:
    """Give the axis of priorities, from 0 so that parts keep their length; 1 is the least a project can have."""
    return {
        "range": [0, HIGHEST * _ROOM_BEHIND],
        "tickvals": list(range(1, HIGHEST + 1)),
        "ticktext": [str(tick) for tick in range(1, HIGHEST + 1)],
        "showline": False,
        "showgrid": True,
        "gridcolor": theme.GRID,
    }


def _high_line() -> theme.Part:
    """Give the dotted line from which priorities are high."""
    line = {"color": theme.MUTED, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": HIGH, "x1": HIGH, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _high_name() -> theme.Part:
    """Give the words above that line."""
    text = t("projects.high_from", priority=formats.number(HIGH))
    place = {"x": HIGH, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {**place, "text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}


def priority_rest(table: Table) -> str | None:
    """Say how many ranked projects only the table shows."""
    return named_bars.rest(table, "projects.rest")


def priority_finding(table: Table) -> str | None:
    """Name the project that goes next, or say how many share the first rank."""
    first = [row for row in table.rows if row[2] == table.rows[0][2]]
    if not first:
        return None
    value = formats.decimal(first[0][3], 2)
    if len(first) > 1:
        return finding("finding.projects.first_shared", count=formats.whole(len(first)), priority=value)
    return finding("finding.projects.first", name=named_bars.short(first[0][1], 60), priority=value)
