"""The charts of `Takvim ve fon göstergeleri`: frame to table, table to figure, table to the sentence that heads it."""
