"""Backup of the whole database in one file, and its restoration: every figure afterwards is what it was.

A backup is a zip file: a table a member, as COPY writes it, a manifest with revision and counts, and a seal over every
byte. It holds data, not statements: a restoration builds the schema of the backup's revision by our own migrations, so
that neither the release of the server nor the names of its roles have to be those of then. Sessions and tries of
sign-in are not in it.
"""

from dashboard.data.backup.archive import BackupRefusedError, Manifest, check_archive
from dashboard.data.backup.restoring import DatabaseInUseError, DatabaseNotEmptyError, Restored, restore_backup
from dashboard.data.backup.saving import save_backup

__all__ = [
    "BackupRefusedError",
    "DatabaseInUseError",
    "DatabaseNotEmptyError",
    "Manifest",
    "Restored",
    "check_archive",
    "restore_backup",
    "save_backup",
]
