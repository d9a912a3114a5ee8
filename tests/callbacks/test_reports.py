"""The basket over HTTP: kept, ordered, taken as the report wants it, and nobody else's."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from dashboard.app import create_app
from dashboard.components.markup import text_of, walk
from dashboard.data.baskets import LONGEST_QUERY, MOST_ITEMS
from tests.acting_app import PEOPLE as ACCOUNTS
from tests.acting_app import ActingApp
from tests.basketed import FRAMEWORK, GANTT, PEOPLE, Basketed, items_in, lines_in, words_in
from tests.conftest import Server

_numbers = count(1)
ODD: tuple[object, ...] = (
    *(0, True, "x", [], {}, {"chart": GANTT}, {"query": ""}),
    {"chart": GANTT, "query": "", "more": 1},
    *({"chart": odd, "query": ""} for odd in (None, 1, [GANTT], {"a": GANTT})),
    *({"chart": GANTT, "query": odd} for odd in (None, 1, ["x"], {}, "grant=G1\0", "x" * 30_000)),
    {"chart": GANTT, "query": "&".join(f"a{n}=1" for n in range(300))},
)
"""What no page of ours sends."""
ODD_WISHES: tuple[object, ...] = (
    *(0, "up", [], {"act": "up"}),
    *({"act": "up", "step": "do", "fields": {"item": odd}} for odd in (1, None, "", "x", "-1", "1.0", "٣", "9" * 30)),
    {"act": "up", "step": "do", "fields": {}},
    {"act": "up", "step": "do", "fields": {"item": "1", "more": "1"}},
    {"act": "up", "step": "do", "fields": {"item": "1\0"}},
    {"act": "drop", "step": "do", "fields": {"item": "1"}},
    {"act": "remove", "step": "again", "fields": {"item": "1"}},
)


@pytest.fixture
def staff(acts: ActingApp) -> Basketed:
    """Give somebody of the staff."""
    return Basketed(acts)


@pytest.fixture(scope="module")
def shared(postgres: Server, acts_world: str) -> Iterator[ActingApp]:
    """Give an app in whose baskets nothing ever comes."""
    copy = postgres.create(f"reports_{next(_numbers)}", acts_world)
    yield ActingApp(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


def test_charts_of_several_pages_stand_in_the_order_in_which_they_came(staff: Basketed) -> None:
    told = [staff.put(chart, "grant=G1&period=2021").get_json() for chart in (PEOPLE, FRAMEWORK, GANTT)]
    assert [one["count"] for one in told] == [1, 2, 3]
    assert told[2]["said"] == "Sepete eklendi. Sepetteki grafik sayısı: 3."
    titles = [title for _, title in staff.lines()]
    assert titles == ["Toplam ulaşılan kişi ve plan", "Sonuç çerçevesi", "Zaman planı"]


def test_the_same_chart_comes_twice_only_with_other_filters(staff: Basketed) -> None:
    queries = ("period=2021&grant=G1", "grant=G1&period=2021&lang=en&view.timeline.gantt=table", "grant=G1")
    counts = [staff.put(GANTT, query).get_json()["count"] for query in queries]
    assert counts == [1, 1, 2]
    assert staff.put(GANTT, "grant=G1&lang=en").get_json()["said"].startswith("This chart is in the basket already")


def test_a_full_basket_and_a_long_address_are_told_in_words(staff: Basketed) -> None:
    many = "&".join(f"indicator={n}{'I' * 100}" for n in range(LONGEST_QUERY // 100))
    assert "çok filtre" in staff.put(GANTT, many).get_json()["said"]
    for number in range(MOST_ITEMS):
        staff.put(GANTT, f"period={2000 + number}")
    full = staff.put(GANTT, "period=2099").get_json()
    assert full == {"said": "Sepet dolu. En çok 60 grafik alır; önce birini çıkarın.", "count": MOST_ITEMS}
    assert len(staff.lines()) == MOST_ITEMS


def test_items_move_and_go_and_the_focus_stays_at_hand(staff: Basketed) -> None:
    for chart in (PEOPLE, FRAMEWORK, GANTT):
        staff.put(chart)
    first, second, third = (item for item, _ in staff.lines())
    up = staff.do("up", second).get_json()["response"]
    assert [item for item, _ in lines_in(up["reports-basket"]["tree"])] == [second, first, third]
    assert focused(up) == [(second, "down")]
    assert up["reports-basket-said"]["tree"] == "Yeni sırası: 1. Toplam: 3."
    down = staff.do("down", second).get_json()["response"]
    assert focused(down) == [(second, "down")]
    gone = staff.do("remove", third).get_json()["response"]
    assert focused(gone) == [(second, "remove")]
    assert gone["reports-basket-said"]["tree"] == "Sepetten çıkarıldı. Kalan grafik sayısı: 2."
    staff.do("remove", first)
    last = staff.do("remove", second).get_json()["response"]
    assert "Sepetiniz boş." in text_of(last["reports-basket"]["tree"])
    assert staff.lines() == []


def focused(response: dict[str, Any]) -> list[tuple[str, str]]:
    """Give item and act of the buttons that take the focus."""
    return [
        (item["key"], node["props"]["data-act"])
        for item in items_in(response["reports-basket"]["tree"])
        for node in walk(item["children"])
        if "data-act-focus" in node["props"]  # type: ignore[operator]
    ]


def test_each_item_says_what_it_had_and_what_it_gets(staff: Basketed) -> None:
    staff.put(PEOPLE, "period=2021-H1&place=TR-34&group=host")
    staff.put(GANTT, "grant=G1&v=2")
    before, after = words_in(staff.open()["reports-basket"]["tree"])
    for words in ("Ulaşılan kişiler", "Dönem: 2021 1. yarıyıl", "İstanbul"):
        assert words in before
    assert "Veri sürümü: 2" in after
    chosen = staff.open("?report_period=2020&report_lang=en")["reports-basket"]["tree"]
    assert "Raporun dönemi: 2020. Sepete eklendiği dönem: 2021 1. yarıyıl" in words_in(chosen)[0]
    people, gantt = items_in(chosen)
    assert people["data-files"] == "/export/beneficiaries/cumulative"
    assert people["data-query"] == "place=TR-34&group=host&period=2020&lang=en"
    assert gantt["data-query"] == "grant=G1&period=2020&v=2&lang=en"


def test_the_files_of_an_item_are_those_of_its_chart(staff: Basketed) -> None:
    staff.put(FRAMEWORK, "grant=G1&form=eu")
    (item,) = items_in(staff.open()["reports-basket"]["tree"])
    assert "data-table-only" in item
    answer = staff.acts.person("staff").get(f"{item['data-files']}.csv?{item['data-query']}")
    assert answer.status_code == 200
    assert "AB" in answer.get_data(as_text=True)


def test_two_accounts_never_see_each_others_basket(staff: Basketed) -> None:
    other = Basketed(staff.acts, "manager")
    staff.put(PEOPLE)
    other.put(GANTT)
    (mine,), (theirs,) = staff.lines(), other.lines()
    assert (mine[1], theirs[1]) == ("Toplam ulaşılan kişi ve plan", "Zaman planı")
    for act in ("up", "down", "remove"):
        for item in (mine[0], str(2**40)):
            assert other.do(act, item).status_code == 404
    assert (staff.lines(), other.lines()) == ([mine], [theirs])
    assert [line[:2] for line in staff.acts.trail("denied")] == [("manager", "denied")] * 6


def test_a_chart_that_the_account_may_not_open_does_not_exist(staff: Basketed) -> None:
    feedback = Basketed(staff.acts, "feedback")
    for person in (staff, feedback):
        assert person.put("feedback_list.cases").status_code == 404
    for chart in ("", "timeline", "timeline.none", "beneficiaries.unique_people", "x" * 200, "../timeline.gantt"):
        assert staff.put(chart).status_code == 404
    assert staff.lines() == []


@pytest.mark.parametrize("code", ["", "NONE", "../x", "P3"])
def test_a_page_about_one_thing_is_taken_only_where_the_thing_is_there(staff: Basketed, code: str) -> None:
    assert staff.put("project.stages", f"code={code}").status_code == 404


def test_a_thing_in_scope_is_taken_and_is_only_named_once_it_is_out_of_scope(staff: Basketed) -> None:
    admin = Basketed(staff.acts, "admin")
    with staff.acts.database.engines.owner.connect() as connection:
        code = connection.exec_driver_sql("select code from projects order by code").scalars().first()
    assert admin.put("project.stages", f"code={code}").status_code == 200
    (item,) = items_in(admin.open()["reports-basket"]["tree"])
    assert f"code={code}" in item["data-query"]
    with staff.acts.database.engines.owner.begin() as connection:
        connection.exec_driver_sql("update basket_items set query = 'code=GONE'")
    tree = admin.open()["reports-basket"]["tree"]
    (item,) = items_in(tree)
    assert "data-files" not in item
    assert "artık açılamıyor" in words_in(tree)[0]


@pytest.mark.parametrize("body", ODD)
def test_an_odd_body_puts_nothing_in(shared: ActingApp, body: object) -> None:
    answer = shared.person("staff").post("/reports/basket", json=body)
    assert answer.status_code == 400
    assert Basketed(shared).lines() == []


@pytest.mark.parametrize("data", ODD_WISHES)
def test_an_odd_wish_changes_nothing(shared: ActingApp, data: object) -> None:
    assert Basketed(shared).wish(data).status_code == 400


def test_a_body_that_is_no_json_or_comes_from_elsewhere_is_refused(shared: ActingApp) -> None:
    http = shared.person("staff")
    assert http.post("/reports/basket", data="chart=x").status_code in {400, 415}
    body = {"chart": GANTT, "query": ""}
    assert http.post("/reports/basket", json=body, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert http.get("/reports/basket").status_code == 404


@pytest.mark.parametrize("who", ["anonymous", *ACCOUNTS])
def test_the_page_is_there_for_every_account(shared: ActingApp, who: str) -> None:
    expected = {"anonymous": 302}.get(who, 200)
    answer = shared.person(who).get("/reports")
    assert answer.status_code == expected
    put = Basketed(shared, who).put("timeline.none")
    assert put.status_code == {"anonymous": 401}.get(who, 404)
    assert ("_dash-config" in answer.get_data(as_text=True)) is (who != "anonymous")


def test_values_that_cannot_be_used_are_named_and_change_nothing(staff: Basketed) -> None:
    staff.put(PEOPLE, "period=2021")
    odd = "?report_period=soon&report_lang=xx&preset=wall&report_grant=NONE"
    (item,) = items_in(staff.open(odd)["reports-basket"]["tree"])
    assert item["data-query"] == "period=2021&lang=tr"
