"""What protected viewers, funders and the public, see of people reached and of feedback: protected base cells alone.

A base cell counts the people (or cases) of one quarter and province within some grants of the viewer, as of a released
version, in all or by one breakdown. It is protected once: 0 stays 0, 1 to 9 is suppressed, the rest is rounded to 5.
Everything else is made of these cells: sums, shares, charts, tables and files. See README, "Protected figures".

    scope         which grants, in which released versions, cut into parts that no two grants share
    cells         the protection itself
    adding        sums of protected cells
    growth        what is kept back because counts never shrink between releases
    standing      what is published of cells from one release to the next
    exact         totals of whole grants and locked periods that may be told exactly
    reach_rows    rows of people reached, read once a release
    reach_cells   true cells of people reached, and what is published of them
    people        the answers of the pages about people reached
    case_cells    true cells of feedback, and what is published of them
    cases         the answers of the pages about feedback
    beside        people as published, beside which results of indicators are told
"""
