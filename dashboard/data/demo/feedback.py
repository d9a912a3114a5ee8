"""Made cases of feedback: what people said of the activities they had come to, and what became of it."""

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.codes import FEEDBACK_CHANNEL, PRIORITY, SENSITIVE_CATEGORIES, SPOKEN_LANGUAGE
from dashboard.data.demo import draws
from dashboard.data.demo.answers import with_answers
from dashboard.data.demo.bursts import burst_cases, likely_to_speak
from dashboard.data.demo.files import LAST, SEED, lines_of, shape
from dashboard.data.demo.sayings import sayings

CASES = 5_000
"""Cases that come from everyday work; the bursts of `shape/feedback_bursts.csv` come on top."""
FIRST_DAY = "2019-01-01"
KNOWN_AT_FIRST = 0.42
"""How often people spoke in the first month, as a share of how often they do in the last one."""
QUIET = ("KIZ", "2026-08", 0.1)
"""Projects and month in which the line was out of order, and the share of cases that came in all the same."""
ALWAYS_SENSITIVE = (("yes", "unclear", "no"), (70, 20, 10))
SELDOM_SENSITIVE = (("no", "unclear", "yes"), (98.4, 1.2, 0.4))
SAID = 0.03
"""Share of cases of which somebody wrote down whether they need an answer; for all others their type says it."""
NEEDS_NONE = ("information", "thanks")
"""Types that, where it was written down, need no answer, because it was given on the spot."""
KEYED = 0.025
"""Share of the community centres' cases that name the person by a key."""
TIMES = 2
"""Most cases of one such person."""
HEADER = (
    *("feedback_key", "received_on", "channel", "type", "category", "project_code", "place_code", "language", "sex"),
    *("age_band", "sensitivity", "priority", "needs_answer", "due_on", "status", "first_response_on", "closed_on"),
    *("rating", "text", "person_key"),
)


def feedback_rows(reach: pd.DataFrame) -> pd.DataFrame:
    """Give the cases as text by header of the KIND `feedback`, in order of receipt.

    Their number does not depend on the number of records of people reached, out of which they are drawn.
    """
    random = np.random.default_rng([SEED, len(reach), *b"feedback"])
    cases = pd.concat([_everyday_cases(reach, random), burst_cases(reach, random)], ignore_index=True)
    cases = cases.sort_values("received_on", kind="stable", ignore_index=True)
    years = cases["received_on"].str[:4]
    cases["feedback_key"] = "GB-" + years + "-" + (cases.groupby(years).cumcount() + 1).map("{:05d}".format)
    _say_who(cases, random)
    _say_how_grave(cases, random)
    cases["text"] = sayings(cases, random)
    cases = with_answers(cases, random)
    return cases[list(HEADER)].astype(object)


def _everyday_cases(reach: pd.DataFrame, random: Generator) -> pd.DataFrame:
    """Draw the cases of everyday work out of the contacts, more of them the better the mechanism is known."""
    direct = reach[(reach["directness"] == "direct") & (reach["date"] >= FIRST_DAY)]
    rates = {code: float(line["rate"]) for code, line in lines_of("feedback").items()}
    likely = likely_to_speak(direct) * direct["project_code"].map(rates) * _known(direct["date"])
    prefix, month, left = QUIET
    quiet = direct["project_code"].str.startswith(prefix) & direct["date"].str.startswith(month)
    likely *= np.where(quiet, left, 1.0)
    drawn = random.choice(len(direct), CASES, p=likely / likely.sum())
    cases = direct.iloc[drawn].rename(columns={"date": "received_on"}).reset_index(drop=True)
    cases["channel"] = _drawn_by("feedback_years", cases["received_on"].str[:4], FEEDBACK_CHANNEL, random)
    cases[["type", "category"]] = _kinds(cases["project_code"], random)
    return cases.assign(slower=1.0)


def _known(dates: pd.Series) -> pd.Series:
    """Give how well the mechanism was known on these days, from its first share to 1 in the last month."""
    months = dates.str[:4].astype(int) * 12 + dates.str[5:7].astype(int) - 1
    first = int(FIRST_DAY[:4]) * 12
    return KNOWN_AT_FIRST + (1 - KNOWN_AT_FIRST) * (months - first) / (LAST.index - first)


def _kinds(projects: pd.Series, random: Generator) -> draws.Texts:
    """Draw type and category of each case by the profile of its project."""
    lines = shape("feedback_kinds")
    profiles = projects.map({code: line["kinds"] for code, line in lines_of("feedback").items()})
    found = np.empty((len(projects), 2), dtype=object)
    for profile, here in profiles.groupby(profiles).indices.items():
        likely = np.asarray([float(line[str(profile)]) for line in lines])
        chosen = random.choice(len(lines), len(here), p=likely / likely.sum())
        found[here] = [(lines[n]["type"], lines[n]["category"]) for n in chosen]
    return found


def _say_who(cases: pd.DataFrame, random: Generator) -> None:
    """Add the language of each person, and leave out what was not written down of person and place."""
    cases["language"] = _drawn_by("feedback_languages", cases["population_group"], SPOKEN_LANGUAGE, random)
    shares = lines_of("feedback_channels")
    for share, columns, nothing in (("nobody", ["sex", "age_band"], "unknown"), ("nowhere", ["place_code"], "")):
        likely = cases["channel"].map({channel: float(line[share]) for channel, line in shares.items()})
        cases.loc[random.random(len(cases)) < likely, columns] = nothing
    known = cases["project_code"].str.startswith("KIZ") & (random.random(len(cases)) < KEYED)
    alike = cases[known].groupby(["project_code", "language", "sex", "age_band"])
    persons = alike.ngroup().astype(str) + "-" + (alike.cumcount() // TIMES).astype(str)
    cases["person_key"] = ""
    cases.loc[known, "person_key"] = [f"GB-P{number + 1:04d}" for number in pd.factorize(persons)[0]]


def _say_how_grave(cases: pd.DataFrame, random: Generator) -> None:
    """Add sensitivity, priority, and for a few whether they need an answer."""
    always = cases["category"].isin(SENSITIVE_CATEGORIES)
    chances = (ALWAYS_SENSITIVE, SELDOM_SENSITIVE)
    grave, usual = (draws.draw(codes, likely, len(cases), random) for codes, likely in chances)
    cases["sensitivity"] = np.where(always, grave, usual)
    cases["priority"] = _drawn_by("feedback_priorities", cases["category"], PRIORITY, random)
    cases.loc[cases["type"] == "thanks", "priority"] = "low"
    said = random.random(len(cases)) < SAID
    cases["needs_answer"] = np.where(said, np.where(cases["type"].isin(NEEDS_NONE), "no", "yes"), "")


def _drawn_by(table: str, lines: pd.Series, codes: tuple[str, ...], random: Generator) -> draws.Texts:
    """Draw a code for each case with the weights of its line of a table."""
    found = np.empty(len(lines), dtype=object)
    for name, here in lines.groupby(lines).indices.items():
        line = lines_of(table)[str(name)]
        found[here] = draws.draw(codes, [float(line[code]) for code in codes], len(here), random)
    return found
