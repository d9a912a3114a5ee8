"""A report as a workbook: an explanation, the funders' forms, a sheet a table with its native chart, and all numbers.

Numbers are numbers and days are days; text is never a formula and nothing is a link. `xlsx_*` hold the sheets.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from dashboard.export.native.legible import legible
from dashboard.export.report.charts import FRAMEWORK
from dashboard.export.report.model import Grid, Picture, Report
from dashboard.export.report.xlsx_cover import write_cover
from dashboard.export.report.xlsx_definitions import is_words, write_definitions
from dashboard.export.report.xlsx_grid import title_of, write_grid
from dashboard.export.report.xlsx_logframe import write_logframe
from dashboard.export.report.xlsx_look import Look
from dashboard.export.report.xlsx_names import sheet_names
from dashboard.export.report.xlsx_sheets import Plan
from dashboard.export.report.xlsx_tidy import write_tidy
from dashboard.export.report.xlsx_world_bank import write_world_bank
from dashboard.i18n import speaking, t

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Writing = Callable[["Workbook", Look, str], None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet to come, and what writes it under its name."""

    plan: Plan
    write: Writing


def write(report: Report) -> bytes:
    """Write a report as a workbook."""
    file = BytesIO()
    with speaking(report.language), xlsxwriter.Workbook(file, LITERAL) as book:
        book.set_properties(_properties(report))
        look, leaves = Look(book), list(_leaves(report))
        names = sheet_names([t("report.explanation"), *(leaf.plan.title for leaf in leaves)])
        write_cover(book, look, names, [leaf.plan for leaf in leaves], report)
        for name, leaf in zip(names[1:], leaves, strict=True):
            leaf.write(book, look, name)
    return file.getvalue()


def _properties(report: Report) -> dict[str, Any]:
    """Give what the program shows as the properties of the file."""
    return {"title": legible(report.title)[:255], "subject": legible(report.subtitle)[:255]}


def _leaves(report: Report) -> Iterator[Leaf]:
    """Give the sheets after the first: tables in their order, definitions, and last all numbers."""
    blocks = [block for section in report.sections if not section.annex for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Grid | Picture)]
    meanings = [block for block in tables if isinstance(block, Grid) and is_words(block)]
    for block in tables:
        if isinstance(block, Grid) and block.cited and block.cited.chart == FRAMEWORK:
            yield from _forms(block, report)
        elif block not in meanings:
            yield _table(block, report)
    if meanings:
        plan = Plan(t("report.definitions"), t("report.holds.definitions"))
        yield Leaf(plan, partial(write_definitions, meanings=meanings, report=report))
    if tables:
        yield Leaf(Plan(t("report.tidy"), t("report.tidy.told")), partial(write_tidy, report=report))


def _forms(grid: Grid, report: Report) -> Iterator[Leaf]:
    """Give the results framework in the form of each funder."""
    source = " · ".join(grid.cited.source) if grid.cited else ""
    for form, write_form in (("wb", write_world_bank), ("eu", write_logframe)):
        title = t(f"timeline.form.{form}")
        yield Leaf(Plan(title, t(f"report.holds.{form}"), source), partial(write_form, grid=grid, report=report))


def _table(block: Grid | Picture, report: Report) -> Leaf:
    """Give the sheet of a table."""
    cited = block.cited
    plan = Plan(
        title_of(block), cited.subtitle if cited else title_of(block), " · ".join(cited.source) if cited else ""
    )
    return Leaf(plan, partial(write_grid, block=block, report=report))
