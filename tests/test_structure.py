"""The house keeps its shape: rooms with the same names, small files, and a README that knows every setting and KIND."""

import ast
import importlib
import pkgutil
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import dashboard
from dashboard.settings import Settings

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "dashboard"
MODULES = sorted(p for p in HOUSE.rglob("*.py") if "migrations/versions" not in p.as_posix())
STATIC_PAGES = {"methods", "accessibility"}
"""Pages that show no data: a layout is all they need."""
FIGURELESS_PAGES = {"reports", "admin", "explain"}
"""Pages that have callbacks, and no figures of their own."""
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CALLBACK = 250, 40, 15
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}


def rooms(name: str) -> set[str]:
    """Give the module names of one room, the shell left out."""
    found = {module.name for module in pkgutil.iter_modules([str(HOUSE / name)])}
    return found - {"shell"}


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a module."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function after its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


QUESTIONS_OF = {"data": "quality"}
"""Where the questions of a page stand whose name says nothing in the room of data."""


@pytest.mark.parametrize("page", sorted(rooms("pages")))
def test_a_page_says_where_it_is_and_what_it_is_called(page: str) -> None:
    module = importlib.import_module(f"dashboard.pages.{page}")
    assert module.PATH.startswith("/")
    assert module.TITLE
    assert callable(module.layout)


@pytest.mark.parametrize("page", sorted(rooms("pages") - STATIC_PAGES - FIGURELESS_PAGES))
def test_a_page_with_figures_has_all_its_rooms(page: str) -> None:
    missing = [room for room in ("callbacks", "export", "figures") if page not in rooms(room)]
    missing += [] if QUESTIONS_OF.get(page, page) in rooms("data") else ["data"]
    assert not missing, f"{page} lacks its room in {missing}: see the seven steps in README.md"


@pytest.mark.parametrize("room", ["pages", "callbacks"])
def test_the_contract_of_a_room_names_all_who_live_in_it(room: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    apart = {name for one in contracts if one["type"] == "independence" for name in one["modules"]}
    everyone = {module.name for module in pkgutil.iter_modules([str(HOUSE / room)])}
    assert {f"dashboard.{room}.{name}" for name in everyone} <= apart


def test_there_is_no_callback_room_without_a_page() -> None:
    assert {name.removesuffix("_acts") for name in rooms("callbacks")} <= rooms("pages")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE, "is there a second subject inside?"
    long = [f"{f.name}: {body_lines(f)}" for f in functions(ast.parse(text)) if body_lines(f) > LONGEST_FUNCTION]
    assert not long


@pytest.mark.parametrize(
    "path",
    sorted((HOUSE / "callbacks").rglob("*.py")),
    ids=lambda p: p.relative_to(HOUSE / "callbacks").as_posix(),
)
def test_a_callback_reads_asks_draws_and_returns(path: Path) -> None:
    long = []
    for function in functions(ast.parse(path.read_text("utf-8"))):
        decorators = [ast.unparse(d) for d in function.decorator_list]
        if any(".callback(" in d for d in decorators) and body_lines(function) > LONGEST_CALLBACK:
            long.append(f"{function.name}: {body_lines(function)}")
    assert not long


def test_no_module_has_a_vague_name() -> None:
    assert not [p for p in MODULES if p.stem in VAGUE]


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert not [p.relative_to(ROOT).as_posix() for p in MODULES if left.search(p.read_text("utf-8"))]


def test_only_settings_reads_the_environment() -> None:
    readers = [p.name for p in MODULES if re.search(r"os\.(environ|getenv)", p.read_text("utf-8"))]
    assert readers == []


def test_any_module_may_be_imported_first() -> None:
    graph = grimp.build_graph("dashboard", exclude_type_checking_imports=True)
    waits: dict[str, set[str]] = {}
    for module in graph.modules:
        imported = graph.find_modules_directly_imported_by(module)
        packages = {name.rsplit(".", depth)[0] for name in imported for depth in range(1, name.count(".") + 1)}
        waits[module] = imported | {package for package in packages if not f"{module}.".startswith(f"{package}.")}
    TopologicalSorter(waits).prepare()  # Raises with the names in a circle.


def table_of(heading: str) -> list[list[str]]:
    """Give the cells of the first table under a heading of README.md, its header row left out."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_the_readme_lists_every_setting() -> None:
    listed = {row[0].strip("`") for row in table_of("Settings")}
    assert listed == {f"DASHBOARD_{name.upper()}" for name in Settings.model_fields}


def test_the_readme_lists_every_kind() -> None:
    kinds = importlib.import_module("dashboard.data.loading.kinds").KINDS
    assert {row[0].strip("`") for row in table_of("KINDs")} == set(kinds)


def test_the_readme_tree_names_what_is_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    packages = {p.name for p in HOUSE.iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert not [name for name in packages if f"{name}/" not in text]


def test_the_version_is_told_once() -> None:
    assert not hasattr(dashboard, "__version__")
