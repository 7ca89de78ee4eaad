"""Runs side by side: what is equal in a line, what differs in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.pipeline.progress import duration
from hornbook.report.wording import chance, change_in_unit, change_interval, in_unit, interval
from hornbook.runs.summary import headline, summary
from hornbook.terminal.wording import size

if TYPE_CHECKING:
    from hornbook.evaluate.compare import Comparison
    from hornbook.report.view import Estimate
    from hornbook.runs.comparison import Change, Compared
    from hornbook.runs.outcomes import Result
    from hornbook.runs.overlap import Overlap

_LONGEST = 60
_TIMES = 8


def show_compared(compared: Compared) -> None:
    """Print what differs between runs, and sum up what doesn't."""
    console = Console(highlight=False)
    for name, command in zip(compared.names, compared.commands, strict=True):
        console.print(f"[bold]{escape(name)}[/bold]  {escape(command)}", soft_wrap=True)
    console.print()
    console.print(headline(compared), markup=False, soft_wrap=True)
    for sentence in summary(compared):
        console.print(f"  {sentence}", markup=False, soft_wrap=True)
    for title, table in _tables(compared):
        if table.row_count:
            console.print(f"\n[bold]{title}[/bold]")
            console.print(table)
    if compared.equal_versions:
        more = "" if not compared.versions else "other "
        console.print(f"\n{compared.equal_versions} {more}packages have the same versions.")


def _tables(compared: Compared) -> Iterator[tuple[str, Table]]:
    names = compared.names
    table = _table(("stage", *names))
    for stage, held in compared.absent:
        table.add_row(escape(stage), *(each or "–" for each in held))
    yield "Stages that not all have", table
    table = _table(("stage", "field", *names))
    for each in compared.changed:
        for number, change in enumerate(each.changes):
            table.add_row("" if number else escape(each.stage), *_change(change))
    yield "Fields", table
    yield "Rows", _rows(compared)
    yield "Results", _results(compared)
    table = _table(("stage", "", *names), right=len(names))
    for figure in compared.figures:
        numbers = ("–" if each is None else f"{each:,.6g}" for each in figure.values)
        table.add_row(escape(figure.stage), escape(figure.name), *numbers)
    yield "Figures", table
    yield "Cost and time", _costs(compared)
    table = _table(("package", *names))
    for change in compared.versions:
        table.add_row(*_change(change))
    yield "Versions", table


def _rows(compared: Compared) -> Table:
    names = compared.names
    later = [f"{'' if len(names) == 2 else f'{each}: '}shared, +, −" for each in names[1:]]
    table = _table(("stage", "split", *names, *later), right=len(names) + len(later))
    for each in compared.rows:
        counts = ("–" if count is None else f"{count:,}" for count in each.counts)
        overlaps = (_overlap(overlap) for overlap in each.overlaps[1:])
        table.add_row(escape(each.stage), escape(each.split), *counts, *overlaps)
    return table


def _overlap(overlap: Overlap | None) -> str:
    if overlap is None:
        return "–"
    counts = f"{overlap.shared:,} +{overlap.added:,} −{overlap.removed:,}"
    return f"{counts} ({overlap.share:.0%})"


def _results(compared: Compared) -> Table:
    names = compared.names
    later = ["difference" if len(names) == 2 else f"{each} − {names[0]}" for each in names[1:]]
    table = _table(("test", "measure", *names, *later), right=len(names) + len(later))
    for each in compared.results:
        estimates = (estimate_text(estimate, each.unit) for estimate in each.estimates)
        pairs = (_pair_text(pair, each) for pair in each.pairs[1:])
        table.add_row(escape(each.stage), escape(each.measure), *estimates, *pairs)
    return table


def estimate_text(estimate: Estimate | None, unit: str) -> str:
    """A value with its interval."""
    if estimate is None:
        return "–"
    value, between = in_unit(estimate.value, unit), interval(estimate, unit)
    return f"{value} ({between})" if between else value


def _pair_text(pair: Comparison | None, result: Result) -> str:
    if pair is None:
        return "not paired"
    if pair.equal == pair.difference.of:
        return "equal"
    value = change_in_unit(pair.difference.value, result.unit)
    return f"{value} ({change_interval(pair.difference, result.unit)}), {chance(pair.p_value)}"


def _costs(compared: Compared) -> Table:
    table = _table(("", *compared.names), right=len(compared.names))
    costs = compared.costs
    table.add_row("all stages", *(duration(each.seconds) for each in costs))
    table.add_row("peak memory", *(size(each.memory) for each in costs))
    table.add_row("on disk", *(size(each.bytes) for each in costs))
    if any(each.tokens for each in costs):
        table.add_row("teachers' tokens", *(f"{each.tokens:,}" for each in costs))
        dollars = ("unknown" if each.dollars is None else f"${each.dollars:.4f}" for each in costs)
        table.add_row("paid for them", *dollars)
    for stage, seconds in compared.times[:_TIMES]:
        table.add_row(escape(stage), *("–" if each is None else duration(each) for each in seconds))
    return table


def _change(change: Change) -> tuple[str, ...]:
    return tuple(map(escape, (change.field, *(_short(each) for each in change.values))))


def _short(text: str) -> str:
    if not text:
        return "–"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _table(headings: Sequence[str], right: int = 0) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, heading in enumerate(headings):
        numeric = number >= len(headings) - right
        table.add_column(escape(heading), justify="right" if numeric else "left")
    return table
