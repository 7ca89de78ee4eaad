"""What is found on a machine, line by line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from hornbook.doctor.finding import Finding

_MARKS = {"works": "[green]✓[/green]", "limited": "[yellow]![/yellow]", "fails": "[red]✗[/red]"}


def findings_table(findings: Sequence[Finding], *, works: bool) -> None:
    """Print each finding with its remedy, and what follows from all of them."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for each in findings:
        table.add_row(_MARKS[each.state], f"[bold]{escape(each.subject)}[/bold]", escape(each.says))
        if each.remedy:
            table.add_row("", "", f"[dim]→ {escape(each.remedy)}[/dim]")
    console = Console(highlight=False)
    console.print(table)
    stopping = [each.subject for each in findings if each.stops]
    if works:
        console.print("\nThe demo would work: [bold]hornbook run nano[/bold]")
    else:
        console.print(f"\nThis has to be mended first: [bold]{escape(', '.join(stopping))}[/bold]")


def findings_json(findings: Sequence[Finding], *, works: bool) -> str:
    """The same for programs."""
    return json.dumps({"works": works, "findings": [asdict(each) for each in findings]}, indent=2)
