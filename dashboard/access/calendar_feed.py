"""`/calendar/<key>.ics`: the deadlines of an account for its own calendar program, which cannot sign in.

The key in the address is the whole of the right; see `calendar_keys`. Every key that opens nothing, and every account
that may not open the timeline, is answered as if there were no such address.
"""

from flask import Flask, Response

from dashboard.access import errors
from dashboard.access.calendar_keys import account_of_key
from dashboard.access.guard import allow
from dashboard.access.rights import ANYONE
from dashboard.access.viewing import language_of
from dashboard.address import LANGUAGES, Address
from dashboard.data.calendar_events import calendar_events, stamp
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.export.calendar import calendar_text
from dashboard.i18n import speaking, t

RIGHT = "timeline"
"""The page whose deadlines these are."""
FOLDER = "/calendar/"
MEDIA_TYPE = "text/calendar; charset=utf-8"


def register(server: Flask, engines: Engines, *, example: bool) -> None:
    """Add the route of calendar feeds; `example` says that the installation shows example data."""

    @server.get(f"{FOLDER}<key>.ics")
    @allow(ANYONE)
    def calendar(key: str) -> Response:
        account = account_of_key(engines.writer, key)
        if account is None or not account.may(RIGHT):
            return errors.refuse(404)
        asked = errors.asked_language()
        with speaking(asked if asked in LANGUAGES else language_of(account)):
            return _answer(engines, account.viewer, example=example)


def _answer(engines: Engines, viewer: Viewer, *, example: bool) -> Response:
    """Give the calendar as this viewer may see it today, in the language in force."""
    with reading(engines.reader, viewer) as connection:
        filters = resolve_filters(connection, Address(), viewer)
        events = calendar_events(connection, filters)
        moment = stamp(connection, filters)
    name = t("calendar.name.example") if example else t("calendar.name")
    answer = Response(calendar_text(name, events, moment), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'inline; filename="uyum-panosu.ics"'
    return answer
