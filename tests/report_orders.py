"""Orders of reports over HTTP, and what comes back."""

import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text
from werkzeug.test import TestResponse

from dashboard.data.filters import Filters
from dashboard.export import reports_routes
from dashboard.export.report import making
from dashboard.export.report.formats import WRITERS, Format
from dashboard.export.report.gathering import Part
from dashboard.export.report.model import Report, Section
from tests.basketed import Basketed

WHOLE = {"grant": "G1", "period": "2021-H1", "lang": "tr", "format": "docx", "draft": True}
BASKET = {"basket": True, "period": "", "lang": "tr", "format": "docx"}


class Written(Format):
    """A format that writes the titles of a report's sections, and says when it does."""

    def write(self, report: Report) -> bytes:
        """Write the titles."""
        return json.dumps([report.title, report.language, *(section.title for section in report.sections)]).encode()


def lines(answer: TestResponse) -> list[dict[str, Any]]:
    """Give the lines of an answer."""
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def titles(line: dict[str, Any]) -> list[str]:
    """Give what the file in a line holds."""
    found: list[str] = json.loads(b64decode(line["file"]["base64"]))
    return found


Make = Callable[[Connection, Filters], list[Section]]


def parts(monkeypatch: pytest.MonkeyPatch, *makes: Make) -> None:
    """Let a whole report have these parts, whose names are message keys."""
    keys = ("nav.overview", "nav.timeline", "nav.feedback", "nav.export")
    made = tuple(Part(key, make) for key, make in zip(keys, makes, strict=False))
    monkeypatch.setattr(reports_routes, "made", lambda *asked: making.made(*asked, parts=made))


def held(person: Basketed) -> int:
    """Count the reports that are being made in a database."""
    with person.acts.database.engines.owner.connect() as connection:
        count = text("select count(*) from pg_locks where locktype = 'advisory' and classid = 5718002")
        return int(connection.scalar(count) or 0)


def assert_nothing_is_held(person: Basketed) -> None:
    """See that no transaction is open and no place taken any more."""
    with person.acts.database.engines.owner.connect() as connection:
        open_ones = text("select count(*) from pg_stat_activity where state like 'idle in transaction%'")
        assert (connection.scalar(open_ones), held(person)) == (0, 0)
    assert lines(person.order(WHOLE))[-1]["file"]


def assert_nothing_is_held_after_that(person: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    """See that the next order is made."""
    monkeypatch.undo()
    monkeypatch.setitem(WRITERS, "docx", Written("docx", "application/x-titles", "none:none"))  # type: ignore[arg-type]
    assert_nothing_is_held(person)
