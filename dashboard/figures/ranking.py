"""Names with one number each, largest first: the common shape of places, sub-programmes and activity kinds."""

from textwrap import wrap

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Answer, Column, Table, lists, names_in
from dashboard.i18n import t

_WIDEST, _ROWS_OF_FULL_WIDTH = 0.72, 10
"""The share of its row that a bar fills; fewer rows get thinner bars, so that two are no blocks."""
_ROOM_FOR_NUMBER = {"l": 4, "r": 72, "t": 4, "b": 4}
"""Numbers stand behind their bars, the longest one's in the margin."""
_ROOM_FOR_TEXT = {**_ROOM_FOR_NUMBER, "r": 104}
_LINE, _MOST_LINES, _ROWS_OF_LINES = 18, 3, 8
"""Names take lines of this many letters while there is room, else they are cut: on a phone bars keep theirs."""


def ranked_table(frame: Answer, code: str, heading: str) -> Table:
    """Give each row's code, name, new people and contacts, in the order of the frame.

    Args:
        frame: columns `code` or another code column, `name_*`, `new_people`, `contacts`.
        code: name of the code column.
        heading: message key that heads the names.
    """
    columns = [
        Column(code, t("table.code"), "code"),
        Column("name", t(heading), "text"),
        Column("new_people", t("unit.new_people")),
        Column("contacts", t("unit.contacts")),
    ]
    found = lists(frame)
    return Table.of(columns, found[code], names_in(found), found["new_people"], found["contacts"])


def ranked_bars(
    table: Table,
    code: str,
    colours: list[str] | None = None,
    *,
    measure: str = "new_people",
    texts: list[str] | None = None,
) -> theme.Figure:
    """Draw one horizontal bar a row with its number behind it; a click on a bar carries the row's code.

    Args:
        table: what `ranked_table` gives, or names with another measure.
        code: the column of codes, which keep bars apart that have the same name.
        colours: one for each row; without them every bar is people's blue.
        measure: the column of numbers.
        texts: what stands behind each bar, without them its number.
    """
    codes, people = table.column(code), table.column(measure)
    numbers = texts or [formats.whole(value) for value in people]
    bar = {
        "type": "bar",
        "orientation": "h",
        "width": min(_WIDEST, len(people) / _ROWS_OF_FULL_WIDTH),
        "y": codes,
        "x": people,
        "customdata": codes,
        "text": numbers,
        "textposition": "outside",
        "constraintext": "none",
        "cliponaxis": False,
        "marker": {"color": colours or theme.COLOURS["new"]},
        "hovertext": [f"{name}: {number}" for name, number in zip(table.column("name"), numbers, strict=True)],
        "hoverinfo": "text",
    }
    fit = _in_lines if len(codes) <= _ROWS_OF_LINES else _cut
    names = [fit(name) for name in table.column("name")]
    axis = theme.name_axis(type="category", tickvals=codes, ticktext=names)
    counts = {"range": [0, max(people, default=0) or 1], "visible": False}
    room = _ROOM_FOR_TEXT if texts else _ROOM_FOR_NUMBER
    return theme.figure([bar], xaxis=counts, yaxis=axis, margin=room, meta={"names": table.column("name")})


def _in_lines(name: str) -> str:
    """Write a long name in lines."""
    lines = wrap(name, _LINE)
    return "<br>".join(lines) if len(lines) <= _MOST_LINES else "<br>".join([*lines[: _MOST_LINES - 1], "…"])


def _cut(name: str) -> str:
    """Cut a long name; the table and the pointer show it whole."""
    return name if len(name) <= _LINE else f"{name[: _LINE - 1].rstrip()}…"


def leader(table: Table, key: str, total: float | None = None) -> str | None:
    """Say which row has the most new people, and its share of all; None where nobody was reached.

    Args:
        table: what `ranked_table` gives.
        key: message with `{name}` and `{share}`.
        total: all new people, where the table does not hold every row.
    """
    total = total or table.total("new_people")
    if not total:
        return None
    name, people = max(zip(table.column("name"), table.column("new_people"), strict=True), key=lambda row: row[1])
    return finding(key, name=name, share=share_of(people, total))
