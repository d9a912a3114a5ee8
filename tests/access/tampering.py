"""Thirty ways to send a callback what its page never sends, each with the answers that it must get."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

Body = dict[str, Any]
LONG = "a" * 20_001


@dataclass(frozen=True, slots=True)
class Tampering:
    """One of them: what becomes of a right body, how it travels, and the status for who may use the callback or not."""

    allowed: int
    forbidden: int = 404
    change: Callable[[Body], object] = lambda body: body
    headers: Mapping[str, str] = field(default_factory=dict)
    method: Literal["POST", "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] = "POST"
    content_type: str = "application/json"
    raw: bytes | None = None

    def sent(self, body: Body) -> bytes:
        """Give the bytes that are sent."""
        return json.dumps(self.change(deepcopy(body))).encode() if self.raw is None else self.raw


def search(value: object) -> Callable[[Body], Body]:
    """Put something in the place of the address."""

    def put(body: Body) -> Body:
        for part in (*body["inputs"], *body["state"]):
            if part["property"] == "search":
                part["value"] = value
        return body

    return put


def first_input(**parts: object) -> Callable[[Body], Body]:
    """Change parts of the first input."""

    def put(body: Body) -> Body:
        body["inputs"][0] |= parts
        return body

    return put


def joined(**parts: object) -> Callable[[Body], Body]:
    """Replace parts of the body."""
    return lambda body: body | parts


OTHER = {"id": "overview-cumulative-graph", "property": "clickData", "value": None}
TAMPERINGS: dict[str, Tampering] = {
    "as the page sends it": Tampering(200),
    "an unknown output": Tampering(404, change=joined(output="nothing.children")),
    "__proto__ as output": Tampering(404, change=joined(output="__proto__")),
    "a number as output": Tampering(400, 400, change=joined(output=7)),
    "outputs of another": Tampering(400, change=joined(outputs=[{"id": "x", "property": "children"}])),
    "no outputs": Tampering(400, change=joined(outputs=[])),
    "a state too many": Tampering(400, change=lambda body: body | {"state": [*body["state"], OTHER]}),
    "an input too many": Tampering(400, change=lambda body: body | {"inputs": [*body["inputs"], OTHER]}),
    "null inputs": Tampering(400, change=joined(inputs=None)),
    "an object for inputs": Tampering(400, change=joined(inputs={"0": OTHER})),
    "a null input": Tampering(400, change=lambda body: body | {"inputs": [None, *body["inputs"][1:]]}),
    "another page's input": Tampering(400, change=lambda body: body | {"inputs": [OTHER, *body["inputs"][1:]]}),
    "a pattern as id": Tampering(400, change=first_input(id={"type": "x", "index": 1})),
    "an id as text of a pattern": Tampering(400, change=first_input(id='{"index":["ALL"],"type":"x"}')),
    "another property": Tampering(400, change=first_input(property="children")),
    "a list for text": Tampering(400, change=search(["?lang=tr"])),
    "an object for text": Tampering(400, change=search({"$ne": ""})),
    "a boolean for text": Tampering(400, change=search(True)),
    "a number for text": Tampering(400, change=search(1e308)),
    "NUL in the address": Tampering(400, change=search("?lang=tr\0")),
    "a huge address": Tampering(400, change=search("?" + LONG)),
    "many parameters": Tampering(400, change=search("?" + "&".join(f"a{n}=1" for n in range(201)))),
    "somebody else's grant": Tampering(200, change=search("?grant=EU1&grant=WB1&programme=P2")),
    "a version that nobody has": Tampering(200, change=search("?v=2147483647&on=9999-12-31")),
    "a statement in the address": Tampering(200, change=search("?grant=';drop table audit;--&place=%27")),
    "a script for a language": Tampering(200, change=search("?lang=%3Cscript%3Ealert(1)%3C/script%3E")),
    "__proto__ in the body": Tampering(400, change=joined(__proto__={"role": "admin"})),
    "a role in the body": Tampering(400, change=joined(account={"role": "admin"})),
    "changed properties as text": Tampering(400, change=joined(changedPropIds="shell-address.search")),
    "an array": Tampering(400, 400, change=lambda body: [body]),
    "nothing": Tampering(400, 400, raw=b""),
    "broken JSON": Tampering(400, 400, raw=b'{"output": "\\ud800'),
    "deep JSON": Tampering(400, 400, raw=b"[" * 100_000),
    "too large": Tampering(413, 413, raw=b"x" * 1_000_001),
    "as plain text": Tampering(415, 415, content_type="text/plain"),
    "as a form": Tampering(415, 415, content_type="application/x-www-form-urlencoded"),
    "from a foreign origin": Tampering(403, 403, headers={"Origin": "https://evil.example"}),
    "from no origin": Tampering(403, 403, headers={"Origin": "null"}),
    "from another site": Tampering(403, 403, headers={"Sec-Fetch-Site": "cross-site"}),
    "by GET": Tampering(404, method="GET"),
    "by PUT": Tampering(404, method="PUT"),
    "by DELETE": Tampering(404, method="DELETE"),
    "by OPTIONS": Tampering(404, method="OPTIONS"),
    "with another method in a header": Tampering(200, headers={"X-HTTP-Method-Override": "DELETE"}),
    "with another path in a header": Tampering(200, headers={"X-Original-URL": "/admin", "X-Rewrite-URL": "/admin"}),
    "as somebody else in a header": Tampering(200, headers={"X-Remote-User": "admin", "X-Forwarded-User": "admin"}),
}
