"""The way through the pages of a long table."""

from dashboard.address import parse_address
from dashboard.components.markup import text_of, walk
from dashboard.components.pager import pager
from dashboard.listing import Leaf

CHART = "beneficiaries.detail"


def drawn(leaf: Leaf, search: str = "", **words: str) -> object:
    """Give the pager of a page."""
    address = parse_address(search, ("detail.page", "q"))
    return pager(address, "/beneficiaries", CHART, leaf, **words)


def hrefs(nav: object) -> list[object]:
    """Give where its links lead."""
    return [node["props"].get("href") for node in walk(nav) if node["type"] == "A"]  # type: ignore[attr-defined]


def test_it_leads_to_the_pages_beside_and_keeps_the_address() -> None:
    nav = drawn(Leaf.read("2", 20, 8), "?place=TR-34&q=okul&detail.page=2")
    assert text_of(nav) == "Önceki sayfa Sayfa 2 / 3; satırlar 9–16, toplam 20 Sonraki sayfa"
    assert hrefs(nav) == [
        "/beneficiaries?place=TR-34&detail.page=1&q=okul",
        "/beneficiaries?place=TR-34&detail.page=3&q=okul",
    ]


def test_it_may_say_what_it_counts() -> None:
    nav = drawn(Leaf.read("1", 20, 8), of="beneficiaries.page_of")
    assert "Sayfa 1 / 3; iller 1–8, toplam 20" in text_of(nav)


def test_at_either_end_the_link_stays_for_the_focus_but_leads_nowhere() -> None:
    for number, disabled in ((1, 0), (3, 1)):
        nav = drawn(Leaf.read(str(number), 20, 8))
        links = [node["props"] for node in walk(nav) if node["type"] == "A"]
        assert hrefs(nav)[disabled] is None
        assert links[disabled]["aria-disabled"] == "true"  # type: ignore[index]
        assert links[disabled]["tabIndex"] == "-1"  # type: ignore[index]
        assert "aria-disabled" not in links[1 - disabled]  # type: ignore[operator]


def test_it_is_named_after_its_table() -> None:
    nav = drawn(Leaf.read("1", 20, 8))
    assert nav["props"]["aria-label"] == "İl, cinsiyet ve yaşa göre yeni kişi: tablo sayfaları"  # type: ignore[index]


def test_one_page_needs_no_way() -> None:
    assert drawn(Leaf.read(None, 8, 8)) is None
