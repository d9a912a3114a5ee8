"""The slides of a presentation: one key message each, its chart or its table, and where that comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx.presentation import Presentation

from dashboard.export.cited import Cited
from dashboard.export.drawing import drawn
from dashboard.export.native.dressing import dress, label_colours
from dashboard.export.native.legible import legible
from dashboard.export.native.plan import native_chart
from dashboard.export.native.workbook import TYPES, chart_data
from dashboard.export.report.fitting import compact
from dashboard.export.report.model import Grid, Picture, Report
from dashboard.export.report.pptx import places, tables
from dashboard.export.report.pptx.words import BLUE, MUTED, RED, Look, described, fill, numbered, say
from dashboard.export.report.sizes import natural_height
from dashboard.i18n import t

CHART_POINTS, SMALLEST = 12, 0.75
"""Size of letters in a native chart; the share of its place at which a picture is drawn, so that its letters grow."""
LONG_TITLE = 70
"""A title with more letters is written smaller."""


@dataclass(slots=True)
class Slides:
    """Writes slide after slide."""

    made: Presentation
    report: Report

    def cover(self) -> None:
        """Write the title slide: what the report is, and what could not be made."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[places.COVER_LAYOUT])
        title, lead = slide.placeholders[0], slide.placeholders[1]
        fill(title.text_frame, [self.report.title], Look(36, bold=True, colour=BLUE))
        fill(lead.text_frame, [self.report.subtitle], Look(20, colour=MUTED))
        told = [f"{name}: {fact}" for name, fact in self.report.facts]
        failed = [t("report.failed_part", name=name) for name in self.report.failed]
        say(slide, places.COVER_FACTS, [*told, *failed], Look(12), t("report.summary"))
        self._mark(slide)

    def picture(self, picture: Picture) -> None:
        """Write the slide of a chart: what is found is its title."""
        words = picture.cited
        slide = self._slide(words.finding, f"{words.title}: {words.subtitle}")
        self._chart(slide, picture)
        self._source(slide, words, words.remark)

    def grid(self, grid: Grid) -> None:
        """Write the slides of a table, as many as it needs."""
        slim = compact(grid.laid)
        laid = tables.brief(slim.laid)
        points = tables.points_for(laid)
        parts = list(tables.pages(laid, points))
        words = grid.cited
        title = words.finding if words else grid.title
        lead = f"{words.title}: {words.subtitle}" if words else ""
        note = " · ".join(filter(None, (grid.note, slim.told)))
        for number, part in enumerate(parts, start=1):
            count = t("report.part_of", number=str(number), count=str(len(parts))) if len(parts) > 1 else ""
            slide = self._slide(" · ".join(filter(None, (title, count))), lead)
            frame = tables.add_table(slide, part, points)
            described(frame, grid.title, words.alt if words else t("report.table_alt", title=grid.title))
            self._source(slide, words, note)

    def _chart(self, slide: Any, picture: Picture) -> None:  # noqa: ANN401  A slide of python-pptx.
        """Put the chart on its slide, native where PowerPoint can draw it."""
        plan, place = native_chart(picture.figure), places.BODY
        if plan is None:
            scale = max(SMALLEST, natural_height(picture.figure) / (place.high * 10))
            image = drawn(picture.figure, place.wide * 10 * scale, place.high * 10 * scale, "png")
            shape = slide.shapes.add_picture(BytesIO(image), *place.lengths())
        else:
            data = chart_data(plan, picture.cited.title)
            shape = slide.shapes.add_chart(TYPES[plan.kind], *place.lengths(), data)
            dress(shape.chart, plan, CHART_POINTS)
            label_colours(shape.chart, plan)
        described(shape, picture.cited.title, picture.cited.alt)

    def _slide(self, title: str, lead: str) -> Any:  # noqa: ANN401  The same.
        """Begin a slide with its title and the line beneath it."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[places.LAYOUT])
        points = 22 if len(title) > LONG_TITLE else 26
        fill(slide.shapes.title.text_frame, [title], Look(points, bold=True, colour=BLUE))
        if lead:
            say(slide, places.LEAD, [lead], Look(12, colour=MUTED), t("report.subtitle_of"))
        self._mark(slide)
        self._foot(slide)
        return slide

    def _mark(self, slide: Any) -> None:  # noqa: ANN401  The same.
        """Mark a draft and made figures on a slide."""
        marks = [t("report.draft")] if self.report.draft else []
        marks += [t("report.example")] if self.report.example else []
        if marks:
            say(slide, places.MARK, [" · ".join(marks)], Look(10, bold=True, colour=RED), t("report.state"))

    def _foot(self, slide: Any) -> None:  # noqa: ANN401  The same.
        """Write the foot of a slide: the report, the state of the data, the number of the slide."""
        told = [self.report.title, self.report.subtitle]
        told += [t("cited.version", version=str(self.report.version))] if self.report.version else []
        say(slide, places.FOOT, [" · ".join(told)], Look(9, colour=MUTED), t("shell.product"))
        number = len(self.made.slides)
        numbered(slide, places.NUMBER, Look(9, colour=MUTED, at_end=True), t("report.slide_number"), number)

    def _source(self, slide: Any, words: Cited | None, note: str) -> None:  # noqa: ANN401  The same.
        """Write where a slide's figures come from, and into its notes what is needed to cite them."""
        told = list(filter(None, [note, " · ".join(words.source) if words else ""]))
        if told:
            say(slide, places.SOURCE, told, Look(9, colour=MUTED), t("data.source"))
        notes = _notes(words)
        if notes:
            fill(slide.notes_slide.notes_text_frame, [legible(one) for one in notes], Look(12))


def _notes(words: Cited | None) -> Sequence[str]:
    """Give what stands in the notes: caption, alternative text and citation."""
    return () if words is None else (words.caption, words.alt, words.citation)
