"""Charts of results: a row for each data set or entrant, dots with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from hornbook.report.highlight import printable
from hornbook.report.plot import COLOURS, INK, MUTED, PAPER, SERIES, chart
from hornbook.report.result_table import Column
from hornbook.report.view import Estimate, Measure
from hornbook.report.wording import in_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def before_and_after(name: str, measure: Measure, arms: tuple[str, ...]) -> Markup:
    """One measure on every arm: hollow before finetuning, filled after, with intervals."""
    height = 36 + 46 * len(arms)
    with chart(name, f"{measure.name} by data set, before and after", height) as drawing:
        axes = drawing.axes
        for place, (base, tuned) in enumerate(zip(measure.base, measure.tuned, strict=True)):
            for row, estimate in ((place - 0.1, base), (place + 0.22, tuned)):
                if estimate:
                    _dot(axes, estimate, row, SERIES[place % COLOURS], filled=row > place)
                    _value(axes, estimate, row, measure.unit)
        _label_rows(axes, arms)
        _label_values(axes, measure.unit)
    return drawing.svg


def over_seeds(name: str, column: Column, entrants: tuple[str, ...]) -> Markup:
    """One measure of every entrant: the mean with its interval, and each seed as a faint dot."""
    height = 36 + 38 * len(entrants)
    with chart(name, f"{column.name} by entrant", height) as drawing:
        axes = drawing.axes
        for place, cell in enumerate(column.cells):
            if cell:
                colour, row = SERIES[place % COLOURS], place + 0.1
                if len(cell.seeds) > 1:
                    rows = [row + 0.24] * len(cell.seeds)  # below the line, which would hide them
                    axes.plot(
                        cell.seeds, rows, color=colour, marker="o", markersize=4.5, linewidth=0,
                        alpha=0.4, markeredgewidth=0, clip_on=False,
                    )  # fmt: skip
                shown = Estimate(cell.value, cell.low, cell.high)
                _dot(axes, shown, row, colour, filled=True)
                _value(axes, shown, row, column.unit)
        _label_rows(axes, entrants)
        _label_values(axes, column.unit)
    return drawing.svg


def _dot(axes: Axes, estimate: Estimate, row: float, colour: str, *, filled: bool) -> None:
    if estimate.low is not None and estimate.high is not None:
        span = [estimate.low, estimate.high]
        axes.plot(span, [row, row], color=colour, linewidth=1.2, clip_on=False)
    axes.plot(
        [estimate.value],
        [row],
        color=colour,
        marker="o",
        markersize=6,
        markeredgewidth=1.5,
        markeredgecolor=colour,
        markerfacecolor=colour if filled else PAPER,
        clip_on=False,
    )


def _value(axes: Axes, estimate: Estimate, row: float, unit: str) -> None:
    end = estimate.value if estimate.high is None else estimate.high
    axes.annotate(
        in_unit(estimate.value, unit),
        (end, row),
        xytext=(7, 0),
        textcoords="offset points",
        fontsize=8,
        color=MUTED,
        va="center_baseline",
    )


def _label_rows(axes: Axes, arms: tuple[str, ...]) -> None:
    # The names stand above their rows, not beside them: a phone has no room at the side.
    axes.set_yticks([])
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(arms) - 0.55, -0.62)
    for place, arm in enumerate(arms):
        axes.annotate(
            printable(arm)[:48],
            (0, place - 0.42),
            xycoords=("axes fraction", "data"),
            fontsize=9.5,
            color=INK,
            va="center",
            parse_math=False,
            in_layout=False,
        )


def _label_values(axes: Axes, unit: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    left, right = axes.get_xlim()
    left = 0.0 if unit == "share" else left
    axes.set_xlim(left, right + 0.16 * (right - left))  # room for the last value
    if unit == "share":
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value * 100:g} %"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
