"""The button in the foot of every chart card that puts the chart into the basket; `assets/reports/add.js` does it."""

from dashboard.components.markup import Element, el
from dashboard.i18n import t

NOT_FOR_REPORTS = frozenset({"feedback_list"})
"""Pages whose charts stay out of reports: what single people said."""


def basket_button(chart: str, title: str) -> Element | None:
    """Give the button, and the line that tells what came of it; nothing for a chart that stays out of reports.

    Args:
        chart: its id in the catalogue.
        title: its neutral title, which screen readers hear after the words of the button.
    """
    if chart.partition(".")[0] in NOT_FOR_REPORTS:
        return None
    hidden = el("Span", f": {title}", class_="visually-hidden")
    button = el("Button", t("basket.put"), hidden, type="button", class_="btn-x", data_basket=chart)
    words = {"data_open": t("basket.open"), "data_failed": t("basket.failed")}
    said = el("Span", class_="basket-said", role="status", **words)
    return el("Div", button, said, class_="basket-put")
