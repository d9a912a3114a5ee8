"""Cases that come all at once: what people ask and complain of when something happens."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.data.demo import draws
from dashboard.data.demo.files import shape, weights

CHILDREN_SPEAK = {"0-4": 0.01, "5-11": 0.1, "12-17": 0.5}
"""How often children of an age speak for themselves, or somebody for them, as a share of how often adults do."""


def likely_to_speak(reach: pd.DataFrame) -> pd.Series:
    """Give how many cases the contacts of each record bring, up to a factor."""
    return reach["contacts"].astype(float) * reach["age_band"].map(CHILDREN_SPEAK).fillna(1.0)


def burst_cases(reach: pd.DataFrame, random: Generator) -> pd.DataFrame:
    """Give the cases of every burst; whoever speaks is drawn out of the project's contacts in the burst's places."""
    return pd.concat([_of_burst(line, reach, random) for line in shape("feedback_bursts")], ignore_index=True)


def _of_burst(line: dict[str, str], reach: pd.DataFrame, random: Generator) -> pd.DataFrame:
    """Give the cases of one burst; from anywhere where so few records were made that none speaks of its places."""
    own = reach[reach["project_code"] == line["project_code"]]
    there = own[own["place_code"].str[:5].isin(line["places"].split())]
    own, number = own if there.empty else there, int(line["cases"])
    cases = own.sample(number, replace=True, weights=likely_to_speak(own), random_state=random)
    channels = weights(line["channels"])
    return cases.assign(
        received_on=_days(line, number, random),
        type=line["type"],
        category=line["category"],
        channel=draws.draw(tuple(channels), tuple(channels.values()), number, random),
        slower=float(line["slower"]),
    )


def _days(line: dict[str, str], number: int, random: Generator) -> list[str]:
    """Draw days of the burst, Sundays too: people ring and write on every day."""
    first, last = (date.fromisoformat(line[name]).toordinal() for name in ("first", "last"))
    return [date.fromordinal(int(day)).isoformat() for day in np.sort(random.integers(first, last + 1, number))]
