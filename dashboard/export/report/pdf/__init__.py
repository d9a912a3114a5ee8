"""The report as a tagged PDF (PDF/UA-1), set by typst."""

from dashboard.export.report.pdf.document import write

__all__ = ["write"]
