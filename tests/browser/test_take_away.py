"""What a card gives away: images of exact size with everything that makes them citable, and the words beside them.

One visit answers for many things, because a visit is what costs.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.components.image_presets import PRESETS, Preset
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, opening, wait_until_ready

PATH, CHART = "/beneficiaries", "beneficiaries.by_place"
SVG = "{http://www.w3.org/2000/svg}"
DOTS = 300
PAGES = {
    "/beneficiaries": ("cumulative", "age_sex", "host_migrant", "by_place", "map", "by_subprogramme"),
    "/projects": ("days_in_stage", "priority", "schedule", "goals"),
    "/partnerships": ("commitments", "exchanges", "map", "outputs"),
    "/feedback": ("by_month", "response_times", "topics"),
    "/timeline": ("gantt", "s_curve", "side_by_side"),
}
"""Kinds of drawing: lines, mirrored and stacked bars, maps, matrices, plans, and bars with patterns."""
DRAW = """async ([chart, preset, form]) => {
  const card = document.querySelector(`[data-chart="${chart}"]`);
  const { figure, words } = window.take.of(card);
  const blob = await window.images.draw(figure, words, preset, form);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""
OUTSIDE = r"""async ([chart, preset]) => {
  const card = document.querySelector(`[data-chart="${chart}"]`);
  const { figure, words } = window.take.of(card);
  const blob = await window.images.draw(figure, words, preset, "svg");
  const place = document.createElement("div");
  // Drawn into the page itself, which has the fonts and lets no others in.
  place.innerHTML = (await blob.text()).replace(/@font-face\{[^}]*\}/g, "");
  place.style.cssText = "position:fixed;left:0;top:0;z-index:-1";
  document.body.append(place);
  const sheet = place.querySelector("svg").getBoundingClientRect();
  const texts = [...place.querySelectorAll("text")].filter((text) => text.textContent.trim());
  const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  place.remove();
  const isOutside = ({ box }) => box.width && (box.left < sheet.left - 1 || box.right > sheet.right + 1 ||
    box.top < sheet.top - 1 || box.bottom > sheet.bottom + 1);
  return boxes.filter(isOutside).map((one) => one.text);
}"""


PHONE = Look(theme="dark", lang="ar", width=390, height=844)
USUAL = ("/beneficiaries", "/timeline")


@pytest.fixture(scope="module")
def seen(
    browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]
) -> Iterator[Callable[..., Page]]:
    """Give a function that opens each page once for all tests; at the end nothing may have gone wrong on any."""
    pages: dict[tuple[str, Look], Page] = {}
    with opening(browser, server_url, signed_in) as open_page:

        def page_of(path: str, look: Look | None = None) -> Page:
            wanted = (path, look or Look())
            if wanted not in pages:
                pages[wanted] = open_page(*wanted)
            return pages[wanted]

        yield page_of


def by_path(usual: tuple[str, ...]) -> list[Any]:
    """Give every page as a parameter, of which the usual run takes some."""
    return [pytest.param(path, marks=() if path in usual else pytest.mark.exhaustive) for path in PAGES]


BARS = """async ([chart, preset]) => {
  const { figure, words } = window.take.of(document.querySelector(`[data-chart="${chart}"]`));
  const text = await (await window.images.draw(figure, words, preset, "svg")).text();
  const place = document.createElement("div");
  place.innerHTML = text.slice(text.indexOf("</style>") + 8).replace(/^/, "<svg width='737' height='415'>");
  document.body.append(place);
  const bars = [...place.querySelectorAll(".bars .point path")].map((bar) => bar.getBBox().width);
  place.remove();
  const numbers = figure.data.flatMap((trace) => [...trace.x]);
  return bars.map((bar, at) => [bar, numbers[at]]);
}"""


def card(page: Page, chart: str = CHART) -> Locator:
    return page.locator(f'[data-chart="{chart}"]')


def unfold(page: Page, chart: str = CHART) -> Locator:
    """Open what a card gives away."""
    one = card(page, chart)
    one.locator("details:has(.take) > summary").click()
    return one


def drawn(page: Page, chart: str, preset: str, form: str) -> bytes:
    """Give the file that a card makes."""
    return base64.b64decode(page.evaluate(DRAW, [chart, preset, form]))


def svg_of(page: Page, chart: str = CHART, preset: str = "word") -> Any:  # noqa: ANN401  An element of lxml.
    return etree.fromstring(drawn(page, chart, preset, "svg"))


def texts_of(sheet: Any) -> str:  # noqa: ANN401
    """Give every text of a sheet as one, whatever lines it stands in."""
    found = " ".join("".join(text.itertext()) for text in sheet.iter(f"{SVG}text"))
    return " ".join(re.sub("[\u2066-\u2069]", "", found).split())


def words_of(page: Page, chart: str = CHART) -> dict[str, str]:
    return cast(
        "dict[str, str]",
        page.evaluate("(chart) => window.take.of(document.querySelector(`[data-chart='${chart}']`)).words", chart),
    )


def ink(picture: Image.Image, top: float, bottom: float) -> float:
    """Give the share of a band of a picture that is not white."""
    pixels = np.asarray(picture.convert("L"))
    band = pixels[int(top * len(pixels)) : int(bottom * len(pixels))]
    return float((band < 200).mean())


def check_picture(content: bytes, preset: Preset) -> None:
    """Require the exact size, the resolution, and words above and below a drawing."""
    picture = Image.open(BytesIO(content))
    assert picture.size == (preset.width, preset.height)
    assert [round(dots) for dots in picture.info["dpi"]] == [DOTS, DOTS]
    corner = picture.convert("RGB").getpixel((1, 1))
    assert corner == (255, 255, 255)
    assert ink(picture, 0, 0.16) > 0.004
    assert ink(picture, 0.3, 0.8) > 0.004
    assert ink(picture, 0.88, 1) > 0.002


Seen = Callable[..., Page]


def test_images_have_the_exact_size_and_resolution(seen: Seen) -> None:
    page = seen(PATH)
    for preset in PRESETS:
        check_picture(drawn(page, CHART, preset.name, "png"), preset)


def test_images_are_light_in_the_dark_and_whole_on_a_phone(seen: Seen) -> None:
    page = seen(PATH, PHONE)
    for preset in PRESETS[:2]:
        check_picture(drawn(page, CHART, preset.name, "png"), preset)


@pytest.mark.parametrize("lang", ["tr", "en", "ar"])
def test_an_image_says_what_makes_it_citable_in_the_pages_own_font(lang: str, seen: Seen) -> None:
    page = seen(f"{PATH}?period=2021&place=TR-34&place=TR-01", Look(lang=lang))
    for chart in ("beneficiaries.host_migrant", CHART):
        words, sheet = words_of(page, chart), svg_of(page, chart, "square")
        told = texts_of(sheet)
        for part in ("title", "subtitle", "note", "filters", "version", "address"):
            assert " ".join(words[part].split()) in told, part
        assert all(" ".join(line.split()) in told for line in words["source"].split(" · "))
        assert "2021" in words["filters"]
        style = sheet.find(f"{SVG}style").text
        assert 'font-family:"Noto Sans";font-weight:600;src:url(data:font/woff2;base64,' in style
        assert ('font-family:"Noto Sans Arabic"' in style) == (lang == "ar")
        assert "url(/" not in style
        assert "http" not in style
        own = list(sheet.iterfind(f"{SVG}text"))
        assert {text.get("direction") for text in own} == {"rtl" if lang == "ar" else "ltr"}
        assert all(float(text.get("x")) > 400 for text in own) == (lang == "ar")


def test_the_numbers_of_an_image_are_those_of_the_table(seen: Seen) -> None:
    page = seen(f"{PATH}?view.{CHART}=table")
    cells = "(rows) => rows.map((row) => [row.cells[0].innerText, row.cells[1].innerText])"
    listed = card(page).locator("tbody tr").evaluate_all(cells)
    texts = ["".join(text.itertext()) for text in svg_of(page).iter(f"{SVG}text")]
    assert len(listed) > 3
    assert [name for name, _ in listed if name not in texts] == []
    assert [number for _, number in listed if number not in texts] == []


def test_a_card_shown_as_a_table_makes_the_image_of_its_chart(seen: Seen) -> None:
    as_chart = svg_of(seen(PATH), preset="half")
    as_table = svg_of(seen(f"{PATH}?view.{CHART}=table"), preset="half")
    assert texts_of(as_table) == texts_of(as_chart)


@pytest.mark.parametrize("path", by_path(USUAL))
def test_nothing_leaves_the_edge_of_an_image(path: str, seen: Seen) -> None:
    page = seen(path)
    for chart in PAGES[path]:
        for preset in ("word", "half"):
            assert page.evaluate(OUTSIDE, [f"{path[1:]}.{chart}", preset]) == [], (chart, preset)


@pytest.mark.exhaustive
@pytest.mark.parametrize("lang", ["tr", "en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_nor_in_any_other_size_or_language(path: str, lang: str, seen: Seen) -> None:
    page = seen(path, Look(lang=lang))
    for chart in PAGES[path]:
        for preset in PRESETS:
            assert page.evaluate(OUTSIDE, [f"{path[1:]}.{chart}", preset.name]) == [], (chart, preset)
            check_picture(drawn(page, f"{path[1:]}.{chart}", preset.name, "png"), preset)


def test_a_bar_is_as_long_as_its_number_says(seen: Seen) -> None:
    lengths = seen("/timeline").evaluate(BARS, ["timeline.side_by_side", "word"])
    assert len(lengths) > 5
    ratios = [drawn / number for drawn, number in lengths if number]
    assert max(ratios) == pytest.approx(min(ratios), rel=0.02)
    assert max(drawn for drawn, _ in lengths) > 200


def test_a_long_list_of_filters_leaves_room_for_source_and_version(seen: Seen) -> None:
    places = "&".join(f"place=TR-{number:02d}" for number in (1, 2, 6, 16, 27, 31, 33, 34, 35, 44, 46, 47, 63, 79))
    page = seen(f"{PATH}?{places}&period=2020-04..2021-03&group=host&group=temporary_protection&group=unknown")
    words, told = words_of(page), texts_of(svg_of(page, preset="half"))
    assert words["version"] in told
    assert words["address"] in told
    assert words["filters"][:40] in told
    assert told.endswith("…")


def test_letters_are_those_of_the_page_and_no_boxes(seen: Seen) -> None:
    page = seen(PATH, PHONE)
    own = Image.open(BytesIO(drawn(page, CHART, "half", "png"))).convert("L")
    without = "async () => { const kept = window.images.fonts.needed; window.images.fonts.needed = async () => []; "
    other = page.evaluate(
        f"{without} try {{ return await ({DRAW})(['{CHART}', 'half', 'png']); }} "
        "finally { window.images.fonts.needed = kept; } }"
    )
    unknown = Image.open(BytesIO(base64.b64decode(other))).convert("L")
    different = (np.abs(np.asarray(own, dtype=int) - np.asarray(unknown, dtype=int)) > 64).mean()
    assert different > 0.01


@pytest.mark.parametrize("path", by_path(("/partnerships", "/timeline")))
def test_a_card_says_what_the_server_says_of_it(path: str, seen: Seen) -> None:
    page = seen(f"{path}?period=2025")
    charts = page.locator("[data-chart]:has(.dash-graph)").evaluate_all("(all) => all.map((one) => one.dataset.chart)")
    house = page.url.partition(path)[0]
    for chart in charts:
        file = f"{house}/export{path}/{chart.partition('.')[2]}.json?period=2025&lang=tr"
        said, own = json.loads(page.request.get(file).text())["words"], words_of(page, chart)
        same = ("title", "subtitle", "note", "version", "rest", "dir", "lang")
        assert {part: own[part] for part in same} == {part: said[part] for part in same}, chart
        # The server also names what the page's heading or subtitle says, and how people were counted.
        assert all(said[part].startswith(own[part]) for part in ("source", "filters")), chart
        assert own["address"].endswith(said["address"])


def test_everything_works_with_the_network_cut(seen: Seen) -> None:
    page = seen("/partnerships?period=2025")
    page.context.set_offline(True)
    for chart in ("partnerships.map", "partnerships.commitments"):
        one = unfold(page, chart)
        for form in ("png", "svg"):
            with page.expect_download() as saved:
                one.locator(f"[data-image={form}]").click()
            name = saved.value.suggested_filename
            assert re.fullmatch(rf"belediye-ortakliklari_[a-z-]+_\d{{4}}-\d\d-\d\d_tr\.{form}", name)
            expect(one.locator(".take-said")).to_contain_text(f"Kaydedildi: \u2068{name}")
    page.context.set_offline(False)


def test_words_are_copied_and_the_address_shows_the_same_for_ever(page_as: Opener) -> None:
    page = page_as(f"{PATH}?place=TR-34&period=2021&place=XX")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one = unfold(page)
    copied = {}
    for name in ("caption", "alt", "citation", "address"):
        one.locator(f"[data-copy={name}]").click()
        expect(one.locator(".take-said")).to_contain_text(one.locator(f"[data-copy={name}]").inner_text())
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    words = words_of(page)
    assert copied["caption"].startswith(f"{words['title']}. {words['subtitle']}. ")
    assert copied["alt"] == one.locator(".chart-plot").get_attribute("aria-label")
    assert copied["citation"].startswith("Uyum Panosu. ")
    assert copied["citation"].endswith(f" {copied['address']}")
    asked = parse_qs(urlsplit(copied["address"]).query)
    assert asked.keys() == {"place", "period", "v", "on", "lang"}
    assert asked["place"] == ["TR-34"]
    numbers = "(graph) => JSON.stringify(graph.data.map((trace) => [trace.x, trace.y]))"
    shown = one.locator(".js-plotly-plot").evaluate(numbers)
    path = urlsplit(copied["address"])
    other = page_as(f"{path.path}?{path.query}", Look(role="admin"))
    assert card(other).locator(".js-plotly-plot").evaluate(numbers) == shown


@pytest.mark.parametrize("look", [Look(), PHONE], ids=str)
def test_an_open_fold_is_clean_and_reached_by_keyboard(look: Look, seen: Seen) -> None:
    page = seen(PATH, look)
    one = unfold(page)
    select = one.locator("[data-preset]")
    select.select_option("half")
    assert set(page.locator("[data-preset]").evaluate_all("(all) => all.map((one) => one.value)")) == {"half"}
    select.focus()
    for name in ("image", "image", "export", "export", "export", "copy", "copy", "copy", "copy"):
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.activeElement.dataset.{name} !== undefined"), name
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_table_alone_offers_files_and_words_only(seen: Seen) -> None:
    one = unfold(seen(PATH), "beneficiaries.detail")
    expect(one.locator("[data-image], [data-preset], [data-copy=alt]")).to_have_count(0)
    expect(one.locator("[data-copy]")).to_have_count(3)
    expect(one.locator("a[data-export]")).to_have_count(3)


def test_what_cannot_be_done_is_told_with_what_to_do(page_as: Opener) -> None:
    page = page_as(f"{PATH}?period=1999")
    expect(card(page).locator(".state")).to_be_visible()
    expect(card(page).locator("details:has(.take)")).to_be_hidden()
    page.evaluate("() => { window.shell.address.go('/beneficiaries'); }")
    wait_until_ready(page)
    one = unfold(page)
    page.evaluate("""() => {
      window.laidOut = window.dash_component_api.getLayout;
      window.dash_component_api.getLayout = () => ({ props: {} });
    }""")
    one.locator("[data-image=png]").click()
    expect(one.locator(".take-said")).to_contain_text("çizilecek grafik yok")
    page.evaluate("() => { window.dash_component_api.getLayout = window.laidOut; }")
    page.evaluate("() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }")
    one.locator("[data-copy=citation]").click()
    expect(one.locator(".take-said")).to_contain_text("Ctrl+C")
    expect(one.locator(".take-text")).to_be_focused()
    assert page.evaluate("getSelection().toString()").strip() == one.locator(".take-text").inner_text().strip()
    page.evaluate("() => { window.images.draw = async () => { throw new Error('none'); }; }")
    one.locator("[data-image=svg]").click()
    expect(one.locator(".take-said")).to_contain_text("Görüntü hazırlanamadı")
