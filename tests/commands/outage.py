"""A whole installation of a test: a PostgreSQL of its own, the product's server on it, and somebody signed in."""

import json
import re
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import open_engines
from dashboard.data.migrating import upgrade
from dashboard.settings import Settings
from tests.commands.running import PATIENCE, free_port, running, servers_below, wait_for
from tests.conftest import Database, short_folder
from tests.visiting import PASSWORD, add_people

if TYPE_CHECKING:
    import psutil

KEY = "k8Jq2vXw9LmZr4TnYb6HcDfGs1PaEuQo"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, text and headers of an answer, and the seconds until all of it was here."""

    status: int
    text: str
    headers: Mapping[str, str]
    seconds: float


@dataclass(slots=True)
class Browser:
    """Somebody who keeps cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """Send one request on a connection of its own."""
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"Sec-Fetch-Site": "same-origin"} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, told)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, dict(answer.headers), time.perf_counter() - started)

    def sign_in(self, username: str) -> Answer:
        """Fill in the form."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", "/login").text)
        form = {"username": username, "password": PASSWORD, "csrf_token": token[1] if token else "", "next": "/"}
        return self.ask("POST", "/login", urlencode(form), Content_Type="application/x-www-form-urlencoded")

    def callback(self, page: str) -> str:
        """Give the body that fills a page."""
        listed = json.loads(self.ask("GET", "/_dash-dependencies").text)
        spec = next(one for one in listed if f"{page}-kpis.children" in one["output"])
        names = spec["output"].strip(".").split("...")
        outputs = [{"id": n.rpartition(".")[0], "property": n.rpartition(".")[2]} for n in names]
        inputs = [{**one, "value": ""} for one in spec["inputs"]]
        body = {"output": spec["output"], "outputs": outputs, "inputs": inputs, "changedPropIds": []}
        return json.dumps(body | {"state": [{**one, "value": "/"} for one in spec["state"]]})

    def fill(self, body: str) -> Answer:
        """Send the body of a callback."""
        return self.ask("POST", "/_dash-update-component", body, Content_Type="application/json")


@dataclass(frozen=True, slots=True)
class Installation:
    """A running installation."""

    folder: Path
    port: int
    process: int
    settings: Settings

    def browser(self) -> Browser:
        """Give somebody unknown."""
        return Browser(self.port)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Hold every process of the database still."""
        found: list[psutil.Process] = []
        for server in servers_below(self.folder):
            for process in (server, *server.children(recursive=True)):
                process.send_signal(signal.SIGSTOP)
                found.append(process)
        try:
            yield
        finally:
            for process in found:
                if process.is_running():
                    process.send_signal(signal.SIGCONT)


@contextmanager
def migrated_server(folder: Path) -> Iterator[tuple[EmbeddedPostgres, Settings]]:
    """Hold a durable PostgreSQL with our schema and an account of each role."""
    with EmbeddedPostgres(folder / "data") as server:
        settings = Settings(database_url=server.url, secret_key=KEY)  # type: ignore[arg-type]
        engines = open_engines(settings)
        upgrade(engines)
        add_people(Database(settings, engines))
        engines.dispose()
        yield server, settings


@contextmanager
def installed() -> Iterator[tuple[Installation, EmbeddedPostgres]]:
    """Hold a running installation with two workers."""
    with short_folder() as folder, migrated_server(folder) as (server, settings):
        port = free_port()
        environment = {"DASHBOARD_DATABASE_URL": str(settings.database_url), "DASHBOARD_SECRET_KEY": KEY}
        with running("serve", "--port", str(port), **environment) as command:
            assert wait_for(port, "/health/ready", command) == 200
            yield Installation(folder, port, command.pid, settings), server
