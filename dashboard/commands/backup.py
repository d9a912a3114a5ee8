"""`dashboard db backup` and `dashboard db restore`: everything into one file, and back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from dashboard.access import audit
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
            told = {"file": str(arguments.file), "reason": error.strerror or str(error)}
            raise CommandError(t("backup.not_written", **told)) from None
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

    def write_down(connection: Connection, restored: Restored) -> None:
        told = {"version": restored.manifest.version, "rows": restored.manifest.rows}
        made_at = restored.manifest.made_at.isoformat(timespec="seconds")
        audit.record(connection, ACTOR, "restore", arguments.file.name, made_at=made_at, **told)

    with connected(settings, any_revision=True) as engines:
        try:
            restored = restore_backup(
                engines,
                arguments.file,
                replace=arguments.replace,
                retention=settings.retention,
                today=today(),
                before_commit=write_down,
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
    return 0
