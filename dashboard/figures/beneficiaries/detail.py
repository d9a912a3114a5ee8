"""The most detailed table that is shown: new people by province, sex and age band."""

from dashboard.codes import AGE_BAND, SEX
from dashboard.figures.table import Answer, Column, Table, lists, names_in
from dashboard.i18n import t

ALWAYS_SHOWN = ("female", "male")
"""Sexes with a row of their own even where nobody was reached; the others have one where somebody was."""


def detail_table(frame: Answer) -> Table:
    """Give a row for each province and sex with a column for each age band and the total, in the order of the frame.

    Args:
        frame: that of `data.beneficiaries.reached_by_province_sex_age`.
    """
    columns = [
        Column("place_code", t("table.code"), "code"),
        Column("province", t("geo.province"), "text"),
        Column("sex", t("demo.sex"), "text"),
        *(Column(f"age_{band}", t(f"age_band.{band}")) for band in AGE_BAND),
        Column("total", t("table.total")),
    ]
    cells = lists(frame)
    codes, sexes, bands, people = (cells[name] for name in ("place_code", "sex", "age_band", "new_people"))
    found = dict(zip(zip(codes, sexes, bands, strict=True), people, strict=True))
    words = [(sex, t(f"sex.{sex}")) for sex in SEX]
    rows = []
    for code, name in dict(zip(codes, names_in(cells), strict=True)).items():
        for sex, word in words:
            counts = [found.get((code, sex, band), 0) for band in AGE_BAND]
            if any(counts) or sex in ALWAYS_SHOWN:
                rows.append((code, name, word, *counts, sum(counts)))
    return Table(tuple(columns), tuple(rows))
