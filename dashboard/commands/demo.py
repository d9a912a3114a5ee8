"""`dashboard demo`: the example programme on this machine, with nothing to set up."""

import secrets
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.commands import CommandError
from dashboard.commands.arguments import port, whole_number
from dashboard.commands.progress import progress_bar
from dashboard.commands.web_server import WebServer, open_port
from dashboard.data.contents import Kind, empty_database, mark_example, read_contents
from dashboard.data.demo import ACTOR, edition, load_demo
from dashboard.data.embedded import EmbeddedPostgres, private_folder, write_private
from dashboard.data.engine import Engines, open_engines
from dashboard.data.loading.person_keys import person_secret
from dashboard.data.migrating import upgrade
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

HOST = "127.0.0.1"
WORKERS = 2
MOST_ROWS = 1_000_000


class OwnDataError(CommandError):
    """The folder holds data that is not the example; the demo must not touch it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(t("cli.demo.own_data", folder=str(folder)))


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", help=t("cli.demo.help"), description=t("cli.demo.help"))
    parser.add_argument("--port", type=port, default=8050, help=t("cli.port"))
    parser.add_argument("--data-dir", type=Path, help=t("cli.demo.data_dir"))
    parser.add_argument("--rows", type=whole_number(1, MOST_ROWS), help=t("cli.demo.rows"))
    parser.add_argument("--fresh", action="store_true", help=t("cli.demo.fresh"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Serve the example programme until Ctrl-C.

    Raises:
        CommandError: the port is taken, or the folder holds somebody's own data.
        EmbeddedPostgresError: the embedded database cannot run here.
    """
    folder = private_folder(arguments.data_dir or settings.data_dir)
    listener = open_port(HOST, arguments.port)
    with listener, EmbeddedPostgres(folder) as server:
        here = demo_settings(settings, folder, server.url)
        secret = person_secret(settings.model_copy(update={"database_url": None, "data_dir": folder}))
        engines = prepare(here, arguments.rows, secret, fresh=arguments.fresh)
        passwords = create_demo_accounts(engines.writer, _chosen_password(settings))
        engines.dispose()
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        web = WebServer(here, listener, WORKERS, lambda: welcome(address, passwords), ends_with_terminal=True)
        return web.serve()


def demo_settings(settings: Settings, folder: Path, url: str) -> Settings:
    """Give the settings of a demo: its own database and key, plain http on loopback, whatever the environment says."""
    key = folder / "secret"
    if not key.exists():
        write_private(key, secrets.token_urlsafe(48))
    return settings.model_copy(
        update={
            "database_url": url,
            "database_roles": None,
            "data_dir": folder,
            "secret_key": SecretStr(key.read_text("utf-8")),
            "public_url": None,
            "trusted_proxies": 0,
            "demo": True,
        }
    )


def prepare(settings: Settings, rows: int | None, secret: bytes | None, *, fresh: bool) -> Engines:
    """Bring the database to the state in which it holds the whole example; an earlier run's example is used again.

    It is made anew where this release has other rows, unless somebody loaded files of their own into it.

    Args:
        settings: of the demo, with the address of its database.
        rows: reach records to make; None for the usual number.
        secret: hashes the keys of persons; the same that `dashboard load` uses on this folder.
        fresh: whether to make the example anew.

    Raises:
        OwnDataError: the database holds something else.
    """
    engines = open_engines(settings)
    upgrade(engines)
    with engines.owner.connect() as connection:
        contents = read_contents(connection, ACTOR)
    if contents.kind is Kind.OWN:
        engines.dispose()
        raise OwnDataError(settings.data_dir)
    outdated = contents.edition != edition() and not contents.extended
    other_size = rows is not None and contents.rows != rows
    if contents.kind is Kind.EXAMPLE and not (fresh or outdated or other_size):
        return engines
    if outdated and not fresh and rows is None:
        rows = contents.rows
    if contents.kind is not Kind.EMPTY:
        engines.dispose()
        empty_database(str(settings.database_url))
        upgrade(engines)
    mark_example(engines.owner, done=False)
    with progress_bar(t("cli.demo.loading")) as progress:
        load_demo(engines, rows, progress, secret)
    mark_example(engines.owner, done=True, rows=rows, edition=edition())
    return engines


def welcome(address: str, passwords: dict[str, str]) -> None:
    """Say where the demo is, who can sign in, and how it ends."""
    width = max(map(len, passwords))
    lines = [f"  {name:<{width}}  {password}" for name, password in passwords.items()]
    print("\n".join(["", t("cli.demo.ready", address=address), "", t("cli.demo.accounts"), *lines, ""]), flush=True)
    print(t("cli.demo.stop"), flush=True)


def _chosen_password(settings: Settings) -> str | None:
    """Give the one password for all accounts, where the environment names one."""
    return settings.demo_password.get_secret_value() if settings.demo_password else None
