"""The acts of administrators with the fields of each, and a wish about an account as the change that it asks for."""

from collections.abc import Mapping

from dashboard.access.outcome import WHOLE, RefusedError
from dashboard.access.rights import RIGHTS
from dashboard.access.scopes import Listed, Scope
from dashboard.access.wish import Wish
from dashboard.i18n import t

_ACCOUNT = frozenset({"username", "role", "language", "programmes", "all_programmes", "grants", "sensitive", "seen"})
ACCOUNT_ACTS: Mapping[str, frozenset[str]] = dict.fromkeys(("add", "access", "disable", "enable", "reset"), _ACCOUNT)
"""Every act on an account has the same fields, so that one form can lead to several of them."""
YES = "yes"
"""What a box that stands alone says when it is ticked."""


def chosen(wish: Wish, field: str) -> frozenset[str]:
    """Give what is ticked among boxes."""
    return frozenset(filter(None, wish.fields[field].split("\n")))


def scope_of(wish: Wish) -> Scope:
    """Give what the account shall see.

    Raises:
        RefusedError: the right to sensitive cases is wished for a role that cannot have it.
    """
    sensitive = wish.fields["sensitive"] == YES
    if sensitive and wish.fields["role"] not in RIGHTS["sensitive"]:
        raise RefusedError(sensitive=t("admin.wrong.sensitive"))
    return Scope(
        programmes=chosen(wish, "programmes"),
        grants=chosen(wish, "grants"),
        rights=frozenset({"sensitive"} if sensitive else ()),
        all_programmes=wish.fields["role"] == "admin" or wish.fields["all_programmes"] == YES,
    )


def changed_scope(now: Listed, wish: Wish) -> Scope:
    """Give what differs from what an account sees now; everything else is left at None.

    Raises:
        RefusedError: see `scope_of`.
    """
    asked = scope_of(wish)
    held_by_name = now.rights if now.role == wish.fields["role"] else ()
    return Scope(
        programmes=asked.programmes if asked.programmes != frozenset(now.programmes) else None,
        grants=asked.grants if asked.grants != frozenset(now.grants) else None,
        rights=asked.rights if asked.rights != frozenset(held_by_name) else None,
        all_programmes=asked.all_programmes if asked.all_programmes != now.all_programmes else None,
    )


def demand_unchanged(now: Listed, wish: Wish) -> None:
    """Refuse a wish about an account that somebody else has changed since its form was drawn.

    Raises:
        RefusedError: it is another one now.
    """
    if now.mark != wish.fields["seen"]:
        raise RefusedError(**{WHOLE: t("acts.changed")})
