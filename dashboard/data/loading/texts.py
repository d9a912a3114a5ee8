"""What people said, stored apart from their cases and folded for the search."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.copying import Values, copy_rows
from dashboard.data.loading.sheets import Column, as_texts, compact
from dashboard.data.schema.feedback import feedback_texts
from dashboard.formats import fold_words


def store_texts(connection: Connection, checked: Checked, load: int, added: NDArray[np.int64]) -> None:
    """Store the text of every row that is added and has one.

    Args:
        connection: the transaction of the load.
        checked: the rows of feedback.
        load: number of the load.
        added: positions of the rows that are stored.
    """
    column = checked.columns["text"]
    told = added[~column.missing[added]]
    texts = compact(column.take(told))
    values: dict[str, Values] = {"load_id": load, "row_no": checked.rows[told], "text": texts, "folded": folded(texts)}
    copy_rows(connection, feedback_texts, values, np.arange(len(told)))


def folded(column: Column) -> Column:
    """Give the words of every text as the search compares them; a text of signs alone has none, but is not missing."""
    return Column(as_texts([fold_words(str(text)) or " " for text in column.texts]), column.codes)
