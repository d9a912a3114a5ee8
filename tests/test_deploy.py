"""The files of the runbook fit the product: units that systemd takes, commands and settings that exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.cli import _parser
from dashboard.i18n import speaking
from dashboard.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
DEPLOY = DOCS / "deploy"
UNITS = sorted(DEPLOY.glob("uyum-panosu*"))
COMMAND = re.compile(r"dashboard ((?:db |user )?[a-z]+)")


def told() -> dict[str, str]:
    """Give the text of the runbook and of each of its files."""
    return {path.name: path.read_text("utf-8") for path in (DOCS / "runbook.md", *DEPLOY.iterdir())}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        assert unit.read_text("utf-8").startswith("[Unit]\n")
        return
    for one in UNITS:
        # The programs of an installation are not on this machine.
        text = one.read_text("utf-8").replace("/opt/uyum-panosu/.venv/bin/dashboard", "/bin/true")
        (tmp_path / one.name).write_text(re.sub(r"(?m)^(User|Group|Documentation)=.*\n", "", text))
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    about_us = [line for line in said.stderr.splitlines() if "uyum-panosu" in line]
    assert about_us == []


def test_every_command_that_is_named_exists() -> None:
    with speaking("en"):
        parser = _parser()
    named = {command for text in told().values() for command in COMMAND.findall(text)}
    assert {"serve", "db upgrade", "db backup", "db restore", "user add"} <= named
    for command in named:
        with pytest.raises(SystemExit) as end:
            parser.parse_args([*command.split(), "--help"])
        assert end.value.code == 0, command


def test_every_setting_that_is_named_exists() -> None:
    named = {name for text in told().values() for name in re.findall(r"DASHBOARD_([A-Z_]+)", text)}
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_every_file_that_the_runbook_names_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", (DOCS / "runbook.md").read_text("utf-8"))
    assert [link for link in links if not (DOCS / link).exists()] == []


def test_every_metric_of_an_alarm_exists() -> None:
    code = (DOCS.parent / "dashboard" / "access" / "metrics.py").read_text("utf-8")
    for name in set(re.findall(r"uyum_[a-z_]+", (DOCS / "runbook.md").read_text("utf-8"))):
        assert name.removesuffix("_total") in code, name
