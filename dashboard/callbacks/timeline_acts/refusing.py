"""What comes of a wish: done, or refused with words beside the field that they are about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from dashboard.data.releasing import ReleaseError
from dashboard.i18n import t

WHOLE = ""
"""The name under which an error stands that is about the whole act."""
ABOUT = {
    "no_version": "version",
    "no_grant": "version",
    "not_ended": "period",
    "locked": "period",
    "day_ahead": "day",
}
"""The field that stands in the way, by obstacle."""


class RefusedWishError(Exception):
    """A wish that cannot be done as it is; `wrong` holds a sentence for each field that has to change."""

    def __init__(self, **wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class NotInScopeError(Exception):
    """The wish speaks of a grant or an indicator that does not exist for this account."""


class ChangedMeanwhileError(RefusedWishError):
    """Somebody else has changed the same thing since the form was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong = {WHOLE: t("acts.changed")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of a step: what is told, what is wrong, and the data version of the act."""

    said: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None


@contextmanager
def beside_fields() -> Iterator[None]:
    """Turn an obstacle met inside the block into words beside its field: what it is, and how to mend it."""
    try:
        yield
    except ReleaseError as error:
        words = f"{error.sentence()} {t(f'acts.mend.{error.obstacle}')}"
        raise RefusedWishError(**{ABOUT[error.obstacle]: words}) from None
