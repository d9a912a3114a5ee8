"""What a column of the open data holds: its type, its limits, and its words under `open.field.<name>`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, POPULATION_GROUP, SEX, SPOKEN_LANGUAGE
from dashboard.data.open_data.cells import CASES, SHOWN, SUPPRESSED
from dashboard.data.privacy.case_cells import OUTCOMES, RATINGS, STATES
from dashboard.data.privacy.reach_rows import COUNTS
from dashboard.i18n import t

Kind = Literal["string", "integer", "number", "date"]
QUARTER = r"\d{4}-Q[1-4]"
CURRENCY = "[A-Z]{3}"


@dataclass(frozen=True, slots=True)
class Field:
    """One column; a `needed` one is never empty, `codes` are all that it may hold."""

    name: str
    kind: Kind = "string"
    needed: bool = False
    codes: Sequence[str] = ()
    pattern: str = ""
    least: int | None = None

    def described(self) -> dict[str, Any]:
        """Give the column as a data package tells it, in the language in force."""
        limits: dict[str, Any] = {}
        limits |= {"required": True} if self.needed else {}
        limits |= {"enum": list(self.codes)} if self.codes else {}
        limits |= {"pattern": self.pattern} if self.pattern else {}
        limits |= {"minimum": self.least} if self.least is not None else {}
        told = {"name": self.name, "type": self.kind, "title": t(f"open.field.{self.name}")}
        told["description"] = t(f"open.field.{self.name}.told")
        return told | ({"constraints": limits} if limits else {})


def _names(what: str) -> tuple[Field, ...]:
    """Give the columns of a name in three languages; only the Turkish one is never empty."""
    return tuple(
        Field(f"{what}_{language}", needed=what == "name" and language == "tr") for language in ("tr", "en", "ar")
    )


CODE = Field("code", needed=True)
NAMED = (CODE, *_names("name"))
PART, QUARTER_OF, PROVINCE = (
    Field("part", needed=True),
    Field("quarter", needed=True, pattern=QUARTER),
    Field("province", needed=True),
)
BLOCK = (PART, QUARTER_OF, PROVINCE)
STATUS = Field("status", needed=True, codes=(SHOWN, SUPPRESSED))
VALUE = Field("value", "integer", least=0)
MEMBERS: Mapping[str, Field] = {
    "population_group": Field("population_group", needed=True, codes=POPULATION_GROUP),
    "sex": Field("sex", needed=True, codes=SEX),
    "age_band": Field("age_band", needed=True, codes=AGE_BAND),
    "activity_kind_id": Field("activity_kind", needed=True),
    "subprogramme": Field("subprogramme", needed=True),
    "type": Field("type", needed=True, codes=FEEDBACK_TYPE),
    "category_id": Field("category", needed=True),
    "channel": Field("channel", needed=True, codes=FEEDBACK_CHANNEL),
    "language": Field("language", needed=True, codes=SPOKEN_LANGUAGE),
    "outcome": Field("outcome", needed=True, codes=OUTCOMES),
    "rating": Field("rating", needed=True, codes=RATINGS),
    "state": Field("state", needed=True, codes=STATES),
}
"""The column of each breakdown of a base cell, by its name there."""
PEOPLE, FEEDBACK = Field("count", needed=True, codes=COUNTS), Field("count", needed=True, codes=CASES)
GRANT = (
    *(CODE, *_names("name"), Field("programme", needed=True), *_names("funder")),
    *(Field(day, "date") for day in ("signed_on", "starts_on", "original_ends_on", "ends_on")),
    *(Field("amount", "number", least=0), Field("currency", pattern=CURRENCY)),
    *(Field("released_version", "integer", needed=True, least=1), Field("released_on", "date", needed=True)),
)
INDICATOR = (
    *(Field("grant", needed=True), CODE, *_names("name"), Field("definition"), Field("unit"), Field("measure")),
    *(Field("kind"), Field("level"), Field("baseline_value", "number"), Field("baseline_on", "date")),
    *(Field("target_value", "number"), Field("target_on", "date"), Field("current_value", "number")),
    Field("current_state", needed=True, codes=("value", "partial", "missing", "not_due", "not_applicable", SUPPRESSED)),
    Field("current_on", "date"),
)
