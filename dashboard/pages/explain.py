"""Bu sayıyı açıkla: what one figure means, and the loads and rows that it is made of."""

from dashboard.address import Address
from dashboard.components.data_table import EXPLANATION
from dashboard.components.markup import Node, el, still
from dashboard.components.states import skeleton
from dashboard.ids import page_part
from dashboard.listing import page_name
from dashboard.paths import OWN_CODE

PATH = EXPLANATION
TITLE = "explain.title"
FIGURE, ROW, COLUMN = "figure", "row", "column"
"""The parameters that name a key figure, or a table with one of its rows and columns, by ids and codes."""
ROWS = tuple(page_name(name) for name in ("rows", "others", "third", "fourth"))
"""The pages of the rows of a figure's ingredients, one after the other."""
EXTRA = (FIGURE, ROW, COLUMN, OWN_CODE, *ROWS)
HEARS_ALL = True
"""The parameters of the pages whose figures it explains come along in the address."""


def layout(_address: Address) -> Node:
    """Lay out the page, without data."""
    return el("Div", still(skeleton(), id=page_part("explain", "figure")), class_="explain-page")
