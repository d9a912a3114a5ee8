"""Figures as pictures without a browser: `drawn`, and how high each of them should be."""

from dashboard.export.drawing.heights import natural_height
from dashboard.export.drawing.picture import drawn

__all__ = ["drawn", "natural_height"]
