"""What each viewer may expect of each callback and route, written out by hand from the promise and not from the code.

`+` may use it; `-` is told that there is no such thing; `o` may use it for what is the viewer's own, which nothing in
these tests is for funders. Anonymous visitors and ended sessions have no column: everything but sign-in and health
answers them 401, and a page that they open leads to sign-in.
"""

ROLES = ("funder", "staff", "manager", "feedback", "admin")
VIEWERS = {
    "anonymous": "",
    "expired": "",
    "funder-wb": "funder",
    "funder-eu": "funder",
    "staff": "staff",
    "manager": "manager",
    "feedback": "feedback",
    "admin": "admin",
}
"""Each viewer with its role; the first two have none."""

CALLBACKS = """
shell-header.children               +      +     +       +        +
overview-kpis.children              +      +     +       +        +
beneficiaries-trail.tree            +      +     +       +        +
projects-trial.tree                 +      +     +       +        +
project-facts.tree                  o      +     +       +        +
partnerships-kpis.children          +      +     +       +        +
partner-facts.tree                  o      +     +       +        +
feedback-kpis.children              +      +     +       +        +
feedback_list-cases-pages.tree      -      -     -       +        -
timeline-grant.tree                 +      +     +       +        +
timeline-calendar.tree              +      +     +       +        +
timeline-acts.tree                  +      +     +       +        +
timeline-acts.tree@                 -      -     +       -        +
timeline-limits.tree                +      +     +       +        +
timeline-limits.tree@               -      -     +       -        +
reports-taking.tree                 +      +     +       +        +
reports-taking.tree@                +      +     +       +        +
data-kpis.children                  -      +     +       -        +
data-loading.tree                   -      +     -       -        +
data-undoing.tree                   -      +     -       -        +
explain-figure.tree                 +      +     +       +        +
admin-trail.tree                    -      -     -       -        +
admin-accounts.tree                 -      -     -       -        +
admin-thresholds.tree               -      -     -       -        +
"""
"""Each callback by its first output; `@` marks the second one that writes to the same place."""

PAGES = """
/                                   +      +     +       +        +
/beneficiaries                      +      +     +       +        +
/projects                           +      +     +       +        +
/projects/A-1                       o      +     +       +        +
/partnerships                       +      +     +       +        +
/partnerships/A-1                   o      +     +       +        +
/feedback                           +      +     +       +        +
/feedback/list                      -      -     -       +        -
/timeline                           +      +     +       +        +
/reports                            +      +     +       +        +
/data                               -      +     +       -        +
/data/explain                       +      +     +       +        +
/admin                              -      -     -       -        +
/methods                            +      +     +       +        +
/accessibility                      +      +     +       +        +
"""
"""Each page by a path to it."""

EXPORTS = """
/export/overview/indicators.csv              +      +     +       +        +
/export/beneficiaries/cumulative.csv         +      +     +       +        +
/export/beneficiaries/detail.xlsx            +      +     +       +        +
/export/projects/list.csv                    +      +     +       +        +
/export/projects/priority.csv                o      +     +       +        +
/export/projects/incomplete.xlsx             o      +     +       +        +
/export/project/stages.csv?code=A-1          o      +     +       +        +
/export/partnerships/steps.csv               +      +     +       +        +
/export/partner/steps.csv?code=A-1           o      +     +       +        +
/export/feedback/topics.csv                  +      +     +       +        +
/export/feedback_list/cases.csv              -      -     -       +        -
/export/timeline/framework.csv               +      +     +       +        +
/export/data/load_list.csv                   -      +     +       -        +
/export/data/coverage.xlsx                   -      +     +       -        +
/export/admin/accounts.csv                   -      -     -       -        -
/export/admin/trail.xlsx                     -      -     -       -        -
/export/beneficiaries/nothing.csv            -      -     -       -        -
/export/beneficiaries/cumulative.pdf         -      -     -       -        -
/export/nothing/cumulative.csv               -      -     -       -        -
"""
"""Files of a chart of each page, and some that nobody has."""

SHELL = (
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-component-suites/dash/dcc/dash_core_components.js",
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
    "/_favicon.ico",
    "/assets/css/base.css",
    "/assets/geo/provinces.json",
)
"""What every signed-in account needs to see any page, and nobody else gets."""
OPEN_DATA = ("/open-data/datapackage.json", "/open-data/people.csv")
"""What everybody gets where the installation has switched it on, and what is there for nobody where it has not."""
NOBODYS = (
    *OPEN_DATA,
    "/_reload-hash",
    "/_mcp",
    "/nowhere",
    "/beneficiaries/",
    "/Admin",
    "/admin/",
    "/admin/audit",
    "/.env",
)
"""What is there for nobody."""
STRANGERS = (
    "/sign-in/sign-in.css",
    "/health/live",
    "/health/ready",
    "/assets/logo.svg",
    "/assets/fonts/noto-sans-latin-400-normal.woff2",
)
"""What everybody gets."""
RULES = {
    *("/", "/<path:path>", "/login", "/logout", "/password", "/see-as", "/see-as/end", "/sign-in/<name>"),
    *("/reports/basket", "/reports/make"),
    *("/data/upload", "/data/check", "/data/load", "/data/errors.csv", "/data/template/<kind>.xlsx"),
    *("/health/live", "/health/ready", "/metrics", "/calendar/<key>.ics", "/export/<page>/<name>.<ending>"),
    *("/_dash-layout", "/_dash-dependencies", "/_dash-update-component", "/_reload-hash", "/_favicon.ico"),
    *("/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>", "/assets/<path:filename>"),
}
"""Every rule of the server; one that is not named here is refused by a test."""


def expected(table: str) -> dict[str, dict[str, str]]:
    """Give each line of a table as marks by role."""
    lines = (line.split() for line in table.strip().splitlines())
    return {name: dict(zip(ROLES, marks, strict=True)) for name, *marks in lines}
