"""The funder's ratings as a dated series, each beside the one before; a person's judgement, never computed.

`series` is the frame of `data.ratings.rating_series`.
"""

from pandas import DataFrame

from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

SCALE = ("HU", "U", "MU", "MS", "S", "HS")
"""From the worst to the best."""
RATED = ("objective", "implementation")


def ratings_table(series: DataFrame) -> Table:
    """Give one row a rating, first of the objective, the latest first."""
    found = lists(series)
    pairs = list(zip(found["previous_rating"], found["rating"], strict=True))
    changes = [_change(before, now) for before, now in pairs]
    current = {True: t("ratings.current"), False: ""}
    columns = (
        (Column("what", t("table.code"), "code"), found["what"]),
        (Column("what_name", t("ratings.what"), "text"), [t(f"rated.{what}") for what in found["what"]]),
        (Column("previous", t("ratings.previous"), "text"), [_word(before) for before, _ in pairs]),
        (Column("rating", t("ratings.rating"), "text"), [_word(now) for _, now in pairs]),
        (Column("change", t("table.code"), "code"), changes),
        (Column("change_word", t("ratings.change"), "text"), [t(f"rating_change.{change}") for change in changes]),
        (Column("rated_on", t("ratings.rated_on"), "day"), found["rated_on"]),
        (Column("previous_on", t("ratings.previous_on"), "day"), found["previous_on"]),
        (Column("is_current", t("ratings.is_current"), "text"), [current[told] for told in found["is_current"]]),
        (Column("report", t("ratings.report"), "text"), found["report"]),
    )
    table = Table.of([column for column, _ in columns], *(cells for _, cells in columns))
    order = sorted(
        range(len(pairs)), key=lambda at: (-RATED.index(found["what"][at]), found["rated_on"][at]), reverse=True
    )
    return Table(table.columns, tuple(table.rows[at] for at in order))


def ratings_finding(table: Table) -> str | None:
    """Say where both ratings stand now."""
    marks = zip(table.column("what"), table.column("rating"), table.column("is_current"), strict=True)
    now = {what: rating for what, rating, current in marks if current}
    return finding("finding.timeline.ratings", **now) if now.keys() == {"objective", "implementation"} else None


def _change(before: str | None, now: str) -> str:
    """Say whether a rating is better than the one before."""
    if before is None:
        return "first"
    step = SCALE.index(now) - SCALE.index(before)
    return "better" if step > 0 else "worse" if step < 0 else "same"


def _word(rating: str | None) -> str | None:
    """Write a rating in words."""
    return t(f"funder_rating.{rating}") if rating else None
