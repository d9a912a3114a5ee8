"""Files over the wire."""

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from dashboard.app import assets_folder
from tests.visiting import Visitor

People = Callable[[str], Visitor]
STYLE = "/assets/css/bootstrap.min.css"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


def plain_file(path: str) -> bytes:
    """Give what lies on the disk."""
    name = "plotly-uyum.min.js" if path == PLOTLY else path.removeprefix("/assets/")
    return Path(assets_folder(), name).read_bytes()


@pytest.mark.parametrize("form", ["br", "gzip"])
@pytest.mark.parametrize("path", [STYLE, PLOTLY])
def test_a_file_arrives_whole_and_small(person: People, form: str, path: str) -> None:
    for _ in range(2):
        with person("staff").http.get(path, headers={"Accept-Encoding": form}) as answer:
            assert answer.headers["Content-Encoding"] == form
            assert "Accept-Encoding" in answer.headers["Vary"]
            packed = answer.get_data()
        assert UNPACK[form](packed) == plain_file(path)
        assert len(packed) < 0.4 * len(plain_file(path))


def test_the_best_form_that_a_browser_knows_is_taken(person: People) -> None:
    with person("staff").http.get(STYLE, headers={"Accept-Encoding": "gzip, deflate, br, zstd"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
    with person("staff").http.get(STYLE, headers={"Accept-Encoding": "identity, br;q=0"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.get_data() == plain_file(STYLE)


def test_a_file_that_the_browser_has_is_not_sent_again(person: People) -> None:
    asked = {"Accept-Encoding": "br"}
    with person("staff").http.get(STYLE, headers=asked) as first:
        tag = str(first.headers["ETag"])
    with person("staff").http.get(STYLE, headers=asked | {"If-None-Match": tag}) as again:
        assert (again.status_code, again.get_data()) == (304, b"")
    with person("staff").http.get(STYLE, headers={"If-None-Match": tag}) as plain:
        assert plain.status_code == 200


def test_pictures_and_fonts_are_small_already(person: People) -> None:
    font = "/assets/fonts/noto-sans-latin-400-normal.woff2"
    with person("staff").http.get(font, headers={"Accept-Encoding": "br"}) as answer:
        assert "Content-Encoding" not in answer.headers
