"""With whom the programmes work: each partner with its role, its place of today and the name that history gave it.

`frame` is that of `data.partnerships.partners`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t


def partners_table(frame: DataFrame) -> Table:
    """Give a row for each partnership; a historic name stands beside the place in which it lies today."""
    columns = [
        Column("organisation_code", t("partnerships.organisation_code"), "code"),
        Column("code", t("partnerships.code"), "code"),
        Column("name", t("partnerships.partner"), "text"),
        Column("role", t("partnerships.role"), "text"),
        Column("programme", t("filter.programme"), "text"),
        Column("country", t("partnerships.country"), "text"),
        Column("place", t("partnerships.place_today"), "text"),
        Column("historic", t("partnerships.historic_name"), "text"),
    ]
    found = lists(frame)
    lying = zip(names_in(found, "place"), names_in(found, "province"), strict=True)
    return Table.of(
        columns,
        found["organisation_code"],
        found["code"],
        names_in(found),
        [t(f"organisation_role.{role}") if role else None for role in found["role"]],
        names_in(found, "programme"),
        [formats.country(country) if country else None for country in found["country"]],
        [f"{place} ({province})" if province else place or None for place, province in lying],
        [
            t("partnerships.historic_to_today", historic=historic, today=today) if historic else None
            for historic, today in zip(names_in(found, "historic"), names_in(found, "place"), strict=True)
        ],
    )


def partners_finding(table: Table) -> str | None:
    """Say how many organisations take part and in how many countries they are."""
    if not table.rows:
        return None
    countries = {country for country in table.column("country") if country}
    organisations = len(set(table.column("organisation_code")))
    words = {"count": formats.whole(organisations), "countries": formats.whole(len(countries))}
    return finding("finding.partnerships.partners", **words)
