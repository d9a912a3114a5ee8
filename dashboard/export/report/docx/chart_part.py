"""A native chart inside a Word document: its part, its workbook, and the place in the text where it stands."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.chart import Chart
from pptx.oxml import parse_xml

from dashboard.export.native.dressing import dress, label_colours
from dashboard.export.native.plan import NativeChart
from dashboard.export.native.workbook import TYPES, chart_data

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POINTS = 8


def add_chart(document: Document, plan: NativeChart, name: str, number: int) -> str:
    """Put a chart into the package and give the id by which the document knows it.

    Args:
        document: that shows it.
        plan: what it shows.
        name: what it is called.
        number: counts the charts of the document from 1.
    """
    data = chart_data(plan, name)
    space = parse_xml(data.xml_bytes(TYPES[plan.kind]))  # type: ignore[no-untyped-call]  # python-pptx has no types here.
    chart = Chart(space, None)  # type: ignore[no-untyped-call]  # The same.
    dress(chart, plan, POINTS)
    label_colours(chart, plan)
    package = document.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), WORKBOOK, data.xlsx_blob, package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART, b"", package)
    external = space._add_externalData()  # noqa: SLF001  python-pptx adds it only to parts of its own.
    external.rId = part.relate_to(book, RT.PACKAGE)
    part._blob = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001  A part is made before its ids are known.
    return document.part.relate_to(part, RT.CHART)
