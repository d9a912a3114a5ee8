"""Loading: file -> sheets of text -> checked rows -> one atomic load.

`load_files` is what the command line calls; `load_rows` takes rows already at hand; `KINDS` says what there is;
`propose` says what a file holds, and `save_map` keeps what its columns mean.
"""

from dashboard.data.loading.column_map import ColumnMap, Proposal, propose
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.load import load_files, load_rows
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.report import LoadReport, TableReport
from dashboard.data.loading.saved_maps import save_map, saved_maps

__all__ = [
    "KINDS",
    "ColumnMap",
    "LoadReport",
    "Problem",
    "Proposal",
    "RefusedError",
    "TableReport",
    "load_files",
    "load_rows",
    "propose",
    "save_map",
    "saved_maps",
]
