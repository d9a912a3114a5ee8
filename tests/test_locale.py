"""Every word exists in Turkish, English and Arabic, and no language stands in the code."""

import ast
import re
from pathlib import Path

import pytest

from dashboard.i18n import LOCALES, catalogue

HOUSE = Path(__file__).parent.parent / "dashboard"
SOURCES = sorted(p for p in HOUSE.rglob("*.py") if not {"demo", "reference", "migrations"} & set(p.parts))
LETTERS_ALLOWED = {"formats.py", "shaping.py", "encodings.py"}
"""Files that must name letters of an alphabet, or words that stand in files, to do their work."""
FOREIGN = re.compile(r"[çğıöşüÇĞİÖŞÜ\u0600-\u06ff]")


def literals(path: Path) -> list[str]:
    """Give the texts of a module that are not docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def asked_for(path: Path) -> set[str]:
    """Give the keys that a module asks `t` for by a literal."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "t"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_key_exists_in_each_language(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("tr"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_each_word_asked_for_exists(path: Path) -> None:
    assert not asked_for(path) - set(catalogue("tr"))


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name not in LETTERS_ALLOWED], ids=lambda p: p.name)
def test_no_turkish_or_arabic_stands_in_the_code(path: Path) -> None:
    assert not [text for text in literals(path) if FOREIGN.search(text)]


def placeholders(text: str) -> set[str]:
    """Give the names in braces."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_a_text_keeps_its_placeholders_in_each_language() -> None:
    found = {key: {frozenset(placeholders(catalogue(code)[key])) for code in LOCALES} for key in catalogue("tr")}
    assert {key: sets for key, sets in found.items() if len(sets) > 1} == {}


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_no_suffix_is_hung_on_a_variable(language: str) -> None:
    hung = [key for key, text in catalogue(language).items() if re.search(r"\}['’](?!\s|$|\))\w", text)]
    assert not hung


def test_arabic_is_written_in_arabic() -> None:
    signs_only = {
        key for key, text in catalogue("tr").items() if not re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))
    }
    file_names = {key for key in catalogue("tr") if key.endswith(".slug") or key.startswith("export.page.")}
    names = re.compile(r"^[\w\s.:/()·,%+\-{}]*$", re.ASCII)
    left_in_latin = {
        key
        for key, text in catalogue("ar").items()
        if key not in signs_only | file_names and names.match(text) and len(text) > 12
    }
    assert not left_in_latin
