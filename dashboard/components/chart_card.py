"""Chart cards: a finding, a chart or its table, the source, what it means, and how to take it away.

The contract between a page and its cards, per chart:

* The layout draws `chart_card(chart, title, address, about=...)` once. Until the first answer it shows a skeleton.
* The page's one callback lists `*chart_outputs(chart)` and returns `*chart_answer(caption, figure=...)` for a chart, or
  `*chart_answer(caption, instead=...)` with `data_table(...)`, `mark("zero")` or `error_mark(code)`.
* What stands in `instead` hides the graph, from the accessibility tree too (`assets/css/charts.css`): a card shows one
  of the two. The body keeps its height, so nothing jumps; a card with nothing to show is as high as its sentence, one
  without a drawing as its rows.
* A card without a chart says `table_only=True` in all three places.

`assets/cards.js` does the rest in the browser: the switch writes `view.<chart>=table` into the address, download links
follow the filters. `assets/take.js` makes images and texts of what the card shows.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

import dash
from dash import Output

from dashboard.address import Address
from dashboard.components.basket import basket_button
from dashboard.components.markup import Element, Node, dbc_el, dcc_el, el, still
from dashboard.components.states import skeleton
from dashboard.components.take_away import take_away
from dashboard.i18n import language, t
from dashboard.ids import chart_part

Size = Literal["small", "medium", "large", "tall", "list"]
"""The height of a card's body; a `list` is as high as its rows, up to that of a large one."""
TOPOJSON_URL = "/assets/topojson/"


@dataclass(frozen=True, slots=True)
class Basis:
    """The state of the data that a card shows: its version, the reference day, and the last day that it covers."""

    version: int
    day: date
    cutoff: date


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a chart for the filters in force.

    `heading` states the finding in at most 15 words, or is the neutral title. `subtitle` names measure, place and
    period. `label` names the chart or its table, with measure and period, unique on the page. `source` holds the
    source, the cut-off date and the counting rule. `alt` is the whole text alternative of a chart, with its main
    figures; without it the label stands in. `remark` is the end of the subtitle that says what the chart leaves out.
    `basis` is there as soon as the page is answered, and `few` says for how many rows a tall card has too much room.
    """

    heading: str
    subtitle: str
    label: str
    source: tuple[str, ...] = ()
    alt: str = ""
    remark: str = ""
    basis: Basis | None = None
    few: int | None = None


def graph_config() -> dict[str, object]:
    """Give Plotly's settings: no buttons, nothing that could leave for a cloud, shapes and words from this server."""
    return {
        "displayModeBar": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showTips": False,
        "doubleClick": False,
        "topojsonURL": TOPOJSON_URL,
        "locale": language(),
        "responsive": True,
    }


def chart_card(
    chart: str,
    title: str,
    address: Address,
    *,
    about: Node,
    size: Size = "medium",
    table_only: bool = False,
) -> Element:
    """Give the card of a chart before its first answer.

    Args:
        chart: its id in the catalogue, such as `beneficiaries.by_place`.
        title: the neutral title.
        address: the address drawn for: says whether the table is asked for, and goes into the download links.
        about: what "About this chart" says: definition, formula, limits.
        size: the height of the body.
        table_only: True for a card that has no chart, only a table.
    """
    return el(
        "Figure",
        still(caption_nodes(Caption(title, "", title)), tag="Figcaption", id=chart_part(chart, "text")),
        None if table_only else _switch(chart, title, address),
        _body(chart, title, size, table_only=table_only),
        still(None, tag="P", id=chart_part(chart, "source"), class_="source"),
        still(
            [
                _about(title, about),
                _take_away(chart, title, address, table_only=table_only),
                basket_button(chart, title),
            ],
            class_="chart-foot",
        ),
        class_="cardx chart",
        data_chart=chart,
        data_view="table" if table_only else None,
    )


def caption_nodes(caption: Caption) -> list[Node]:
    """Give the heading and the subtitle of a card.

    What the figures rest on goes with them for images and citations, and for the style sheet whether the rows are few.
    """
    basis = asdict(caption.basis) if caption.basis else {}
    told: dict[str, str | None] = {f"data_{name}": str(value) for name, value in basis.items()}
    told |= {"data_remark": caption.remark or None, "data_few": str(caption.few) if caption.few else None}
    return [el("H3", caption.heading), el("P", caption.subtitle, class_="subtitle", **told)]


def chart_outputs(chart: str, *, table_only: bool = False) -> list[Output]:
    """Give what the page's callback fills for a chart, in the order of `chart_answer`."""
    text, instead, source = (Output(chart_part(chart, part), "tree") for part in ("text", "instead", "source"))
    if table_only:
        return [text, instead, source]
    return [
        text,
        instead,
        source,
        Output(chart_part(chart, "plot"), "aria-label"),
        Output(chart_part(chart, "graph"), "figure"),
    ]


def chart_answer(
    caption: Caption,
    *,
    figure: object = None,
    instead: Node = None,
    table_only: bool = False,
) -> list[object]:
    """Give the values for `chart_outputs`: a chart where `figure` is given, else what stands instead of it."""
    text = caption_nodes(caption)
    words: list[object] = [text, instead, " · ".join(caption.source)]
    if table_only:
        return words
    return [*words, caption.alt or caption.label, dash.no_update if figure is None else figure]


def drawing_beside(figure: str) -> Element:
    """Give the drawing (JSON) of a chart that is shown as a table: the browser makes images of it without asking."""
    return el("Span", hidden=True, data_figure=figure)


def _switch(chart: str, title: str, address: Address) -> Element:
    """Give the choice between chart and table."""
    choice = dbc_el(
        "RadioItems",
        id=chart_part(chart, "view"),
        options=[{"label": t("ui.chart"), "value": "chart"}, {"label": t("ui.table"), "value": "table"}],
        value="table" if chart in address.views else "chart",
        inline=True,
        name=chart_part(chart, "view"),
    )
    return el("Fieldset", el("Legend", t("card.view", title=title), class_="visually-hidden"), choice, class_="switch")


def _body(chart: str, title: str, size: Size, *, table_only: bool) -> Element:
    """Give the part of fixed height; what stands instead comes first, so that CSS can hide the graph after it."""
    instead = still(skeleton(), id=chart_part(chart, "instead"), class_="chart-instead")
    if table_only:
        return el("Div", instead, class_=f"chart-body chart-{size}")
    graph = dcc_el("Graph", id=chart_part(chart, "graph"), config=graph_config(), responsive=True, className="graph")
    plot = el("Div", graph, id=chart_part(chart, "plot"), class_="chart-plot", role="img", aria_label=title)
    return el("Div", instead, plot, class_=f"chart-body chart-{size}")


def _about(title: str, about: Node) -> Element:
    """Give the details that say what the chart means."""
    return el("Details", _summary("ui.about_chart", title), el("Div", about, class_="chart-more"))


def _take_away(chart: str, title: str, address: Address, *, table_only: bool) -> Element:
    """Give the details that hold what can be taken away."""
    inside = take_away(chart, title, address, table_only=table_only)
    return el("Details", _summary("ui.download_and_cite", title), inside)


def _summary(key: str, title: str) -> Element:
    """Give the visible words of a fold, followed for screen readers by the chart they belong to."""
    return el("Summary", t(key), el("Span", f": {title}", class_="visually-hidden"))
