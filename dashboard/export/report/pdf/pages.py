"""A report as plain data for its typesetting: words, widths of columns and names of drawings, page by page."""

from collections.abc import Iterator, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import Any, TypeAlias

from dashboard import formats
from dashboard.export.drawing import drawn, letters, natural_height
from dashboard.export.report.fitting import compact
from dashboard.export.report.model import Block, Cell, Facts, Grid, Pairs, Paragraph, Picture, Report, Section
from dashboard.export.report.pdf.columns import UPRIGHT, Columns, broken, columns
from dashboard.export.report.pdf.directions import LONGEST, Piece, bare, said
from dashboard.figures.named_bars import short
from dashboard.i18n import speaking, t

_FACTS, MM = 9, 25.4 / 72
"""The size of facts in points, and a point in millimetres."""
_BESIDE, _LONGEST_NAME = 6.0, 62.0
"""Millimetres beside the names of facts, and those beyond which a name stands before its fact instead."""
Plain: TypeAlias = dict[str, Any]
_HEAD = 110
"""Letters of the line at the head of a page."""
_HIGHEST = 190.0
"""Millimetres that a drawing leaves on its page for its words."""


def plain(report: Report, folder: Path) -> Plain:
    """Give a report as data for `report.typ`, and put its drawings into a folder.

    Args:
        report: in one language.
        folder: an empty one.
    """
    with speaking(report.language):
        numbers = count(1)
        blocks = [one for section in report.sections for one in _section(report, section, folder, numbers)]
        parts = groupby(blocks, key=lambda block: block["flipped"])
        return {
            "name": bare(f"{report.title}: {report.subtitle}"),
            "title": said(report.title, report.direction),
            "subtitle": said(report.subtitle, report.direction),
            "lang": report.language,
            "dir": report.direction,
            "longest": LONGEST,
            "product": t("shell.product"),
            "draft": t("report.draft") if report.draft else "",
            "mark": t("report.draft").partition(":")[0],
            "head": said(short(f"{report.title} · {report.subtitle}", _HEAD), report.direction),
            "foot": said(_foot(report), report.direction),
            "page": t("report.page"),
            "warnings": _warnings(report),
            "facts": _facts(report, report.facts),
            "failed": [said(name, report.direction) for name in report.failed],
            "labels": {
                "contents": t("report.contents"),
                "figure": t("report.figure_label"),
                "table": t("report.table_label"),
                "failed": t("report.failed"),
            },
            "parts": [{"flipped": flipped, "blocks": list(inside)} for flipped, inside in parts],
        }


def _foot(report: Report) -> str:
    """Give what stands at the foot of every page: which state of the data the report shows."""
    known = [t("cited.version", version=str(report.version))] if report.version else []
    known += [formats.day(report.day)] if report.day else []
    return " · ".join([t("shell.product"), *known])


def _warnings(report: Report) -> list[str]:
    """Give what must be known before anything is read."""
    told = [t("report.draft")] if report.draft else []
    return told + ([t("report.example")] if report.example else [])


def _facts(report: Report, pairs: Pairs) -> Plain:
    """Give names with what they are, and the millimetres of a column for the names; 0 where one is too long for it."""
    longest = max((letters.measured(name, 600) * _FACTS * MM for name, _ in pairs), default=0.0) + _BESIDE
    told = [[said(name, report.direction), said(words, report.direction)] for name, words in pairs]
    return {"aside": longest if longest <= _LONGEST_NAME else 0, "pairs": told}


def _section(report: Report, section: Section, folder: Path, numbers: Iterator[int]) -> Iterator[Plain]:
    """Give a heading and all that stands beneath it; it goes along to the page of what follows it."""
    blocks = [_block(report, section, block, folder, numbers) for block in section.blocks]
    flipped = blocks[0]["flipped"] if blocks else False
    heading = {"kind": "heading", "level": section.level, "text": said(section.title, report.direction)}
    yield {**heading, "flipped": flipped}
    yield from blocks


def _block(report: Report, section: Section, block: Block, folder: Path, numbers: Iterator[int]) -> Plain:
    """Give one block of a section."""
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "flipped": False, "text": said(block.text, report.direction)}
    if isinstance(block, Facts):
        title = {"title": said(block.title, report.direction), "level": section.level + 1}
        return {"kind": "facts", "flipped": False, **title, **_facts(report, block.pairs)}
    if isinstance(block, Grid):
        return _table(report, block)
    return _picture(report, block, folder / f"drawing-{next(numbers)}.svg")


def _table(report: Report, grid: Grid) -> Plain:
    """Give a table, without the columns that say nothing."""
    fitted = compact(grid.laid)
    fit, headings = columns(fitted.laid), fitted.laid.headings
    labelled = [
        {
            "label": said(broken(heading.label, width, fit.size, 600), report.direction),
            "numeric": heading.numeric,
            "width": width,
        }
        for heading, width in zip(headings, fit.widths, strict=True)
    ]
    groups = [
        {"title": said(group.title, report.direction), "rows": [_row(report, row, fit) for row in group.rows]}
        for group in fitted.laid.groups
    ]
    told = " ".join(filter(None, (grid.note, fitted.told)))
    source = _source(grid) if grid.cited else ""
    words = {"title": grid.title, "note": told, "source": source}
    placed = {"kind": "table", "flipped": fit.flipped, "size": fit.size, "columns": labelled, "groups": groups}
    return placed | {name: said(text, report.direction) for name, text in words.items()}


def _row(report: Report, row: Sequence[Cell], fit: Columns) -> list[list[list[Piece]]]:
    """Give the lines of each cell of a row."""
    return [
        [said(broken(line, width, fit.size), report.direction) for line in cell.lines]
        for cell, width in zip(row, fit.widths, strict=True)
    ]


def _picture(report: Report, picture: Picture, file: Path) -> Plain:
    """Draw a chart into a file and give it with its words."""
    cited, high = picture.cited, natural_height(picture.figure, UPRIGHT, _HIGHEST)
    file.write_bytes(drawn(picture.figure, UPRIGHT, high, "svg"))
    words = {"title": cited.finding, "subtitle": cited.subtitle, "remark": cited.remark}
    words["source"] = _source(picture)
    size = {"width": UPRIGHT, "height": high}
    placed = {"kind": "picture", "flipped": False, "file": file.name, "alt": bare(cited.alt), **size}
    return placed | {name: said(text, report.direction) for name, text in words.items()}


def _source(block: Grid | Picture) -> str:
    """Give where the figures of a block come from, under which filters and in which state of the data."""
    cited = block.cited
    if cited is None:
        return ""
    known = (*cited.source, t("cited.filters", filters=cited.filters), t("cited.version", version=str(cited.version)))
    return " · ".join(known)
