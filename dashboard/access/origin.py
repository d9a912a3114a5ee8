"""Where a request comes from: nobody else's page may send one in a signed-in person's name."""

from urllib.parse import urlsplit

from flask import Request

from dashboard.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_NEXT = 2000


def own_origin(request: Request, settings: Settings) -> str:
    """Give scheme, host and port that people use: the public address, else the one this request came to."""
    return _origin(settings.public_url) if settings.public_url else f"{request.scheme}://{request.host}".lower()


def is_from_here(request: Request, settings: Settings) -> bool:
    """Say whether a request that may change something comes from our own pages.

    Every browser in use sends `Origin` or `Sec-Fetch-Site` with a POST. A request with neither comes from a script,
    which has no signed-in person's cookies to abuse.
    """
    if request.method in SAFE_METHODS:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    told = request.headers.get("Origin")
    if told is None and (referrer := request.headers.get("Referer")):
        told = _origin(referrer)
    return told is None or told.lower() == own_origin(request, settings)


def local_path(text: str) -> str:
    """Give an address to go on to after sign-in: only a path of this site, anything else becomes `/`."""
    fits = text.startswith("/") and not text.startswith(("//", "/\\")) and len(text) <= LONGEST_NEXT
    plain = text.isascii() and text.isprintable() and not set(text) & set("\\ <>\"'")
    if not (fits and plain):
        return "/"
    parts = urlsplit(text)
    return "/" if parts.scheme or parts.netloc or parts.path.startswith(("//", "/login", "/logout")) else text


def _origin(address: str) -> str:
    """Cut an address down to scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
