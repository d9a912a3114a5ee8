"""How feedback comes in: through which channels and in which languages.

The frames are those of `data.feedback.received_by_channel` and `received_by_language`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding, share_of
from dashboard.figures.ranking import ranked_bars
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

UNKNOWN = "unknown"


def channels_table(frame: DataFrame) -> Table:
    """Give each channel with its cases and their share, most first."""
    return _table(frame, "channel", "feedback_channel", t("feedback.channel"))


def languages_table(frame: DataFrame) -> Table:
    """Give each language with its cases and their share, most first."""
    return _table(frame, "language", "spoken_language", t("feedback.language"))


def _table(frame: DataFrame, code: str, words: str, heading: str) -> Table:
    """Give the rows of a frame with the words of a code list."""
    columns = (
        Column("code", t("table.code"), "code"),
        Column("name", heading, "text"),
        Column("cases", t("feedback.cases")),
        Column("share", t("feedback.share"), "share"),
    )
    found = lists(frame)
    total = sum(found["cases"])
    shares = [cases / total if total else None for cases in found["cases"]]
    return Table.of(columns, found[code], [t(f"{words}.{one}") for one in found[code]], found["cases"], shares)


def bars(table: Table) -> theme.Figure:
    """Draw the first rows as bars with number and share behind them; what is not known is grey."""
    rows = named_bars.first_rows(table)
    colours = [theme.NEUTRAL if code == UNKNOWN else theme.COLOURS["feedback"] for code in rows.column("code")]
    numbers = zip(rows.column("cases"), rows.column("share"), strict=True)
    texts = [
        t("feedback.count_and_share", count=formats.whole(n), share=formats.percent(share)) for n, share in numbers
    ]
    return ranked_bars(rows, "code", colours, measure="cases", texts=texts)


def bars_rest(table: Table) -> str | None:
    """Say how many rows only the table shows."""
    return named_bars.rest(table, "feedback.rows_rest")


def channels_finding(table: Table) -> str | None:
    """Name the channel through which most came, and its share."""
    return _leader(table, "finding.feedback.first_channel")


def languages_finding(table: Table) -> str | None:
    """Name the known language in which most was said, and its share of all."""
    return _leader(table, "finding.feedback.first_language")


def _leader(table: Table, key: str) -> str | None:
    """Name the first row that is known."""
    known = [row for row in table.rows if row[0] != UNKNOWN and row[2]]
    if not known:
        return None
    return finding(key, name=known[0][1], share=share_of(known[0][2], table.total("cases")))
