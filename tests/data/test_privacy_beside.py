"""Results of indicators beside people reached, worked by hand."""

import pytest

from dashboard.address import parse_address
from dashboard.data import beneficiaries
from dashboard.data.engine import reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.data.framework_lines import framework
from dashboard.data.indicators import judged_indicators
from dashboard.data.readings import Told
from dashboard.shown_sum import is_partial, is_suppressed
from tests.conftest import Database
from tests.data.test_privacy_exact import Installation, row
from tests.timeline_world import INDICATOR, RESULTS, indicator, load, month, table

OWN = Viewer(programmes=frozenset(), grants=frozenset({"G1"}), protected=True)
WOMEN = {"dimension": "sex", "dimension_value": "female"}
RESULTS_OF = {
    "ALL": [month("ALL", "2021-Q1", "41"), month("ALL", "2021-Q1", "41", **WOMEN)],
    "PLACED": [month("PLACED", "2021-Q1", "23", "TR-34"), month("PLACED", "2021-Q1", "4", "TR-01")],
    "TRAINED": [month("TRAINED", "2021-Q1", "31")],
    "MONTHLY": [month("MONTHLY", "2021-02", "27")],
    "DISTRICT": [month("DISTRICT", "2021-Q1", "23", "TR-34-1103")],
    "SHARE": [month("SHARE", "2021-Q1", "42.857142")],
    "RATE": [month("RATE", "2021-Q1", "", numerator="20", denominator="41")],
    "SURVEY": [month("SURVEY", "2021-Q1", "", numerator="17", denominator="22")],
    "THINGS": [month("THINGS", "2021-Q1", "7")],
}


@pytest.fixture
def shown(database: Database) -> dict[str, Told]:
    """Give what a funder sees of each indicator where 23, 14 and 4 people are reached; women under `WOMEN`."""
    with database.engines.owner.begin() as connection:
        made = Installation(connection)
        made.add(row("TR-34", 23), row("TR-06", 14), row("TR-01", 4))
    described = [
        indicator(code, "ratio" if code in {"SHARE", "RATE", "SURVEY"} else "sum", programme_code="PA")
        + (",things" if code == "THINGS" else ",")
        for code in RESULTS_OF
    ]
    load(database.engines, {"indicators": table(f"{INDICATOR},counts", *described)})
    load(database.engines, {"results": table(RESULTS, *(one for rows in RESULTS_OF.values() for one in rows))})
    with database.engines.owner.begin() as connection:
        made.connection = connection
        made.release()
    with reading(database.engines.reader, OWN) as connection:
        filters = resolve_filters(connection, parse_address("?period=2021-Q1"), OWN)
        found = {}
        for line in framework(connection, filters).lines:
            for one in line.whole.results:
                found[f"{line.row.code} {one.place}" if line.row.code == "PLACED" else line.row.code] = one
            for one in (one for part in line.parts.values() for one in part.results):
                found["WOMEN"] = one
        people = beneficiaries.page_answers(connection, filters).headline().new_people
        found["PEOPLE"] = Told(one.start, one.end, None, people)  # type: ignore[arg-type]  # A count.
        judged = {one.code: one.standing.actual for one in judged_indicators(connection, filters)}
    assert judged["ALL"] == found["ALL"].value
    return found


def test_what_counts_the_people_reached_is_told_as_these_are(shown: dict[str, Told]) -> None:
    """41 would be shown as 40: the small province would be 1 to 6; told as 25 + 15 it may be any of 1 to 9."""
    assert shown["ALL"].value == shown["PEOPLE"].value == 40
    assert is_partial(shown["ALL"].value)
    assert shown["WOMEN"].value == (40 if row("TR-34", 1).sex == "female" else 0)
    assert is_partial(shown["WOMEN"].value)
    placed = sorted(int(one.value or 0) for name, one in shown.items() if name.startswith("PLACED"))
    assert placed == [0, 25]
    assert is_partial(shown["RATE"].denominator), "so that no rate is made of it"
    assert is_suppressed(shown["RATE"].numerator), "a share of them is a breakdown"


def test_what_cannot_be_the_people_reached_is_a_cell_of_its_own(shown: dict[str, Told]) -> None:
    """31 is told as 30, which is 32 at most; 36 are reached at the least."""
    assert (shown["TRAINED"].value, is_partial(shown["TRAINED"].value)) == (30, False)
    assert shown["THINGS"].value == 7
    assert (shown["SURVEY"].numerator, shown["SURVEY"].denominator) == (15, 20)


def test_what_is_finer_than_cells_is_kept_back_where_one_is_suppressed(shown: dict[str, Told]) -> None:
    assert is_suppressed(shown["MONTHLY"].value)
    assert is_suppressed(shown["SHARE"].value)
    assert (shown["DISTRICT"].value, is_partial(shown["DISTRICT"].value)) == (25, False), "nobody small in its province"
