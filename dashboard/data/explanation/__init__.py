"""What figures are made of: recipes, which cells of tables have one, and the loads and rows that lead to a figure."""
