"""The page: a template, its style and its script in one file that needs nothing else.

Jinja escapes every value. Beyond that the page forbids itself, by its Content-Security-Policy,
to load anything and to run any script but its own, which the policy names by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hornbook.report import drawing, wording
from hornbook.report.charts import charts
from hornbook.report.highlight import printable, render_pane
from hornbook.report.plot import COLOURS
from hornbook.report.result_table import Basis, Cell, Column, ResultTable
from hornbook.report.view import CurvePanel, Estimate, Measure, Report, Shelf

AT_ONCE = 60
"""Entries of a list that are in the document; the script shows as many more at a time."""


def render(report: Report) -> str:
    """The whole page as HTML. The same report gives the same text."""
    script = _asset("report.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            report=report,
            style=Markup(_asset("report.css")),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            charts=charts(report),
            graph=drawing.lay_out(report.lineage),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hornbook.report"),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": wording.count,
        "short_count": wording.short_count,
        "file_size": wording.file_size,
        "seconds": wording.seconds,
        "money": wording.money,
        "percent": wording.percent,
        "interval": wording.interval,
        "in_unit": wording.in_unit,
        "change_in_unit": wording.change_in_unit,
        "change_interval": wording.change_interval,
        "chance": wording.chance,
        "sentence": wording.sentence,
        "pane": render_pane,
        "spark": drawing.spark,
        "facets": facets,
        "names": names,
    }
    environment.globals |= {
        "AT_ONCE": AT_ONCE,
        "best": best,
        "leads": leads,
        "how": how,
        "NODE_WIDTH": drawing.NODE_WIDTH,
        "NODE_HEIGHT": drawing.NODE_HEIGHT,
    }
    return environment


def _clean(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def facets(shelf: Shelf) -> dict[str, list[tuple[str, int]]]:
    """The filters of a shelf: under each name the values with their counts, frequent first."""
    tally: dict[str, dict[str, int]] = {}
    for entry in shelf.entries:
        for name, value in entry.facets.items():
            values = tally.setdefault(name, {})
            values[value] = values.get(value, 0) + 1
    return {
        name: sorted(values.items(), key=lambda item: (-item[1], item[0]))
        for name, values in tally.items()
        if len(values) > 1
    }


def names(panel: CurvePanel) -> list[tuple[str, int]]:
    """The names in a panel's legend with the colours of their curves."""
    found = {curve.name: (curve.series - 1) % COLOURS + 1 for curve in panel.curves}
    return list(found.items())


def best(measure: Measure, estimate: Estimate) -> bool:
    """Whether no other arm has a better value, before or after finetuning, and some a worse one."""
    values = [each.value for each in (*measure.base, *measure.tuned) if each]
    return min(values) < max(values) and estimate.value == (
        max(values) if measure.higher_is_better else min(values)
    )


def leads(column: Column, cell: Cell) -> bool:
    """Whether no other entrant has a better value, and some a worse one."""
    values = [each.value for each in column.cells if each]
    return min(values) < max(values) and cell.value == (
        max(values) if column.higher_is_better else min(values)
    )


_HOW = {
    Basis.BOTH: "from seeds and items, both drawn again (a bootstrap on two levels)",
    Basis.ITEMS: "from the items where there is one seed",
    Basis.SEEDS: "from the seeds alone, by Student's t, where single items aren't known",
}


def how(table: ResultTable) -> str:
    """What the values and intervals of a table are, in a few sentences."""
    cells = [cell for column in table.columns for cell in column.cells if cell]
    used = [words for basis, words in _HOW.items() if any(cell.basis is basis for cell in cells)]
    told = f"Intervals of 95 % are {'; '.join(used)}." if used else ""
    if any(len(cell.seeds) > 1 for cell in cells):
        told = (
            f"Means over seeds, whose own values stand below, as faint dots in the charts. {told}"
        )
    return told


def _asset(name: str) -> str:
    return (files("hornbook.report") / "assets" / name).read_text(encoding="utf-8")
