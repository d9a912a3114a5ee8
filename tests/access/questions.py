"""Endless questions that one account can ask the server: right ones and odd ones, of every callback, file and route."""

import base64
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import TestResponse

from dashboard.app import exports
from dashboard.ids import ADDRESS
from tests.access.tampering import TAMPERINGS
from tests.visiting import CALLBACKS, House, Visitor, body_of, router_body, server_callbacks

LANGUAGES = ("tr", "en", "ar")
PAGES = ("/", "/beneficiaries", "/projects", "/partnerships", "/feedback", "/timeline", "/reports", "/methods")
NEVER = ("/admin", "/feedback/list", "/data", "/see-as", "/open-data/datapackage.json", "/metrics", "/calendar/x.ics")
OWN = {
    "type": ("complaint", "request,thanks", "sea"),
    "beside": ("{project}", "{indicator}"),
    "indicator": ("{indicator}",),
    "form": ("wb", "eu"),
    "stage": ("running", "pool"),
    "q": ("a", "kan", "proje", "belediye"),
    "step": ("protocol",),
    "status": ("in_force", "expired"),
    "owner": ("a",),
    "mode": ("a",),
    "country": ("TR",),
    "goal": ("G1",),
    "weights": ("PRIORITY:30",),
    "list.sort": ("-priority", "name", "-budget"),
    "steps.page": ("2",),
    "report_grant": ("{grant}",),
    "report_period": ("2021", "2024-H1"),
    "report_lang": LANGUAGES,
    "view.beneficiaries.map": ("table",),
    "account": ("admin",),
}
"""Parameters that pages add to the shared filters, with what is tried for each."""


@dataclass(frozen=True)
class Known:
    """Codes to ask for: of the account's own grants and of others."""

    grants: tuple[str, ...]
    projects: tuple[str, ...]
    indicators: tuple[str, ...]
    programmes: tuple[str, ...]
    partners: tuple[str, ...]
    versions: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """What is asked, in words for a report of a failure, and the act of asking."""

    told: str
    ask: Callable[[], TestResponse]


@dataclass
class Asker:
    """Somebody who asks whatever comes to mind."""

    house: House
    visitor: Visitor
    known: Known
    rng: Random

    def questions(self) -> Iterator[Question]:
        """Give questions without end; each callback, file and way of tampering comes up again and again."""
        bodies = cycle([body_of(self.house.app, name) for name in server_callbacks(self.house.app)])
        files = cycle(self._files())
        odd = cycle([name for name in TAMPERINGS if name not in {"too large", "deep JSON"}])
        while True:
            yield self._callback(next(bodies))
            yield self._callback(next(bodies))
            yield self._file(*next(files))
            yield self._file(*next(files))
            yield self._tampered(next(bodies), next(odd))
            yield self._odd_value(next(bodies))
            yield self._router()
            yield self._path()

    def address(self) -> str:
        """Give a random address, right or wrong."""
        pick, parts = self.rng.choice, list[tuple[str, str]]()
        shared = {
            "grant": self.known.grants,
            "programme": self.known.programmes,
            "period": ("2021", "2021-H1", "2020-Q3", "2021-02", "2019-11..2021-04", "2023", "nonsense"),
            "place": ("TR-34", "TR-06", "TR-63", "TR-34-1103", "TR-35", "TR-99"),
            "group": ("host", "temporary_protection", "nobody"),
            "v": (*map(str, self.known.versions), "99999", "-1"),
            "on": ("2021-06-30", "2022-05-10", "2031-12-31"),
            "lang": LANGUAGES,
        }
        for name in self.rng.sample(sorted(shared), self.rng.randrange(4)):
            parts.append((name, pick(shared[name])))
        for name in self.rng.sample(sorted(OWN), self.rng.randrange(3)):
            parts.append((name, self._filled(pick(OWN[name]))))
        return "?" + urlencode(parts) if parts else ""

    def _filled(self, value: str) -> str:
        """Put a code where one is wanted."""
        pick, known = self.rng.choice, self.known
        codes = {"grant": known.grants, "project": known.projects, "indicator": known.indicators}
        return next((pick(own) for name, own in codes.items() if value == f"{{{name}}}" and own), value)

    def _callback(self, body: dict[str, Any]) -> Question:
        """Ask a callback for a random address, and for the page of a random thing."""
        asked = deepcopy(body)
        for part in (*asked["inputs"], *asked["state"]):
            if part["property"] == "search":
                part["value"] = self.address()
            elif part["property"] == "pathname":
                part["value"] = self._thing()
        return self._sent(asked)

    def _thing(self) -> str:
        """Give the path of a page about one thing."""
        kind, codes = self.rng.choice((("projects", self.known.projects), ("partnerships", self.known.partners)))
        return f"/{kind}/{self.rng.choice(codes)}"

    def _sent(self, body: object) -> Question:
        """Send a body."""
        return Question(json.dumps(body, ensure_ascii=False), lambda: self.visitor.http.post(CALLBACKS, json=body))

    def _tampered(self, body: dict[str, Any], name: str) -> Question:
        """Send a body as a tampering has it."""
        way = TAMPERINGS[name]
        data = way.sent(body)
        return Question(
            f"{name}: {data[:4000].decode('utf-8', 'replace')}",
            lambda: self.visitor.http.open(
                CALLBACKS, method=way.method, data=data, content_type=way.content_type, headers=dict(way.headers)
            ),
        )

    def _odd_value(self, body: dict[str, Any]) -> Question:
        """Put a list, an object, a pattern, another id, or a further part where a value of the address is expected."""
        asked, grants = deepcopy(body), list(self.known.grants)
        part = self.rng.choice([*asked["inputs"], *asked["state"]])
        way = self.rng.randrange(8)
        if way == 0:
            part["value"] = grants
        elif way == 1:
            part["value"] = {"grant": grants, "$ne": None}
        elif way == 2:
            part["id"] = {"type": part["id"], "index": self.rng.choice(["ALL", *grants])}
        elif way == 3:
            part["id"] = self.rng.choice(("admin-trail", "feedback_list-cases", "timeline-acts-wish", ADDRESS))
        elif way == 4:
            asked["state"] = [*asked["state"], {"id": "grants", "property": "value", "value": grants}]
        elif way == 5:
            asked["inputs"], asked["state"] = asked["state"], asked["inputs"]
        elif way == 6:
            asked["outputs"] = [*asked["outputs"], *asked["outputs"]] if isinstance(asked["outputs"], list) else []
        else:
            part["value"] = {"act": "show", "step": "do", "fields": {"grant": self.rng.choice(grants)}}
        return self._sent(asked)

    def _files(self) -> list[tuple[str, str, bool]]:
        """Give every chart of every page with whether its page is about one thing."""
        found = exports(self.house.database.settings)
        return [
            (page, chart.partition(".")[2], bool(taken.named)) for page, taken in found.items() for chart in taken.shown
        ]

    def _file(self, page: str, chart: str, about_one: bool) -> Question:  # noqa: FBT001  A fact of the page.
        """Take a chart as a file."""
        ending, search = self.rng.choice(("csv", "csv", "json", "xlsx")), self.address()
        extra = [("csv", "machine")] if ending == "csv" and self.rng.random() < 0.5 else []
        if about_one:
            extra.append(("code", self.rng.choice((*self.known.projects, *self.known.partners))))
        joined = "&".join(filter(None, (search.lstrip("?"), urlencode(extra))))
        return self._got(f"/export/{page}/{chart}.{ending}?{joined}")

    def _got(self, path: str) -> Question:
        """Open a path."""
        return Question(path, lambda: self.visitor.http.get(path))

    def _router(self) -> Question:
        """Ask the router for a page."""
        path = self.rng.choice((*PAGES, *NEVER, self._thing(), self._thing()))
        return self._sent(router_body(path, self.address()))

    def _path(self) -> Question:
        """Open a path, or put something into the basket."""
        if self.rng.random() < 0.3:
            page, chart, _ = self.rng.choice(self._files())
            # A basket says its own address again; so only what is the asker's stands in it.
            body = {"chart": f"{page}.{chart}", "query": self.rng.choice(("", "period=2021-H1", "place=TR-34"))}
            return Question(f"basket {body}", lambda: self.visitor.http.post("/reports/basket", json=body))
        return self._got(self.rng.choice((*PAGES, *NEVER, self._thing(), self._thing())) + self.address())

    def report(self, grant: str, form: str, period: str = "2021-H1", *, draft: bool = False) -> bytes:
        """Have a whole report made; give the lines of the answer and the file in it."""
        body = {"grant": grant, "period": period, "lang": "en", "format": form, "draft": draft}
        answer = self.visitor.http.post("/reports/make", json=body)
        assert answer.status_code < 500, answer.get_data()
        return answer.get_data()


def file_in(answer: bytes) -> bytes:
    """Give the file in the last line of a report that was made; empty where none was."""
    last = answer.strip().rpartition(b"\n")[2]
    told = json.loads(last) if last.startswith(b"{") else {}
    packed = next((value for value in told.values() if isinstance(value, str) and len(value) > 1000), "")
    return base64.b64decode(packed) if packed else b""
