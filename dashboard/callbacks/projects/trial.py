"""By which weights and limits the pool is judged: what is stored, what is tried, and the way back."""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.address import Address
from dashboard.components.data_table import Cell, Column, Number, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.components.weights_form import Weight, weights_form
from dashboard.data.projects import Criteria
from dashboard.i18n import choose, t
from dashboard.pages.projects import PATH, TRIAL


def banner(criteria: Criteria, address: Address) -> Node:
    """Say that the order is one of weights on trial, with the way back; nothing where the stored weights count."""
    if not criteria.trial:
        return None
    query = address.with_own(TRIAL).query()
    back = el("A", t("projects.trial.back"), href=f"{PATH}?{query}" if query else PATH, data_shell_link="")
    sign = el("Span", "⚠", aria_hidden="true", class_="shell-sign")
    words = el("Div", el("P", el("Strong", t("projects.trial"))), el("P", t("projects.trial.note")), el("P", back))
    return el("Div", sign, words, class_="shell-notice", role="status", data_trial="")


def form(criteria: Criteria) -> Node:
    """Give the form in which other weights are tried, over what each score means."""
    if not criteria.items:
        return el("P", t("projects.no_criteria"), class_="source")
    tried = criteria.in_force if criteria.trial else [None] * len(criteria.items)
    weights = [
        Weight(one.code, choose(one.names), one.weight, number)
        for one, number in zip(criteria.items, tried, strict=True)
    ]
    return weights_form("projects", weights)


def withheld() -> Node:
    """Say in place of the form that scores and weights are not for funders."""
    return el("P", t("state.scores_withheld.note"), class_="source")


def anchors(criteria: Criteria) -> Node:
    """Give what each score of each criterion means, folded."""
    lists = [_anchors_of(choose(one.names), one.anchors) for one in criteria.items if one.anchors]
    return el("Details", el("Summary", t("projects.anchors")), *lists) if lists else None


def _anchors_of(name: str, anchors: Any) -> Element:  # noqa: ANN401  Names by score.
    """Give the written anchors of one criterion."""
    points = [el("Li", choose(anchors[score]), value=str(score)) for score in sorted(anchors)]
    return el("Div", el("P", el("Strong", name)), el("Ol", points))


def limits(frame: DataFrame) -> Node:
    """Give the limit of each stage as a small table."""
    if not any(limit for limit in frame["limit"]):
        return el("P", t("projects.no_limits"), class_="source")
    rows: list[list[Cell]] = [
        [t(f"stage.{stage}"), Number(_limit(limit), limit)]
        for stage, limit in zip(frame["stage"], frame["limit"], strict=True)
    ]
    columns = [Column(t("projects.stage"), numeric=False), Column(t("projects.limit"))]
    return data_table("projects.limits", t("projects.limits"), columns, rows)


def _limit(days: int | None) -> str:
    """Write a limit in days, or that there is none."""
    return formats.whole(days) if days else t("projects.no_limit")
