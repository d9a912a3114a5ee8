"""Bu sayıyı açıkla: what one key figure means, and the loads and rows that it is made of."""

from dashboard.address import Address
from dashboard.components.markup import Node, el, still
from dashboard.components.states import skeleton
from dashboard.ids import page_part
from dashboard.listing import page_name

PATH = "/data/explain"
TITLE = "explain.title"
FIGURE = "figure"
"""The parameter that names the key figure by its id in the catalogue."""
ROWS = page_name("rows")
EXTRA = (FIGURE, ROWS)


def layout(_address: Address) -> Node:
    """Lay out the page, without data."""
    return el("Div", still(skeleton(), id=page_part("explain", "figure")), class_="explain-page")
