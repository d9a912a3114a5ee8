"""The charts of `Ulaşılan kişiler`: frame to table, table to figure, table to the sentence that heads it."""
