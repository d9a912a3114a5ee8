"""The names of parts of the page, so that layouts, callbacks and tests spell them alike.

Every id begins with the name of its page (or `shell`), which `tests/test_wiring.py` checks.
"""

ADDRESS = "shell-address"
"""The `dcc.Location` whose `search` holds every filter and view."""
CONTENT = "shell-content"
"""Where the router draws the page; links such as "skip to content" lead here."""


def page_part(page: str, part: str) -> str:
    """Give the id of a part that a page has once: `("beneficiaries", "kpis")` gives `beneficiaries-kpis`."""
    return f"{page}-{part}"


def chart_part(chart: str, part: str) -> str:
    """Give the id of a part of a chart card: `("beneficiaries.map", "graph")` gives `beneficiaries-map-graph`."""
    return f"{chart.replace('.', '-')}-{part}"


def kpi(kpi_id: str) -> str:
    """Give the id of a KPI card: `beneficiaries.unique_people` gives `beneficiaries-unique_people-kpi`."""
    return chart_part(kpi_id, "kpi")
