"""Yöntem ve tanımlar: what every figure means and how it is computed, from the registry that the pages use."""

from collections.abc import Iterable
from itertools import groupby

from dashboard import formats
from dashboard.address import Address
from dashboard.catalogue import FIGURES, Figure
from dashboard.codes import CODE_LISTS, COUNTING_RULE, roll_up_group
from dashboard.components.data_table import Cell, Column, data_table
from dashboard.components.markup import Element, Node, el, ltr, still
from dashboard.i18n import language, t
from dashboard.ids import page_part

PATH = "/methods"
TITLE = "nav.methodology"
BEHIND_BELOW, AT_RISK_BELOW, OVER_PLAN_ABOVE = 0.80, 0.95, 1.15
"""Thresholds of a programme that has set none of its own; a test compares them with those that judge."""
RULES = ("period_end", "direct", "records", "missing", "change", "plan", "grants", "map")
"""What holds for all figures about people reached."""
VERSIONS = ("version", "reference_day", "same_forever")
PROTECTED = (
    "protected_cells",
    "protected_once",
    "protected_withheld",
    "protected_sums",
    "protected_time",
    "protected_results",
)
"""What holds for figures about people and their feedback that funders and the public see."""
STATUSES = {
    "off_track": ("methods.status.below", BEHIND_BELOW),
    "at_risk": ("methods.status.below", AT_RISK_BELOW),
    "on_track": ("methods.status.from", AT_RISK_BELOW),
}


def layout(address: Address) -> Node:  # noqa: ARG001  The page is the same for every address.
    """Lay out the whole page; it shows no data."""
    sections: dict[str, list[Element]] = {
        "methods.rules": [_points(RULES)],
        **_figures(),
        "methods.counting_rules": [el("Dl", *_counting_rules(), class_="definitions")],
        "methods.statuses": [el("P", t("methods.status.score")), *_statuses()],
        "methods.versions": [_points(VERSIONS)],
        "methods.protected": [_points(PROTECTED)],
        "methods.codes": [_code_list(name) for name in CODE_LISTS if name != "counting_rule"],
    }
    lead = el("P", t("methods.lead"), class_="lead")
    return still([lead, _ways(sections), *(_section(*one) for one in sections.items())], class_="methods")


def open_data() -> Element:
    """Give the way to the open data, for installations that publish them."""
    href = f"/open-data/datapackage.json?lang={language()}"
    return el("P", t("methods.open_data"), " ", el("A", t("methods.open_data.link"), href=href))


def _ways(headings: Iterable[str]) -> Element:
    """Give the way to each section of this long page."""
    links = [el("Li", el("A", t(heading), href=f"#{_place(heading)}")) for heading in headings]
    return el("Nav", el("Ul", links), class_="page-parts", aria_label=t("methods.parts"))


def _place(heading: str) -> str:
    """Give the id of a heading."""
    return page_part("methods", heading.replace(".", "-"))


def _section(heading: str, parts: list[Element]) -> Element:
    """Give a section under its heading, to which a link may lead."""
    return el("Section", el("H2", t(heading), id=_place(heading), tabIndex="-1"), *parts)


def _points(names: tuple[str, ...]) -> Element:
    """Give rules as a list of sentences."""
    return el("Ul", *(el("Li", t(f"methods.rule.{name}")) for name in names))


def _figures() -> dict[str, list[Element]]:
    """Give what each figure of the registry means, under the heading of its page."""
    pages = groupby(FIGURES.values(), key=lambda figure: figure.page)
    return {f"methods.page.{page}": list(map(_figure, figures)) for page, figures in pages}


def _figure(figure: Figure) -> Element:
    """Give what one figure means: name, definition, formula, unit, counting rule, id and the tables it is read from."""
    facts: dict[str, Node] = {
        "ind.definition": t(figure.definition),
        "ind.formula": t(figure.formula),
        "ind.unit": t(figure.unit),
        "methods.counting": t(figure.counting),
        "methods.id": ltr(figure.id),
    }
    if figure.cubes:
        facts["methods.cube"] = ltr(", ".join(figure.cubes))
    terms = [part for key, fact in facts.items() for part in (el("Dt", t(key)), el("Dd", fact))]
    kind = t(f"methods.kind.{figure.kind}")
    heading = el("H3", t(figure.label), " ", el("Span", kind, class_="figure-kind"))
    return el("Article", heading, el("Dl", *terms, class_="definitions"), data_definition=figure.id)


def _counting_rules() -> list[Element]:
    """Give each counting rule with its meaning."""
    named = [(t(f"counting_rule.{rule}"), t(f"counting_rule.{rule}.definition")) for rule in COUNTING_RULE]
    return [part for name, meaning in named for part in (el("Dt", name), el("Dd", meaning))]


def _statuses() -> list[Element]:
    """Give each status with the scores it stands for, and what holds besides."""
    rows: list[list[Cell]] = [
        [t(f"st.{status}"), t(key, share=formats.percent(limit, 0))] for status, (key, limit) in STATUSES.items()
    ]
    rows.append([t("st.achieved"), t("methods.status.achieved")])
    rows.append([t("status.over_plan"), t("methods.status.above", share=formats.percent(OVER_PLAN_ABOVE, 0))])
    columns = [Column(t("methods.status"), numeric=False), Column(t("methods.when"), numeric=False)]
    return [data_table("methods.statuses", t("methods.statuses"), columns, rows), el("P", t("methods.status.settings"))]


def _code_list(name: str) -> Element:
    """Give the table of one code list: the code of files and addresses, and what it is called here."""
    columns = [Column(t("table.code"), numeric=False), Column(t("methods.label"), numeric=False)]
    rows: list[list[Cell]] = [[ltr(code), t(f"{name}.{code}")] for code in CODE_LISTS[name]]
    if name == "population_group":
        columns.append(Column(t("methods.community"), numeric=False))
        rows = [[*row, t(f"community.{roll_up_group(code)}")] for row, code in zip(rows, CODE_LISTS[name], strict=True)]
    return data_table(f"methods.{name}", t(f"methods.codes.{name}"), columns, rows)
