"""The body of a callback, checked against what the app itself registered before Dash sees it.

Dash trusts the shape of what the browser sends; odd bodies end in a 500 there. Here a body passes only if it names a
known callback, and its inputs, states and outputs are exactly that callback's own, with values of the types that the
properties can have.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import DefaultJSONProvider

Callbacks = Mapping[str, Mapping[str, Any]]
_TEXT, _COUNT = (str, type(None)), (int, type(None))
TYPES: Mapping[str, tuple[type, ...]] = {
    "search": _TEXT,
    "pathname": _TEXT,
    "href": _TEXT,
    "hash": _TEXT,
    "n_clicks": _COUNT,
    "n_intervals": _COUNT,
    "n_submit": _COUNT,
    "n_blur": _COUNT,
}
"""What a property may hold, for those whose type never varies; callbacks check the values of all others."""
WISH = "-wish"
"""How the names of stores end through which forms change data (`components.act_form.Place`)."""
_KEYS = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})


class UnknownCallbackError(Exception):
    """The body names no callback that the server has."""


class MalformedBodyError(Exception):
    """The body has not the shape that its callback asks for."""


class StrictJson(DefaultJSONProvider):
    """Reads JSON strictly (no NaN, no broken letters, bounded depth); a failure becomes Flask's 400."""

    def loads(self, s: str | bytes, **_: object) -> Any:  # noqa: ANN401  # JSON is any value.
        """Read a JSON text."""
        return orjson.loads(s)


def read_strictly(server: Flask) -> None:
    """Let every JSON body of a server be read by `StrictJson`."""
    server.json = StrictJson(server)


def callback_asked(body: object, callbacks: Callbacks) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Give a body that names a callback of the server, and that callback; nothing else of the body is looked at.

    Raises:
        UnknownCallbackError: no such callback runs on the server.
        MalformedBodyError: the body names none.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        raise MalformedBodyError
    callback = callbacks.get(body["output"])
    if callback is None or "callback" not in callback:
        raise UnknownCallbackError
    return body, callback


def check_body(body: dict[str, Any], callback: Mapping[str, Any]) -> None:
    """Demand that a body is right in every part for the callback that it names.

    Raises:
        MalformedBodyError: a part is missing, odd or another callback's.
    """
    _demand(body.keys() <= _KEYS)
    _check_values(body.get("inputs"), callback["inputs"])
    _check_values(body.get("state", []), callback["state"])
    _check_outputs(body.get("outputs"), callback)
    changed = body.get("changedPropIds", [])
    _demand(isinstance(changed, list) and all(isinstance(name, str) for name in changed))


def is_poll(body: dict[str, Any]) -> bool:
    """Say whether only a timer sent the body, and no person."""
    changed = body.get("changedPropIds")
    return isinstance(changed, list) and bool(changed) and all(str(name).endswith(".n_intervals") for name in changed)


def wishes(body: dict[str, Any]) -> bool:
    """Say whether a body, right or odd, brings a wish: what somebody wants done stands in a store named `…-wish`."""
    parts = [*_listed(body.get("inputs")), *_listed(body.get("state"))]
    wished = [part for part in parts if not isinstance(part, dict) or str(part.get("id", "")).endswith(WISH)]
    return any(not isinstance(part, dict) or part.get("value") is not None for part in wished)


def _listed(parts: object) -> Sequence[object]:
    """Give parts of a body as a list; what is no list is one odd part."""
    return parts if isinstance(parts, list) else () if parts is None else (parts,)


def _check_values(sent: object, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Demand the wanted inputs or states, in their order."""
    if not isinstance(sent, list) or len(sent) != len(wanted):
        raise MalformedBodyError
    for one, spec in zip(sent, wanted, strict=True):
        many = _is_pattern(spec["id"]) and isinstance(one, list)
        for part in one if many else [one]:
            _check_part(part, spec["id"], spec["property"])
            _demand(isinstance(part.get("value"), TYPES.get(spec["property"], object)))
            _demand(not isinstance(part.get("value"), bool) or spec["property"] not in TYPES)


def _check_outputs(sent: object, callback: Mapping[str, Any]) -> None:
    """Demand the callback's own outputs; a callback without any needs none."""
    output = callback["output"]
    wanted = list(output) if isinstance(output, list | tuple) else [output]
    if callback.get("no_output"):
        _demand(not sent)
        return
    several = isinstance(output, list | tuple)
    parts = sent if several else [sent]
    if parts == [{"id": spec.component_id, "property": spec.component_property} for spec in wanted]:
        return  # Nearly every body names each output just as it was registered, and a page has dozens of them.
    if not isinstance(parts, list) or len(parts) != len(wanted):
        raise MalformedBodyError
    for one, spec in zip(parts, wanted, strict=True):
        many = not isinstance(spec.component_id, str) and isinstance(one, list)
        for part in one if many else [one]:
            _check_part(part, spec.component_id_str(), str(spec.component_property), sep="@")


def _check_part(part: object, wanted_id: str, wanted_property: str, sep: str | None = None) -> None:
    """Demand one component's property, by name or by pattern."""
    if not isinstance(part, dict) or not isinstance(part.get("property"), str):
        raise MalformedBodyError
    told = part["property"].split(sep)[0] if sep else part["property"]
    _demand(told == wanted_property)
    if _is_pattern(wanted_id):
        _demand(_fits_pattern(part.get("id"), json.loads(wanted_id)))
    else:
        _demand(part.get("id") == wanted_id)


def _is_pattern(component_id: str) -> bool:
    """Say whether an id stands for many components."""
    return component_id.startswith("{")


def _fits_pattern(told: object, wanted: Mapping[str, Any]) -> bool:
    """Say whether an id of many parts fits a pattern, its wildcards standing for one plain value each."""
    if not isinstance(told, dict) or told.keys() != wanted.keys():
        return False
    return all(
        isinstance(told[key], str | int | float) if isinstance(value, list) else told[key] == value
        for key, value in wanted.items()
    )


def _demand(holds: bool) -> None:  # noqa: FBT001  # It is the very sentence that is demanded.
    """Raise unless what is demanded holds."""
    if not holds:
        raise MalformedBodyError
