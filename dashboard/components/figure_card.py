"""Chart cards that explain themselves in the words of the catalogue."""

from collections.abc import Container, Mapping

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import Size, chart_card
from dashboard.components.markup import Element, el
from dashboard.i18n import t


def figure_cards(
    page: str, charts: Mapping[str, Size], address: Address, *, tables: Container[str], half: Container[str] = ()
) -> list[Element]:
    """Lay out the cards of some charts of a page.

    Args:
        page: the page's name.
        charts: names of its charts, each with the height of its body.
        address: of the page, which says whether a chart or its table is shown.
        tables: ids of the figures that are nothing but a table.
        half: names of the charts that share the width with another.
    """
    return [
        el(
            "Div",
            _card(f"{page}.{chart}", address, size, table_only=f"{page}.{chart}" in tables),
            class_="half" if chart in half else None,
        )
        for chart, size in charts.items()
    ]


def _card(chart: str, address: Address, size: Size, *, table_only: bool) -> Element:
    """Lay out one card, with the figure's definition, formula and counting rule in a fold."""
    figure = CHARTS[chart]
    about = [
        el("P", t(figure.definition)),
        el("P", el("Strong", f"{t('ind.formula')}: "), t(figure.formula)),
        el("P", t(figure.counting)),
    ]
    return chart_card(chart, t(figure.label), address, about=about, size=size, table_only=table_only)
