"""Birth of a cluster: complete under its name, or not there at all."""

import secrets
import shutil
import subprocess
from pathlib import Path

from dashboard.data.embedded.errors import ServerFailedError
from dashboard.data.embedded.home import write_private
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
    """Create the cluster with the product's role and empty database; the role's password goes to `home/password`.

    Raises:
        ServerFailedError: a program of PostgreSQL refused; `initdb.log` in the home has its words.
    """
    birth = birth_identity(server)
    unfinished = cluster.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    birth.give(unfinished)
    throwaway = unfinished.with_name("throwaway")
    throwaway.unlink(missing_ok=True)
    write_private(throwaway, secrets.token_urlsafe(32))
    birth.give(throwaway)
    log = home / "initdb.log"
    _run([binaries / "initdb", *INITDB, f"--pwfile={throwaway}", f"--pgdata={unfinished}"], birth, log)
    throwaway.unlink()
    password = secrets.token_urlsafe(32)
    _run([binaries / "postgres", "--single", "-D", unfinished, "postgres"], birth, log, _first_statements(password))
    server.give_tree(unfinished)
    write_private(home / "password", password)
    unfinished.rename(cluster)


def _first_statements(password: str) -> str:
    """Give the statements of single-user mode, one a line; the password is made of letters, digits, `-` and `_`."""
    return (
        f"create role {OWNER} login createrole createdb password '{password}';\n"
        f"create database {OWNER} owner {OWNER};\n"
        "alter role postgres nologin password null;\n"
    )


def _run(command: list[Path | str], identity: Identity, log: Path, text: str = "") -> None:
    """Run one program of PostgreSQL to its end, its words going to the log."""
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            [str(part) for part in command],
            input=text,
            text=True,
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
