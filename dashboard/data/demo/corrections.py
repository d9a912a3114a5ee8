"""What was reported wrongly at first, and put right by a later load that superseded it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.demo.answers import as_days, states
from dashboard.data.demo.sayings import is_sensitive

TWICE_IN = ("TR-27", "2021-03", "2021-05")
"""Province and months whose records of 2021 were counted twice at first."""
SLIPS = (
    ("KIZ-GONULLU-1", "2025-12-31", 10),
    ("DEMO-WB-02-IO-2", "2025-12-31", 2),
    ("P171489-IO-1", "2021-06-30", 2),
)
"""Indicator and end of the period whose result was at first told so many times too high."""
REPORTED_ON = "2025-01-10"
"""Day on which the cases of 2024 were first reported; what happened after it was not known then."""
UNSORTED = 45
"""One in so many cases of 2024 stood under `other` at first."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One source whose rows of a year a later load replaced."""

    kind: str
    year: str
    source: str
    note: str
    reason: str


def corrections() -> tuple[Correction, ...]:
    """Give the corrections in the order in which they came."""
    return (
        Correction(
            "reach",
            "2021",
            "demo:reach-2021-KIZILAY",
            "Düzeltme: 2021 toplum merkezi kayıtları",
            "Gaziantep'in Mart-Mayıs 2021 kayıtlarında kişiler iki kez toplanmıştı; doğru sayılarla değiştirildi.",
        ),
        Correction(
            "results",
            "2021",
            "demo:results-2021",
            "Düzeltme: 2021 gösterge sonuçları",
            "P171489 ortak etkinliklerinin Nisan-Haziran 2021 sayısı iki kez toplanmıştı.",
        ),
        Correction(
            "results",
            "2025",
            "demo:results-2025",
            "Düzeltme: 2025 gösterge sonuçları",
            "Gönüllü eğitiminin 2025 ikinci yarı sonucu bir basamak fazla yazılmış,"
            " meslek kursunu bitirenlerin Ekim-Aralık 2025 sayısı iki kez toplanmıştı.",
        ),
        Correction(
            "feedback",
            "2024",
            "demo:feedback-2024",
            "Düzeltme: 2024 geri bildirimleri",
            "Bazı başvuruların konusu yeniden belirlendi; yıl sonunda açık olanların sonucu işlendi.",
        ),
    )


def as_first_reported(frame: pd.DataFrame) -> pd.DataFrame:
    """Give records, results or cases with the mistakes that were corrected later."""
    if "feedback_key" in frame:
        return _as_known_then(frame)
    return _counted_twice(frame) if "new_people" in frame else _slipped(frame)


def _counted_twice(reach: pd.DataFrame) -> pd.DataFrame:
    """Double the people and contacts of one province and quarter of the community centres."""
    province, first, last = TWICE_IN
    months = reach["date"].str[:7]
    wrong = reach["project_code"].str.startswith("KIZ") & reach["place_code"].str.startswith(province)
    wrong &= (months >= first) & (months <= last) & (reach["counting_rule"] == "declared")
    frame = reach.copy()
    for column in ("new_people", "contacts"):
        frame.loc[wrong, column] = (frame.loc[wrong, column].astype(int) * 2).astype(str)
    return frame


def _slipped(results: pd.DataFrame) -> pd.DataFrame:
    """Tell some results too high."""
    frame = results.copy()
    for code, period_end, times in SLIPS:
        wrong = (frame["indicator_code"] == code) & (frame["period_end"] == period_end) & (frame["value"] != "")
        frame.loc[wrong, "value"] = (frame.loc[wrong, "value"].astype(int) * times).astype(str)
    return frame


def _as_known_then(cases: pd.DataFrame) -> pd.DataFrame:
    """Give the cases of 2024 as they stood when they were reported: some open, unsorted, or not seen as sensitive."""
    there = cases["received_on"].str.startswith("2024")
    own = cases[there].copy()
    for name in ("first_response_on", "closed_on"):
        own[name] = own[name].where(own[name] <= REPORTED_ON, "")
    own["rating"] = own["rating"].where(own["closed_on"] != "", "")
    days = [as_days(own[name]) for name in ("received_on", "first_response_on", "closed_on")]
    own["status"] = states(days[0], days[1], days[2], np.datetime64(REPORTED_ON, "D"))
    sensitive = is_sensitive(own)
    own.loc[own.index[~sensitive][::UNSORTED], "category"] = "other"
    own.loc[own.index[sensitive][:1], ["category", "sensitivity"]] = ("staff_behaviour", "no")
    return pd.concat([cases[~there], own]).sort_index()
