"""Places and activity kinds: the codes that every other table refers to, in every database from version 1 on."""

from pathlib import Path

import pandas as pd
from sqlalchemy import func, select

from dashboard.data.engine import Engines, writing
from dashboard.data.loading.load import load_rows
from dashboard.data.schema import versions
from dashboard.data.versions import draw_version

HERE = Path(__file__).parent
KINDS = ("places", "activity_kinds")
ACTOR = "system"


def load_reference(engines: Engines) -> None:
    """Load the reference data as data version 1, or what a newer edition changes as a later one.

    A database that holds this edition already stays as it is, and draws no version.
    """
    with writing(engines.writer) as connection:
        first = connection.scalar(select(func.max(versions.c.version))) is None
        version = draw_version(connection, "reference", "reference", ACTOR) if first else None
        for kind in KINDS:
            load_rows(
                connection,
                kind,
                reference(kind),
                source=f"reference:{kind}",
                version=version,
                supersede=not first,
                actor=ACTOR,
            )


def reference(kind: str) -> pd.DataFrame:
    """Give the reference rows of a KIND as text by English header."""
    return pd.read_csv(HERE / f"{kind}.csv", dtype=str, keep_default_na=False)
