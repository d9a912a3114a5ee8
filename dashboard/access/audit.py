"""The audit trail: who did what and when, one row and one line of JSON each, never a password or a token."""

import json
import logging
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from dashboard.data.schema.accounts import audit

ACTIONS = (
    *("sign_in", "sign_in_failed", "sign_out", "denied", "password_chosen"),
    *("account_created", "disabled", "enabled", "reset", "role_changed", "scope_changed", "see_as", "see_as_ended"),
    *("export", "load", "undo", "column_map", "erase", "release", "lock", "comment", "comment_removed", "thresholds"),
    *("calendar_key_made", "calendar_key_revoked", "backup", "restore"),
)
"""Every act that the trail knows, in the order in which a list offers them; its words are `audit.act.<act>`."""
_LOG = logging.getLogger("dashboard.audit")


def record(
    connection: Connection, actor: str, action: str, subject: str = "", **details: str | int | list[str]
) -> None:
    """Write one act to the audit trail and to the log.

    Args:
        connection: the transaction of the act itself, so that neither stands without the other.
        actor: account name, empty for somebody unknown.
        action: one of `ACTIONS`.
        subject: what it was done to: an account, a path, a chart.
        details: further facts; words and numbers only.
    """
    connection.execute(insert(audit).values(actor=actor, action=action, subject=subject, details=details))
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "actor": actor, "action": action}
    _LOG.info(json.dumps(line | {"subject": subject, **details}, ensure_ascii=False))
