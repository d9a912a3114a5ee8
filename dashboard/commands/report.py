"""`dashboard report`: the whole report of a grant and a period as a file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from dashboard.access import audit
from dashboard.commands.connecting import connected
from dashboard.commands.lock import a_period
from dashboard.commands.progress import Progress as Bar
from dashboard.commands.progress import progress_bar
from dashboard.commands.release import ACTOR, data_version
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.export.report.figures import FIGURES, Figures, eyes, usual
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.making import Made, made
from dashboard.export.report.standing import ReportRefusedError, report_filters
from dashboard.i18n import LOCALES, speaking, t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

REFUSED = 2


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("report", help=t("cli.report.help"), description=t("cli.report.help"))
    parser.add_argument("grant", metavar="GRANT", help=t("cli.report.grant"))
    parser.add_argument("out", metavar="OUT", type=Path, help=t("cli.report.out"))
    parser.add_argument("--period", type=a_period, required=True, metavar="2021-H1", help=t("cli.report.period"))
    parser.add_argument("--lang", choices=sorted(LOCALES), required=True, help=t("cli.report.lang"))
    parser.add_argument("--format", choices=list(WRITERS), required=True, help=t("cli.report.format"))
    parser.add_argument("--version", type=data_version, metavar="V", help=t("cli.report.version"))
    parser.add_argument("--figures", choices=FIGURES, help=t("cli.report.figures"))
    parser.add_argument("--draft", action="store_true", help=t("cli.report.draft"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Make the report; 0 where it is written, with parts missing too, 2 where it is refused or cannot be written."""
    with connected(settings) as engines:
        try:
            with progress_bar(t("cli.report.working")) as progress:
                file = _make(engines.reader, arguments, progress)
            _keep(arguments.out, file)
        except ReportRefusedError as error:
            return _refuse(error.sentence())
        except OSError as error:
            return _refuse(t("cli.report.not_written", file=str(arguments.out), reason=error.strerror or str(error)))
        _write_down(engines, arguments, file)
    for name in file.failed:
        sys.stderr.write(t("report.failed_part", name=name) + "\n")
    print(t("cli.report.done", file=str(_path(arguments.out, file))))
    return 0


def _make(reader: Engine, arguments: Namespace, progress: Bar) -> Made:
    """Make the file in its own language, telling how far it is."""
    viewer = eyes(reader, EVERYTHING, arguments.grant, _figures(arguments))
    with reading(reader, viewer) as connection:
        filters = report_filters(
            connection,
            viewer,
            arguments.grant,
            arguments.period,
            version=arguments.version,
            draft=arguments.draft,
        )
        with speaking(arguments.lang):
            for step in made(connection, filters, arguments.format):
                if isinstance(step, Made):
                    return step
                progress(step.part, step.done, step.of)
    raise AssertionError("a report without a file")


def _figures(arguments: Namespace) -> Figures:
    """Say which figures are asked for."""
    named: Figures | None = arguments.figures
    return named or usual(draft=arguments.draft)


def _path(out: Path, file: Made) -> Path:
    """Give where the file goes: the path that was named, or in the folder that was named under its own name."""
    return out / file.name if out.is_dir() else out


def _keep(out: Path, file: Made) -> None:
    """Write the file, whole or not at all."""
    path = _path(out, file)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(file.content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_down(engines: Engines, arguments: Namespace, file: Made) -> None:
    """Write to the audit trail who took what."""
    told = {"form": arguments.format, "period": arguments.period.text, "file": file.name}
    told["figures"] = _figures(arguments)
    with engines.writer.begin() as connection:
        audit.record(connection, ACTOR, "export", f"report {arguments.grant}", **told)


def _refuse(sentence: str) -> int:
    """Say on the error output why there is no report."""
    sys.stderr.write(f"dashboard: {sentence}\n")
    return REFUSED
