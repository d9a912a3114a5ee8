"""What a data version changed in people reached, as columns of numbers for the cubes."""

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, COUNTING_RULE, DIRECTNESS, DISABILITY, POPULATION_GROUP, SEX
from dashboard.data.summing import Sums, attribute, year_and_month
from dashboard.data.wholesale import Numbers, read_columns

_FACTS = dict.fromkeys(
    ("sign", "date", "project_id", "activity_kind_id", "place_id", "codes", "new_people", "contacts"), "i4"
)
_PACKED = {
    "population_group": len(POPULATION_GROUP),
    "sex": len(SEX),
    "age_band": len(AGE_BAND),
    "disability": len(DISABILITY),
    "directness": len(DIRECTNESS),
    "counting_rule": len(COUNTING_RULE),
}
"""Short code lists that travel as one number, because each column of a million rows takes its time on the way."""


def changes(connection: Connection, version: int) -> Sums:
    """Give what a data version changed: its new rows counted once, the rows that it ended counted as minus one."""
    packed = "0"
    for name, size in _PACKED.items():
        packed = f"({packed}) * {size} + {name}"
    columns = f"id, date, project_id, activity_kind_id, place_id, {packed} as codes, new_people, contacts"
    facts = read_columns(
        connection,
        f"select 1 as sign, {columns} from reach where since_version = {version:d} "  # noqa: S608  Numbers and fixed names.
        f"union all select -1, {columns} from reach where until_version = {version:d}",
        _FACTS,
        block="id / 100000",
    )
    codes = facts.pop("codes")
    for name, size in reversed(_PACKED.items()):
        codes, facts[name] = np.divmod(codes, size)
    facts["programme_id"] = attribute(connection, "select id, programme_id from projects")[facts["project_id"]]
    facts["province_id"] = attribute(connection, "select id, province_id from places")[facts["place_id"]]
    facts["year"], facts["month"] = year_and_month(facts["date"])
    return Sums(facts, measures_of(facts))


def measures_of(facts: dict[str, Numbers]) -> Numbers:
    """Give what each row counts for every measure, in the order of `MEASURES`."""
    direct = facts["directness"] == DIRECTNESS.index("direct")
    adds_up = direct & (facts["counting_rule"] != COUNTING_RULE.index("max_then_sum"))
    declared = adds_up & (facts["counting_rule"] == COUNTING_RULE.index("declared"))
    disabled = adds_up & (facts["disability"] == DISABILITY.index("yes"))
    sign = facts["sign"].astype(np.int64)
    people, contacts = facts["new_people"] * sign, facts["contacts"] * sign
    return np.stack([people * adds_up, people * declared, contacts * direct, people * ~direct, people * disabled, sign])
