"""What can keep the embedded PostgreSQL from running, each with a sentence for the person at the terminal."""

from dashboard.i18n import t


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


class FolderInUseError(EmbeddedPostgresError):
    """Another command owns this data folder at the moment."""

    def __init__(self, folder: str, holder: str) -> None:
        super().__init__(t("database.folder_in_use", folder=folder, process=holder))


class UnsafeFolderError(EmbeddedPostgresError):
    """The folder belongs to somebody else, or everybody may write in it."""

    def __init__(self, folder: str) -> None:
        super().__init__(t("database.folder_unsafe", folder=folder))


class UnusableFolderError(EmbeddedPostgresError):
    """The machine refuses to create or open something in the folder."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(t("database.folder_unusable", folder=folder, reason=reason))


class BinariesMissingError(EmbeddedPostgresError):
    """The wheel has no binaries for this machine."""

    def __init__(self) -> None:
        super().__init__(t("database.binaries_missing"))


class NoUnprivilegedUserError(EmbeddedPostgresError):
    """PostgreSQL refuses to run as root, and this machine has no other user to run it as."""

    def __init__(self) -> None:
        super().__init__(t("database.no_unprivileged_user"))


class ServerFailedError(EmbeddedPostgresError):
    """A program of PostgreSQL ended with an error; its last line says which."""

    def __init__(self, log: str, reason: str) -> None:
        super().__init__(t("database.server_failed", log=log, reason=reason))
