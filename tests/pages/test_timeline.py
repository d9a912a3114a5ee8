"""The layout holds every figure of the registry in its place, explains each, and knows no data."""

from typing import Any

import pytest

from dashboard.address import Address
from dashboard.callbacks.timeline import outputs
from dashboard.catalogue import CHARTS, KPIS
from dashboard.components.markup import text_of, walk
from dashboard.export.timeline_filters import FORM, INDICATOR
from dashboard.i18n import speaking, t
from dashboard.pages import timeline


def drawn() -> list[dict[str, Any]]:
    """Give the properties of everything that is laid out."""
    return [node["props"] for node in walk(timeline.layout(Address()))]  # type: ignore[misc]


def test_the_page_shows_the_charts_of_the_registry_in_their_order() -> None:
    charts = [props["data-chart"] for props in drawn() if "data-chart" in props]
    assert charts == [chart for chart, figure in CHARTS.items() if figure.page == "timeline"]


def test_the_place_of_every_key_figure_is_kept() -> None:
    labels = text_of(timeline.layout(Address()))
    assert all(t(kpi.label) in labels for kpi in KPIS.values() if kpi.page == "timeline")


def test_everything_that_the_callback_fills_is_drawn_once() -> None:
    ids = [props["id"] for props in drawn() if "id" in props]
    assert {output.component_id for output in outputs()} <= set(ids)
    assert "timeline-acts" in ids
    assert len(set(ids)) == len(ids)


def test_the_page_and_its_choices_know_the_same_parameters() -> None:
    assert timeline.EXTRA == (FORM, INDICATOR)


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_every_part_can_be_reached_from_the_top(language: str) -> None:
    with speaking(language):
        props = drawn()
        layout = text_of(timeline.layout(Address()))
    ids = {one.get("id") for one in props}
    ways = [one["href"] for one in props if str(one.get("href", "")).startswith("#")]
    assert [way.removeprefix("#") in ids for way in ways] == [True] * len(timeline.SECTIONS)
    assert "{" not in layout
