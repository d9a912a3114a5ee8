"""Person keys: only a keyed hash is ever stored, so that nobody can read them or guess them from a list of names."""

import hmac
import secrets
from pathlib import Path

from dashboard.settings import Settings

KEY_FILE = "person.key"
KEY_BYTES = 32


def person_secret(settings: Settings) -> bytes | None:
    """Give the secret under which this installation hashes person keys, or None where it has none.

    It is the secret key of the settings; without one, a random key in the data folder of the embedded database. A
    shared database has no such folder: there a key of one machine would not be the key of the next.
    The same person has the same hash as long as the secret stays.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return None if settings.database_url else _kept_key(settings.data_dir / KEY_FILE)


def _kept_key(path: Path) -> bytes:
    """Give the key of a file that only its owner can read; the first call writes it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(KEY_BYTES))
    try:
        path.hardlink_to(draft)  # Of two first calls one wins, and both read the winner's key.
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def hash_person(secret: bytes, person_key: str) -> bytes:
    """Give the 32 bytes by which a person is known in the database."""
    return hmac.digest(secret, b"person:" + person_key.encode(), "sha256")
