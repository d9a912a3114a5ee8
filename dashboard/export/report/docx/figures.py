"""Charts of a Word report: native where an office program can draw them, else a picture; both with their words."""

from io import BytesIO

from docx.document import Document
from docx.oxml.ns import nsdecls

from dashboard.export.drawing import drawn
from dashboard.export.native.plan import native_chart
from dashboard.export.report.docx.chart_part import add_chart
from dashboard.export.report.docx.words import attribute
from dashboard.export.report.model import Picture
from dashboard.export.report.sizes import height_of

EMU = 36_000
"""English metric units in a millimetre."""
URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def figure(document: Document, picture: Picture, number: int, width: float) -> str:
    """Give the paragraph that holds a chart.

    Args:
        document: that shows it.
        picture: the chart.
        number: counts the charts of the document from 1.
        width: in millimetres.
    """
    plan = native_chart(picture.figure)
    height = height_of(picture.figure, plan)
    if plan is None:
        image = drawn(picture.figure, width, height, "png")
        inside = _image(document, image, (width, height), picture, number)
    else:
        key = add_chart(document, plan, picture.cited.title, number)
        graphic = f'<a:graphicData uri="{URI}"><c:chart {nsdecls("c", "r")} r:id="{key}"/></a:graphicData>'
        inside = _inline(graphic, (width, height), picture, number)
    # A chart is drawn from left to right also in Arabic; LibreOffice would turn its numbers round in a turned paragraph.
    return f'<w:p><w:pPr><w:pStyle w:val="Chart"/></w:pPr><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>'


def _inline(graphic: str, size: tuple[float, float], picture: Picture, number: int) -> str:
    """Give a drawing in the line, with its alternative text."""
    wide, high = (round(one * EMU) for one in size)
    title, alt = attribute(picture.cited.title), attribute(picture.cited.alt)
    return (
        f'<wp:inline {nsdecls("wp", "a")} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={title} title={title} descr={alt}/><wp:cNvGraphicFramePr/>'
        f"<a:graphic>{graphic}</a:graphic></wp:inline>"
    )


def _image(document: Document, image: bytes, size: tuple[float, float], picture: Picture, number: int) -> str:
    """Give a picture in the line."""
    key, _ = document.part.get_or_add_image(BytesIO(image))
    wide, high = (round(one * EMU) for one in size)
    title, alt = attribute(picture.cited.title), attribute(picture.cited.alt)
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic {nsdecls("pic", "r")}><pic:nvPicPr><pic:cNvPr id="{number}" name={title} descr={alt}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )
    return _inline(graphic, size, picture, number)
