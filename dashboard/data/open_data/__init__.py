"""What everybody may know: protected base cells of the grants that are released, exactly as their funders see them.

plan     which grants and which parts of them, so that nobody learns anything by subtracting
cells    the published cells of people reached and of feedback as rows
listed   what the rows speak of: grants, places, kinds, categories, indicators
"""
