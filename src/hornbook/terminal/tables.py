"""Plans and holdings as tables."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.pipeline.progress import duration
from hornbook.terminal.wording import between, counts, size

if TYPE_CHECKING:
    from hornbook.pipeline.plan import PlannedStage
    from hornbook.teacher.batch_book import Batch
    from hornbook.teacher.cache_upkeep import Holding
    from hornbook.teacher.estimate import Estimate


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


def estimate_table(estimates: Sequence[Estimate]) -> None:
    """Print what teachers will be asked and what that costs; nothing when none will be."""
    from hornbook.teacher.estimate import Range, total

    if not estimates:
        return
    known = [each for each in estimates if not each.waits_for]
    table = Table(box=None, header_style="bold", pad_edge=False)
    left = ("stage", "teacher")
    right = ("requests", "cached", "tokens in", "tokens out", "cost", "at most")
    for heading in (*left, *right):
        table.add_column(heading, justify="left" if heading in left else "right", overflow="fold")
    for each in [*known, total(estimates)] if len(known) > 1 else known:
        table.add_row(
            escape(each.stage),
            escape(each.teacher),
            between(each.requests),
            f"{each.cached:,}",
            between(each.prompt_tokens),
            between(each.completion_tokens),
            between(each.cost, dollars=True) if each.cost else "unknown",
            "unknown"
            if each.most_cost is None
            else between(Range(low=each.most_cost, high=each.most_cost), dollars=True),
        )
    console = Console()
    console.print()
    if known:
        console.print(table)
    for each in estimates:
        if each.waits_for:
            waited = ", ".join(repr(name) for name in each.waits_for)
            console.print(f"{escape(each.stage)}: asks a teacher; how much is known after {waited}")
            continue
        if each.in_batch:
            console.print(f"{escape(each.stage)}: {each.in_batch:,} requests are in a batch")
        if each.basis:
            day = f"; prices of {each.since}" if each.since else ""
            console.print(f"[dim]{escape(each.stage)}: {each.basis}{day}[/dim]")


def plan_json(
    stages: Sequence[PlannedStage],
    estimates: Sequence[Estimate],
    trainings: Mapping[str, dict[str, Any]],
) -> str:
    """The plan as JSON: each stage, what it will ask of teachers, and what its training takes."""
    asked: dict[str, list[dict[str, Any]]] = {}
    for each in estimates:
        record = asdict(each)
        asked.setdefault(record.pop("stage"), []).append(_finite(record))
    return json.dumps(
        [
            {
                **asdict(stage),
                "asks": asked.get(stage.name, []),
                "training": trainings.get(stage.name),
            }
            for stage in stages
        ],
        indent=2,
    )


def _finite(value: Any) -> Any:  # noqa: ANN401 - JSON types
    """With null for what has no bound, which JSON can't write down."""
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    return None if value == math.inf else value


def batch_table(batches: Sequence[Batch]) -> None:
    """Print the batches that were submitted."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("batch", "state", "id", "endpoint", "model", "requests", "since"):
        table.add_column(
            heading, justify="right" if heading == "requests" else "left", overflow="fold"
        )
    for each in batches:
        since = datetime.fromtimestamp(each.changed).isoformat(" ", "minutes")
        words = (each.name, each.state, each.remote, each.endpoint, each.model)
        table.add_row(*map(escape, words), f"{each.requests:,}", since)
    Console().print(table)


def cache_table(holdings: Sequence[Holding]) -> None:
    """Print what the answer cache holds."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    headings = ("endpoint", "model", "answers", "tokens in", "tokens out", "cost", "size")
    for heading in headings:
        table.add_column(
            heading,
            justify="left" if heading in ("endpoint", "model") else "right",
            overflow="fold",
        )
    for each in holdings:
        numbers = (each.answers, each.prompt_tokens, each.completion_tokens)
        cells = (f"{number:,}" for number in numbers)
        cost = "unknown" if each.cost is None else f"${each.cost:,.4f}"
        model = escape(each.model) + (" [dim]in batches[/dim]" if each.batch else "")
        table.add_row(escape(each.endpoint), model, *cells, cost, size(each.bytes))
    Console().print(table)
