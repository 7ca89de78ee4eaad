"""All charts of a page, by the names under which its templates ask for them."""

from __future__ import annotations

from markupsafe import Markup

from hornbook.report import dots, plot
from hornbook.report.banded import banded
from hornbook.report.view import Classifier, Report


def charts(report: Report) -> dict[str, Markup]:
    """Every chart for which there are values."""
    made = _results(report) | _classifier(report.classifier)
    for number, panel in enumerate(report.panels):
        made[f"curves-{number}"] = plot.curves(f"curves-{number}", panel)
    if report.variety and any(curve.x for curve in report.variety.novelty.curves):
        panel = report.variety.novelty
        most = max(y for curve in panel.curves for y in curve.y)
        made["novelty"] = plot.growth("novelty", panel, 0.0, 1.1 * max(1.0, most))
    if report.yields and report.yields.novelty.curves:
        made["yields"] = plot.growth("yields", report.yields.novelty, 0.0, 105.0)
    return made


def _results(report: Report) -> dict[str, Markup]:
    made = {
        f"choosing-{number}": banded(f"choosing-{number}", each)
        for number, each in enumerate(report.choosing)
    }
    if report.figure1:
        for number, measure in enumerate(report.figure1.measures):
            name = f"measure-{number}"
            made[name] = dots.before_and_after(name, measure, report.figure1.arms)
    for number, table in enumerate(report.tables):
        for place, column in enumerate(table.columns):
            if any(column.cells):
                name = f"table-{number}-{place}"
                made[name] = dots.over_seeds(name, column, table.entrants)
    return made


def _classifier(known: Classifier | None) -> dict[str, Markup]:
    made: dict[str, Markup] = {}
    if known is None:
        return made
    if known.reliability:
        made["reliability"] = plot.reliability("reliability", known.reliability)
    if known.chances:
        names = ("predicted chance", "share that is good")
        made["chances"] = plot.reliability("chances", known.chances, names)
    if known.learning:
        made["learning"] = plot.growth("learning", known.learning, 0.5, 1.0)
    if known.scores:
        made["scores"] = plot.histogram("scores", known.scores)
    return made
