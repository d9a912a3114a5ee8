"""The document around every page."""

import re
from pathlib import Path

import pytest

from dashboard.components.document import LINKED_HERE, app_document, asset_urls, document, page_title
from dashboard.i18n import speaking

PARTS = {"config": "<i>config</i>", "scripts": "<i>scripts</i>", "renderer": "<i>renderer</i>", "css": "<i>css</i>"}
PARTS |= {"favicon": "<i>favicon</i>"}
ASSETS = Path(__file__).parents[2] / "assets"


@pytest.mark.parametrize(
    ("language", "direction", "sheet"), [("tr", "ltr", ""), ("en", "ltr", ""), ("ar", "rtl", ".rtl")]
)
def test_language_direction_and_style_sheet_agree(language: str, direction: str, sheet: str) -> None:
    with speaking(language):
        html = document("<body></body>", title="x", asset=lambda name: f"/a/{name}")
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert f'href="/a/css/bootstrap{sheet}.min.css"' in html


def test_the_theme_is_set_before_any_style_sheet_and_no_script_stands_in_the_document() -> None:
    html = app_document(PARTS, title="x", asset=asset_urls(ASSETS))
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html)
    assert html.index("boot/theme.js") < html.index("stylesheet")
    assert [bool(source) and not text for source, text in scripts] == [True]


def test_a_title_is_text() -> None:
    assert "<title>&lt;b&gt; – Uyum Panosu</title>" in document("", title=page_title("<b>"), asset=str)


def test_the_document_begins_busy_and_holds_all_that_dash_needs() -> None:
    html = app_document(PARTS, title="x", asset=str)
    assert 'data-state="busy"' in html
    assert 'id="react-entry-point"' in html
    assert all(part in html for part in PARTS.values())


def test_an_address_of_a_file_changes_with_the_file(tmp_path: Path) -> None:
    file, twin = tmp_path / "one.css", tmp_path / "two.css"
    file.write_text("a")
    twin.write_text("b")
    one, two = (asset_urls(tmp_path)(name) for name in ("one.css", "two.css"))
    assert re.fullmatch(r"/assets/one\.css\?m=[0-9a-f]{12}", one)
    assert one.partition("=")[2] != two.partition("=")[2]


def test_dash_leaves_out_what_the_document_links_itself_and_nothing_else() -> None:
    names = {
        file.name for file in ASSETS.rglob("*") if file.suffix in {".js", ".css"} and "node_modules" not in file.parts
    }
    assert {name for name in names if re.search(LINKED_HERE, name)} == {
        "bootstrap.min.css",
        "bootstrap.rtl.min.css",
        "theme.js",
        "narrow.js",
        "entry.js",
        "plotly-uyum.min.js",
        "zip-uyum.min.js",
    }
