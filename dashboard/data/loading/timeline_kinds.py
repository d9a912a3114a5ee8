"""KINDs of what a funder follows over time: ratings, revised targets, and comments on indicators."""

from dashboard.data.loading.kind import Field, Kind, choice, day, decimal, prose, reference, text
from dashboard.data.loading.project_kinds import PLACE
from dashboard.data.loading.rules import days_in_order, no_day_ahead
from dashboard.data.loading.timeline_rules import a_whole_period_or_none
from dashboard.data.schema import timeline

INDICATOR_NEEDED = reference("indicator_code", "indicators", "indicator_id", required=True)

TIMELINE_KINDS = (
    Kind(
        "ratings",
        timeline.ratings,
        (
            reference("grant_code", "grants", "grant_id", required=True),
            day("rated_on", required=True),
            choice("what", timeline.RATED, required=True, labels="rated"),
            Field("funder_rating", "choice", required=True, codes=timeline.RATINGS, target="rating"),
            choice("previous_rating", timeline.RATINGS, labels="funder_rating"),
            text("report"),
        ),
        key=("grant_code", "rated_on", "what"),
        rules=(no_day_ahead("rated_on"),),
        marks=frozenset({"rated_on"}),
        observed="rated_on",
    ),
    Kind(
        "target_revisions",
        timeline.target_revisions,
        (
            INDICATOR_NEEDED,
            day("period_start"),
            day("period_end"),
            PLACE,
            day("revised_on", required=True),
            decimal("previous_value"),
            prose("reason", required=True),
        ),
        key=("indicator_code", "period_start", "period_end", "place_code", "revised_on"),
        rules=(a_whole_period_or_none, days_in_order("period_start", "period_end"), no_day_ahead("revised_on")),
        marks=frozenset({"revised_on"}),
        observed="revised_on",
    ),
    Kind(
        "comments",
        timeline.indicator_comments,
        (
            INDICATOR_NEEDED,
            day("period_start", required=True),
            day("period_end", required=True),
            prose("comment", required=True),
            day("written_on", required=True),
            text("written_by"),
        ),
        key=("indicator_code", "period_start", "period_end"),
        rules=(days_in_order("period_start", "period_end"), no_day_ahead("written_on")),
        marks=frozenset({"written_on"}),
        observed="written_on",
    ),
)
