"""How a native chart looks: the colours, dashes and axes of our figures, in Word and PowerPoint alike."""

from typing import Any

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from dashboard.export.native.plan import NativeChart, Series
from dashboard.export.native.workbook import spoken
from dashboard.figures import theme
from dashboard.i18n import LOCALES, language

LATIN, ARABIC = "Noto Sans", "Noto Sans Arabic"
DASHES = {
    "solid": MSO_LINE.SOLID,
    "dash": MSO_LINE.DASH,
    "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH,
}
MOST_CATEGORIES = {"tr": 9, "en": 9, "ar": 6}
"""Names that fit side by side under a chart of a page's width; the Levantine months are long."""
GAP, CLOSE_GAP, WIDE_GAP = 45, 30, 220
FEW = 2
"""So few bars stand far apart, so that they are no blocks."""
_DARK = frozenset({theme.BLUE, theme.WINE, theme.OLIVE, theme.INK, theme.PURPLE})


def dress(chart: Chart, plan: NativeChart, points: float) -> None:
    """Give a chart the look of our figures.

    Args:
        chart: as python-pptx made it.
        plan: what it shows.
        points: size of its letters.
    """
    chart.has_title = False
    chart.font.size = Pt(points)
    chart.font.color.rgb = _rgb(theme.INK)
    _fonts(chart)
    _legend(chart, plan)
    _axes(chart, plan)
    _plot(chart, plan)
    for drawn, one in zip(chart.plots[0].series, plan.series, strict=True):
        _line(drawn, one) if plan.kind == "line" else _bar(drawn, one)
    _whole(chart, plan)


def _rgb(colour: str) -> RGBColor:
    """Give a colour of the theme."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))  # type: ignore[no-untyped-call]  # It has no types.


def _fonts(chart: Chart) -> None:
    """Name the letters of both scripts."""
    chart.font.name = LATIN
    properties = chart.font._element  # noqa: SLF001  python-pptx names no other script than Latin.
    properties.append(parse_xml(f'<a:cs {nsdecls("a")} typeface="{ARABIC}"/>'))


def _legend(chart: Chart, plan: NativeChart) -> None:
    """Put the legend above the plot where several series have names."""
    chart.has_legend = plan.legend
    if plan.legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False


def _axes(chart: Chart, plan: NativeChart) -> None:
    """Set the axis of categories and that of values; only values have grid lines."""
    names, values = chart.category_axis, chart.value_axis
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _rgb(theme.NEUTRAL)
    names.reverse_order = plan.reversed_order
    values.visible = plan.value_axis
    values.has_major_gridlines = plan.value_axis
    if plan.value_axis:
        values.major_gridlines.format.line.color.rgb = _rgb(theme.GRID)
        values.major_gridlines.format.line.width = Pt(0.5)
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = spoken(plan.value_format), False
    values.minimum_scale, values.maximum_scale = plan.lowest, plan.highest
    for axis, title in ((names, plan.category_title), (values, plan.value_title)):
        axis.has_title = bool(title)
        if title:
            axis.axis_title.text_frame.text = title
    _order(chart, plan)
    _skip(chart, plan)


def _order(chart: Chart, plan: NativeChart) -> None:
    """Keep values at the foot of bars whose first category is on top."""
    if plan.reversed_order:
        axis = chart.value_axis._element  # noqa: SLF001  python-pptx sets where an axis crosses from the other axis.
        crosses = axis.find(qn("c:crosses"))
        if crosses is not None:
            crosses.set("val", "max")


def _skip(chart: Chart, plan: NativeChart) -> None:
    """Name only so many categories as fit side by side, and never turn their names."""
    if plan.horizontal:
        return
    axis = chart.category_axis._element  # noqa: SLF001  python-pptx has no property for these.
    step = -(-len(plan.categories) // MOST_CATEGORIES[language()])
    if plan.days:
        axis.find(qn("c:baseTimeUnit")).set("val", "months")
        units = (("c:majorUnit", str(step)), ("c:majorTimeUnit", "months"))
        for name, value in units:
            axis.append(parse_xml(f'<{name} {nsdecls("c")} val="{value}"/>'))
    else:
        last = axis.find(qn("c:noMultiLvlLbl"))
        for name in ("c:tickLblSkip", "c:tickMarkSkip"):
            last.addprevious(parse_xml(f'<{name} {nsdecls("c")} val="{step}"/>'))
    body = axis.get_or_add_txPr().find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")


def _plot(chart: Chart, plan: NativeChart) -> None:
    """Set the room between bars, and what is written on them."""
    plot = chart.plots[0]
    if plan.kind == "line":
        return
    few = len(plan.categories) <= FEW and len(plan.series) == 1
    plot.gap_width = WIDE_GAP if few else GAP if plan.horizontal else CLOSE_GAP
    plot.overlap = 100 if plan.mirrored or plan.kind.endswith("stacked") else -10 if len(plan.series) > 1 else 0
    if plan.labels:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, spoken(plan.value_format), False
        inside = plan.kind.endswith("stacked")
        labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END


def _line(drawn: Any, one: Series) -> None:  # noqa: ANN401  A series of python-pptx.
    """Draw a line, or its marks alone."""
    drawn.smooth = False
    line = drawn.format.line
    if one.line:
        line.color.rgb, line.width = _rgb(one.colour), Pt(2)
        line.dash_style = DASHES.get(one.dash, MSO_LINE.SOLID)
    else:
        line.fill.background()
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE if one.marks or not one.line else XL_MARKER_STYLE.NONE
    if one.marks or not one.line:
        drawn.marker.size = 6
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _rgb(one.colour)
        drawn.marker.format.line.color.rgb = _rgb(one.colour)


def _bar(drawn: Any, one: Series) -> None:  # noqa: ANN401  A series of python-pptx.
    """Fill the bars of a series; those with a colour of their own one by one."""
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(one.colour)
    for at, colour in enumerate(one.colours):
        if colour != one.colour:
            fill = drawn.points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = _rgb(colour)


def _whole(chart: Chart, plan: NativeChart) -> None:
    """Say the language, keep corners square, and join lines over gaps where the figure does."""
    space = chart._chartSpace  # noqa: SLF001  python-pptx has no property for these.
    for name in ("c:roundedCorners", "c:lang"):
        for old in space.findall(qn(name)):
            space.remove(old)
    tag = LOCALES[language()].replace("_", "-")
    first = space.find(qn("c:date1904"))
    for child in (f'<c:roundedCorners {nsdecls("c")} val="0"/>', f'<c:lang {nsdecls("c")} val="{tag}"/>'):
        space.insert(0, parse_xml(child)) if first is None else first.addnext(parse_xml(child))
    frame = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.find(qn("c:chart")).addnext(parse_xml(frame))
    blanks = space.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "span" if plan.joined else "gap")


def label_colours(chart: Chart, plan: NativeChart) -> None:
    """Write the numbers inside dark bars in white."""
    if not (plan.labels and plan.kind.endswith("stacked")):
        return
    for drawn, one in zip(chart.plots[0].series, plan.series, strict=True):
        labels = drawn.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, spoken(plan.value_format), False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.color.rgb = _rgb(theme.PAPER if one.colour in _DARK else theme.INK)
