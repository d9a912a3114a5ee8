"""Carrying out a wish: one transaction of the writer, in which scope, state and act belong together."""

from collections.abc import Callable, Mapping

from flask import abort
from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.callbacks.timeline_acts import comment, lock, release
from dashboard.callbacks.timeline_acts.refusing import WHOLE, NotInScopeError, Outcome, RefusedWishError
from dashboard.callbacks.timeline_acts.wish import PLACE, Wish
from dashboard.data.engine import Engines, WritersBusyError, writing
from dashboard.data.grant_state import grants_within
from dashboard.i18n import t

PATIENCE = 5
"""Seconds that somebody waits while others write."""
ACTS: Mapping[str, Callable[[Connection, View, Wish], Outcome]] = {
    "release": release.do,
    "lock": lock.do,
    "comment": comment.do,
}


def carry_out(engines: Engines, view: View, wish: Wish | None) -> Outcome:
    """Do what is wished, if it is to be done; what cannot be done leaves nothing behind but words."""
    if wish is None or wish.step != "do":
        return Outcome()
    try:
        with writing(engines.writer, PATIENCE) as connection:
            demand_scope(connection, view, wish)
            return ACTS[wish.act](connection, view, wish)
    except RefusedWishError as error:
        return Outcome(wrong=error.wrong)
    except WritersBusyError:
        return Outcome(wrong={WHOLE: t("acts.busy")})
    except NotInScopeError:
        deny(engines, view, wish)
        abort(404)


def demand_scope(connection: Connection, view: View, wish: Wish) -> None:
    """Demand that the wish speaks of a grant in the account's scope as of today.

    Raises:
        NotInScopeError: it does not.
    """
    if wish.fields["grant"] not in grants_within(connection, view.viewer):
        raise NotInScopeError


def deny(engines: Engines, view: View, wish: Wish) -> None:
    """Write down that somebody has asked for what does not exist for the account."""
    with engines.writer.begin() as connection:
        audit.record(connection, view.account.username, "denied", PLACE.tree, right="manage", act=wish.act)
