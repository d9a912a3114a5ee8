"""A small programme to load into, and files written by hand."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.data.engine import Engines
from dashboard.data.loading import load_files
from tests.conftest import Server
from tests.data.loading.partnership_files import OTHERS, TURKISH

_numbers = count(1)
REGISTERS = {
    "places": """code,level,province_code,name_tr,country
        TR,country,,Türkiye,TR
        TR-34,province,TR-34,İstanbul,TR
        TR-34-1166,district,TR-34,Fatih,TR
        TR-01,province,TR-01,Adana,TR
        AT-9,city,,Viyana,AT""",
    "organisations": """code,name_tr,kind
        KIZILAY,Türk Kızılay,national_society
        WB,Dünya Bankası,international""",
    "programmes": """code,name_tr,organisation_code
        KIZILAY-SU,Sosyal Uyum,KIZILAY
        OTHER,Başka program,""",
    "activity_kinds": """code,name_tr,position
        course,Kurs,1
        advice,Danışmanlık,2""",
    "grants": """code,name_tr,programme_code,funder_code,amount,currency,starts_on,ends_on
        P171489,Uyuma destek,KIZILAY-SU,WB,"1.320.000,5",USD,17.12.2019,2021-03-31""",
    "projects": """code,programme_code,name_tr,stage,starts_on
        P1,KIZILAY-SU,Birlikte yaşam,running,2019-12-17
        P2,KIZILAY-SU,Gönüllülük,idea,2020-01-01""",
    "project_grants": """project_code,grant_code
        P1,P171489""",
}
REACH_HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"


def csv_text(text_: str) -> str:
    """Give the rows of a table written between quotes, its indentation left out."""
    return "\n".join(line.strip() for line in text_.splitlines()) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a file and gives its path."""

    def write(name: str, content: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(csv_text(content).encode(encoding))
        return path

    return write


@pytest.fixture(scope="session")
def bare(postgres: Server, migrated: str) -> str:
    """Give the name of a database without a single row, from which others are copied."""
    name = f"bare_{next(_numbers)}"
    emptied = postgres.create(name, migrated)
    with emptied.engines.owner.begin() as connection:
        tables = connection.scalars(
            text("select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'")
        )
        connection.execute(text(f"truncate {', '.join(tables)} restart identity cascade"))
    emptied.engines.dispose()
    return name


@pytest.fixture(scope="session")
def registered(postgres: Server, bare: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the name of a database with the small programme in it, from which others are copied."""
    name, folder = f"registered_{next(_numbers)}", tmp_path_factory.mktemp("registers")
    filled = postgres.create(name, bare)
    files = [folder / f"{name}.csv" for name in REGISTERS]
    for file in files:
        file.write_bytes(csv_text(REGISTERS[file.stem]).encode())
    report = load_files(filled.engines, files)
    assert not report.refused, list(map(str, report.errors))
    filled.engines.dispose()
    return name


@pytest.fixture
def engines(postgres: Server, bare: str) -> Iterator[Engines]:
    """Give the engines of a database that is quite empty."""
    copy = postgres.create(f"loading_{next(_numbers)}", bare)
    yield copy.engines
    postgres.drop(copy)


@pytest.fixture
def register_files(write: Callable[..., Path]) -> dict[str, Path]:
    """Give the files of the small programme by KIND, all in one folder."""
    return {name: write(f"{name}.csv", content) for name, content in REGISTERS.items()}


@pytest.fixture
def programme(postgres: Server, registered: str) -> Iterator[Engines]:
    """Give the engines of a database with the small programme in it."""
    copy = postgres.create(f"loading_{next(_numbers)}", registered)
    yield copy.engines
    postgres.drop(copy)


@pytest.fixture
def partners(programme: Engines, write: Callable[..., Path]) -> Engines:
    """Give the small programme with two municipalities, a goal, an activity and an indicator."""
    report = load_files(programme, [write(f"{name}.csv", content) for name, content in OTHERS.items()])
    assert not report.refused, list(map(str, report.errors))
    return programme


@pytest.fixture
def turkish_files(write: Callable[..., Path]) -> list[Path]:
    """Give one file with Turkish headers of every KIND of partnerships and working groups."""
    return [write(f"{name}.csv", content) for name, content in TURKISH.items()]
