"""Recorded results, and new numbers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.report.wording import in_unit, interval
from hornbook.terminal.comparison import estimate_text

if TYPE_CHECKING:
    from hornbook.runs.agreement import Checked
    from hornbook.runs.recorded import Recorded

_COLOURS = {"equal": "green", "within": "green", "outside": "red", "missing": "red"}


def show_recorded(results: Sequence[Recorded]) -> None:
    """Print what is recorded: what it shows, how long it takes, and where it was made."""
    console = Console(highlight=False)
    if not results:
        console.print("no result is recorded yet")
    for each in results:
        console.print(f"[bold]{escape(each.name)}[/bold]  {escape(each.shows)}", soft_wrap=True)
        console.print(f"  {each.command}", markup=False, soft_wrap=True)
        seeds = ", ".join(map(str, each.seeds)) or "none"
        console.print(
            f"  {each.minutes:,.1f} minutes on {each.machine}; {each.date}, commit {each.commit}; "
            f"seeds {seeds}",
            style="dim",
            markup=False,
            soft_wrap=True,
        )


def show_checked(checked: Iterable[Checked], *, exactly: bool) -> None:
    """Print every number beside the recorded one, by table."""
    console = Console(highlight=False)
    tables: dict[str, list[Checked]] = {}
    for each in checked:
        tables.setdefault(each.recorded.table, []).append(each)
    for title, rows in tables.items():
        console.print(f"\n[bold]{escape(title)}[/bold]")
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in ("", "", "recorded", "now", ""):
            table.add_column(heading, justify="right" if heading else "left")
        for each in rows:
            finding = each.recorded
            colour = _COLOURS[each.verdict] if each.agrees(exactly=exactly) else "red"
            table.add_row(
                escape(finding.row),
                escape(finding.measure),
                estimate_text(finding.estimate, finding.unit),
                in_unit(each.found.value, finding.unit) if each.found else "–",
                f"[{colour}]{_words(each)}[/{colour}]",
            )
        console.print(table)


def show_verdict(checked: Sequence[Checked], *, exactly: bool, why: str) -> None:
    """Say in one sentence whether the numbers agree, and what was asked of them."""
    off = sum(not each.agrees(exactly=exactly) for each in checked)
    equal = sum(each.verdict == "equal" for each in checked)
    asked = "equal to the last digit" if exactly else "within what was recorded"
    Console(highlight=False).print(
        f"\n{len(checked) - off} of {len(checked)} numbers agree, {equal} to the last digit. "
        f"They should be {asked}: {why}.",
        style="red" if off else "green",
        soft_wrap=True,
    )


def _words(checked: Checked) -> str:
    if checked.verdict == "within" and not interval(checked.recorded.estimate):
        return "near"
    return checked.verdict
