"""Why a cell holds no number, as a sign and a word: missing, not due, not applicable and suppressed look different."""

from collections.abc import Mapping

from dashboard.components.markup import Element, el
from dashboard.i18n import t

SIGNS: Mapping[str, str] = {"missing": "—", "not_due": "○", "not_applicable": "∅", "suppressed": "▪"}

KEPT_BACK = f"\u00a0{SIGNS['suppressed']}"
"""Ends a sum of which a part is suppressed."""


def value_mark(state: str) -> Element:
    """Give the mark of a state; the words are `value.<state>`, and the sign beside them is not read out."""
    sign = el("Span", SIGNS[state], aria_hidden="true", class_="value-sign")
    return el("Span", sign, " ", t(f"value.{state}"), class_=f"value-mark value-{state}")
