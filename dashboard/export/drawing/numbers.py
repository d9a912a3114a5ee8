"""Numbers at the ticks of an axis, written as Plotly writes them."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

_FORMAT = re.compile(r"(,?)(?:\.(\d+))?(~?)([f%])")


class UnknownFormatError(ValueError):
    """An axis asks for a form of numbers that no drawing of ours knows."""


def written(number: float, form: str, separators: str) -> str:
    """Write a number.

    Args:
        number: at the tick.
        form: of d3, such as `,.0f`, `,~f` or `.0%`.
        separators: the decimal sign and the sign between thousands.

    Raises:
        UnknownFormatError: the form is another one.
    """
    found = _FORMAT.fullmatch(form)
    if not found:
        raise UnknownFormatError(form)
    grouped, places, trimmed, kind = found.groups()
    exact = Decimal(repr(float(number))) * (100 if kind == "%" else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-int(places or 6)), ROUND_HALF_EVEN) + 0
    text = f"{rounded:{grouped}f}"
    if trimmed and "." in text:
        text = text.rstrip("0").rstrip(".")
    swapped = text.translate({ord("."): separators[0], ord(","): separators[1], ord("-"): "\u2212"})
    return f"{swapped}%" if kind == "%" else swapped
