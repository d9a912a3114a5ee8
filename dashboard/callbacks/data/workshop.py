"""Checking and loading the file that waits for an account."""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.callbacks.data.orders import Order
from dashboard.callbacks.data.working import RefusedWorkError, Work
from dashboard.data.engine import Engines
from dashboard.data.loading import LoadReport, load_files
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.person_keys import person_secret
from dashboard.data.loading.preview import preview_of
from dashboard.data.loading.uploads import (
    MOST_PROBLEMS,
    Held,
    change_options,
    held,
    keep_loaded,
    keep_preview,
    written_out,
)
from dashboard.i18n import language, speaking, t
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Workshop:
    """What loading needs, whoever orders it."""

    engines: Engines
    settings: Settings


@dataclass(frozen=True, slots=True)
class Loader:
    """Who loads: the number and name of the account, the programmes in its scope, the language it is spoken to in."""

    account: int
    name: str
    within: Collection[str] | None
    language: str


def check(shop: Workshop, view: View, order: Order) -> Work:
    """Give the work that finds out what a load would do; its result is kept beside the file."""
    who = _who(view)

    def work(progress: Progress) -> dict[str, Any]:
        with speaking(who.language):
            with shop.engines.writer.begin() as connection:
                _demand(held(connection, who.account), order)
                change_options(connection, who.account, order.digest, order.options())
            report = _loaded(shop, who, order, progress, dry_run=True)
            with shop.engines.writer.begin() as connection:
                problems = (*report.errors[:MOST_PROBLEMS], *report.warnings[:MOST_PROBLEMS])
                kept = keep_preview(connection, who.account, order.digest, preview_of(report), problems)
            if not kept:
                raise RefusedWorkError(t("load.upload.gone"))
            return {"refused": report.refused}

    return work


def load(shop: Workshop, view: View, order: Order) -> Work:
    """Give the work that loads the file: once, however often it is asked for."""
    who = _who(view)

    def work(progress: Progress) -> dict[str, Any]:
        with speaking(who.language):
            with shop.engines.writer.begin() as connection:
                found = _demand(held(connection, who.account), order)
            if found.loaded:
                return {"version": found.loaded, "already": True}
            if found.preview is None or found.options != order.options() or found.is_refused:
                raise RefusedWorkError(t("load.upload.unchecked"))
            report = _loaded(shop, who, order, progress, dry_run=False)
            with shop.engines.writer.begin() as connection:
                if report.refused:
                    problems = (*report.errors[:MOST_PROBLEMS], *report.warnings[:MOST_PROBLEMS])
                    keep_preview(connection, who.account, order.digest, preview_of(report), problems)
                else:
                    keep_loaded(connection, who.account, order.digest, report.version or 0)
            return {"version": report.version, "already": report.already_loaded, "refused": report.refused}

    return work


def _who(view: View) -> Loader:
    """Give who loads."""
    return Loader(view.account.id, view.account.username, view.viewer.programmes, language())


def _demand(found: Held | None, order: Order) -> Held:
    """Demand that the file still waits, and is the one that was shown.

    Raises:
        RefusedWorkError: it does not, or is another one.
    """
    if found is None or found.digest != order.digest:
        raise RefusedWorkError(t("load.upload.gone"))
    return found


def _loaded(shop: Workshop, who: Loader, order: Order, progress: Progress, *, dry_run: bool) -> LoadReport:
    """Load the file, or find out what that would do."""

    def write_down(connection: Connection, report: LoadReport) -> None:
        progress("store", 1, 1)  # Whoever has cancelled by now gets nothing stored.
        sources = ", ".join(table.source for table in report.tables)
        told = {"version": report.version or 0, "accepted": report.accepted, "warned": report.warned}
        audit.record(connection, who.name, "load", sources, **told)

    with ExitStack() as opened:
        with shop.engines.writer.begin() as connection:
            found = _demand(held(connection, who.account), order)
            path = opened.enter_context(written_out(connection, who.account, found.name))
        return load_files(
            shop.engines,
            [path],
            kind=order.kind or None,
            source=order.source or None,
            supersede=order.supersede,
            dry_run=dry_run,
            actor=who.name,
            secret=person_secret(shop.settings),
            retention=shop.settings.retention,
            progress=progress,
            before_commit=write_down,
            within=who.within,
        )
