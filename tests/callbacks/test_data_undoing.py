"""The button at the end of each load: there for whoever may load, and honest about what a press would do."""

from typing import Any

import pytest

from dashboard.callbacks.data.touched import PAGES, pages_of
from dashboard.components.markup import Element, text_of, walk
from dashboard.data.loading import KINDS
from dashboard.i18n import t
from dashboard.ids import ADDRESS, chart_part
from tests.acting_app import ActingApp
from tests.callbacks.test_data_loading import RESULTS, checked, done, undone


def load_list(acts: ActingApp, who: str) -> Any:  # noqa: ANN401  A tree.
    """Give the table of loads as somebody sees it."""
    place = chart_part("data.load_list", "instead")
    answer = acts.person(who).post("/_dash-update-component", json=acts.body(place, {f"{ADDRESS}.search": ""}))
    assert answer.status_code == 200
    return answer.get_json()["response"][place]["tree"]


def buttons(tree: Any) -> list[int]:  # noqa: ANN401  A tree.
    """Give the data versions of the loads with a button."""
    forms: list[Element] = [node for node in walk(tree) if node["props"].get("data-act") == "undo"]  # type: ignore[attr-defined]
    return [int(one["props"]["children"][0][0]["props"]["value"]) for one in forms]  # type: ignore[index]


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_each_load_of_files_that_stands_has_a_button(acts: ActingApp, who: str) -> None:
    http, before = acts.person(who), acts.newest()
    done(http, "load", checked(http, RESULTS))
    assert buttons(load_list(acts, who))[0] == before + 1
    asked = undone(acts, who, before + 1, "ask")
    assert "results.csv" in asked
    assert "Bitecek satır: 1" in asked
    assert t("undo.figures", pages=f"{t('nav.overview')}, {t('nav.timeline')}") in asked
    assert t("undo.who") in asked
    undone(acts, who, before + 1)
    left = buttons(load_list(acts, who))
    assert before + 1 not in left
    assert before + 2 not in left


def test_whoever_only_looks_has_no_button(shared_acts: ActingApp) -> None:
    tree = load_list(shared_acts, "manager")
    assert "data.load_list" in str(tree)
    assert buttons(tree) == []
    assert t("table.act") not in text_of(tree)


def test_a_press_that_can_do_nothing_says_why(acts: ActingApp) -> None:
    http, before = acts.person("staff"), acts.newest()
    done(http, "load", checked(http, RESULTS))
    done(http, "load", checked(http, RESULTS.replace("02-01", "03-01").replace("02-28", "03-31")))
    assert before + 1 in buttons(load_list(acts, "staff"))
    assert t("undo.error.built_on", later=str(before + 2)) in undone(acts, "staff", before + 1, "ask")


def test_every_kind_names_pages_that_its_rows_change() -> None:
    assert set(PAGES) <= set(KINDS)
    assert pages_of(["results"]) == f"{t('nav.overview')}, {t('nav.timeline')}"
    assert pages_of(["reach"]) == pages_of(KINDS)
