"""What a chart card offers to take away: the chart as an image, its numbers as files, its words as text.

`assets/take.js` does it in the browser: images are drawn there from the figure of the card, texts are put together from
what the card says; links follow the filters.
"""

from dataclasses import replace

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.image_presets import PRESETS
from dashboard.components.markup import Element, Node, el
from dashboard.i18n import t
from dashboard.ids import chart_part

Format = tuple[str, str, str]
_FORMATS: tuple[Format, ...] = (
    ("csv", "", "card.csv"),
    ("csv", "csv=machine", "card.csv_machine"),
    ("xlsx", "", "card.xlsx"),
)
"""Ending of the file, what it adds to the query, and the words of its link."""
IMAGES = ("png", "svg")
TEXTS = ("caption", "alt", "citation", "address")
"""What can be copied; a card without a chart has no text alternative."""


def take_away(chart: str, title: str, address: Address, *, table_only: bool) -> Element:
    """Give all that a card offers, in three short groups and a line that says what was done.

    Args:
        chart: its id in the catalogue.
        title: the neutral title.
        address: the address drawn for, which goes into the download links.
        table_only: True for a card that has no chart, only a table.
    """
    texts = [name for name in TEXTS if not (table_only and name == "alt")]
    groups = [
        None
        if table_only
        else _group("image", [*_size(chart, title), el("Span", *map(_image, IMAGES), class_="take-forms")]),
        _group("numbers", [_download(chart, address, *form) for form in _FORMATS]),
        _group("copy", [_copy(name) for name in texts]),
    ]
    said = [el("P", role="status", class_="take-said"), el("P", class_="take-text", hidden=True, tabIndex="-1")]
    figure = CHARTS[chart]
    stem = f"{t(f'export.page.{figure.page}')}_{t(figure.slug)}"
    return el("Div", *groups, *said, class_="chart-more take", data_take=stem)


def _group(name: str, parts: list[Element]) -> Element:
    """Give a few things of one kind behind their name."""
    label = t(f"take.group.{name}")
    inside: list[Node] = [el("Li", part) for part in parts]
    heading = el("Span", label, class_="take-name", aria_hidden="true")
    return el("Div", heading, el("Ul", inside, aria_label=label), class_="take-group")


def _size(chart: str, title: str) -> list[Element]:
    """Give the choice of the image's size; its group names it for the eye."""
    name = chart_part(chart, "preset")
    options = [el("Option", t(preset.label), value=preset.name) for preset in PRESETS]
    label = el("Label", f"{t('take.size')}: {title}", htmlFor=name, class_="visually-hidden")
    return [el("Span", label, el("Select", options, id=name, data_preset="", class_="form-select"))]


def _image(form: str) -> Element:
    """Give the button that saves the chart as an image of one form."""
    name = form.upper()
    return el("Button", name, type="button", class_="btn-x", data_image=form, aria_label=t("take.save_as", form=name))


def _copy(name: str) -> Element:
    """Give the button that copies one text."""
    return el("Button", t(f"take.{name}"), type="button", class_="take-copy", data_copy=name)


def _download(chart: str, address: Address, ending: str, extra: str, words: str) -> Element:
    """Give the link to the chart's numbers as a file, under all that the address asks for except views."""
    page, _, name = chart.partition(".")
    query = "&".join(filter(None, (replace(address, views=frozenset()).query(), extra)))
    path = f"/export/{page}/{name}.{ending}"
    return el("A", t(words), href=f"{path}?{query}" if query else path, data_export=extra)
