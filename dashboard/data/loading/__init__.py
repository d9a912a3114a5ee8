"""Loading: file -> sheets of text -> checked rows -> one atomic load.

`load_files` is what the command line calls; `load_rows` takes rows already at hand; `KINDS` says what there is.
"""

from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.load import load_files, load_rows
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.report import LoadReport, TableReport

__all__ = ["KINDS", "LoadReport", "Problem", "RefusedError", "TableReport", "load_files", "load_rows"]
