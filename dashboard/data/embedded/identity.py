"""As whom PostgreSQL runs: an ordinary user runs it himself; root hands it to a user who owns nothing else."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.embedded.errors import NoUnprivilegedUserError

PRIVATE_NUMBER = 54318
"""First number tried for the private user and group; it is far from the numbers that systems hand out."""
NAMED_USERS = ("postgres", "nobody")
"""`initdb` insists on a user with a name; one of these exists on nearly every system."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The user and group of a process; None means those of the caller."""

    user: int | None = None
    group: int | None = None

    def give(self, path: Path) -> None:
        """Make this identity the owner of one path of ours, without following links."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group, follow_symlinks=False)

    def give_tree(self, top: Path) -> None:
        """Make this identity the owner of a folder of ours and of everything in it."""
        if self.user is None or top.stat().st_uid == self.user:
            return
        for folder, folders, files in os.walk(top, topdown=False):
            for name in (*folders, *files):
                self.give(Path(folder) / name)
        self.give(top)

    def can_reach(self, path: Path) -> bool:
        """Say whether this identity may walk through every parent of `path` and enter or run it."""
        resolved = path.resolve()
        return self.user is None or all(self._may_enter(step.stat()) for step in (resolved, *resolved.parents))

    def _may_enter(self, status: os.stat_result) -> bool:
        """Say whether the mode of one file or folder lets this identity in."""
        if status.st_uid == self.user:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.group:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def server_identity() -> Identity:
    """Give the identity that runs the server: our own, or as root a number that no account has.

    A shared account such as `nobody` would let every other process of that account read the files of the database.
    """
    if os.geteuid() != 0:
        return Identity()
    number = next(n for n in range(PRIVATE_NUMBER, PRIVATE_NUMBER + 1000) if not _has_name(n))
    return Identity(number, number)


def birth_identity(server: Identity) -> Identity:
    """Give the identity that creates the cluster, because `initdb` refuses a user without a name.

    It carries the private group of the server: only this group may walk into the folder of the cluster.

    Raises:
        NoUnprivilegedUserError: we are root, and there is no user to hand the work to.
    """
    if server.user is None:
        return server
    for name in NAMED_USERS:
        try:
            return Identity(pwd.getpwnam(name).pw_uid, server.group)
        except KeyError:
            continue
    raise NoUnprivilegedUserError


def _has_name(number: int) -> bool:
    """Say whether an account has this number."""
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True
