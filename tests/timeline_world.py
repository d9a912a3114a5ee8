"""A small grant whose framework is written out by hand, and loads that come after."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard.address import Period
from dashboard.data.engine import Engines, writing
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.loading import load_rows
from dashboard.data.rollups import apply_load
from dashboard.data.versions import Snapshot, draw_version

REGISTERS = {
    "organisations": "code,name_tr,kind\nWB,Banka,international\nEU,Birlik,international\n",
    "programmes": "code,name_tr\nA,Birinci\nB,İkinci\n",
    "grants": (
        "code,name_tr,programme_code,funder_code,amount,currency,starts_on,ends_on,report_rule\n"
        "G1,Bir,A,WB,1000.00,USD,2020-01-01,2021-03-31,world_bank\n"
        "G2,İki,A,EU,500.00,EUR,2021-01-01,2021-12-31,eu\n"
        "G3,Üç,B,EU,500.00,EUR,2022-01-01,2022-12-31,\n"
    ),
    "amendments": (
        "grant_code,amended_on,kind,new_ends_on,reason,evidence\nG1,2021-03-31,extension,2021-12-31,salgın,signed\n"
    ),
    "projects": "code,programme_code,name_tr,stage\nP1,A,Bir,running\nP2,A,İki,running\n",
    "project_grants": "project_code,grant_code\nP1,G1\nP2,G1\nP2,G2\n",
}
INDICATOR = (
    "code,name_tr,programme_code,grant_code,project_code,level,component,measure,kind,ascending,over_time,over_place,"
    "baseline_value,baseline_on,final_target,assumptions"
)
PERIODS = "indicator_code,period_start,period_end,place_code,value,dimension,dimension_value,comment"
RESULTS = f"{PERIODS},numerator,denominator"


def frame(text: str) -> pd.DataFrame:
    """Give the rows of a table written with commas; a short row is filled up, and one beyond the header cut off."""
    header, *rows = [line.split(",") for line in text.strip().splitlines()]
    return pd.DataFrame([(row + [""] * len(header))[: len(header)] for row in rows], columns=header, dtype=object)


def load(
    engines: Engines, tables: Mapping[str, str], *, supersede: bool = False, reason: str = "", source: str = ""
) -> int:
    """Load tables by KIND as one data version, each as a source of the name of its KIND or the one given."""
    with writing(engines.writer) as connection:
        version = draw_version(connection, "supersede" if supersede else "load", "test", "test")
        for kind, text in tables.items():
            options = {"supersede": supersede, "reason": reason, "source": source or kind, "version": version}
            load_rows(connection, kind, frame(text), **options)  # type: ignore[arg-type]
        apply_load(connection, version)
    return version


def indicator(code: str, kind: str = "sum", **told: str) -> str:
    """Give the row of an indicator of G1; what is not told follows from its kind."""
    ratio, level = kind == "ratio", told.get("level", "pdo")
    row = {"code": code, "name_tr": code, "programme_code": "A", "grant_code": "G1", "level": level, "kind": kind}
    row |= {"measure": "2" if ratio else "1", "ascending": "yes"} | told
    return ",".join(row.get(name, "") for name in INDICATOR.split(","))


def month(code: str, text: str, value: str, place: str = "", **more: str) -> str:
    """Give the row of a target or result of a month (`2021-03`), or of any period that addresses know."""
    period = Period.parse(text)
    row = {"indicator_code": code, "period_start": f"{period.first_day}", "period_end": f"{period.last_day}"}
    row |= {"place_code": place, "value": value} | more
    return ",".join(row.get(name, "") for name in RESULTS.split(","))


def table(header: str, *rows: str) -> str:
    """Give a table of rows."""
    return "\n".join([header, *rows])


def asked(day: str, version: int = 10**6, period: str | None = None, grant: str = "G1", **more: object) -> Filters:
    """Give filters for a grant on a reference day."""
    snapshot = Snapshot(version, date.fromisoformat(day))
    chosen = Period.parse(period) if period else None
    return Filters(EVERYTHING, snapshot, grants=(grant,) if grant else (), period=chosen, **more)  # type: ignore[arg-type]
