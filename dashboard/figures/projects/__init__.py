"""The charts of `Proje havuzu`: frame to table, table to figure, table to the sentence that heads it."""
