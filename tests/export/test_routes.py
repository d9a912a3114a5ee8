"""Every chart can be taken away, by whoever may see it, with exactly the numbers of the screen."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, select
from werkzeug.test import TestResponse

from dashboard.address import parse_address
from dashboard.data import beneficiaries as data
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.data.schema.accounts import audit
from dashboard.export.beneficiaries import QUESTIONS, SHOWN
from dashboard.figures.table import Table
from tests import oracle
from tests.reached_app import PASSWORD, ReachedApp, on_the_day, sign_in

STATES = ("", "?place=TR-34&period=2021", "?programme=PA&group=host", "?period=2018", "?v=2")


def name(chart: str) -> str:
    return chart.removeprefix("beneficiaries.")


def take(reached: ReachedApp, chart: str, ending: str, search: str = "") -> TestResponse:
    return reached.http.get(f"/export/beneficiaries/{name(chart)}.{ending}{on_the_day(search)}")


def numbers_in(rows: Iterable[Sequence[object]]) -> list[float]:
    return [cell for row in rows for cell in row if isinstance(cell, int | float)]


def asked_again(reached: ReachedApp, chart: str, search: str) -> Table:
    with reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(on_the_day(search)), EVERYTHING)
        return SHOWN[chart].table({q: QUESTIONS[q](connection, filters) for q in SHOWN[chart].questions})


@pytest.mark.parametrize("search", STATES)
@pytest.mark.parametrize("chart", SHOWN)
def test_the_files_hold_the_table_of_the_chart(reached: ReachedApp, chart: str, search: str) -> None:
    table = asked_again(reached, chart, search)
    machine = take(reached, chart, "csv", f"{on_the_day(search)}&csv=machine").get_data(as_text=True)
    lines = [line for line in csv.reader(StringIO(machine)) if not line[0].startswith("#")]
    assert lines[0] == [column.key for column in table.columns]
    assert lines[1:] == [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    people = take(reached, chart, "csv", search).get_data(as_text=True)
    assert len(list(csv.reader(StringIO(people), delimiter=";"))) == len(table.rows) + 10
    page = load_workbook(BytesIO(take(reached, chart, "xlsx", search).data)).active
    rows = [list(row) for row in page.iter_rows(min_row=11, values_only=True)]
    # A workbook keeps sixteen digits, one less than a float may need.
    assert numbers_in(rows) == pytest.approx(numbers_in(table.rows), rel=1e-15)


def test_the_numbers_equal_a_count_by_hand(reached: ReachedApp) -> None:
    asked = reached.asked(places=("TR-34",))
    machine = take(reached, "by_place", "csv", "?place=TR-34&csv=machine").get_data(as_text=True)
    rows = [line for line in csv.reader(StringIO(machine)) if not line[0].startswith("#")][1:]
    found = {code: (int(people), int(contacts)) for code, _, people, contacts in rows}
    assert found == oracle.by_place(reached.stored.world, asked)


def test_the_table_of_all_provinces_is_whole_in_the_file(reached: ReachedApp) -> None:
    machine = take(reached, "detail", "csv", "?csv=machine&detail.page=2").get_data(as_text=True)
    rows = [line for line in csv.reader(StringIO(machine)) if not line[0].startswith("#")][1:]
    total = sum(oracle.by_province_sex_age(reached.stored.world, reached.newest).values())
    assert sum(int(row[-1]) for row in rows) == total


def test_the_file_says_what_it_is(reached: ReachedApp) -> None:
    text = take(reached, "new_by_month", "csv", "?place=TR-34&period=2021-H1&place=TR-99").get_data(as_text=True)
    opening = dict(line.split(";", 1) for line in text.splitlines()[1:9])
    assert opening["Kaynak"] == "Ulaşılan kişi kayıtları"
    assert "2021 1. yarıyıl" in opening["Filtreler"]
    assert opening["Veri kesim tarihi"] == "30.06.2021"
    assert opening["Veri sürümü"] == str(reached.stored.versions[-1])
    assert opening["Değerlendirme günü"] == "30.09.2022"
    assert "karma" in opening["Sayım kuralı"]
    assert opening["Kullanılamayan adres değerleri"] == "place=TR-99"
    assert "Oluşturulma tarihi" in opening


def test_the_pages_own_parameters_reach_its_questions_and_are_no_problem(
    reached: ReachedApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Filters] = []

    def note(connection: Connection, filters: Filters) -> object:
        asked.append(filters)
        return data.reached_by_place(connection, filters)

    monkeypatch.setitem(QUESTIONS, "reached_by_place", note)  # type: ignore[arg-type]
    search = "?detail.page=2&detail.page=3&colour=red&csv=machine"
    text = take(reached, "by_place", "csv", search).get_data(as_text=True)
    assert [filters.own for filters in asked] == [(("detail.page", "2"), ("detail.page", "3"))]
    assert "colour=red" in text
    assert "detail.page" not in text


@pytest.mark.parametrize(
    ("search", "ending", "expected"),
    [
        ("", "csv", "ulasilan-kisiler_aya-gore-yeni_2022-09-20_tr.csv"),
        ("?lang=en", "xlsx", "people-reached_new-by-month_2022-09-20_en.xlsx"),
        ("?lang=ar&csv=machine", "csv", "people-reached_new-by-month_2022-09-20_ar_machine.csv"),
    ],
)
def test_the_name_of_the_file(reached: ReachedApp, search: str, ending: str, expected: str) -> None:
    answer = take(reached, "new_by_month", ending, search)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{expected}"'
    assert answer.headers["Content-Type"].startswith("text/csv" if ending == "csv" else "application/vnd")


@pytest.mark.parametrize(
    "path",
    [
        "/export/beneficiaries/no_such.csv",
        "/export/beneficiaries/unique_people.csv",
        "/export/nowhere/new_by_month.csv",
        "/export/beneficiaries/new_by_month.pdf",
        f"/export/beneficiaries/{quote('../new_by_month', safe='')}.csv",
    ],
)
def test_what_does_not_exist_is_not_found(reached: ReachedApp, path: str) -> None:
    assert reached.http.get(path).status_code == 404


def test_nobody_takes_a_file_without_signing_in(reached: ReachedApp) -> None:
    stranger = reached.app.server.test_client()
    assert stranger.get("/export/beneficiaries/new_by_month.csv").status_code == 401


def test_staff_take_only_what_they_may_see(reached: ReachedApp) -> None:
    client = reached.app.server.test_client()
    sign_in(client, "staff")
    text = client.get(f"/export/beneficiaries/by_place.csv{on_the_day('?csv=machine')}").get_data(as_text=True)
    assert [line for line in text.splitlines() if not line.startswith("#")] == ["place_code,name,new_people,contacts"]
    assert PASSWORD not in text


def test_every_file_taken_is_written_down(reached: ReachedApp) -> None:
    take(reached, "age_sex", "xlsx", "?programme=PB")
    with reached.database.engines.owner.connect() as connection:
        rows = connection.execute(
            select(audit.c.actor, audit.c.subject, audit.c.details).where(audit.c.action == "export")
        ).all()
    assert ("admin", "beneficiaries.age_sex", {"form": "xlsx", "filters": "programme=PB&on=2022-09-30"}) in [
        tuple(r) for r in rows
    ]
