"""`.json`: the drawing of a chart with everything that is said around it, for images of charts of several pages."""

from datetime import date
from typing import Any

import pytest
from plotly import graph_objects as go
from sqlalchemy import select

from dashboard.data.schema.accounts import audit
from dashboard.export.beneficiaries import SHOWN
from tests.reached_app import ReachedApp, on_the_day, sign_in

DRAWN = [chart for chart, shown in SHOWN.items() if shown.draw]


def take(reached: ReachedApp, chart: str, search: str = "") -> dict[str, Any]:
    answer = reached.http.get(f"/export/beneficiaries/{chart.partition('.')[2]}.json{on_the_day(search)}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return dict(answer.get_json())


@pytest.mark.parametrize("chart", DRAWN)
def test_the_drawing_is_one_that_plotly_draws(reached: ReachedApp, chart: str) -> None:
    figure = take(reached, chart, "?period=2021")["figure"]
    assert go.Figure(figure).data


def test_a_table_alone_has_no_drawing_and_nothing_to_draw_has_none_either(reached: ReachedApp) -> None:
    assert take(reached, "beneficiaries.detail")["figure"] is None
    assert take(reached, "beneficiaries.new_by_month", "?period=1999")["figure"] is None


def test_the_words_are_those_that_the_image_needs(reached: ReachedApp) -> None:
    found = take(reached, "beneficiaries.host_migrant", "?place=TR-34&period=2021&lang=en")
    words, cited = found["words"], found["cited"]
    assert words["title"] == cited["finding"]
    assert words["note"] == cited["remark"]
    assert words["source"] == " · ".join(cited["source"])
    assert words["filters"] == "Filters: Period: 2021; Province: Istanbul"
    assert words["version"] == f"Data version: {cited['version']}"
    assert words["address"] == "/beneficiaries"
    assert "{count}" in words["rest"]
    assert (words["dir"], words["lang"]) == ("ltr", "en")
    assert cited["address"] == f"/beneficiaries?place=TR-34&period=2021&v={cited['version']}&on=2022-09-30&lang=en"
    assert date.fromisoformat(cited["cutoff"]) == date(2021, 12, 31)
    assert cited["caption"].startswith(cited["finding"])
    assert take(reached, "beneficiaries.map", "?lang=ar")["words"]["dir"] == "rtl"


def test_every_size_goes_with_it(reached: ReachedApp) -> None:
    sizes = {one["name"]: (one["width"], one["height"]) for one in take(reached, "beneficiaries.map")["presets"]}
    assert sizes == {
        "word": (1890, 1063),
        "half": (922, 709),
        "slide": (3543, 1772),
        "a4": (3035, 2008),
        "square": (1417, 1417),
    }


def test_the_permanent_address_shows_the_same_later(reached: ReachedApp) -> None:
    first = take(reached, "beneficiaries.new_by_month", "?v=2&place=TR-34")
    path, _, query = first["cited"]["address"].partition("?")
    again = reached.http.get(f"/export{path}/new_by_month.json?{query}").get_json()
    assert again == first


def test_a_drawing_is_looked_at_and_a_file_is_written_down(reached: ReachedApp) -> None:
    take(reached, "beneficiaries.map", "?programme=PB")
    reached.http.get("/export/beneficiaries/map.csv?programme=PB&on=2022-09-30")
    with reached.database.engines.owner.connect() as connection:
        query = select(audit.c.subject, audit.c.details).where(audit.c.action == "export", audit.c.actor == "admin")
        rows = [tuple(row) for row in connection.execute(query)]
    assert ("beneficiaries.map", {"form": "csv", "filters": "programme=PB&on=2022-09-30"}) in rows
    assert "json" not in {details["form"] for _, details in rows}


def test_a_drawing_is_there_only_for_those_who_may_see_the_page(reached: ReachedApp) -> None:
    stranger = reached.app.server.test_client()
    assert stranger.get("/export/beneficiaries/map.json").status_code == 401
    sign_in(stranger, "staff")
    unknown = stranger.get("/export/beneficiaries/no_such.json")
    hidden = stranger.get("/export/feedback_list/cases.json")
    assert (hidden.status_code, hidden.get_data()) == (404, unknown.get_data())
    outside = stranger.get(f"/export/beneficiaries/new_by_month.json{on_the_day('')}").get_json()
    assert outside["figure"] is None
