"""A status is an icon, a word and a colour."""

from pathlib import Path
from typing import get_args

import pytest

from dashboard.components.markup import text_of, walk
from dashboard.components.status_badge import TONES, Status, over_plan_badge, status_badge

STYLES = (Path(__file__).parents[2] / "assets/css/status.css").read_text("utf-8")


@pytest.mark.parametrize("status", get_args(Status))
def test_a_badge_has_a_word_an_icon_and_a_colour(status: Status) -> None:
    badge = status_badge(status)
    classes = [str(node["props"]["className"]) for node in walk(badge)]  # type: ignore[index]
    assert text_of(badge)
    assert classes == [f"st st-{TONES[status]}", f"icon icon-{TONES[status]}"]
    assert f".st-{TONES[status]} {{" in STYLES
    assert f".icon-{TONES[status]} {{" in STYLES


def test_judgements_differ_in_their_icon() -> None:
    assert len({TONES[status] for status in ("achieved", "on_track", "at_risk", "off_track")}) == 4


def test_over_plan_has_a_word() -> None:
    assert text_of(over_plan_badge()) == "Planın üzerinde"
