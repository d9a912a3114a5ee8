"""Places, kinds of activity, categories of feedback: codes that others refer to, in every database from version 1."""

from pathlib import Path

import pandas as pd

from dashboard.data.engine import Engines, writing
from dashboard.data.loading.load import load_rows
from dashboard.data.versions import draw_version

HERE = Path(__file__).parent
KINDS = ("places", "activity_kinds", "feedback_categories")
ACTOR = "system"


def load_reference(engines: Engines) -> None:
    """Load the reference data as data version 1, or what a newer edition changes as a later one.

    A database that holds this edition already stays as it is, and draws no version.
    """
    with writing(engines.writer) as connection:
        edition = connection.begin_nested()
        version = draw_version(connection, "reference", "reference", ACTOR)
        reports = [
            load_rows(
                connection,
                kind,
                reference(kind),
                source=f"reference:{kind}",
                version=version,
                supersede=version > 1,
                actor=ACTOR,
            )
            for kind in KINDS
        ]
        if all(report.already_loaded for report in reports):
            edition.rollback()
        else:
            edition.commit()


def reference(kind: str) -> pd.DataFrame:
    """Give the reference rows of a KIND as text by English header."""
    return pd.read_csv(HERE / f"{kind}.csv", dtype=str, keep_default_na=False)
