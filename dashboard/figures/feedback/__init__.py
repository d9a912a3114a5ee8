"""The charts of `Geri bildirim`: frame to table, table to figure, table to the sentence that heads it."""
