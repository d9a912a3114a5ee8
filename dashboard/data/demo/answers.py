"""What became of the cases: first response, closing, state and the person's rating, as far as the last day tells."""

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from dashboard.codes import FEEDBACK_TYPE, PRIORITY
from dashboard.data.demo import draws
from dashboard.data.demo.files import LAST, lines_of, structure

LAST_DAY = np.datetime64(LAST.last, "D")
"""What happened after this day is not known yet."""
CLOSED_AFTER, CLOSED_SPREAD = 3.5, 0.9
"""Median days from the answer to the closing, and the spread of their logarithm."""
GIVEN_UP_AFTER, GIVEN_UP_SPREAD = 28, 0.5
"""The same from the receipt to the closing of cases that were closed without an answer."""
FORGOTTEN, NEVER_CLOSED = 0.002, 0.003
"""Share of cases that were never taken up, and of those that nobody closed after the answer."""
OWN_LIMIT, OWN_DAYS = 0.03, (5, 10, 20, 45)
"""Share of cases with a limit agreed for them, and the days of such limits."""
PLEASED, DISPLEASED = (2, 4, 13, 39, 42), (12, 17, 30, 27, 14)
"""Weights of the ratings 1 to 5 of answers that came in time, and of late ones."""
WAITING = ((2, "received"), (12, "reviewing"), (100_000, "referred"))
"""States of cases without an answer, each with the most days since their receipt."""

Days = NDArray[np.datetime64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
NEVER = np.datetime64("NaT", "D")


def with_answers(cases: pd.DataFrame, random: Generator) -> pd.DataFrame:
    """Add own limit, first response, closing, state and rating to the cases."""
    received = as_days(cases["received_on"])
    own, limit = _limits(cases, received, random)
    response, closing = _course(cases, received, random)
    response, closing = (np.where(days > LAST_DAY, NEVER, days) for days in (response, closing))
    return cases.assign(
        due_on=_texts(own),
        first_response_on=_texts(response),
        closed_on=_texts(closing),
        status=states(received, response, closing, LAST_DAY),
        rating=_ratings(cases, response <= limit, ~np.isnat(response) & ~np.isnat(closing), random),
    )


def states(received: Days, response: Days, closing: Days, day: np.datetime64) -> draws.Texts:
    """Give the state of each case on a day."""
    age = (day - received).astype(int)
    waiting = np.select([age <= most for most, _ in WAITING], [state for _, state in WAITING], default="")
    state = np.where(np.isnat(response), waiting, "answered")
    return np.where(np.isnat(closing), state, "closed").astype(object)


def as_days(texts: pd.Series) -> Days:
    """Read days, never where there is none."""
    return texts.replace("", "NaT").to_numpy().astype("datetime64[D]")


def _limits(cases: pd.DataFrame, received: Days, random: Generator) -> tuple[Days, Days]:
    """Give the limits of their own that a few cases have, and the limit of every case."""
    usual = cases["priority"].map(structure("response_limits").set_index("priority")["days"].astype(int))
    agreed = received + random.choice(OWN_DAYS, len(cases))
    own = np.where(random.random(len(cases)) < OWN_LIMIT, agreed, NEVER)
    return own, np.where(np.isnat(own), received + usual.to_numpy(), own)


def _course(cases: pd.DataFrame, received: Days, random: Generator) -> tuple[Days, Days]:
    """Give the days of first response and closing, whether the last day knows them already or not."""
    number = len(cases)
    kinds = cases["type"]
    response = _no_sunday(received + _log_normal(_median_days(cases), _of_type(kinds, "spread"), random))
    closing = response + _log_normal(np.full(number, CLOSED_AFTER), np.full(number, CLOSED_SPREAD), random)
    given_up = _log_normal(np.full(number, float(GIVEN_UP_AFTER)), np.full(number, GIVEN_UP_SPREAD), random)
    answered = random.random(number) < _of_type(kinds, "answered")
    closing = np.where(answered, closing, received + given_up)
    closing[answered & (random.random(number) < NEVER_CLOSED)] = NEVER
    response[~answered] = NEVER
    forgotten = random.random(number) < FORGOTTEN
    response[forgotten], closing[forgotten] = NEVER, NEVER
    return response, closing


def _median_days(cases: pd.DataFrame) -> Numbers:
    """Give the median days to the first response: by type and priority, shorter every year, longer in a burst."""
    found = np.zeros(len(cases), dtype=np.float64)
    for priority in PRIORITY:
        here = (cases["priority"] == priority).to_numpy()
        found[here] = _of_type(cases.loc[here, "type"], priority)
    by_year = {year: float(line["days"]) for year, line in lines_of("feedback_years").items()}
    return found * _numbers(cases["received_on"].str[:4].map(by_year) * cases["slower"])


def _of_type(kinds: pd.Series, name: str) -> Numbers:
    """Give a number of the line of each type."""
    return _numbers(kinds.map({kind: float(lines_of("feedback_answers")[kind][name]) for kind in FEEDBACK_TYPE}))


def _numbers(values: pd.Series) -> Numbers:
    """Give the values as an array of numbers."""
    return np.asarray(values, dtype=np.float64)


def _log_normal(medians: Numbers, spreads: Numbers, random: Generator) -> NDArray[np.int64]:
    """Draw whole days."""
    return np.floor(medians * np.exp(spreads * random.standard_normal(len(medians)))).astype(np.int64)


def _no_sunday(days: Days) -> Days:
    """Move Sundays to the Monday after; nobody answers on them."""
    return np.busday_offset(days, 0, roll="forward", weekmask="Mon Tue Wed Thu Fri Sat")


def _ratings(cases: pd.DataFrame, in_time: Flags, done: Flags, random: Generator) -> draws.Texts:
    """Draw the ratings of a part of the answered and closed cases."""
    rated = done & (random.random(len(cases)) < _of_type(cases["type"], "rated"))
    stars = ("1", "2", "3", "4", "5")
    good, bad = (draws.draw(stars, likely, len(cases), random) for likely in (PLEASED, DISPLEASED))
    return np.where(rated, np.where(in_time, good, bad), "").astype(object)


def _texts(days: Days) -> draws.Texts:
    """Give days as text, empty where there is none."""
    return np.where(np.isnat(days), "", np.datetime_as_string(days)).astype(object)
