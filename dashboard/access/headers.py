"""The headers of every answer: what the browser may load, run and keep."""

from typing import TYPE_CHECKING

from flask import Flask, Response, request

from dashboard.access.packing import STATIC

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
"""Dash's components put styles into the page, so these may stand there; scripts may not, but for Dash's own by hash."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
BARE = {**ALWAYS, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}
"""The headers of an answer that says nothing but what is wrong with a request."""
SHARED = "Cross-Origin-Resource-Policy"
"""The header with which open data say that other sites may read them; they say themselves how long they are kept."""
A_YEAR, TEN_MINUTES = 31_536_000, 600


def policy(app: "Dash") -> str:
    """Give the content security policy with the hashes of the scripts that Dash writes into its page."""
    hashes = "".join(f" {found}" for found in app.csp_hashes())
    return POLICY.format(hashes=hashes)


def register(server: Flask, settings: "Settings", app: "Dash") -> None:
    """Put the headers on every answer of the server, errors and refusals included."""
    always = dict(ALWAYS)
    if (settings.public_url or "").startswith("https://"):
        always["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    policies: list[str] = []

    def add(response: Response) -> Response:
        if not policies:
            policies.append(policy(app))
        open_to_all = response.headers.get(SHARED) == "cross-origin"
        response.headers.update(always | ({SHARED: "cross-origin"} if open_to_all else {}))
        response.headers["Content-Security-Policy"] = policies[0]
        if not open_to_all:
            _say_how_long_to_keep(response)
        return response

    server.after_request(add)


def _say_how_long_to_keep(response: Response) -> None:
    """Let files be kept, for long where their address changes with their content; let nothing else be kept."""
    if not request.path.startswith(STATIC) or response.status_code not in {200, 304}:
        response.headers["Cache-Control"] = "no-store"
        return
    fingerprinted = bool(request.args.get("m")) or response.cache_control.max_age == A_YEAR
    response.headers["Cache-Control"] = (
        f"private, max-age={A_YEAR}, immutable" if fingerprinted else f"private, max-age={TEN_MINUTES}"
    )
