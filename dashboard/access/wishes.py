"""What somebody wishes, as a browser sends it: taken strictly, because anybody can send anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from flask import abort

Step: TypeAlias = Literal["open", "back", "ask", "do", "close"]
"""`open` what can be edited, go `back` to editing, `ask` what will happen, `do` it, or `close` without doing it."""
LONGEST = 10_000
"""Letters that a field may bring; what a field means has a closer limit of its own."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One step of one act, with every field of it as text."""

    act: str
    step: Step
    fields: Mapping[str, str]


def read_wish(data: object, known: Mapping[str, frozenset[str]]) -> Wish | None:
    """Read what a browser has sent; None where nothing has been wished yet.

    Args:
        data: what the store holds.
        known: the acts of the place with their fields.

    Anything that no form of ours sends ends the request with 400.
    """
    if data is None:
        return None
    if not isinstance(data, dict) or data.keys() != {"act", "step", "fields"}:
        abort(400)
    act, step, fields = data["act"], data["step"], data["fields"]
    if not isinstance(act, str) or act not in known or not isinstance(step, str) or step not in get_args(Step):
        abort(400)
    if not isinstance(fields, dict) or fields.keys() != known[act] or not all(map(_is_text, fields.values())):
        abort(400)
    return Wish(act, cast("Step", step), fields)


def _is_text(value: object) -> bool:
    """Say whether a value is text that a field can hold."""
    return isinstance(value, str) and len(value) <= LONGEST and "\0" not in value
