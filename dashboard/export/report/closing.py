"""What closes a report: the definition of every figure that it uses, how missing values are written, the annex."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection

from dashboard import formats
from dashboard.catalogue import FIGURES, Figure
from dashboard.codes import COUNTING_RULE
from dashboard.components.value_mark import KEPT_BACK, SIGNS
from dashboard.data.filters import Filters
from dashboard.data.standing import Thresholds
from dashboard.data.thresholds import thresholds
from dashboard.export.report.model import Block, Cell, Facts, Grid, Group, Heading, Laid, Pairs, Picture, Section
from dashboard.figures.table import Column, Table
from dashboard.i18n import t


def definitions(connection: Connection, filters: Filters, sections: Sequence[Section]) -> Section:
    """Give what every figure of the sections means, how people are counted, and how statuses and gaps are written."""
    used = [FIGURES[one] for one in dict.fromkeys(figures_of(sections)) if one in FIGURES]
    return Section(
        t("report.definitions"),
        (
            *_meanings(used),
            Facts(t("report.counting_rules"), tuple(_counting_rules())),
            Facts(t("report.statuses"), statuses(thresholds(connection, filters))),
            Facts(
                t("report.signs"),
                (
                    *((f"{SIGNS[one]} {t(f'value.{one}')}", t(f"report.sign.{one}")) for one in SIGNS),
                    *_partial(filters),
                ),
            ),
        ),
        about=True,
    )


def _partial(filters: Filters) -> Pairs:
    """Say how a sum is written of which a part is kept back; nobody inside has any."""
    return ((f"{formats.whole(120)}{KEPT_BACK}", t("protected.partial")),) if filters.viewer.protected else ()


def figures_of(sections: Sequence[Section]) -> Iterator[str]:
    """Give the ids of the figures in sections: of charts, of their tables, and of key figures."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Picture | Grid) and block.cited:
                yield block.cited.chart
            elif isinstance(block, Grid) and block.table.columns[0].key == "id":
                yield from block.table.column("id")


def _meanings(used: Sequence[Figure]) -> Iterator[Block]:
    """Give the figures of each page with what they mean, by which formula and rule; each rule stands once."""
    columns = (
        Column("id", t("table.code"), "code"),
        Column("figure", t("report.figure"), "text"),
        Column("definition", t("ind.definition"), "text"),
        Column("formula", t("ind.formula"), "text"),
    )
    headings = (Heading(t("report.figure")), Heading(t("ind.definition")), Heading(t("ind.formula")))
    pages = list(dict.fromkeys(figure.page for figure in used))
    by_page = sorted(used, key=lambda figure: pages.index(figure.page))
    for page, figures in groupby(by_page, key=lambda figure: figure.page):
        ordered = sorted(figures, key=lambda figure: figure.counting)
        rows = tuple((one.id, t(one.label), t(one.definition), t(one.formula)) for one in ordered)
        groups = groupby(ordered, key=lambda figure: figure.counting)
        laid = Laid(headings, tuple(Group(t(rule), tuple(map(_meaning, inside))) for rule, inside in groups))
        yield Grid(t(f"methods.page.{page}"), Table(columns, rows), laid)


def _meaning(figure: Figure) -> tuple[Cell, ...]:
    """Give the row of one figure."""
    return tuple(Cell((text,), text) for text in (t(figure.label), t(figure.definition), t(figure.formula)))


def _counting_rules() -> Iterator[tuple[str, str]]:
    """Give each rule by which people are counted, with its meaning."""
    for rule in COUNTING_RULE:
        yield t(f"counting_rule.{rule}"), t(f"counting_rule.{rule}.definition")


def statuses(lines: Thresholds) -> Pairs:
    """Give each status with the scores it stands for, by the thresholds in force."""
    behind, risk = (formats.percent(line, 0) for line in (lines.behind_below, lines.at_risk_below))
    return (
        (t("st.off_track"), t("methods.status.below", share=behind)),
        (t("st.at_risk"), t("methods.status.below", share=risk)),
        (t("st.on_track"), t("methods.status.from", share=risk)),
        (t("st.achieved"), t("methods.status.achieved")),
        (t("status.over_plan"), t("methods.status.above", share=formats.percent(lines.over_plan_above, 0))),
    )


def annex(sections: Sequence[Section]) -> Iterator[Section]:
    """Give the table of every chart, so that each number can be read; nothing where there is no chart."""
    pictures = [block for section in sections for block in section.blocks if isinstance(block, Picture)]
    if pictures:
        grids = tuple(Grid(one.cited.title, one.table, one.laid, one.cited.remark, one.cited) for one in pictures)
        yield Section(t("report.annex"), grids, annex=True)
