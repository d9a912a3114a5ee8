"""Who may do what: the table of rights as data, and nothing else.

A right is a page's name or the name of an act. A route or a callback declares the one it needs (`guard.allow`); what is
not declared is open to nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType

ROLES = ("funder", "staff", "manager", "feedback", "admin")
ANYONE = "anyone"
"""Needs no account: sign-in itself and the health of the service."""
OWN_SESSION = "own_session"
"""What every account may do, also one that must choose a new password first: sign out, set a password."""

_ALL = frozenset(ROLES)
_INSIDE = _ALL - {"funder"}

RIGHTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "shell": _ALL,
        "overview": _ALL,
        "beneficiaries": _ALL,
        "partnerships": _ALL,
        "partner": _ALL,
        "timeline": _ALL,
        "methods": _ALL,
        "accessibility": _ALL,
        "projects": _ALL,
        "project": _ALL,
        "feedback": _ALL,
        "feedback_list": frozenset({"feedback"}),
        "sensitive": frozenset({"feedback", "admin"}),
        "export": _ALL,
        "reports": _ALL,
        "data": frozenset({"staff", "manager", "admin"}),
        "explain": _ALL,
        "data_load": frozenset({"staff", "admin"}),
        "manage": frozenset({"manager", "admin"}),
        "admin": frozenset({"admin"}),
        OWN_SESSION: _ALL,
    },
)
"""The roles that may use each right. Funders see protected figures only, of their own grants."""

GIVEN_BY_NAME = frozenset({"sensitive"})
"""Rights that a role alone does not give: the account must hold them by name as well."""
