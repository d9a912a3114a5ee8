"""A browser's part in a change of filter: one signed-in connection that posts callbacks and reads the answers."""

import json
import re
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.bench.serving import NOTHING_IN, NOTHING_OUT

PASSWORD = "one-password-for-measuring"
Spec = dict[str, object]
_MOST = 65_536
"""Bytes taken from the connection at once."""


class RefusedError(Exception):
    """The server answered something else than 200."""


class Client:
    """One kept connection to the server, signed in as somebody, else as manager."""

    def __init__(self, port: int, username: str = "manager") -> None:
        self._username = username
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        self._sign_in()

    def _sign_in(self) -> None:
        """Fill in the form as a person does."""
        page, cookie = self._ask("GET", "/login", None, {})
        token = re.search(rb'name="csrf_token" value="([^"]+)"', page)
        form = {
            "username": self._username,
            "password": PASSWORD,
            "csrf_token": token[1].decode() if token else "",
            "next": "/",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": cookie or "",
        }
        _, cookie = self._ask("POST", "/login", urlencode(form), headers, wanted=(302, 303))
        self._headers["Cookie"] = (cookie or "").partition(";")[0]
        lines = [f"{name}: {value}" for name, value in ({"Host": "127.0.0.1"} | self._headers).items()]
        self._head = "\r\n".join(["POST /_dash-update-component HTTP/1.1", *lines, "Content-Length: "]).encode()

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None,
        headers: dict[str, str],
        wanted: tuple[int, ...] = (200,),
    ) -> tuple[bytes, str | None]:
        """Send a request and give the answer with the cookie that it set."""
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status not in wanted:
            raise RefusedError(f"{method} {path}: {answer.status} {content[:200]!r}")
        return content, answer.getheader("Set-Cookie")

    def callback_of(self, page: str) -> Spec:
        """Give the callback that fills a page, as the browser learns it."""
        known, _ = self._ask("GET", "/_dash-dependencies", None, self._headers)
        return next(spec for spec in json.loads(known) if f"{page}-kpis.children" in spec["output"])

    def post(self, body: str) -> int:
        """Post a callback's body; give the bytes of the answer.

        By hand, because the client's work is measured with the server's on the same cores.
        """
        sent = body.encode()
        self._connection.sock.sendall(b"%s%d\r\n\r\n%s" % (self._head, len(sent), sent))
        answer = bytearray()
        while (head := answer.find(b"\r\n\r\n")) < 0:
            answer += self._take(_MOST)
        length = re.search(rb"(?i)content-length: (\d+)", answer[:head])
        if length is None or not answer.startswith(b"HTTP/1.1 200 "):
            raise RefusedError(bytes(answer[:200]))
        missing = int(length[1]) - (len(answer) - head - 4)
        while missing > 0:
            missing -= len(self._take(missing))
        return int(length[1])

    def _take(self, most: int) -> bytes:
        """Give what has come of an answer, at most so many bytes."""
        taken: bytes = self._connection.sock.recv(most)
        if not taken:
            raise RefusedError("the server has closed the connection")
        return taken


def change(spec: Spec, state: dict[str, str]) -> str:
    """Give the body that asks for a whole page under some filters."""
    names = str(spec["output"]).strip(".").split("...")
    outputs = [{"id": name.rpartition(".")[0], "property": name.rpartition(".")[2]} for name in names]
    search = {"id": "shell-address", "property": "search", "value": f"?{urlencode(state)}"}
    body = {
        "output": spec["output"],
        "outputs": outputs,
        "inputs": [search],
        "changedPropIds": ["shell-address.search"],
    }
    return json.dumps(body)


def nothing(number: int) -> str:
    """Give the body that asks for nothing."""
    return json.dumps(
        {
            "output": f"{NOTHING_OUT}.children",
            "outputs": {"id": NOTHING_OUT, "property": "children"},
            "inputs": [{"id": NOTHING_IN, "property": "n_clicks", "value": number}],
            "changedPropIds": [f"{NOTHING_IN}.n_clicks"],
        },
    )
