"""The tables of one project: what is missing stays missing, and headings say what matters."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.figures.project import history, links, plan
from dashboard.figures.table import Table
from dashboard.i18n import LOCALES, speaking

NAMES = {"tr": "Ad", "en": "Name", "ar": "اسم"}


@dataclass(frozen=True)
class Made:
    """A part of a project with some of its facts."""

    facts: dict[str, object]

    def __getattr__(self, name: str) -> object:
        """Give a fact, None where it is missing."""
        return self.facts.get(name)


def made(**facts: object) -> Any:  # noqa: ANN401  Any part.
    return Made(facts)


def stay(stage: str, days: int | None, **facts: object) -> Any:  # noqa: ANN401  Any part.
    return made(stage=stage, days=days, entered_on=date(2021, 1, 1), **facts)


def row(table: Table, at: int = 0) -> dict[str, object]:
    return dict(zip([column.key for column in table.columns], table.rows[at], strict=True))


def test_the_last_stage_is_told_with_its_days_until_it_is_an_end() -> None:
    table = history.stages_table([stay("idea", 5, until=date(2021, 1, 6)), stay("running", 1200)])
    assert history.stages_finding(table) == "Bulunduğu aşama: Yürütülüyor; gün: 1.200"
    assert row(table)["until"] == date(2021, 1, 6)
    ended = history.stages_table([stay("closed", None)])
    assert history.stages_finding(ended) == "Bulunduğu aşama: Kapandı"
    assert history.stages_finding(history.stages_table([])) is None


def test_a_criterion_without_a_score_stays_empty() -> None:
    known = SimpleNamespace(code="K1", names=NAMES)
    scores = [made(criterion=known, weight=0.6, score=4, part=2.4, anchor=NAMES), made(criterion=known, weight=0.4)]
    table = history.scores_table(scores)
    assert (row(table)["score"], row(table)["anchor"]) == (4, "Ad")
    assert {key for key, value in row(table, 1).items() if value is None} == {
        *("score", "part", "anchor", "scored_on", "scored_by", "comment"),
    }
    assert history.scores_finding(table) == "Puanı verilen ölçüt: 1 / 2"
    assert history.scores_finding(history.scores_table([])) is None


def milestone(**facts: object) -> Any:  # noqa: ANN401  Any part.
    due = date(2021, 3, 1)
    return made(code="M", names=NAMES, kind="report", original_due_on=due, due_on=due, **facts)


def test_a_milestone_is_done_late_or_not_due() -> None:
    found = [milestone(done_on=date(2021, 2, 1), slipped=-28), milestone(late=12), milestone()]
    table = plan.milestones_table(found)
    assert table.column("status") == ["done", "late", "not_due"]
    assert table.column("slipped") == [-28, None, None]
    assert table.column("late") == [None, 12, None]
    assert plan.milestones_finding(table) == "Kilometre taşı: 3; tamamlanan: 1; geciken: 1"
    assert plan.milestones_finding(plan.milestones_table([])) is None


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_names_stand_in_the_language_in_force(language: str) -> None:
    with speaking(language):
        activities = plan.activities_table([made(code="A", names=NAMES, kind=NAMES)])
        goals = links.goals_table([made(code="G", names=NAMES, level="strategic")])
        funding = links.funding_table([made(reference="R", funder=NAMES, currency="EUR")])
        documents = links.documents_table([made(code="D", names=NAMES, kind="plan", language="ar", url="https://x")])
    assert (row(activities)["activity"], row(activities)["kind"], row(activities)["place"]) == (
        *(NAMES[language], NAMES[language]),
        None,
    )
    assert row(goals)["goal"] == row(documents)["document"] == row(funding)["funder"] == NAMES[language]
    assert row(funding)["grant"] is None
