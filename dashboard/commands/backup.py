"""`dashboard db backup` and `dashboard db restore`: everything into one file, and back."""

from argparse import ArgumentParser, Namespace
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from dashboard.access import audit
from dashboard.access.kept_accounts import HeldBack, KeptAccounts, count_open, hold_back, keep_accounts
from dashboard.access.kept_trail import keep_trail, put_back_trail
from dashboard.commands import CommandError
from dashboard.commands.connecting import connected
from dashboard.data.backup import (
    BackupRefusedError,
    DatabaseInUseError,
    DatabaseNotEmptyError,
    Restored,
    restore_backup,
    save_backup,
)
from dashboard.data.versions import today
from dashboard.formats import moment, whole
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTOR = "command line"


def add_parsers(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe both actions."""
    saving = actions.add_parser("backup", help=t("cli.db.backup"), description=t("cli.db.backup"))
    saving.add_argument("file", type=Path, metavar="FILE", help=t("cli.db.file"))
    saving.set_defaults(run=_save)
    restoring = actions.add_parser("restore", help=t("cli.db.restore"), description=t("cli.db.restore"))
    restoring.add_argument("file", type=Path, metavar="FILE", help=t("cli.db.file"))
    restoring.add_argument("--replace", action="store_true", help=t("cli.db.replace"))
    restoring.set_defaults(run=_restore)


def _save(arguments: Namespace, settings: Settings) -> int:
    """Save everything, and say what is in the file.

    Raises:
        CommandError: the file cannot be written.
    """
    with connected(settings) as engines:
        try:
            manifest = save_backup(engines.owner, arguments.file)
        except OSError as error:
            no_room = error.errno in {ENOSPC, EDQUOT, EFBIG}
            reason = t("backup.no_room") if no_room else error.strerror or str(error)
            raise CommandError(t("backup.not_written", file=str(arguments.file), reason=reason)) from None
        with engines.writer.begin() as connection:
            audit.record(connection, ACTOR, "backup", arguments.file.name, version=manifest.version, rows=manifest.rows)
    told = {"file": str(arguments.file), "version": str(manifest.version), "rows": whole(manifest.rows)}
    print(t("backup.saved", **told))
    return 0


def _restore(arguments: Namespace, settings: Settings) -> int:
    """Restore everything, and say what came back.

    Raises:
        CommandError: the file or the database is not fit for it; nothing has changed.
    """
    people = _People(arguments.file.name)
    with connected(settings, any_revision=True) as engines:
        try:
            restored = restore_backup(
                engines,
                arguments.file,
                replace=arguments.replace,
                retention=settings.retention,
                today=today(),
                before_clear=people.keep,
                before_commit=people.hold_back,
            )
        except BackupRefusedError as refusal:
            told = {"file": str(arguments.file), "subject": refusal.subject}
            raise CommandError(t(f"backup.refused.{refusal.reason}", **told)) from None
        except DatabaseNotEmptyError:
            raise CommandError(t("backup.not_empty")) from None
        except DatabaseInUseError:
            raise CommandError(t("backup.in_use")) from None
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise CommandError(t("backup.in_use")) from None
            raise
    manifest, erased = restored.manifest, restored.erased
    when = moment(manifest.made_at)
    print(t("backup.restored", when=when, version=str(manifest.version), rows=whole(manifest.rows)))
    if not erased.nothing:
        counts = {"texts": erased.texts, "feedback": erased.feedback, "reach": erased.reach}
        print(t("cli.erase.done", **{name: whole(count) for name, count in counts.items()}))
    for sentence in people.sentences(when):
        print(sentence)
    return 0


class _People:
    """What a restoration does with accounts, inside its transaction, and what it says of them afterwards."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._kept = KeptAccounts({}, frozenset())
        self._held_back = HeldBack()
        self._trail = False
        self._open = self._administer = 0

    def keep(self, connection: Connection) -> None:
        """Remember the accounts and the audit trail of the database that gives way."""
        self._kept = keep_accounts(connection)
        self._trail = keep_trail(connection)

    def hold_back(self, connection: Connection, restored: Restored) -> None:
        """Write the restoration down behind what happened since, and take from the accounts what they no longer had."""
        if self._trail:
            put_back_trail(connection)
        told = {"version": restored.manifest.version, "rows": restored.manifest.rows}
        made_at = restored.manifest.made_at.isoformat(timespec="seconds")
        audit.record(connection, ACTOR, "restore", self._file_name, made_at=made_at, **told)
        self._held_back = hold_back(connection, self._kept, actor=ACTOR)
        self._open, self._administer = count_open(connection), count_open(connection, "admin")

    def sentences(self, when: str) -> list[str]:
        """Say whose accounts are open now, and which are not what the backup of that moment says."""
        key = "backup.accounts_kept" if self._kept.by_name else "backup.accounts_as_of"
        said = [t(key, when=when, open=whole(self._open))]
        told = {name: ", ".join(getattr(self._held_back, name)) for name in ("closed", "narrowed", "gone")}
        said += [t(f"backup.accounts_{name}", names=names) for name, names in told.items() if names]
        if not self._administer:
            said.append(t("backup.no_administrator"))
        return said
