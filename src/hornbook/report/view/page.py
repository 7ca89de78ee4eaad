"""The whole page."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.report.result_table import ResultTable
from hornbook.report.view.data import Classifier, Contamination, FunnelTrack, Variety, Yields
from hornbook.report.view.findings import Choosing, Figure, Figure1
from hornbook.report.view.making import Node, Spend, Training
from hornbook.report.view.shapes import CurvePanel
from hornbook.report.view.texts import Shelf


@dataclass(frozen=True)
class Report:
    """The whole page."""

    title: str
    headline: str
    figures: tuple[Figure, ...] = ()
    funnel: tuple[FunnelTrack, ...] = ()
    figure1: Figure1 | None = None
    tables: tuple[ResultTable, ...] = ()
    panels: tuple[CurvePanel, ...] = ()
    trainings: tuple[Training, ...] = ()
    documents: Shelf | None = None
    sections: Shelf | None = None
    exercises: Shelf | None = None
    yields: Yields | None = None
    written: tuple[Shelf, ...] = ()
    classifier: Classifier | None = None
    duplicates: Shelf | None = None
    variety: Variety | None = None
    contamination: Contamination | None = None
    choosing: tuple[Choosing, ...] = ()
    hits: Shelf | None = None
    completions: Shelf | None = None
    lineage: tuple[Node, ...] = ()
    spends: tuple[Spend, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    command: str = ""
    finished: str = ""
