"""`dashboard template`: a workbook to fill in for one KIND."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.data.loading import KINDS
from dashboard.data.loading.template import write_template
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("template", help=t("cli.template.help"), description=t("cli.template.help"))
    parser.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=t("cli.template.kind"))
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help=t("cli.template.file"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, _settings: Settings) -> int:
    """Write the workbook."""
    write_template(KINDS[arguments.kind], arguments.file)
    print(t("cli.template.written", file=str(arguments.file)))
    return 0
