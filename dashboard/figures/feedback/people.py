"""Who speaks: cases by sex and age band, as mirrored bars.

`frame` is that of `data.feedback.received_by_sex_and_age`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.codes import SEX
from dashboard.figures import theme
from dashboard.figures.beneficiaries import groups
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Table
from dashboard.i18n import t


def sex_age_table(frame: DataFrame) -> Table:
    """Give cases by age band and sex; every band and sex has its cell, unknown ones included."""
    return groups.age_sex_table(frame.rename(columns={"cases": "new_people"}))


def sex_age(table: Table) -> theme.Figure:
    """Draw women to the left and men to the right; who has neither side is told in words."""
    return groups.age_sex(table)


def sex_age_finding(table: Table) -> str | None:
    """Say the share of women among those whose sex is known."""
    known = table.total("female") + table.total("male") + table.total("other")
    if not known:
        return None
    return finding("finding.feedback.women", share=share_of(table.total("female"), known))


def sex_age_rest(table: Table) -> str | None:
    """Say how many cases have no side, and of how many the age is not known."""
    if not table.rows:
        return None
    unknown_age = sum(table.rows[-1][1 : 1 + len(SEX)])
    counts = {"other": table.total("other"), "unknown": table.total("unknown"), "age": unknown_age}
    if not any(counts.values()):
        return None
    return t("feedback.sex_age_rest", **{name: formats.whole(int(count)) for name, count in counts.items()})
