"""What stands in place of a chart: loading, no data, zero, suppressed, error.

*No data*, *zero* and *suppressed* are three different marks, because they are three different facts; *nothing due* and
*all scored* are good news; *no projects*, *no partnerships*, *none recorded* (of one thing) and *no records* (under the
filters) are empty lists; *none locked* says that no reporting period is locked. *Scores withheld* and *people
withheld* say what protected viewers do not get.
"""

from typing import Literal

from dashboard.components.markup import Element, el, ltr
from dashboard.components.status_badge import icon
from dashboard.i18n import t

Mark = Literal[
    "no_data",
    "zero",
    "suppressed",
    "nothing_due",
    "all_scored",
    "no_projects",
    "no_partnerships",
    "none_recorded",
    "no_records",
    "none_locked",
    "scores_withheld",
    "people_withheld",
]


def skeleton() -> Element:
    """Give the grey shape of a chart to come; the style sheet shows it only after 400 ms."""
    return el("Div", el("Span", t("ui.loading"), class_="visually-hidden"), class_="skeleton")


def mark(state: Mark) -> Element:
    """Give the sign and the sentence of a chart that has nothing to draw, and why: `state.<state>` and `.note`."""
    return el(
        "Div",
        icon(state),
        el("P", t(f"state.{state}"), class_="state-name"),
        el("P", t(f"state.{state}.note"), class_="state-note"),
        class_="state",
        data_state=state,
    )


def error_mark(code: str) -> Element:
    """Give what a card shows when its own query failed: a sentence, the code to quote, and a button that asks again.

    Args:
        code: the reference under which the log holds what happened; never the error itself.
    """
    return el(
        "Div",
        icon("late"),
        el("P", t("ui.error"), class_="state-name"),
        el("P", t("ui.error_code"), ": ", ltr(code), class_="state-note"),
        el("Button", t("ui.retry"), type="button", class_="btn-x", data_retry="true"),
        class_="state",
        role="alert",
        data_state="error",
    )
