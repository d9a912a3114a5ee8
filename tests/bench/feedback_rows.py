"""Cases of feedback for measuring: as many as asked for, over every code and place, with many earlier loads."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, PRIORITY, SEX, SPOKEN_LANGUAGE
from dashboard.data import rollups
from dashboard.data.schema.feedback import feedback_categories
from dashboard.data.versions import draw_version
from dashboard.data.wholesale import write_columns
from tests.bench.data import FIRST_MONTH, MONTHS, PROGRAMMES, Codes
from tests.reach_world import ids, provenance

EARLIER_LOADS, CASES_OF_EARLIER_LOAD, RECLASSIFIED = 60, 400, 100
CATEGORIES = 9
SENSITIVE, OPEN, UNANSWERED, RATED, OWN_LIMIT, PLACELESS = 0.02, 0.012, 0.04, 0.3, 0.1, 0.05
NEEDING = 4
"""The first types of the list need an answer."""
NEVER = -1
Column = npt.NDArray[np.int64]
_COLUMNS = (
    *("row_no", "received", "project_id", "programme_id", "place_id", "province_id", "channel", "type", "category_id"),
    *("language", "sex", "age_band", "sensitive", "priority", "needs_answer", "due", "answered", "closed", "rating"),
)
_INSERT = """
    insert into feedback (source_id, load_id, since_version, content_hash, row_no, key_hash, feedback_key, received_on,
        project_id, programme_id, place_id, province_id, channel, type, category_id, language, sex, age_band,
        sensitivity, is_sensitive, priority, needs_answer, due_on, status, first_response_on, closed_on, rating)
    select :source_id, :load_id, :since_version, 0, row_no, row_no, 'k' || row_no, date '2000-01-01' + received,
        project_id, programme_id, nullif(place_id, 0), nullif(province_id, 0), channel, type, category_id, language,
        sex, age_band, case when sensitive > 0 then 2 else 0 end, sensitive > 0, priority, needs_answer > 0,
        date '2000-01-01' + nullif(due, -1), case when closed >= 0 then 4 when answered >= 0 then 3 else 0 end,
        date '2000-01-01' + nullif(answered, -1), date '2000-01-01' + nullif(closed, -1), nullif(rating, 0)
    from made order by row_no"""


def rows(connection: Connection, codes: Codes, size: int, seed: int) -> dict[str, Column]:
    """Give random cases in the order of their receipt; few are open, and most of these are of the last weeks."""
    rng = np.random.default_rng(seed)
    start = np.datetime64(FIRST_MONTH, "D")
    days = int(((np.datetime64(FIRST_MONTH, "M") + MONTHS).astype("datetime64[D]") - start).astype(int))
    received = np.sort(rng.integers(0, days, size)) + int((start - np.datetime64("2000-01-01")).astype(int))
    uneven = 1 / np.arange(5, len(codes.districts) + 5) ** 0.7
    place = rng.choice(len(codes.districts), size, p=uneven / uneven.sum())
    placed = rng.random(size) >= PLACELESS
    project = rng.integers(0, len(codes.projects), size)
    kind = rng.choice(len(FEEDBACK_TYPE), size, p=(0.35, 0.1, 0.2, 0.25, 0.07, 0.03))
    wait = np.minimum(rng.lognormal(2, 0.9, size).astype(int), 200)
    is_open = (rng.random(size) < OPEN) | (received + wait > received.max())
    answered = np.where(is_open | (rng.random(size) < UNANSWERED), NEVER, received + wait)
    closed = np.where(is_open, NEVER, np.where(answered < 0, received + 45, answered + rng.integers(0, 20, size)))
    languages = 1 / np.arange(1, len(SPOKEN_LANGUAGE) + 1) ** 2
    return {
        "received": received,
        "project_id": codes.projects[project],
        "programme_id": codes.programmes[project],
        "place_id": codes.districts[place] * placed,
        "province_id": codes.provinces[place] * placed,
        "channel": rng.integers(0, len(FEEDBACK_CHANNEL), size),
        "type": kind,
        "category_id": rng.choice(sorted(ids(connection, feedback_categories).values()), size),
        "language": rng.choice(len(SPOKEN_LANGUAGE), size, p=languages / languages.sum()),
        "sex": rng.choice(len(SEX), size, p=(0.5, 0.35, 0.01, 0.14)),
        "age_band": rng.integers(0, len(AGE_BAND), size),
        "sensitive": (rng.random(size) < SENSITIVE).astype(int),
        "priority": rng.choice(len(PRIORITY), size, p=(0.1, 0.7, 0.15, 0.05)),
        "needs_answer": (kind < NEEDING).astype(int),
        "due": np.where(rng.random(size) < OWN_LIMIT, received + 21, NEVER),
        "answered": answered,
        "closed": closed,
        "rating": np.where(rng.random(size) < RATED, rng.integers(1, 6, size), 0),
    }


def store(connection: Connection, made: dict[str, Column], first_row: int) -> int:
    """Store cases as one load of one version, and give the version."""
    version, size = draw_version(connection, "load"), len(made["received"])
    columns = ", ".join(f"{name} integer" for name in _COLUMNS)
    connection.execute(text(f"create temporary table made ({columns}) on commit drop"))
    numbers = {**made, "row_no": np.arange(first_row, first_row + size)}
    write_columns(connection, "made", dict.fromkeys(_COLUMNS, "i4"), {name: numbers[name] for name in _COLUMNS})
    connection.execute(text(_INSERT), provenance(connection, version))
    connection.execute(text("drop table made"))
    rollups.apply_load(connection, version)
    return version


def store_all(connection: Connection, codes: Codes, size: int) -> int:
    """Store as many cases as asked for in many loads, of which the last two replace a few; give a version between."""
    limits = {"normal": 20, "high": 10, "urgent": 3}
    origin = provenance(connection, draw_version(connection, "load"))
    for priority, days in limits.items():
        values = {**origin, "priority": PRIORITY.index(priority), "days": days}
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        connection.execute(text(f"insert into response_limits ({names}) values ({marks})"), values)  # noqa: S608  Fixed names.
    large = store(connection, rows(connection, codes, size - EARLIER_LOADS * CASES_OF_EARLIER_LOAD, 1), 2)
    for number in range(EARLIER_LOADS):
        made = rows(connection, codes, CASES_OF_EARLIER_LOAD, 100 + number)
        store(connection, made, size + number * CASES_OF_EARLIER_LOAD + 2)
    _reclassify(connection, large)
    return large + EARLIER_LOADS // 2


def _reclassify(connection: Connection, version: int) -> None:
    """Let a few cases of a load turn out to be sensitive."""
    now = draw_version(connection, "supersede")
    load = provenance(connection, now)["load_id"]
    columns = """source_id, row_no, key_hash, content_hash, feedback_key, received_on, project_id, programme_id,
        place_id, province_id, channel, type, category_id, language, sex, age_band, priority, needs_answer, due_on,
        status, first_response_on, closed_on, rating"""
    chosen = f"""load_id in (select id from loads where version = {version}) and not is_sensitive
        and row_no % 97 = 5 and row_no < {97 * RECLASSIFIED}"""  # noqa: S608  Numbers.
    connection.execute(
        text(f"""insert into feedback ({columns}, load_id, since_version, sensitivity, is_sensitive)
            select {columns}, {load}, {now}, 1, true from feedback where {chosen}""")  # noqa: S608  Fixed names and numbers.
    )
    connection.execute(text(f"update feedback set until_version = {now} where {chosen}"))  # noqa: S608  The same.
    rollups.apply_load(connection, now)


def states(seed: int, places: list[str]) -> Iterator[dict[str, str]]:
    """Give filter states of the page without end: programme, period, place and type changed in turn, all at random."""
    rng = np.random.default_rng(seed)
    periods = [f"{y}{part}" for y in range(2018, 2027) for part in ("", "-H1", "-Q2", "-03", "-09")]
    state: dict[str, str] = {}
    number = 0
    while True:
        name = ("programme", "period", "place", "type")[number % 4]
        choice = {
            "programme": f"PROG-{rng.integers(1, PROGRAMMES + 1)}",
            "period": str(rng.choice(periods)),
            "place": str(rng.choice(places)) if rng.random() < 0.5 else f"TR-{rng.integers(1, 82):02d}",
            "type": str(rng.choice(FEEDBACK_TYPE)),
        }[name]
        # One change in four clears a filter, so that wide states come up as often as in use.
        state = {k: v for k, v in state.items() if k != name} | ({name: choice} if rng.random() < 0.75 else {})
        yield dict(state)
        number += 1
