"""Checking and loading the file that waits for an account."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.access.viewing import View
from dashboard.callbacks.data.orders import Order, order_of, read_digest, read_order
from dashboard.callbacks.data.working import RefusedWorkError, Work
from dashboard.data.engine import Engines
from dashboard.data.loading import (
    LoadReport,
    Proposal,
    RefusedError,
    load_files,
    propose,
    save_map,
    saved_maps,
)
from dashboard.data.loading.column_map import missing
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.person_keys import person_secret
from dashboard.data.loading.preview import preview_of
from dashboard.data.loading.saved_maps import to_json
from dashboard.data.loading.sheet_maps import SheetMaps
from dashboard.data.loading.submissions import stream_of
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


def check(shop: Workshop, view: View, body: object) -> Work:
    """Give the work that finds out what a load would do; its result is kept beside the file."""
    asked, who = read_order(body), _who(view)

    def work(progress: Progress) -> dict[str, Any]:
        with speaking(who.language):
            with shop.engines.writer.begin() as connection:
                order = asked.after(_demand(held(connection, who.account), asked.digest).options)
                change_options(connection, who.account, order.digest, order.options())
            with _file(shop, who, order.digest) as path:
                report = _loaded(shop, who, order, progress, path, dry_run=True)
                preview = preview_of(report) | {"maps": _maps(shop, order, path, progress)}
            _keep(shop, who, order.digest, report, preview)
            return {"refused": report.refused}

    return work


def load(shop: Workshop, view: View, body: object) -> Work:
    """Give the work that loads the file as it was checked: once, however often it is asked for."""
    digest, who = read_digest(body), _who(view)

    def work(progress: Progress) -> dict[str, Any]:
        with speaking(who.language):
            with shop.engines.writer.begin() as connection:
                found = _demand(held(connection, who.account), digest)
            if found.loaded:
                return {"version": found.loaded, "already": True, "refused": False}
            if found.preview is None or found.is_refused:
                raise RefusedWorkError(t("load.upload.unchecked"))
            with _file(shop, who, digest) as path:
                report = _loaded(shop, who, order_of(digest, found.options), progress, path, dry_run=False)
            if report.refused:
                _keep(shop, who, digest, report, preview_of(report) | {"maps": found.preview["maps"]})
            else:
                with shop.engines.writer.begin() as connection:
                    keep_loaded(connection, who.account, digest, report.version or 0)
            return {"version": report.version, "already": report.already_loaded, "refused": report.refused}

    return work


def _keep(shop: Workshop, who: Loader, digest: str, report: LoadReport, preview: dict[str, Any]) -> None:
    """Keep what a load would do beside the file.

    Raises:
        RefusedWorkError: the file is another one by now.
    """
    problems = (*report.errors[:MOST_PROBLEMS], *report.warnings[:MOST_PROBLEMS])
    with shop.engines.writer.begin() as connection:
        if not keep_preview(connection, who.account, digest, preview, problems):
            raise RefusedWorkError(t("load.upload.gone"))


def _maps(shop: Workshop, order: Order, path: Path, progress: Progress) -> list[dict[str, Any]]:
    """Give what each sheet of the file holds, and what its headers are taken for: as said, as kept, or as proposed."""
    said = {one.sheet: one.kind for one in order.column_maps}
    try:
        proposals = propose([path], order.kind or None, lambda _, done, of: progress("look", done, of), said)
    except RefusedError:
        return []
    with shop.engines.writer.begin() as connection:
        maps = SheetMaps(order.column_maps, saved_maps(connection, order.source or stream_of(path.name)))
    return [_map(one, maps) for one in proposals]


def _map(one: Proposal, maps: SheetMaps) -> dict[str, Any]:
    """Give one sheet as JSON holds it; `by` says who took its headers for what they are taken for.

    Of a map without columns only the KIND is said: what its fields are is proposed.
    """
    found = maps.of(one.sheet, one.headers)
    chosen = found if found and found.columns else one.column_map
    by = "proposed" if chosen is one.column_map else "said" if chosen in maps.said else "kept"
    told = {"sheet": one.sheet, "form": one.form, "header_row": one.header_row, "headers": one.headers}
    about = {"missing": missing(chosen), "conventions": one.conventions, "rows": one.rows, "by": by}
    return {**told, **about, "map": to_json(chosen)}


def _who(view: View) -> Loader:
    """Give who loads."""
    return Loader(view.account.id, view.account.username, view.viewer.programmes, language())


def _demand(found: Held | None, digest: str) -> Held:
    """Demand that the file still waits, and is the one that was shown.

    Raises:
        RefusedWorkError: it does not, or is another one.
    """
    if found is None or found.digest != digest:
        raise RefusedWorkError(t("load.upload.gone"))
    return found


@contextmanager
def _file(shop: Workshop, who: Loader, digest: str) -> Iterator[Path]:
    """Hold the file in a private folder.

    Raises:
        RefusedWorkError: it waits no longer.
    """
    with ExitStack() as opened:
        with shop.engines.writer.begin() as connection:
            found = _demand(held(connection, who.account), digest)
            path = opened.enter_context(written_out(connection, who.account, found.name))
        yield path


def _loaded(shop: Workshop, who: Loader, order: Order, progress: Progress, path: Path, *, dry_run: bool) -> LoadReport:
    """Load the file, or find out what that would do."""

    def write_down(connection: Connection, report: LoadReport) -> None:
        progress("store", 1, 1)  # Whoever has cancelled by now gets nothing stored.
        sources = ", ".join(table.source for table in report.tables)
        told = {"version": report.version or 0, "accepted": report.accepted, "warned": report.warned}
        audit.record(connection, who.name, "load", sources, **told)
        source = order.source or stream_of(path.name)
        for one in order.column_maps if order.keep else ():
            save_map(connection, source, one, who.name)
            audit.record(connection, who.name, "column_map", source, kind=one.kind)

    return load_files(
        shop.engines,
        [path],
        kind=None if order.column_maps else order.kind or None,
        column_maps=order.column_maps,
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
