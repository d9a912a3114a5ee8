"""The most detailed table that is shown: new people by province, sex and age band."""

from pandas import DataFrame

from dashboard.codes import AGE_BAND, SEX
from dashboard.figures.table import Column, Table, names_in
from dashboard.i18n import t

ALWAYS_SHOWN = ("female", "male")
"""Sexes with a row of their own even where nobody was reached; the others have one where somebody was."""


def detail_table(frame: DataFrame) -> Table:
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
    names = dict(zip(frame["place_code"], names_in(frame), strict=True))
    keys = zip(frame["place_code"], frame["sex"], frame["age_band"], strict=True)
    people = dict(zip(keys, frame["new_people"].tolist(), strict=True))
    rows = []
    for code, name in names.items():
        for sex in SEX:
            counts = [people.get((code, sex, band), 0) for band in AGE_BAND]
            if any(counts) or sex in ALWAYS_SHOWN:
                rows.append((code, name, t(f"sex.{sex}"), *counts, sum(counts)))
    return Table(tuple(columns), tuple(rows))
