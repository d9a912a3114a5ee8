"""KINDs of who and what: places, organisations, programmes, goals, grants and activity kinds."""

from dashboard.data.loading.kind import NAMES, Field, Kind, choice, day, decimal, integer, key, prose, reference, text
from dashboard.data.loading.rules import amendment_says_what_changes, days_in_order, districts_have_a_province
from dashboard.data.schema import registers

CODE = key("code", required=True)
PROGRAMME = reference("programme_code", "programmes", "programme_id", required=True)
CURRENCY = Field("currency", "currency")
COUNTRY = Field("country", "country")
WEBSITE = Field("website", "url")
POSITION = integer("position", required=True)

PLACE_LEVELS = ("country", "province", "district", "city", "historic")
ORGANISATION_KINDS = (
    "association",
    "municipality",
    "union",
    "council",
    "national_society",
    "public_body",
    "international",
    "university",
    "company",
    "other",
)
GOAL_LEVELS = ("strategic", "general", "specific")
REPORT_RULES = ("eu", "eu_abroad", "world_bank")
AMENDMENT_KINDS = ("extension", "shortening", "renaming", "amount")
EVIDENCE = ("signed", "seen_in_data")

REGISTER_KINDS = (
    Kind(
        "places",
        registers.place_details,
        (
            CODE,
            choice("level", PLACE_LEVELS, required=True, labels="place_level"),
            reference("province_code", "places", "province_id"),
            *NAMES,
            Field("country", "country", required=True),
            integer("population"),
            integer("population_year"),
            text("nuts3"),
            decimal("latitude", lowest=-90),
            decimal("longitude", lowest=-180),
            reference("maps_to", "places", "maps_to_id"),
        ),
        identity=registers.places,
        owner="place_id",
        fixed=frozenset({"level", "province_code"}),
        rules=(districts_have_a_province,),
    ),
    Kind(
        "organisations",
        registers.organisation_details,
        (
            CODE,
            *NAMES,
            choice("kind", ORGANISATION_KINDS, required=True, labels="organisation_kind"),
            reference("place_code", "places", "place_id"),
            WEBSITE,
        ),
        identity=registers.organisations,
        owner="organisation_id",
    ),
    Kind(
        "programmes",
        registers.programme_details,
        (
            CODE,
            *NAMES,
            reference("organisation_code", "organisations", "organisation_id"),
            day("starts_on"),
            Field("reporting_currency", "currency"),
            decimal("behind_below", lowest=0, default="0.80"),
            decimal("at_risk_below", lowest=0, default="0.95"),
            decimal("over_plan_above", lowest=0, default="1.15"),
        ),
        identity=registers.programmes,
        owner="programme_id",
    ),
    Kind(
        "subprogrammes",
        registers.subprogramme_details,
        (CODE, PROGRAMME, *NAMES, POSITION),
        identity=registers.subprogrammes,
        owner="subprogramme_id",
        fixed=frozenset({"programme_code"}),
    ),
    Kind(
        "goals",
        registers.goal_details,
        (CODE, PROGRAMME, *NAMES, choice("level", GOAL_LEVELS, required=True, labels="goal_level"), POSITION),
        identity=registers.goals,
        owner="goal_id",
        fixed=frozenset({"programme_code"}),
    ),
    Kind(
        "activity_kinds",
        registers.activity_kind_details,
        (CODE, *NAMES, POSITION),
        identity=registers.activity_kinds,
        owner="activity_kind_id",
    ),
    Kind(
        "grants",
        registers.grant_details,
        (
            CODE,
            *NAMES,
            PROGRAMME,
            reference("funder_code", "organisations", "funder_id"),
            reference("holder_code", "organisations", "holder_id"),
            decimal("amount", lowest=0),
            CURRENCY,
            *(day(name) for name in ("signed_on", "effective_on", "starts_on", "ends_on")),
            choice("report_rule", REPORT_RULES),
        ),
        identity=registers.grants,
        owner="grant_id",
        rules=(days_in_order("starts_on", "ends_on"),),
        marks=frozenset({"funder_code", "holder_code", "report_rule", "amount"}),
    ),
    Kind(
        "amendments",
        registers.amendments,
        (
            reference("grant_code", "grants", "grant_id", required=True),
            day("amended_on", required=True),
            choice("kind", AMENDMENT_KINDS, required=True, labels="amendment_kind"),
            day("new_ends_on"),
            text("new_name"),
            decimal("new_amount", lowest=0),
            prose("reason", required=True),
            text("signatory"),
            choice("evidence", EVIDENCE, required=True, default="signed"),
        ),
        key=("grant_code", "amended_on", "kind"),
        rules=(amendment_says_what_changes,),
    ),
)
