"""How the cells of tables about people reached and about feedback are explained."""

from collections.abc import Mapping

from dashboard.codes import AGE_BAND, FEEDBACK_TYPE, SEX
from dashboard.data.explanation.recipes import Ingredient, Recipe, cases, people
from dashboard.data.explanation.register import rows
from dashboard.data.explanation.table import Dimension, ExplainedTable


def _sum(of: Ingredient) -> Recipe:
    """Give a figure that its loads add up to."""
    return Recipe("sum", (of,))


_MONTH, _QUARTER = Dimension("month", "month"), Dimension("quarter", "quarter")
_NEW, _CONTACTS = _sum(people()), _sum(people("contacts"))
_RANKED = {"new_people": _NEW, "contacts": _CONTACTS}
_BY_MONTH = {"new_people": _NEW, "repeat": Recipe("difference", (people("contacts"), people()))}
_HOST, _MIGRANT = people("new_people", ("is", "host")), people("new_people", ("is", "migrant"))
_AGES = Dimension("age_band", "age_band", AGE_BAND, "age_band")
_TO_DATE = ExplainedTable(
    (Dimension("month", "until"),),
    {
        "actual": _sum(people(to_date=True)),
        "plan": Recipe("by_month", (rows("target", "planned", ("planned", "")),)),
    },
)
_TYPES = {kind: _sum(cases(("type", kind))) for kind in FEEDBACK_TYPE}
_NO_PLACE = frozenset({"other"})
"""The row that sums what is not listed, or everything: no one place, whose rows stand under the card of the page."""
_OF_ALL = Ingredient("cases", whole=True)
_ANY_GROUP = ("any", "group")
_OF_CASES = {"cases": _sum(cases()), "share": Recipe("share", (cases(), _OF_ALL))}
_OF_CONTACTS = {
    "cases": _sum(cases()),
    "contacts": _sum(people("contacts", _ANY_GROUP)),
    "per_1000": Recipe("per_1000", (cases(), people("contacts", _ANY_GROUP))),
}
_RECEIVED = {**_TYPES, "total": _sum(cases())}
_WAITED = (cases(),)
PEOPLE_TABLES: Mapping[str, ExplainedTable] = {
    "overview.cumulative": _TO_DATE,
    "beneficiaries.cumulative": _TO_DATE,
    "beneficiaries.new_by_month": ExplainedTable((_MONTH,), _BY_MONTH),
    "beneficiaries.contacts_by_month": ExplainedTable((_MONTH,), {"contacts": _CONTACTS}),
    "beneficiaries.age_sex": ExplainedTable((_AGES,), {sex: _sum(people("new_people", ("sex", sex))) for sex in SEX}),
    "beneficiaries.host_migrant": ExplainedTable(
        (_QUARTER,),
        {
            "host": _sum(_HOST),
            "migrant": _sum(_MIGRANT),
            "unknown": _sum(people("new_people", ("is", "group_unknown"))),
            "share_host": Recipe("share", (_HOST, people("new_people", ("is", "group_known")))),
        },
    ),
    "beneficiaries.by_place": ExplainedTable((Dimension("place_code", "place"),), _RANKED, unless=_NO_PLACE),
    "beneficiaries.map": ExplainedTable((Dimension("place_code", "place"),), _RANKED),
    "beneficiaries.by_subprogramme": ExplainedTable((Dimension("code", "subprogramme"),), _RANKED),
    "beneficiaries.by_activity": ExplainedTable((Dimension("code", "activity_kind"),), _RANKED),
    "beneficiaries.detail": ExplainedTable(
        (Dimension("place_code", "province"), Dimension("sex", "sex", SEX, "sex")),
        {f"age_{band}": _sum(people("new_people", ("age_band", band))) for band in AGE_BAND} | {"total": _NEW},
    ),
    "project.people": ExplainedTable((_MONTH,), _BY_MONTH, about="project", fixed=(("any", "programme"),)),
}
CASE_TABLES: Mapping[str, ExplainedTable] = {
    "feedback.by_month": ExplainedTable((_MONTH,), _RECEIVED),
    "feedback.rate": ExplainedTable((_MONTH,), _OF_CONTACTS),
    "feedback.response_times": ExplainedTable(
        (Dimension("type", "type"), Dimension("priority", "priority")),
        {
            "cases": _sum(cases()),
            "waiting": _sum(cases(("is", "waiting"))),
            "answered": _sum(cases(("is", "answered"))),
            "median_days": Recipe("median", _WAITED),
            "p90_days": Recipe("p90", _WAITED),
            "longest_days": Recipe("rule", _WAITED),
            "limit_days": Recipe("value", (rows("response_limit", "days"),)),
        },
    ),
    "feedback.ageing": ExplainedTable(
        (Dimension("bucket", "age"),),
        {**_RECEIVED, "late": _sum(cases(("is", "overdue")))},
        fixed=(("is", "open"),),
    ),
    "feedback.topics": ExplainedTable(
        (Dimension("category_code", "category"), _MONTH),
        {"cases": _sum(cases()), "contacts": _sum(people("contacts", _ANY_GROUP))},
    ),
    "feedback.beside_results": ExplainedTable(
        (Dimension("panel", "panel"), Dimension("start", "from"), Dimension("end", "to")),
        {cell: Recipe("beside", (cases(("cell", cell)),)) for cell in ("value", "target")},
    ),
    "feedback.channels": ExplainedTable((Dimension("code", "channel"),), _OF_CASES),
    "feedback.languages": ExplainedTable((Dimension("code", "language"),), _OF_CASES),
    "feedback.places": ExplainedTable((Dimension("place_code", "place"),), _OF_CONTACTS, unless=_NO_PLACE),
    "feedback.sex_age": ExplainedTable((_AGES,), {sex: _sum(cases(("sex", sex))) for sex in SEX}),
    "project.feedback": ExplainedTable((_MONTH,), _RECEIVED, about="project", fixed=(("any", "programme"),)),
    "partner.feedback": ExplainedTable((_MONTH,), _RECEIVED, about="partner_place"),
}
