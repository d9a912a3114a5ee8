"""The audit trail over HTTP."""

import re

import pytest

from dashboard.components.markup import text_of, walk
from dashboard.data.schema.accounts import audit
from tests.admin_office import Office, props
from tests.conftest import Database


def test_the_trail_is_filtered_and_turned_page_by_page(office: Office, database: Database) -> None:
    with database.engines.owner.begin() as connection:
        connection.execute(
            audit.insert(),
            [
                {"actor": "staff", "action": "export", "subject": f"c{n}", "details": {"form": "csv", "odd": 1}}
                for n in range(120)
            ],
        )
    pages, search = [], "?account=staff&act=export&lang=tr"
    while search:
        tree = office.trail(search)
        table = next(one for one in walk(tree) if props(one).get("data-table") == "admin.trail")
        pages.append([text_of(one) for one in walk(table) if one["type"] == "Tr"][1:])
        older = [props(one)["href"] for one in walk(tree) if one["type"] == "A" and text_of(one) == "Daha eskiler"]
        search = older[0].partition("?")[2] and f"?{older[0].partition('?')[2]}" if older else ""
    assert [len(page) for page in pages] == [50, 50, 20]
    told = [re.search(r"\bc(\d+)\b", row) for page in pages for row in page]
    assert [int(found[1]) for found in told if found] == list(reversed(range(120)))
    assert all("Dışa aktarma" in row for row in pages[0])
    assert all("dosya türü: csv" in row and "odd: 1" in row for row in pages[0])


@pytest.mark.parametrize(
    "search",
    [
        "?before=x",
        "?before=-1",
        "?before=99999999999999999999",
        "?act=king&account=nobody",
        "?account=%00",
        "?before=1",
    ],
)
def test_an_odd_address_of_the_trail_is_answered(still_office: Office, search: str) -> None:
    assert still_office.trail(search)


def test_text_in_the_trail_stays_text_and_short(office: Office, database: Database) -> None:
    odd = "<img src=x onerror=alert(1)>" * 100
    with database.engines.owner.begin() as connection:
        connection.execute(
            audit.insert(), [{"actor": odd, "action": odd, "subject": odd, "details": {odd: odd, "l": [1, {}]}}]
        )
    assert {one["namespace"] for one in walk(office.trail(""))} == {"dash_html_components"}
