"""Plans and holdings as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.pipeline.progress import duration
from hornbook.terminal.wording import counts, size

if TYPE_CHECKING:
    from hornbook.pipeline.plan import PlannedStage
    from hornbook.teacher.cache_upkeep import Holding


def plan_table(stages: Sequence[PlannedStage]) -> None:
    """Print a plan, and what is left to do."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("stage", "status", "rows", "size", "time"):
        table.add_column(heading, justify="right" if heading in ("size", "time") else "left")
    for stage in stages:
        colour = {"done": "green", "to run": "yellow"}.get(stage.status, "dim")
        table.add_row(
            escape(stage.name),
            f"[{colour}]{stage.status}[/{colour}]",
            counts(stage.rows),
            "" if stage.bytes is None else size(stage.bytes),
            "" if stage.seconds is None else duration(stage.seconds),
        )
    console = Console()
    console.print(table)
    left = sum(stage.status == "to run" for stage in stages)
    console.print(f"{left} of {len(stages)} stages to run" if left else "nothing to do")


def cache_table(holdings: Sequence[Holding]) -> None:
    """Print what the answer cache holds."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("endpoint", "model", "answers", "tokens in", "tokens out", "size"):
        table.add_column(heading, justify="left" if heading in ("endpoint", "model") else "right")
    for each in holdings:
        numbers = (each.answers, each.prompt_tokens, each.completion_tokens)
        cells = (f"{number:,}" for number in numbers)
        table.add_row(escape(each.endpoint), escape(each.model), *cells, size(each.bytes))
    Console().print(table)
