"""What the page shows, as plain values: no artifact, no file, no HTML.

`hornbook.report.collect` fills these in from a run; `hornbook.report.render` turns them into
the page. Every section may be missing, so that a recipe without a classifier, or one that only
makes data, still gets a page.
"""

from hornbook.report.view.data import (
    Classifier,
    Contamination,
    FunnelStep,
    FunnelTrack,
    Mistake,
    Variety,
    VarietyMeasure,
    Yield,
    Yields,
)
from hornbook.report.view.findings import Choosing, Estimate, Figure, Figure1, Measure
from hornbook.report.view.making import Node, Spend, Training
from hornbook.report.view.page import Report
from hornbook.report.view.shapes import Band, Bin, Curve, CurvePanel, Histogram
from hornbook.report.view.texts import Entry, Language, Pane, Shelf

__all__ = [
    "Band",
    "Bin",
    "Choosing",
    "Classifier",
    "Contamination",
    "Curve",
    "CurvePanel",
    "Entry",
    "Estimate",
    "Figure",
    "Figure1",
    "FunnelStep",
    "FunnelTrack",
    "Histogram",
    "Language",
    "Measure",
    "Mistake",
    "Node",
    "Pane",
    "Report",
    "Shelf",
    "Spend",
    "Training",
    "Variety",
    "VarietyMeasure",
    "Yield",
    "Yields",
]
