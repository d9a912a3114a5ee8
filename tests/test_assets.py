"""Files for the browser: complete, licensed, and in step with the Python packages."""

import json
import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from dashboard.components.document import LINKED_HERE
from dashboard.i18n import babel_locale

ASSETS = Path(__file__).parent.parent / "assets"
BUNDLE = ASSETS / "plotly-uyum.min.js"


def test_the_bundle_is_the_plotly_of_the_python_package() -> None:
    version = get_plotlyjs_version()
    assert BUNDLE.read_text("utf-8")[:200].startswith(f"/*! plotly.js v{version} ")
    package = json.loads((ASSETS / "bundle/package.json").read_text("utf-8"))
    lock = json.loads((ASSETS / "bundle/package-lock.json").read_text("utf-8"))
    assert package["devDependencies"]["plotly.js"] == version
    assert lock["packages"]["node_modules/plotly.js"]["version"] == version


def test_the_bundle_names_the_licence_of_everything_in_it() -> None:
    notices = (ASSETS / "plotly-uyum.LICENSE.txt").read_text("utf-8")
    heads = re.findall(r"^(\S+) (\d\S*) \((.+)\)$", notices, re.MULTILINE)
    assert ("plotly.js", get_plotlyjs_version(), "MIT") in heads
    assert len(heads) > 20
    assert not [name for name, _, licence in heads if "GPL" in licence]


def test_the_packer_of_zip_files_names_its_licence_and_keeps_the_content_policy() -> None:
    package = json.loads((ASSETS / "bundle/package.json").read_text("utf-8"))
    text = (ASSETS / "zip-uyum.min.js").read_text("utf-8")
    assert text.startswith(f"/*! fflate v{package['devDependencies']['fflate']} ")
    assert "new Function" not in text
    assert "eval(" not in text
    assert "Copyright (c) 2026 Arjun Barrett" in (ASSETS / "zip-uyum.LICENSE.txt").read_text("utf-8")


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ASSETS / "bundle/package-lock.json").read_text("utf-8")


def test_the_bundle_has_no_kind_of_chart_that_breaks_the_content_policy() -> None:
    text = BUNDLE.read_text("utf-8")
    assert "new Function" not in text
    assert "maplibre" not in text.lower()


def test_style_sheets_fetch_only_files_that_are_here() -> None:
    for sheet in (ASSETS / "css").glob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8")):
            bare = address.strip("\"'")
            assert bare.startswith("data:") or (sheet.parent / bare).is_file(), f"{sheet.name}: {bare}"


@pytest.mark.parametrize("sheet", sorted((ASSETS / "css").glob("*.css")), ids=lambda path: path.name)
def test_no_style_sheet_points_to_a_source_map(sheet: Path) -> None:
    assert "sourceMappingURL" not in sheet.read_text("utf-8")


def test_a_letter_comes_from_one_font_file_only() -> None:
    css = (ASSETS / "css/fonts.css").read_text("utf-8")
    faces = re.findall(r'family:"Noto Sans";font-weight:400.*?unicode-range:([^}]+)}', css)
    letters = {letter: sum(covers(face, ord(letter)) for face in faces) for letter in "aAçÇğĞıIiİöÖşŞüÜ–“₺ā"}
    assert set(letters.values()) == {1}, letters


def covers(unicode_range: str, point: int) -> bool:
    """Say whether a `unicode-range` holds a code point."""
    for part in unicode_range.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        if int(first, 16) <= point <= int(last or first, 16):
            return True
    return False


def test_fonts_carry_their_licence() -> None:
    text = (ASSETS / "fonts/OFL.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in text
    assert text.count("Copyright 2022 The Noto Project Authors") == 2


def test_the_base_map_is_empty_and_local() -> None:
    stub = json.loads((ASSETS / "topojson/world_110m.json").read_text("utf-8"))
    assert stub == {"type": "Topology", "arcs": [], "objects": {}}


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_plotlys_months_are_those_of_the_locale(language: str) -> None:
    text = (ASSETS / f"locale/plotly-{language}.js").read_text("utf-8")
    listed = re.search(r"\bmonths: \[(.*?)\]", text, re.DOTALL)
    assert listed
    wide = babel_locale(language).months["stand-alone"]["wide"]
    assert re.findall(r'"([^"]+)"', listed[1]) == [wide[number] for number in range(1, 13)]


def test_dash_loads_neither_bootstrap_nor_the_bundle_nor_its_source_by_itself() -> None:
    ignored = re.compile(LINKED_HERE)
    bootstrap, bundle = ("bootstrap.min.css", "bootstrap.rtl.min.css"), ("entry.js", "narrow.js", "build.mjs")
    for name in (*bootstrap, "plotly-uyum.min.js", *bundle):
        assert ignored.search(name), name
    for name in ("cards.js", "plotly-tr.js", "plotly-ar.js", "tokens.css"):
        assert not ignored.search(name), name


def test_the_vendored_checker_carries_its_licence() -> None:
    folder = Path(__file__).parent / "browser/vendor"
    assert (folder / "axe.min.js").read_text("utf-8").startswith("/*! axe v4.14.1")
    assert "Mozilla Public License" in (folder / "axe.LICENSE.txt").read_text("utf-8")
