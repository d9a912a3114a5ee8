"""KINDs of indicators with their targets and results."""

from dashboard.data.loading.kind import NAMES, Field, Kind, choice, day, decimal, prose, reference, text
from dashboard.data.loading.project_kinds import GRANT, PLACE, PROJECT
from dashboard.data.loading.register_kinds import CODE, PROGRAMME
from dashboard.data.loading.rules import axes_of_the_kind_of_value, days_in_order, fractions_are_whole
from dashboard.data.schema import results

LEVELS = ("impact", "outcome", "output", "pdo", "intermediate")
MEASURES = ("1", "2", "3", "4", "5")
KINDS_OF_VALUE = ("sum", "cumulative", "snapshot", "ratio", "unique_people", "qualitative")
COUNTS = ("unique_people", "contacts", "households", "things")
OVER_TIME = ("sum", "latest", "ratio")
OVER_PLACE = ("sum", "latest", "ratio", "none")
PERIOD = (
    reference("indicator_code", "indicators", "indicator_id", required=True),
    day("period_start", required=True),
    day("period_end", required=True),
    PLACE,
    decimal("value"),
)
DIMENSION = (text("dimension"), text("dimension_value"))
PERIOD_KEY = ("indicator_code", "period_start", "period_end", "place_code", "dimension", "dimension_value")

RESULT_KINDS = (
    Kind(
        "indicators",
        results.indicator_details,
        (
            CODE,
            *NAMES,
            prose("definition"),
            PROGRAMME,
            PROJECT,
            GRANT,
            choice("level", LEVELS, required=True, labels="indicator_level"),
            text("component"),
            choice("measure", MEASURES, required=True),
            choice("kind", KINDS_OF_VALUE, required=True, labels="indicator_kind"),
            text("unit"),
            Field("ascending", "flag", required=True, default="yes"),
            decimal("baseline_value"),
            day("baseline_on"),
            prose("baseline_comment"),
            *(text(name) for name in ("verification", "frequency", "responsible")),
            choice("counts", COUNTS),
            choice("over_time", OVER_TIME),
            choice("over_place", OVER_PLACE),
            decimal("final_target"),
            Field("assumptions", "prose", later=True),
        ),
        identity=results.indicators,
        owner="indicator_id",
        rules=(axes_of_the_kind_of_value,),
    ),
    Kind(
        "targets",
        results.targets,
        (*PERIOD, *DIMENSION, prose("comment")),
        key=PERIOD_KEY,
        rules=(days_in_order("period_start", "period_end"),),
    ),
    Kind(
        "results",
        results.results,
        (*PERIOD, decimal("numerator"), decimal("denominator", lowest=0), *DIMENSION, prose("comment")),
        key=PERIOD_KEY,
        rules=(days_in_order("period_start", "period_end"), fractions_are_whole),
        marks=frozenset({"numerator", "denominator"}),
        observed="period_end",
    ),
)
