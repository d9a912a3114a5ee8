"""What was reported wrongly at first, and put right by a later load that superseded it."""

from dataclasses import dataclass

import pandas as pd

TWICE_IN = ("TR-27", "2021-03", "2021-05")
"""Province and months whose records of 2021 were counted twice at first."""
SLIPS = (
    ("KIZ-GONULLU-1", "2025-12-31", 10),
    ("DEMO-WB-02-IO-2", "2025-12-31", 2),
    ("P171489-IO-1", "2021-06-30", 2),
)
"""Indicator and end of the period whose result was at first told so many times too high."""


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
    )


def as_first_reported(frame: pd.DataFrame) -> pd.DataFrame:
    """Give records or results with the mistakes that were corrected later."""
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
