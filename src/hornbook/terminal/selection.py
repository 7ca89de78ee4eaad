"""Candidates as tables: who drew them, and what choosing among n of them gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from hornbook.evaluate.compare import Comparison
    from hornbook.evaluate.curves import Curves
    from hornbook.evaluate.estimate import Estimate

_MEANING = {
    "mean": "a single one",
    "verifier": "the verifier's choice",
    "majority": "the most frequent answer",
    "weighted": "votes weighted by the verifier",
    "oracle": "any correct one",
}


def show_generators(
    found: Mapping[str, Estimate], compared: Mapping[str, Comparison], baseline: str
) -> None:
    """Print each generator's accuracy, and how it stands against the baseline."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("one candidate of")
    for heading in ("correct", "95 %"):
        table.add_column(heading, justify="right")
    if compared:
        table.add_column(f"against {escape(baseline)}", justify="right")
        table.add_column("p", justify="right")
    for name, estimate in found.items():
        cells = [escape(name) or "(unnamed)", _percent(estimate.value), _interval(estimate)]
        if name in compared:
            change = compared[name]
            cells += [
                f"{100 * change.difference.value:+.1f} ({_interval(change.difference, sign='+')})",
                f"{change.p_value:.2g}",
            ]
        table.add_row(*cells)
    Console().print(table)


def show_curves(made: Curves) -> None:
    """Print the accuracy of each way of choosing at n = 1, 2, 4, … and at the last n."""
    console = Console()
    places = [n for n in (1 << power for power in range(11)) if n < made.smallest]
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("n")
    for method in made.bands:
        table.add_column(_MEANING[method], justify="right")
    for n in [*places, made.smallest]:
        cells = (band[n - 1] for band in made.bands.values())
        table.add_row(str(n), *(f"{_percent(each.value)} ({_interval(each)})" for each in cells))
    console.print(table)
    if made.greedy:
        console.print(
            f"the greedy candidate: {_percent(made.greedy.value)} ({_interval(made.greedy)})"
        )
    if made.largest > made.smallest:
        console.print(
            f"n ends at {made.smallest}: some problems have no more candidates, others up to "
            f"{made.largest}",
            style="yellow",
        )


def show_paired(results: Mapping[str, Any]) -> None:
    """Print each comparison of `evaluate.selection.results_of`."""
    for method, each in results["removed"].items():
        Console().print(
            f"{_MEANING[method]}, n = {results['n']}: {100 * each['value']:.0f} % of the greedy "
            f"candidates' errors removed (95 %: {100 * each['low']:.0f} to "
            f"{100 * each['high']:.0f})",
            soft_wrap=True,
        )
    for name, each in results["paired"].items():
        method, _, baseline = name.partition(" - ")
        Console().print(
            f"{_MEANING[method]} against {_MEANING[baseline]}, n = {results['n']}: "
            f"{100 * each['value']:+.1f} points (95 %: {100 * each['low']:+.1f} to "
            f"{100 * each['high']:+.1f}), better on {each['higher']:,} problems, worse on "
            f"{each['lower']:,}, p = {each['p_value']:.2g}",
            soft_wrap=True,
        )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _interval(estimate: Estimate, sign: str = "") -> str:
    return f"{100 * estimate.low:{sign}.1f} to {100 * estimate.high:{sign}.1f}"
