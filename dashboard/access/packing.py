"""Files travel compressed as well as we can, which is worth the effort once: the result is kept for the process."""

import gzip
from collections.abc import Callable
from hashlib import blake2b

import brotli
from flask import Flask, Response, request

STATIC = ("/assets/", "/_dash-component-suites/", "/sign-in/")
"""Where files stand that are the same for everybody."""
PACKABLE = frozenset(
    {"application/javascript", "text/javascript", "text/css", "application/json", "image/svg+xml", "text/html"}
)
SMALLEST = 500
"""Bytes below which packing gains nothing."""
_BROTLI_QUALITY, _GZIP_LEVEL = 9, 9

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=_BROTLI_QUALITY),
    "gzip": lambda data: gzip.compress(data, _GZIP_LEVEL, mtime=0),
}
"""The forms a file can take, the smallest first."""


def register(server: Flask) -> None:
    """Pack the files of a server; call it after whatever packs the other answers, so that it comes first."""
    kept: dict[tuple[str, bytes], bytes] = {}

    def pack(response: Response) -> Response:
        form = _form_for(response)
        if form is None:
            return response
        response.direct_passthrough = False
        data = response.get_data()
        key = (form, blake2b(data, digest_size=16).digest())
        if key not in kept:
            kept[key] = PACKERS[form](data)
        response.set_data(kept[key])
        response.headers["Content-Encoding"] = form
        response.headers["Vary"] = "Accept-Encoding"
        return _say_which(response, form)

    server.after_request(pack)


def _form_for(response: Response) -> str | None:
    """Choose the form that the browser can unpack; None where the answer is no file or gains nothing."""
    if request.method != "GET" or response.status_code != 200 or not request.path.startswith(STATIC):  # noqa: PLR2004
        return None
    if response.mimetype not in PACKABLE or (response.content_length or SMALLEST) < SMALLEST:
        return None
    return next((form for form in PACKERS if request.accept_encodings.quality(form) > 0), None)


def _say_which(response: Response, form: str) -> Response:
    """Mark the packed file as another one than the plain file, and send nothing where the browser has it already."""
    tag, is_weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}:{form}", bool(is_weak))
        response.make_conditional(request)
    return response
