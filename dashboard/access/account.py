"""The account behind a request: who it is, what it may do and whose figures it sees."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from flask_login import UserMixin

from dashboard.access.rights import GIVEN_BY_NAME, OWN_SESSION, RIGHTS
from dashboard.data.filters import Viewer


@dataclass(frozen=True, slots=True)
class Eyes:
    """Through whose eyes an administrator looks for a while."""

    username: str
    until: datetime
    behind: "Account"
    """The administrator."""


@dataclass(frozen=True, slots=True)
class Account(UserMixin):  # type: ignore[misc]  # Flask-Login has no types.
    """One account as of this request; read anew for each, so that a narrowed scope holds at once."""

    id: int
    username: str
    role: str
    language: str
    viewer: Viewer
    named_rights: frozenset[str] = frozenset()
    must_set_password: bool = False
    """True while the password is one that somebody else handed over."""
    through: Eyes | None = None
    """Whose pages are shown, where they are not one's own; such an account looks and changes nothing."""

    def seen_by(self, admin: "Account", until: datetime) -> Self:
        """Give this account as an administrator sees through its eyes: its role and figures, in the other's name."""
        eyes = Eyes(self.username, until, admin)
        seen = replace(self, id=admin.id, username=admin.username, language=admin.language)
        return replace(seen, named_rights=frozenset(), must_set_password=False, through=eyes)

    def may(self, right: str) -> bool:
        """Say whether the account may use a right now; an unknown right is nobody's."""
        if right == OWN_SESSION:
            return True
        if self.must_set_password:
            return False
        return self.is_granted(right)

    def is_granted(self, right: str) -> bool:
        """Say whether the table of rights gives the right to this account at all, whatever it must do first."""
        if self.through and not self.through.behind.is_granted(right):
            return False
        if right in GIVEN_BY_NAME and right not in self.named_rights:
            return False
        return self.role in RIGHTS.get(right, ())
