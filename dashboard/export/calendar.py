"""Deadlines as a calendar file (iCalendar, RFC 5545), in the language in force.

Lines end with CRLF and are folded at 75 octets, never within a character; text is escaped. An event keeps its UID,
and the same data give the same file on the same day.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from dashboard import formats
from dashboard.data.calendar_events import GRANT_END, Event
from dashboard.data.milestone_rows import REPORT
from dashboard.i18n import choose, language, t

LONGEST_LINE = 75
DOMAIN = "uyum-panosu"
FINISHED = frozenset({"done", "done_late", "submitted", "accepted"})
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Uyum Panosu//Uyum Panosu//TR", "CALSCALE:GREGORIAN")
_POLLED = ("METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_text(name: str, events: Iterable[Event], stamp: datetime) -> bytes:
    """Write a calendar.

    Args:
        name: of the calendar, as a program lists it.
        events: whole days.
        stamp: the moment (UTC) since which the events say what they say.
    """
    lines = [*_HEAD, *_POLLED, f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += _event(event, stamp)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def escaped(text: str) -> str:
    """Give text as a value of a property: its signs and line ends escaped, control characters left out."""
    return _CONTROL.sub("", "\n".join(text.splitlines())).translate(_ESCAPED)


def fold(line: str) -> str:
    """Break a line after at most 75 octets, whole characters together; each further line begins with a blank."""
    parts, room, part = [], LONGEST_LINE, ""
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            parts.append(part)
            room, part = LONGEST_LINE - 1, ""
        part += letter
        room -= octets
    return "\r\n ".join([*parts, part])


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    """Give the lines of one event."""
    spoken = f";LANGUAGE={language()}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}@{DOMAIN}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY{spoken}:{escaped(_summary(event))}"
    yield f"DESCRIPTION{spoken}:{escaped(chr(10).join(_told(event)))}"
    yield f"CATEGORIES{spoken}:{escaped(_kind(event))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """Give a day as iCalendar writes it."""
    return f"{day:%Y%m%d}"


def _summary(event: Event) -> str:
    """Name an event and the grant or project it belongs to; what is finished bears a tick."""
    text = t("calendar.summary", name=_name(event), grant=event.grant or "")
    return t("calendar.finished", summary=text) if event.state in FINISHED else text


def _name(event: Event) -> str:
    """Name an event alone."""
    if event.kind == GRANT_END:
        return t("calendar.grant_end")
    if event.names is None:
        return t(f"report_part.{event.part}", number=str(event.number))
    return choose(dict(event.names))


def _kind(event: Event) -> str:
    """Give the word for what kind of event it is."""
    return t("calendar.grant_end") if event.kind == GRANT_END else t(f"milestone_kind.{event.kind}")


def _told(event: Event) -> Iterator[str]:
    """Say what else is known, a line each."""
    yield t("calendar.kind", kind=_kind(event))
    if event.state:
        states = "report_state" if event.kind == REPORT else "milestone_state"
        yield t("calendar.state", state=t(f"{states}.{event.state}"))
    if event.original_on and event.original_on != event.day:
        yield t("calendar.original", day=formats.day(event.original_on))
    if event.reason:
        yield t("calendar.reason", reason=event.reason)
    if event.done_on:
        yield t("calendar.done_on", day=formats.day(event.done_on))
    elif event.forecast_on:
        yield t("calendar.forecast", day=formats.day(event.forecast_on))
