"""What entrants reached, over seeds, as compact tables."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.report.result_table import Column, Difference, ResultTable
from hornbook.report.wording import chance, change_in_unit, in_unit, interval

_WIDTH = 27
"""Characters that a column needs: a value with its interval, or a difference with its chance."""


def show_tables(tables: tuple[ResultTable, ...]) -> None:
    """Print each table: a row for each entrant, its value and interval for each measure.

    Below each value stands by how much it is ahead of the row before, and how surely. Columns that
    don't fit the terminal follow below.
    """
    console = Console(highlight=False)
    for each in tables:
        console.print(f"\n[bold]{escape(each.title)}[/bold]", soft_wrap=True)
        names = max(map(len, each.entrants), default=0) + 2
        together = max(1, (console.width - names) // _WIDTH)
        for start in range(0, len(each.columns), together):
            console.print(_table(each, each.columns[start : start + together]))


def _table(shown: ResultTable, columns: tuple[Column, ...]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    for column in columns:
        table.add_column(escape(f"{column.test}\n{column.key.replace('_', ' ')}"))
    for row, entrant in enumerate(shown.entrants):
        table.add_row(escape(entrant), *(_value(column, row) for column in columns))
    return table


def _value(column: Column, row: int) -> str:
    cell, change = column.cells[row], column.differences[row]
    if cell is None:
        return "–"
    lines = [f"{in_unit(cell.value, column.unit)} [dim]{interval(cell, column.unit)}[/dim]"]
    if change:
        lines.append(f"[dim]{_change(change, column.unit)}[/dim]")
    return "\n".join(lines)


def _change(change: Difference, unit: str) -> str:
    surely = "" if change.p_value is None else f", {chance(change.p_value)}"
    return f"{change_in_unit(change.value, unit)}{surely}"
