"""What the charts of `Geri bildirim` show: each chart's questions, its table and its drawing."""

from functools import partial

from dashboard.data import feedback as data
from dashboard.export.feedback_filters import own_filters
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.feedback import ageing, beside, over_time, people, places, received, response_times, topics

QUESTIONS: Questions = {
    "headline": data.headline,
    "received_by_month": data.received_by_month,
    "rate_by_month": data.rate_by_month,
    "response_times": data.response_times,
    "open_by_age": data.open_by_age,
    "topics_by_month": data.topics_by_month,
    "received_by_channel": data.received_by_channel,
    "received_by_language": data.received_by_language,
    "received_by_place": data.received_by_place,
    "received_by_sex_and_age": data.received_by_sex_and_age,
    "beside_results": data.beside_results,
    "beside_name": data.beside_name,
}
"""Every question that a chart of the page asks, by its name."""

_of_cases = partial(Shown, source="source.feedback", empty="zero")
"""Gives a chart of cases: where it has no rows though cases are known, there are none under the filters."""

SHOWN = {
    "feedback.by_month": _of_cases(
        ("received_by_month",),
        over_time.by_month_table,
        draw=over_time.by_month,
        find=over_time.by_month_finding,
    ),
    "feedback.rate": Shown(
        ("rate_by_month",),
        over_time.rate_table,
        over_time.rate,
        over_time.rate_finding,
        over_time.rate_rest,
        source="source.feedback",
    ),
    "feedback.response_times": _of_cases(
        ("response_times",),
        response_times.response_times_table,
        draw=response_times.response_times,
        find=response_times.response_times_finding,
        remark=response_times.response_times_rest,
    ),
    "feedback.ageing": _of_cases(
        ("open_by_age",),
        ageing.ageing_table,
        draw=ageing.ageing,
        find=ageing.ageing_finding,
    ),
    "feedback.topics": _of_cases(
        ("topics_by_month",),
        topics.topics_table,
        draw=topics.topics,
        find=topics.topics_finding,
        remark=topics.topics_rest,
    ),
    "feedback.channels": _of_cases(
        ("received_by_channel",),
        received.channels_table,
        draw=received.bars,
        find=received.channels_finding,
        remark=received.bars_rest,
    ),
    "feedback.languages": _of_cases(
        ("received_by_language",),
        received.languages_table,
        draw=received.bars,
        find=received.languages_finding,
        remark=received.bars_rest,
    ),
    "feedback.places": _of_cases(
        ("received_by_place", "headline"),
        places.places_table,
        draw=places.places,
        find=places.places_finding,
        remark=places.places_rest,
    ),
    "feedback.sex_age": _of_cases(
        ("received_by_sex_and_age",),
        people.sex_age_table,
        draw=people.sex_age,
        find=people.sex_age_finding,
        remark=people.sex_age_rest,
    ),
    "feedback.beside_results": Shown(
        ("beside_results", "beside_name"),
        beside.beside_table,
        beside.beside,
        beside.beside_finding,
        beside.beside_rest,
        source="source.feedback",
        empty="none_recorded",
    ),
}
"""Every chart and table of the page, in the order of the catalogue."""

EXPORTS = Exports(QUESTIONS, SHOWN, own=own_filters)
