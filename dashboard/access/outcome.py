"""What comes of a wish: of an administrator, or of whoever draws the lines of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = ""
"""The name under which an error stands that is about the whole act."""


class RefusedError(Exception):
    """A wish that cannot be done as it is; `wrong` holds a sentence for each field that has to change."""

    def __init__(self, **wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of a step: what is told, what is wrong, and a password that is told once."""

    said: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    password: str = ""


NOTHING_DONE = Outcome()
