"""KINDs of feedback: categories, limits of response, and the cases themselves."""

from dashboard.codes import (
    AGE_BAND,
    FEEDBACK_CHANNEL,
    FEEDBACK_STATUS,
    FEEDBACK_TYPE,
    PRIORITY,
    SENSITIVITY,
    SEX,
    SPOKEN_LANGUAGE,
)
from dashboard.data.loading.feedback_rules import (
    an_answer_where_the_type_asks_for_one,
    days_of_a_case_in_order,
    states_have_their_days,
)
from dashboard.data.loading.kind import NAMES, PERSON_KEY, Field, Kind, day, integer, key, listed, prose, reference
from dashboard.data.loading.project_kinds import PROJECT_NEEDED
from dashboard.data.loading.register_kinds import CODE, POSITION
from dashboard.data.loading.rules import no_day_ahead
from dashboard.data.schema import feedback


def _coded(name: str, codes: tuple[str, ...], labels: str) -> Field:
    """Give a column of a closed code list whose labels stand under another name than the column's."""
    return Field(name, "choice", required=True, codes=codes, labels=labels, positions=True)


SPOKEN = Field(
    "language",
    "choice",
    codes=SPOKEN_LANGUAGE,
    default="unknown",
    labels="spoken_language",
    positions=True,
    column="spoken_language",
)
"""The language in which a person spoke; a document's language has another header."""


FEEDBACK_KINDS = (
    Kind(
        "feedback_categories",
        feedback.feedback_category_details,
        (CODE, *NAMES, POSITION),
        identity=feedback.feedback_categories,
        owner="feedback_category_id",
        only_by_name=True,
    ),
    Kind(
        "response_limits",
        feedback.response_limits,
        (listed("priority", PRIORITY), integer("days", required=True, lowest=1)),
        key=("priority",),
        marks=frozenset({"priority"}),
    ),
    Kind(
        "feedback",
        feedback.feedback,
        (
            key("feedback_key", required=True),
            day("received_on", required=True),
            _coded("channel", FEEDBACK_CHANNEL, "feedback_channel"),
            _coded("type", FEEDBACK_TYPE, "feedback_type"),
            reference("category", "feedback_categories", "category_id", required=True),
            PROJECT_NEEDED,
            reference("place_code", "places", "place_id"),
            SPOKEN,
            listed("sex", SEX, required=False, default="unknown"),
            listed("age_band", AGE_BAND, required=False, default="unknown"),
            listed("sensitivity", SENSITIVITY),
            listed("priority", PRIORITY, required=False, default="normal"),
            Field("needs_answer", "flag"),
            day("due_on", column="response_due_on"),
            _coded("status", FEEDBACK_STATUS, "feedback_status"),
            day("first_response_on"),
            day("closed_on"),
            integer("rating", lowest=1, highest=5),
            prose("text", private=True),
            PERSON_KEY,
        ),
        key=("feedback_key",),
        shared_keys=True,
        rules=(
            an_answer_where_the_type_asks_for_one,
            days_of_a_case_in_order,
            states_have_their_days,
            no_day_ahead("received_on", "first_response_on", "closed_on"),
        ),
        marks=frozenset({"feedback_key"}),
        observed="received_on",
    ),
)
