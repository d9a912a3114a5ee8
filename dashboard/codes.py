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
FEEDBACK_CHANNEL = ("desk", "phone", "box", "email", "message", "social", "meeting", "visit", "other")
FEEDBACK_TYPE = ("request", "suggestion", "complaint", "information", "thanks", "observation")
SENSITIVITY = ("no", "unclear", "yes")
PRIORITY = ("low", "normal", "high", "urgent")
FEEDBACK_STATUS = ("received", "reviewing", "referred", "answered", "closed")
SPOKEN_LANGUAGE = (
    *("tr", "ar", "en", "fa", "ku", "ps", "uz", "tk", "az", "ru", "uk", "fr", "so", "ur", "de"),
    *("bg", "mk", "sq", "bs", "el", "other", "unknown"),
)

CODE_LISTS = {
    "sex": SEX,
    "age_band": AGE_BAND,
    "population_group": POPULATION_GROUP,
    "disability": DISABILITY,
    "directness": DIRECTNESS,
    "counting_rule": COUNTING_RULE,
    "feedback_channel": FEEDBACK_CHANNEL,
    "feedback_type": FEEDBACK_TYPE,
    "sensitivity": SENSITIVITY,
    "priority": PRIORITY,
    "feedback_status": FEEDBACK_STATUS,
    "spoken_language": SPOKEN_LANGUAGE,
}

SENSITIVE_CATEGORIES = frozenset({"misconduct", "sea"})
"""Categories of feedback that always count as sensitive; so does every case whose sensitivity is not `no`."""
NEEDS_ANSWER = frozenset({"request", "suggestion", "complaint", "information"})
"""Types of feedback that need an answer where the file does not say; only these have a response time."""

HOST, UNKNOWN_GROUP = POPULATION_GROUP.index("host"), POPULATION_GROUP.index("unknown")


def roll_up_group(group: str) -> str:
    """Give the coarse community of a population group: `host`, `migrant` or `unknown`."""
    return group if group in {"host", "unknown"} else "migrant"
