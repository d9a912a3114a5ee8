"""The house around the code: notices for what others made, pinned requirements, and a README that tells the truth."""

import argparse
import re
import tomllib
from pathlib import Path

import pytest

from dashboard.cli import COMMANDS
from dashboard.codes import CODE_LISTS
from dashboard.data.reference import reference

ROOT = Path(__file__).parent.parent
NOTICE = (ROOT / "NOTICE.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
OWN_ASSETS = {"data", "README.md", "boot", "bundle", "images", "reports", "shell", "topojson"} | {
    *("cards.js", "acts.js", "choose.js", "drill.js", "print.js", "still.js", "take.js", "weights.js"),
    "favicon.ico",
    "logo.svg",
}
"""What we made ourselves; everything else in `assets/` needs a notice. Style sheets of others open with a licence."""


def test_everything_that_others_made_is_named_in_the_notices() -> None:
    foreign = [path for path in (ROOT / "assets").iterdir() if path.name not in OWN_ASSETS | {"css", "geo"}]
    foreign += [sheet for sheet in (ROOT / "assets/css").iterdir() if "/*!" in sheet.read_text("utf-8")[:300]]
    foreign += [*(ROOT / "assets/geo").iterdir(), *(ROOT / "tests/browser/vendor").iterdir()]
    assert "bootstrap.min.css" in {path.name for path in foreign}
    unnamed = [path.name for path in foreign if f"{path.name}`" not in NOTICE and f"{path.name}/`" not in NOTICE]
    assert unnamed == []


def test_every_file_that_the_notices_name_is_there() -> None:
    named = re.findall(r"`((?:assets|tests|dashboard)/[^`*]+)`", NOTICE)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("package", ["bootstrap", "plotly.js", "axe-core"])
def test_the_notices_tell_the_version_that_is_carried(package: str) -> None:
    carried = {
        "bootstrap": version_in("assets/css/bootstrap.min.css"),
        "plotly.js": version_in("assets/plotly-uyum.min.js"),
        "axe-core": version_in("tests/browser/vendor/axe.min.js"),
    }
    assert re.search(rf"`{re.escape(package)}` {re.escape(carried[package])}\b", NOTICE)


def version_in(path: str) -> str:
    """Give the first version that a vendored file says of itself."""
    found = re.search(r"v(\d+\.\d+\.\d+)", (ROOT / path).read_text("utf-8")[:300])
    assert found, path
    return found[1]


def test_every_package_in_the_bundle_is_counted_in_the_notices() -> None:
    text = (ROOT / "assets/plotly-uyum.LICENSE.txt").read_text("utf-8")
    heads = re.findall(r"^\S+ \d\S* \(.+\)$", text, re.MULTILINE)
    assert f"and {len(heads) - 1} packages in it" in NOTICE


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes_and_name_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert "://" not in text
    assert not re.search(r"^\s*-{1,2}(index|extra|find|trusted|i\b|f\b)", text, re.MULTILINE)
    assert [entry for entry in entries if not re.match(r"[\w.\[\]-]+==\S+", entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def pinned(name: str) -> dict[str, str]:
    """Give package and version of one requirements file."""
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))


def test_tests_run_on_the_versions_that_people_run() -> None:
    assert pinned("runtime").items() <= pinned("dev").items()


@pytest.mark.parametrize(("group", "name"), [("runtime", "runtime"), ("dev", "dev"), ("build", "build")])
def test_every_dependency_that_is_declared_is_pinned(group: str, name: str) -> None:
    declared = {
        "runtime": PROJECT["project"]["dependencies"],
        "dev": PROJECT["project"]["optional-dependencies"]["dev"],
        "build": PROJECT["build-system"]["requires"],
    }
    names = {re.split(r"[\[<>=~]", one)[0].strip().lower() for one in declared[group]}
    assert names <= pinned(name).keys()


def test_the_readme_names_every_command_and_none_that_is_not_there() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for command in COMMANDS:
        command.add_parser(commands)
    told = set(re.findall(r"^\| `dashboard (\w+)", README, re.MULTILINE))
    assert told == set(commands.choices)


def test_the_readme_names_every_make_target_it_speaks_of() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z][a-z-]+)", README, re.MULTILINE)) <= targets


def test_continuous_integration_runs_what_the_readme_says() -> None:
    assert "exec make test\n" in (ROOT / ".ci/run").read_text("utf-8")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("readme", ["README.md", "README.tr.md"])
def test_every_file_that_a_readme_links_to_is_there(readme: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / readme).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_lists_the_demos_kinds_of_activity() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| ([^|]+?) \|", section("Code lists").split("| activity_kind |", 1)[1], re.MULTILINE
    )
    rows = reference("activity_kinds")
    assert dict(listed) == dict(zip(rows["code"], rows["name_tr"], strict=True))


def test_the_readme_lists_every_closed_code_list() -> None:
    told = section("Code lists")
    assert [code for codes in CODE_LISTS.values() for code in codes if f"`{code}`" not in told] == []


def section(heading: str) -> str:
    """Give the text of one section of the README."""
    return README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
