"""The way to a report in a browser: charts put aside and taken along; a whole report made, cancelled, delivered."""

import re
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Connection, text

from dashboard.components.image_presets import PRESETS
from dashboard.data.baskets import put as put_in
from dashboard.data.filters import Filters
from dashboard.export import reports_routes
from dashboard.export.report import making
from dashboard.export.report.gathering import Part
from dashboard.export.report.model import Section
from dashboard.pages.reports import PATH
from tests.browser.axe import violations
from tests.browser.conftest import DemoDatabase, Look, Opener, sampled, variants, wait_until, wait_until_ready
from tests.browser.keyboard import stops_that_fail

STAFF = Look(role="staff")
LOOKS = variants(STAFF, lang=("tr", "en", "ar"), theme=("light", "dark"), width=(1280, 320))
USUAL = [Look(role="staff", lang="ar", theme="dark", width=320)]
CHARTS = (
    ("/beneficiaries?period=2021&place=TR-34", "beneficiaries.new_by_month"),
    ("/projects", "projects.action_plan"),
    ("/timeline?grant=P171489", "timeline.gantt"),
)
"""Pages with the chart that is taken from each; the second is a table only."""
GRANT = "P171489"
WHOLE, BASKET = "#reports-whole-making", "#reports-basket-making"


@pytest.fixture(autouse=True)
def empty(demo_database: DemoDatabase) -> Iterator[None]:
    """Begin and end with empty baskets."""
    yield
    with demo_database.engines.owner.begin() as connection:
        connection.execute(text("delete from basket_items"))


def put(page: Page, chart: str) -> Locator:
    """Press the button of a chart; give the line that tells what came of it."""
    card = page.locator(f"[data-chart='{chart}']")
    card.get_by_role("button", name="Sepete ekle").click()
    return card.locator(".basket-said")


def fill(database: DemoDatabase, *accounts: str) -> None:
    """Put the three charts into the baskets of some accounts."""
    with database.engines.writer.begin() as connection:
        for name in accounts:
            number = connection.scalar(text("select id from accounts where username = :name"), {"name": name})
            for path, chart in CHARTS:
                assert put_in(connection, int(number or 0), chart, path.partition("?")[2]) == "added"


@pytest.fixture
def filled(page_as: Opener, demo_database: DemoDatabase) -> Page:
    """Give the page over a basket of three charts."""
    fill(demo_database, "staff")
    return page_as(PATH, STAFF)


def titles(page: Page) -> list[str]:
    """Give the charts of the basket in their order."""
    return page.locator(".basket-item h3").all_inner_texts()


def downloaded(page: Page, press: Callable[[], None]) -> tuple[str, bytes]:
    """Give name and bytes of what a press downloads."""
    with page.expect_download() as waiting:
        press()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_charts_of_three_pages_are_put_aside_and_told(page_as: Opener) -> None:
    for number, (path, chart) in enumerate(CHARTS, start=1):
        page = page_as(path, STAFF)
        said = put(page, chart)
        expect(said).to_contain_text(f"Sepete eklendi. Sepetteki grafik sayısı: {number}.")
    assert violations(page) == []
    said.get_by_role("link", name="Sepeti aç").click()
    page.wait_for_url(f"**{PATH}?**")
    wait_until_ready(page)
    assert titles(page) == ["1. Aylara göre yeni kişi ve tekrar eden hizmet", "2. Eylem planı", "3. Zaman planı"]
    first = page.locator(".basket-item").first
    expect(first).to_contain_text("Dönem: 2021")
    expect(first).to_contain_text("İstanbul")
    image = first.locator("img")
    expect(image).to_have_attribute("alt", re.compile("Aylara göre"))
    assert image.evaluate("(one) => one.naturalWidth") == PRESETS[0].width
    expect(page.locator(".basket-item").nth(1)).to_contain_text("ZIP içinde CSV")


def test_the_order_is_changed_by_keyboard_and_the_focus_stays(filled: Page) -> None:
    page = filled
    last = page.locator(".basket-item").nth(2)
    last.get_by_role("button", name="Yukarı").focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert titles(page)[1] == "2. Zaman planı"
    expect(page.locator(":focus")).to_have_text("↑ Yukarı: Zaman planı")
    expect(page.locator("#reports-basket-said")).to_have_text("Yeni sırası: 2. Toplam: 3.")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    expect(page.locator(":focus")).to_have_text("↓ Aşağı: Zaman planı")
    page.locator(".basket-item").nth(1).get_by_role("button", name="Çıkar").focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert titles(page) == ["1. Zaman planı", "2. Eylem planı"]
    expect(page.locator(":focus")).to_have_text("Çıkar: Eylem planı")
    page.reload()
    wait_until_ready(page)
    assert titles(page) == ["1. Zaman planı", "2. Eylem planı"]


def test_language_and_period_of_the_report_hold_for_pictures_and_files(filled: Page) -> None:
    page = filled
    image = page.locator(".basket-item img").first
    before = image.get_attribute("src")
    page.get_by_label("Raporun dili").last.select_option("ar")
    wait_until_ready(page)
    page.locator("#reports-taking-own-period").select_option("2020")
    wait_until_ready(page)
    page.get_by_label("Resim boyutu").select_option("half")
    wait_until_ready(page)
    expect(page.locator(".basket-item").first).to_contain_text("Raporun dönemi: 2020. Sepete eklendiği dönem: 2021")
    page.locator(".basket-item").first.scroll_into_view_if_needed()  # Pictures are drawn where they are seen.
    image = page.locator(".basket-item img").first
    expect(image).not_to_have_attribute("src", str(before))
    expect(image).to_have_attribute("alt", re.compile("[\u0600-\u06ff]"))
    expect(image).to_have_js_property("naturalWidth", next(one.width for one in PRESETS if one.name == "half"))
    assert "٢" not in str(image.get_attribute("alt"))
    page.reload()
    wait_until_ready(page)
    assert page.locator("#reports-taking-own-period").input_value() == "2020"


def test_the_zip_holds_images_tables_and_words(filled: Page) -> None:
    page = filled
    assert page.evaluate("typeof window.fflate") == "undefined"
    page.locator("#reports-taking-size").select_option("half")
    wait_until_ready(page)
    name, content = downloaded(page, page.get_by_role("button", name="Dosyayı hazırla").click)
    assert name.startswith("grafikler_")
    assert name.endswith("_tr.zip")
    with ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        names = sorted(packed.namelist())
        assert [one.rpartition(".")[2] for one in names] == ["csv", "png", "csv", "csv", "png", "txt"]
        assert names[0].startswith("01_ulasilan-kisiler_")
        images = [Image.open(BytesIO(packed.read(one))) for one in names if one.endswith(".png")]
        words = packed.read("metinler.txt").decode("utf-8-sig")
        table = packed.read(names[0])
    half = next(one for one in PRESETS if one.name == "half")
    assert [image.size for image in images] == [(half.width, half.height)] * 2
    assert [round(image.info["dpi"][0]) for image in images] == [300, 300]
    assert all(len(image.convert("RGB").getcolors(2**24) or ()) > 20 for image in images)
    item = page.locator(".basket-item").first
    files, query = item.get_attribute("data-files"), item.get_attribute("data-query")
    assert table == page.request.get(f"{page.url.split(PATH)[0]}{files}.csv?{query}").body()
    heads = ("Alternatif metin: ", "Kaynak gösterimi: ", "Kalıcı adres: http://127.0.0.1:")
    for told in ("1. Aylara göre yeni kişi ve tekrar eden hizmet", *heads):
        assert told in words
    expect(page.locator(f"{BASKET} .making-said")).to_have_text(f"Dosya hazır ve indirildi: {name}")


def test_the_basket_becomes_one_word_document(filled: Page) -> None:
    page = filled
    page.locator("#reports-taking-format").select_option("docx")
    name, content = downloaded(page, page.get_by_role("button", name="Dosyayı hazırla").click)
    assert name.startswith("secilmis-grafikler_")
    document = Document(BytesIO(content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    order = [title.partition(". ")[2] for title in titles(page)]
    assert [one for one in headings if one in order] == order
    assert document.tables
    assert document.inline_shapes


def hold(monkeypatch: pytest.MonkeyPatch, begun: list[str]) -> threading.Event:
    """Let a whole report have three parts, of which the second fails and the third waits; give what lets it go on."""
    go_on = threading.Event()

    def make(name: str) -> Callable[[Connection, Filters], list[Section]]:
        def sections(*_: object) -> list[Section]:
            begun.append(name)
            if name == "b":
                raise ArithmeticError
            if name == "c":
                go_on.wait(600)
            return [Section(name, ())]

        return sections

    keys = {"nav.timeline": "a", "nav.feedback": "b", "nav.overview": "c", "nav.export": "d"}
    parts = tuple(Part(key, make(name)) for key, name in keys.items())
    monkeypatch.setattr(reports_routes, "made", lambda *asked: making.made(*asked, parts=parts))
    return go_on


def noted(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bool]]:
    """Give the list to which each report that is asked for adds the question whether its browser has gone."""
    found: list[Callable[[], bool]] = []
    gone = reports_routes.gone
    monkeypatch.setattr(reports_routes, "gone", lambda environ: found.append(gone(environ)) or found[-1])
    return found


def test_a_whole_report_shows_how_far_it_is_and_can_be_cancelled(
    page_as: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    go_on, left = hold(monkeypatch, begun), noted(monkeypatch)
    page = page_as(f"{PATH}?report_grant={GRANT}", STAFF)
    assert page.locator("[name=draft]").count() == 0
    expect(page.locator(".act-facts").first).to_contain_text("Kilitli dönemler", use_inner_text=True)
    page.get_by_role("button", name="Raporu hazırla").press("Enter")
    place = page.locator(WHOLE)
    expect(place.locator(".making-said")).to_have_text("2 / 5: Geri bildirim")
    bar = place.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "40")
    expect(bar).to_have_attribute("aria-valuetext", "2 / 5: Geri bildirim")
    assert violations(page) == []
    place.get_by_role("button", name="Vazgeç").press("Enter")
    expect(place.locator(".making-said")).to_have_text("Vazgeçildi. Dosya hazırlanmadı.")
    expect(page.locator(":focus")).to_have_text("Raporu hazırla")
    wait_until(page, left[-1])
    go_on.set()
    page.wait_for_timeout(500)
    assert begun == ["a", "b", "c"]


def test_a_whole_report_comes_with_its_failed_parts_named(page_as: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, []).set()
    page = page_as(f"{PATH}?report_grant={GRANT}", STAFF)
    name, content = downloaded(page, page.get_by_role("button", name="Raporu hazırla").click)
    assert name.startswith(f"ilerleme-raporu_{GRANT}_")
    place = page.locator(WHOLE)
    expect(place.locator(".making-said")).to_have_text(f"Dosya hazır ve indirildi: {name}")
    expect(place.locator(".making-failed")).to_contain_text("Geri bildirim")
    assert Document(BytesIO(content)).paragraphs
    again, same = downloaded(page, place.get_by_role("link", name="Dosyayı yeniden indir").click)
    assert (again, same) == (name, content)


def test_what_cannot_be_made_is_told_beside_the_form(page_as: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[making.Progress]:
        yield making.Progress("A", 1, 3)
        raise ArithmeticError

    monkeypatch.setattr(reports_routes, "made", broken)
    page = page_as(f"{PATH}?report_grant={GRANT}", STAFF)
    page.get_by_role("button", name="Raporu hazırla").click()
    expect(page.locator(f"{WHOLE} .making-said")).to_contain_text("Rapor hazırlanamadı. Hata kodu: ")
    expect(page.locator(WHOLE).get_by_role("button", name="Vazgeç")).to_be_hidden()


def test_a_draft_is_offered_to_managers_who_see_their_own_basket(page_as: Opener, demo_database: DemoDatabase) -> None:
    fill(demo_database, "staff")
    page = page_as(f"{PATH}?report_grant={GRANT}", Look())
    assert page.locator("[name=draft]").count() == 1
    assert page.locator(".basket-item").count() == 0
    page.get_by_label("Hibe", exact=True).select_option("EU-CSD")
    wait_until_ready(page)
    assert "report_grant=EU-CSD" in page.url


@pytest.mark.parametrize("look", sampled(LOOKS, USUAL))
def test_a_full_basket_has_no_barrier(page_as: Opener, demo_database: DemoDatabase, look: Look) -> None:
    fill(demo_database, "staff")
    page = page_as(PATH, look)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert stops_that_fail(page) == []
