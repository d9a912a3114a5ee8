"""The charts of `Genel bakış`: frame to table, table to figure, table to the sentence that heads it."""
