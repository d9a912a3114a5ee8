"""One step of a way as a sign and its day: reached, skipped or not reached yet, told apart without colour."""

from typing import Literal

from dashboard.components.markup import Element, el
from dashboard.i18n import t

StepState = Literal["reached", "skipped", "not_yet"]
SIGNS: dict[StepState, str] = {"reached": "●", "skipped": "–", "not_yet": "○"}


def step_sign(state: StepState, day: str | None = None) -> Element:
    """Give the sign of a step, what it means in words for screen readers, and the day on which it was reached.

    Args:
        state: whether the step was reached, passed over, or lies ahead.
        day: as read; None where the step was not reached.
    """
    sign = el("Span", SIGNS[state], aria_hidden="true", class_="step-sign")
    words = t(f"step_sign.{state}")
    told = el("Span", f"{words}: " if day else words, class_="visually-hidden")
    return el("Span", sign, told, day, class_="step", data_step=state)
