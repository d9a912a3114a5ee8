"""Files as they really come: what is accepted, rejected, duplicate and warned of, for each kind of mess."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.data.engine import Engines
from dashboard.data.loading import ColumnMap, load_files
from dashboard.i18n import LOCALES, speaking
from tests.conftest import Server
from tests.data.loading.conftest import REGISTERS, csv_text
from tests.data.loading.mess_files import HEADER
from tests.data.loading.messes import MESSES, Mess

OWN = ColumnMap("reach", (*tuple((f"K{n}", name) for n, name in enumerate(HEADER) if n), ("date", "date")))
CASES = [replace(m, column_map=OWN) if m.name == "a file that a map does not know" else m for m in MESSES]


@pytest.fixture(scope="module")
def engines(postgres: Server, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Give the engines of one small programme; nothing is stored beside it."""
    copy = postgres.create("messes", migrated)
    folder = tmp_path_factory.mktemp("registers")
    for name, content in REGISTERS.items():
        if name not in {"places", "activity_kinds"}:
            (folder / f"{name}.csv").write_text(csv_text(content), "utf-8")
    report = load_files(copy.engines, [folder])
    assert not report.refused, list(map(str, report.errors))
    yield copy.engines
    postgres.drop(copy)


def test_there_are_at_least_sixty_kinds_of_mess() -> None:
    assert len({mess.name for mess in MESSES}) == len(MESSES) >= 60


@pytest.mark.parametrize("mess", CASES, ids=lambda mess: mess.name.replace(" ", "_"))
def test_of_every_mess_the_counts_are_known(mess: Mess, engines: Engines, tmp_path: Path) -> None:
    path = mess.make(tmp_path)
    report = load_files(engines, [path], column_maps=[mess.column_map] if mess.column_map else [], dry_run=True)
    found = (report.accepted, report.rejected, report.duplicate, report.warned)
    lines = list(map(str, itertools.chain(report.errors, report.warnings)))
    assert {p.key.removeprefix("load.error.") for p in report.errors} == mess.reasons, lines
    assert {p.key.removeprefix("load.warning.") for p in report.warnings} == mess.told, lines
    assert found == mess.counts, lines
    for language in LOCALES:
        with speaking(language):
            assert all(p.file == path.name and p.reason for p in itertools.chain(report.errors, report.warnings))
