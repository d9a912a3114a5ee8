"""The closed code lists of the files and of the database.

The database stores a code as its position in the tuple (a `smallint`, starting at 0); files, addresses and exports
carry the text. A list only ever grows at its end, because stored rows keep their numbers.
Labels stand in `locale/` under `<list>.<code>`, for example `sex.female`.
"""

SEX = ("female", "male", "other", "unknown")
AGE_BAND = ("0-4", "5-11", "12-17", "18-24", "25-49", "50-59", "60+", "unknown")
POPULATION_GROUP = (
    "host",
    "temporary_protection",
    "international_protection",
    "residence_permit",
    "kin_migrant",
    "seasonal_worker",
    "returnee",
    "unknown",
)
DISABILITY = ("yes", "no", "unknown")
DIRECTNESS = ("direct", "indirect")
COUNTING_RULE = ("person_key", "max_then_sum", "declared")

CODE_LISTS = {
    "sex": SEX,
    "age_band": AGE_BAND,
    "population_group": POPULATION_GROUP,
    "disability": DISABILITY,
    "directness": DIRECTNESS,
    "counting_rule": COUNTING_RULE,
}

HOST, UNKNOWN_GROUP = POPULATION_GROUP.index("host"), POPULATION_GROUP.index("unknown")


def roll_up_group(group: str) -> str:
    """Give the coarse community of a population group: `host`, `migrant` or `unknown`."""
    return group if group in {"host", "unknown"} else "migrant"
