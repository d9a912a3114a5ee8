"""Figures as pictures without a browser: `drawn`, for documents and for the command line."""

from dashboard.export.drawing.picture import drawn

__all__ = ["drawn"]
