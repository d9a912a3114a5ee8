"""The form in which somebody tries other weights: a number for each criterion, applied to the address and nowhere else.

`assets/weights.js` checks the numbers, writes `weights=CODE:30,...` and shows each address in the form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard import formats
from dashboard.components.markup import Element, Node, el, still
from dashboard.i18n import t
from dashboard.ids import page_part

MOST = 1000
"""The highest number that can be tried."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One criterion: its stored weight as a share of 1, and the number tried in its place, None without a trial."""

    code: str
    name: str
    stored: Decimal
    tried: Decimal | None = None


def weights_form(page: str, weights: Sequence[Weight], parameter: str = "weights") -> Element:
    """Give the form with the weights in force; a still tree of its own, because its fields are the browser's.

    Args:
        page: whose name the ids begin with.
        weights: the criteria in their order.
        parameter: the trial's name in the address.
    """
    on_trial = any(weight.tried is not None for weight in weights)
    fields = [_field(page_part(page, f"weight-{at}"), weight) for at, weight in enumerate(weights, 1)]
    hint, error = page_part(page, "weights-hint"), page_part(page, "weights-error")
    words = {"tried": t("weights.tried"), "stored": t("weights.stored")}
    acts = el(
        "Div",
        el("Button", t("ui.apply"), type="submit", class_="btn-x"),
        el("Button", t("weights.reset"), type="button", class_="btn-x", data_weights_reset=""),
        el("P", words["tried" if on_trial else "stored"], role="status", class_="weights-said", data_said=""),
        class_="weights-acts",
    )
    parts: list[Node] = [
        el("P", t("weights.hint"), id=hint, class_="source"),
        el("Fieldset", el("Legend", t("weights.legend"), class_="visually-hidden"), fields, class_="weights-grid"),
        el("P", t("weights.all_zero"), id=error, class_="field-error", role="alert", hidden=True),
        acts,
    ]
    return still(
        parts,
        tag="Form",
        id=page_part(page, "weights-form"),
        class_="weights",
        noValidate=True,
        aria_label=t("weights.legend"),
        aria_describedby=hint,
        data_weights=parameter,
        data_tried=words["tried"],
        data_stored=words["stored"],
    )


def _field(box: str, weight: Weight) -> Element:
    """Give the number of one criterion between its name and its stored weight, with the words for a wrong one."""
    stored, error = f"{box}-stored", f"{box}-error"
    kept = _plain(weight.stored * 100)
    return el(
        "Div",
        el("Label", weight.name, htmlFor=box),
        el(
            "Input",
            id=box,
            type="number",
            class_="form-control",
            min="0",
            max=str(MOST),
            step="any",
            inputMode="decimal",
            autoComplete="off",
            defaultValue=kept if weight.tried is None else _plain(weight.tried),
            aria_describedby=f"{stored} {error}",
            data_code=weight.code,
            data_kept=kept,
        ),
        el("P", t("weights.kept", share=formats.percent(weight.stored)), id=stored, class_="source"),
        el("P", t("weights.not_a_number", most=formats.whole(MOST)), id=error, class_="field-error", hidden=True),
        class_="weight",
    )


def _plain(number: Decimal) -> str:
    """Write a number as fields and addresses do: 12.5, without zeros at its end and without an exponent."""
    return f"{number.normalize():f}"
