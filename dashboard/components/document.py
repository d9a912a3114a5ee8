"""The HTML document around every page: language, direction, theme and style sheets, before any script runs."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from dashboard.i18n import direction, language, t

AssetUrl = Callable[[str], str]
"""Gives the address of a file in `assets/`."""
BOOTSTRAP = {"ltr": "css/bootstrap.min.css", "rtl": "css/bootstrap.rtl.min.css"}
BOOT_SCRIPT = "boot/theme.js"
"""Loaded in the head and waited for, so that the first paint already has the theme."""
LINKED_HERE = r"^bootstrap|^theme\.js$|^(entry|narrow)\.js$|\.mjs$|^plotly-uyum|^zip-uyum"
"""`assets_ignore` of the Dash app: files that are linked or fetched by name, the bundles and their source."""
PLOTLY_URL = "/_dash-component-suites/plotly/package_data/plotly.min.js"
"""Where Dash fetches plotly.js when the first graph appears; the app answers with the smaller bundle of `assets/`."""
PRELOADED_FONTS = ("fonts/noto-sans-latin-400-normal.woff2", "fonts/noto-sans-latin-600-normal.woff2")


def page_title(page: str) -> str:
    """Give the title of the browser's tab: `Ulaşılan kişiler – Uyum Panosu`."""
    return t("shell.title", page=page)


def document(body: str, *, title: str, asset: AssetUrl, head: str = "") -> str:
    """Give a whole HTML document in the language in force.

    Args:
        body: trusted HTML of the body.
        title: text of the title, escaped here.
        asset: gives the address of a file in `assets/`.
        head: trusted HTML for the end of the head, such as further style sheets.
    """
    side = direction()
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}" dir="{side}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f'<script src="{escape(asset(BOOT_SCRIPT))}"></script>\n'
        f'<link rel="stylesheet" href="{escape(asset(BOOTSTRAP[side]))}">\n{head}\n'
        f"</head>\n{body}\n</html>"
    )


def app_document(parts: dict[str, str], *, title: str, asset: AssetUrl, charts: bool = True) -> str:
    """Give the document in which Dash draws the pages; `dash.Dash.interpolate_index` hands over its `parts`.

    `charts` says whether the page will draw charts, so that plotly.js is worth fetching at once.
    """
    body = (
        '<body data-state="busy">\n'
        f'<div id="react-entry-point"><p class="_dash-loading">{escape(t("ui.loading"))}</p></div>\n'
        f"{_failure_notice()}\n<noscript>{escape(t('shell.needs_javascript'))}</noscript>\n"
        f"{parts['config']}\n{parts['scripts']}\n{parts['renderer']}\n</body>"
    )
    return document(body, title=title, asset=asset, head=parts["favicon"] + parts["css"] + _preloads(charts=charts))


def _failure_notice() -> str:
    """Give what `assets/shell/failure.js` shows when the server or its database does not answer.

    It is there before that happens. Of its sentences one is shown at a time.
    """
    retry = f'<a href="">{escape(t("ui.retry"))}</a>'
    words = (
        f'<p data-said="no_answer">{escape(t("shell.no_answer"))} {retry}</p>'
        f'<p data-said="not_done" hidden>{escape(t("shell.not_done"))}</p>'
        f'<p data-said="away" hidden data-words="{escape(t("shell.away"))}"></p>'
    )
    return f'<div id="shell-failure" class="shell-notice shell-failure" role="alert" hidden>{words}</div>'


def _preloads(*, charts: bool) -> str:
    """Give the links that start the fetch of what every page soon needs, while the first scripts still run."""
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/{font}">\n'
        for font in PRELOADED_FONTS
    )
    return fonts + (f'<link rel="preload" as="script" href="{PLOTLY_URL}">\n' if charts else "")


@cache
def asset_urls(folder: Path, prefix: str = "/assets/") -> AssetUrl:
    """Give the addresses of the files in a folder, each with a mark that changes with the file, so that it may be kept.

    Args:
        folder: the app's `assets` folder.
        prefix: where the app serves it, with a slash at the end.
    """

    @cache
    def address_of(name: str) -> str:
        mark = sha256((folder / name).read_bytes()).hexdigest()[:12]
        return f"{prefix}{name}?m={mark}"

    return address_of
