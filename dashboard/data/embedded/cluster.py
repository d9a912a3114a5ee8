"""Birth of a cluster: complete under its name, or not there at all."""

import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from dashboard.data.embedded.errors import ServerFailedError
from dashboard.data.embedded.home import open_private, write_private
from dashboard.data.embedded.identity import Identity, birth_identity

OWNER = "dashboard"
"""Role and database of the product; the superuser of the cluster has no password and may not sign in."""
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
"""Nothing of the caller's environment reaches PostgreSQL."""
INITDB = (
    "--username=postgres",
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


def create_cluster(binaries: Path, home: Path, cluster: Path, server: Identity) -> None:
    """Create the cluster with the product's role and its empty database; the role's password goes to `home/password`.

    Raises:
        ServerFailedError: a program of PostgreSQL refused; `create.log` in the home has its words.
    """
    for leftover in cluster.parent.glob("unfinished-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    birth, log = birth_identity(server), home / "create.log"
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=cluster.parent))
    birth.give(unfinished)
    data, throwaway = unfinished / "cluster", unfinished / "password"
    write_private(throwaway, secrets.token_urlsafe(32))
    birth.give(throwaway)
    _run([binaries / "initdb", *INITDB, f"--pwfile={throwaway}", f"--pgdata={data}"], birth, log)
    password = secrets.token_urlsafe(32)
    _run([binaries / "postgres", "--single", "-D", data, "postgres"], birth, log, _first_statements(password))
    server.give_tree(data)
    write_private(home / "password", password)
    data.rename(cluster)
    shutil.rmtree(unfinished)


def _first_statements(password: str) -> str:
    """Give the statements of single-user mode, one a line; a password is made of letters, digits, `-` and `_`."""
    return (
        f"create role {OWNER} login createrole createdb password '{password}';\n"
        f"create database {OWNER} owner {OWNER};\n"
        "alter role postgres nologin password null;\n"
    )


def _run(command: list[Path | str], identity: Identity, log: Path, text: str = "") -> None:
    """Run one program of PostgreSQL to its end, its words going to the log."""
    with open_private(log) as output:
        done = subprocess.run(
            [str(part) for part in command],
            input=text.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ENVIRONMENT,
            cwd="/",
            user=identity.user,
            group=identity.group,
            extra_groups=None if identity.user is None else [],
            check=False,
        )
    if done.returncode:
        raise ServerFailedError(str(log), last_line(log))


def last_line(log: Path) -> str:
    """Give the last words of a log, empty where it has none."""
    lines = log.read_text("utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
