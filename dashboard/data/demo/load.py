"""Loads the example programme through the same checks as anybody's files, in the order in which data came."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from dashboard.data.demo.corrections import as_first_reported, corrections
from dashboard.data.demo.feedback import feedback_rows
from dashboard.data.demo.files import structure
from dashboard.data.demo.money import expenditure
from dashboard.data.demo.pace import projects
from dashboard.data.demo.people_indicators import people_results, people_targets
from dashboard.data.demo.reach import ROWS, reach_rows
from dashboard.data.demo.reported import store_reports
from dashboard.data.demo.series import series_results, series_targets
from dashboard.data.engine import Engines, writing
from dashboard.data.loading.load import load_rows
from dashboard.data.reference import load_reference
from dashboard.data.rollups import apply_load
from dashboard.data.versions import draw_version

ACTOR = "demo"
STRUCTURE = (
    *("organisations", "programmes", "subprogrammes", "goals", "grants", "amendments", "projects", "project_goals"),
    *("project_grants", "activities", "milestones", "stages", "stage_limits", "criteria", "anchors", "scores"),
    *("funding", "project_partners", "documents", "indicators", "targets", "results", "activity_goals"),
    *("indicator_goals", "partnerships", "protocols", "partnership_steps", "partner_contacts", "commitments"),
    *("capacity", "joint_activities", "joint_activity_partners", "exchanges", "institution_groups", "seats"),
    *("seat_terms", "meetings", "attendance", "outputs", "response_limits"),
    *("ratings", "target_revisions", "comments", "rates"),
)
"""KINDs with written rows, each after those it refers to."""
DATE_OF = {"reach": "date", "results": "period_end", "spending": "spent_on", "feedback": "received_on"}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one source in one load."""

    kind: str
    source: str
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Load:
    """One data version of the example programme."""

    note: str
    parts: tuple[Part, ...]
    reason: str = ""
    supersede: bool = False
    year: str = ""
    """The year whose records it brought; what was reported of it is locked and released next."""


def load_demo(
    engines: Engines,
    rows: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    secret: bytes | None = None,
) -> None:
    """Load the example programme into a database that holds nothing, or the reference data only.

    Args:
        engines: the pools of the installation.
        rows: how many records of people reached to make.
        progress: told the stage `store`, how many rows are stored, and how many there are.
        secret: secret for person keys; without one the records and cases of the made persons carry no keys.
    """
    load_reference(engines)
    loads = list(demo_loads(rows or ROWS))
    total = sum(len(part.rows) for load in loads for part in load.parts)
    done = 0
    for load in loads:
        with writing(engines.writer) as connection:
            _store(connection, load, secret)
            store_reports(connection, load.year, ACTOR)
        done += sum(len(part.rows) for part in load.parts)
        if progress:
            progress("store", done, total)


def demo_loads(rows: int = ROWS) -> Iterator[Load]:
    """Give the loads in their order: what was planned, then what each year brought, then what was put right.

    What was reported in between is locked and released by `store_reports`, each under a data version of its own.
    """
    reach = reach_rows(rows)
    results = pd.concat([people_results(reach), series_results()], ignore_index=True)
    yield _planned()
    right = {"reach": reach, "results": results, "feedback": feedback_rows(reach)}
    made = {**{kind: as_first_reported(frame) for kind, frame in right.items()}, "spending": expenditure()}
    years = sorted({text[:4] for kind, frame in made.items() for text in frame[DATE_OF[kind]]})
    for year in years:
        parts = [part for kind, frame in made.items() for part in _of_year(kind, frame, year)]
        yield Load(f"{year} kayıtları", tuple(parts), year=year)
    for correction in corrections():
        found = _of_year(correction.kind, right[correction.kind], correction.year)
        parts = [part for part in found if part.source == correction.source]
        yield Load(correction.note, tuple(parts), reason=correction.reason, supersede=True)


def _planned() -> Load:
    """Give the written rows, and the targets with them."""
    targets = pd.concat([people_targets(), series_targets()], ignore_index=True)
    parts = [Part(kind, f"demo:{kind}", structure(kind)) for kind in STRUCTURE]
    payments = Part("spending", "demo:payments", structure("payments"))
    return Load("Programların yapısı ve hedefleri", (*parts, Part("targets", "demo:targets-made", targets), payments))


def _of_year(kind: str, frame: pd.DataFrame, year: str) -> Iterator[Part]:
    """Give the rows of one year; records of people reached by programme, as each organisation would send them."""
    own = frame[frame[DATE_OF[kind]].str.startswith(year)]
    if kind != "reach":
        if len(own):
            yield Part(kind, f"demo:{kind}-{year}", own)
        return
    programme_of = {project.code: project.programme for project in projects()}
    for programme, rows in own.groupby(own["project_code"].map(programme_of), sort=True):
        yield Part(kind, f"demo:reach-{year}-{programme}", rows)


def _store(connection: Connection, load: Load, secret: bytes | None) -> None:
    """Store one load under one data version."""
    version = draw_version(connection, "supersede" if load.supersede else "load", load.note, ACTOR)
    for part in load.parts:
        rows = part.rows if secret else part.rows.drop(columns="person_key", errors="ignore")
        load_rows(
            connection,
            part.kind,
            rows,
            source=part.source,
            version=version,
            supersede=load.supersede,
            actor=ACTOR,
            reason=load.reason,
            secret=secret,
        )
    apply_load(connection, version)
