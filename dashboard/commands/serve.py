"""`dashboard serve`: the installation's web server, which refuses to start where it would not be safe."""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from ipaddress import ip_address
from typing import TYPE_CHECKING

from dashboard.app import SHORTEST_KEY
from dashboard.commands import CommandError
from dashboard.commands.arguments import port, whole_number
from dashboard.commands.connecting import demand_revision
from dashboard.commands.web_server import WebServer, open_port
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import open_engines
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

MOST_WORKERS = 64
FEWEST_CHARACTERS = 10
"""Different characters in a key; 32 random ones have about 26."""
SAMPLE_WORDS = ("change-me", "changeme", "change_me", "change-this", "example", "secret", "password", "placeholder")
"""Words of sample keys; none of them appears in a random key by chance."""


class WeakKeyError(CommandError):
    """The key that signs tokens is absent, short or copied from a sample."""

    def __init__(self) -> None:
        super().__init__(t("cli.serve.weak_key", length=str(SHORTEST_KEY)))


class UnprotectedHostError(CommandError):
    """People would reach the server over a network, without https."""

    def __init__(self, host: str) -> None:
        super().__init__(t("cli.serve.unprotected_host", host=host))


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("serve", help=t("cli.serve.help"), description=t("cli.serve.help"))
    parser.add_argument("--host", default="127.0.0.1", help=t("cli.serve.host"))
    parser.add_argument("--port", type=port, default=8050, help=t("cli.port"))
    parser.add_argument("--workers", type=whole_number(1, MOST_WORKERS), default=2, help=t("cli.serve.workers"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Serve until a signal ends it.

    Raises:
        CommandError: it would not be safe or cannot work; the message says why.
    """
    demand_safety(arguments.host, settings)
    listener = open_port(arguments.host, arguments.port)
    place = f"{arguments.host}:{listener.getsockname()[1]}"
    with ExitStack() as stack:
        stack.callback(listener.close)
        if settings.database_url is None:
            server = stack.enter_context(EmbeddedPostgres(settings.data_dir))
            settings = settings.model_copy(update={"database_url": server.url})
        _check_database(settings)
        web = WebServer(settings, listener, arguments.workers, lambda: print(t("cli.serving", place=place), flush=True))
        return web.serve()


def demand_safety(host: str, settings: Settings) -> None:
    """Refuse a key that could be guessed, and a network without https.

    Raises:
        WeakKeyError: the key.
        UnprotectedHostError: the network.
    """
    key = settings.secret_key.get_secret_value() if settings.secret_key else ""
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or any(w in key.lower() for w in SAMPLE_WORDS):
        raise WeakKeyError
    if not _is_loopback(host) and not (settings.public_url or "").startswith("https://"):
        raise UnprotectedHostError(host)


def _is_loopback(host: str) -> bool:
    """Say whether only programs of this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_database(settings: Settings) -> None:
    """Refuse a database with another schema, and leave no connection open for the workers to inherit."""
    engines = open_engines(settings)
    try:
        demand_revision(engines)
    finally:
        engines.dispose()
