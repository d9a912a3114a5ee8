"""Rows with their names above them take the height that they need, and their bars are always about as thick."""

import pytest

from dashboard.figures import matrix, named_bars

FULL = 660
"""Pixels of a card of fifteen rows."""
AROUND = 80
"""Pixels of a card that are no rows: axis and legend, about."""
NOT_FEW = named_bars.FEW_ROWS + 1


def drawing(rows: int) -> dict[str, object]:
    """Give a drawing of so many rows."""
    return {"data": [], "layout": {"yaxis": named_bars.hidden_axis([f"row {at}" for at in range(rows)])}}


@pytest.mark.parametrize("rows", range(1, named_bars.FEW_ROWS + 1))
def test_a_card_is_as_high_as_its_few_rows_and_no_row_of_it_is_empty(rows: int) -> None:
    assert named_bars.few_rows(drawing(rows), rows=rows) == rows
    assert named_bars.hidden_axis(range(rows))["range"] == [rows - 0.5, -0.5]


def test_a_card_of_many_rows_keeps_its_height() -> None:
    assert named_bars.few_rows(drawing(NOT_FEW), rows=NOT_FEW) is None
    assert named_bars.few_rows({"layout": {}}, rows=NOT_FEW) is None


def test_the_height_follows_what_is_drawn_and_not_what_only_the_table_has() -> None:
    assert named_bars.few_rows(drawing(2), rows=40) == 2


def test_a_drawing_without_rows_of_its_own_is_lower_where_its_table_is_short() -> None:
    assert named_bars.few_rows({"layout": {"xaxis": {}}}, rows=3) == named_bars.FEW_ROWS


@pytest.mark.parametrize("rows", range(1, named_bars.FEW_ROWS + 1))
def test_bars_are_as_thick_among_few_rows_as_among_many(rows: int) -> None:
    room = 160 + 35 * rows  # As in assets/css/cards.css.
    many = named_bars.thickness(named_bars.MOST_ROWS) * (FULL - AROUND) / named_bars.MOST_ROWS
    assert named_bars.thickness(rows) * (room - AROUND) / rows == pytest.approx(many, rel=0.05)


def test_the_legend_of_a_low_drawing_leaves_as_many_pixels_for_the_words_below_it() -> None:
    pixels = [(named_bars.legend_above(rows)["y"] - 1) * (35 * rows + 34) for rows in (1, 3, 8)]
    assert pixels == pytest.approx([34, 34, 34], abs=2)
    assert named_bars.legend_above(NOT_FEW) == {"y": 1.06}


def test_cells_of_a_card_of_one_height_keep_together() -> None:
    few = matrix.matrix([("a", "A", [1, 2])], ["x", "y"], least=named_bars.FEW_ROWS)
    assert few["layout"]["yaxis"]["range"] == [7.5, -0.8]  # type: ignore[index,call-overload]
