"""The registers of indicators: what they promise, their targets and their results."""

from collections.abc import Mapping

from dashboard.data.explanation.register import Register

_INDICATOR = "r.indicator_id = (select id from indicators where code = :c_indicator)"
_PLACE = " left join places p on p.id = r.place_id"
_WHOLE = "r.dimension is null"
_FRACTION = "r.numerator is not null and r.denominator is not null"
_MONTHS = (
    "((extract(year from {0}) - extract(year from r.period_start)) * 12"
    " + extract(month from {0}) - extract(month from r.period_start) + 1)"
)
"""The months from the first one of a period to that of a day, both counted."""
_WIDEST = (
    "(r.place_id is null or not exists (select 1 from {0} w where w.indicator_id = r.indicator_id"
    " and w.period_start = r.period_start and w.period_end = r.period_end and w.place_id is null"
    " and w.dimension is null and w.since_version <= :version"
    " and (w.until_version is null or w.until_version > :version)))"
)
"""Rows of places count where their period has no total."""
_WHEN = {
    "indicator": _INDICATOR,
    "before": "r.period_end < :c_before",
    "start": "r.period_start >= :c_start",
    "end": "r.period_end <= :c_end",
    "running": ":c_running between r.period_start and r.period_end",
    "across": "r.period_start <= :c_across and r.period_end > :c_across",
    "begun": "r.period_start <= :c_begun",
    "indicator_places": "(cast(:anywhere as boolean) or r.place_id = any(:indicator_places))",
}
INDICATOR_REGISTERS: Mapping[str, Register] = {
    "indicator": Register(
        "indicator_details",
        "indicators",
        "r.baseline_on",
        "i.code",
        {"baseline": "r.baseline_value", "final_target": "r.final_target"},
        {
            "indicator": _INDICATOR,
            "judged": "r.indicator_id = any(:judged)",
        },
        join=" join indicators i on i.id = r.indicator_id",
    ),
    "target": Register(
        "targets",
        "targets",
        "r.period_end",
        "coalesce(p.code, '\u2014')",
        {
            "value": "r.value",
            "planned": f"r.value * least({_MONTHS.format('cast(:c_until as date)')}, {_MONTHS.format('r.period_end')})"
            f" / {_MONTHS.format('r.period_end')}",
        },
        {
            **_WHEN,
            "widest": _WIDEST.format("targets"),
            "planned": "r.id = any(:planned)",
            "until": f"{_MONTHS.format('cast(:c_until as date)')} > 0",
        },
        always=f"{_WHOLE} and r.value is not null",
        join=_PLACE,
        order="r.period_start desc",
    ),
    "result": Register(
        "results",
        "results",
        "r.period_end",
        "coalesce(p.code, '\u2014')",
        {
            "value": f"case when {_FRACTION} then coalesce(r.numerator / nullif(r.denominator, 0), 0)"
            " * case when :c_measure = '2' then 100 else 1 end else r.value end",
            "numerator": "r.numerator",
            "denominator": "r.denominator",
        },
        {**_WHEN, "widest": _WIDEST.format("results")},
        always=f"{_WHOLE} and (r.value is not null or ({_FRACTION}))",
        join=_PLACE,
        order="r.period_start desc",
    ),
}
"""Registers of which rows are listed behind figures of indicators, by the name that ingredients use."""
