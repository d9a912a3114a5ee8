"""Loads files one after the other, each in a process of its own that may be killed: `python -m … ADDRESS`.

A line of its input is the path of a file, which becomes a source of its own. It answers `begun NUMBER` with the process
that loads, and `VERSION` or `dead` once that has ended. What was answered with a version is acknowledged.
"""

import os
import sys
from pathlib import Path

from dashboard.commands.load import write_down
from dashboard.data.engine import open_engines
from dashboard.data.loading import load_files
from dashboard.settings import Settings


def load(settings: Settings, path: Path, answer: int) -> None:
    """Load one file, and acknowledge its version."""
    report = load_files(open_engines(settings), [path], source=path.stem, before_commit=write_down)
    told = f"refused {next(iter(report.errors))}" if report.refused else str(report.version)
    os.write(answer, told.encode()[:500])


def main() -> None:
    """Load what is asked for."""
    settings = Settings(database_url=sys.argv[1])
    for line in sys.stdin:
        heard, said = os.pipe()
        child = os.fork()
        if not child:
            try:
                load(settings, Path(line.strip()), said)
            finally:
                os._exit(0)
        os.close(said)
        sys.stdout.write(f"begun {child}\n")
        sys.stdout.flush()
        acknowledged = os.read(heard, 500).decode()
        os.close(heard)
        os.waitpid(child, 0)
        sys.stdout.write(f"{acknowledged or 'dead'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
