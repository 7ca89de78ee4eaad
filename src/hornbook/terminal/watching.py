"""A run while it works, on one screen that is drawn anew every second."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from hornbook.pipeline.progress import duration
from hornbook.terminal.braille import draw
from hornbook.terminal.keys import Keys
from hornbook.terminal.wording import counts, printable

if TYPE_CHECKING:
    from hornbook.pipeline.live import LiveBar, LiveRecord, LiveStage
    from hornbook.runs.watched import Glimpse, Sample, Spending, Watcher

_EVERY = 1.0
_BAR, _PLOT = 24, (56, 5)
_SAMPLE_LINES = 6
_STAGES_AROUND = 4  # done and waiting ones beside those that run, where the screen is small
_MARKS = {"done": ("✔", "green"), "running": ("▶", "bold yellow"), "waiting": ("·", "dim")}
_STATES = {"working": "yellow", "finished": "green", "stopped": "yellow"}


def watch_run(watcher: Watcher, *, once: bool) -> bool:
    """Show the run until it ends or the user quits; False when the run failed or died.

    Args:
        watcher: of the run.
        once: print one frame and return.
    """
    console = Console(highlight=False)
    seen = watcher.look()
    if not once and console.is_terminal:
        with suppress(KeyboardInterrupt):
            seen = _until_quit(watcher, console)
    console.print(frame(seen, console.height))
    return seen.record.state not in ("failed", "died")


def _until_quit(watcher: Watcher, console: Console) -> Glimpse:
    seen = watcher.look()
    with Keys() as keys, Live(console=console, screen=True, auto_refresh=False) as live:
        live.update(frame(seen, console.height), refresh=True)
        while seen.record.state == "working" and keys.pressed(_EVERY) not in ("q", "Q"):
            seen = watcher.look()
            live.update(frame(seen, console.height), refresh=True)
    return seen


def frame(seen: Glimpse, lines: int) -> RenderableType:
    """One look at a run, shortened to a screen of so many lines."""
    parts: list[RenderableType] = [_head(seen.record), Text()]
    bars, losses = [_bar(each) for each in seen.record.bars], list(_losses(seen))
    samples = list(_samples(seen.samples))
    below = [*bars, *losses, _spent(seen.spending, seen.paid), *samples]
    space = lines - len(below) - 6
    parts.append(_stages(seen, space))
    return Group(*parts, Text(), *below)


def _head(record: LiveRecord) -> Text:
    now = record.updated if record.state != "working" else time.time()
    text = Text(f"{record.recipe} {' '.join(record.values)}".strip(), style="bold")
    text.append("  ")
    text.append(record.state, style=_STATES.get(record.state, "bold red"))
    text.append(f" after {duration(now - record.started)}", style="not bold")
    text.append(f" · process {record.pid} on {record.host}", style="dim not bold")
    if record.state == "died":
        text.append("\nIt was killed; run the same command to go on.", style="not bold")
    if record.message:
        text.append(f"\n{printable(record.message)}", style="red not bold")
    return text


def _stages(seen: Glimpse, space: int) -> Table:
    """A line for each stage; those far from the running one are counted where space is short."""
    stages = [each for each in seen.record.stages if each.status != "not needed"]
    shown = stages
    if len(stages) > max(space, 2 * _STAGES_AROUND):
        at = next((n for n, each in enumerate(stages) if each.status != "done"), len(stages))
        around = max(_STAGES_AROUND, (space - 2) // 2)
        shown = stages[max(0, at - around) : at + around]
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    done = sum(each.status == "done" for each in stages)
    table.add_row("", f"{done} of {len(stages)} stages done" if stages else "starting", style="dim")
    first = stages.index(shown[0]) if shown else 0
    if first:
        table.add_row("", f"… {first} before", style="dim")
    for stage in shown:
        mark, style = _MARKS[stage.status]
        if stage.status == "running" and seen.record.state != "working":
            mark, style = "✘", "bold red"  # where it ended
        table.add_row(mark, stage.name, _told(stage, seen), style=style)
    if after := len(stages) - first - len(shown):
        table.add_row("", f"… {after} more", style="dim")
    return table


def _told(stage: LiveStage, seen: Glimpse) -> str:
    if stage.status == "running" and stage.started is not None:
        return duration(max(0.0, seen.record.updated - stage.started))
    return counts(seen.rows.get(stage.name))


def _bar(bar: LiveBar) -> Text:
    text = Text(f"{bar.what}  ")
    done = f"{bar.done:,.0f}"
    if bar.total:
        share = min(1.0, bar.done / bar.total)
        text.append("█" * round(share * _BAR), style="green")
        text.append("░" * (_BAR - round(share * _BAR)), style="dim")
        done = f"{share:4.0%}  {done} of {bar.total:,.0f}"
    parts = [f"{done} {bar.unit}"]
    if bar.rate > 0:
        parts.append(_rate(bar))
    if bar.total and bar.rate > 0:
        parts.append(f"{duration(max(0.0, bar.total - bar.done) / bar.rate)} left")
    if bar.note:
        parts.append(printable(bar.note))
    return text.append("  " + " · ".join(parts))


def _rate(bar: LiveBar) -> str:
    if bar.rate < 0.1:
        return f"{60 * bar.rate:,.1f} {bar.unit} a minute"
    return f"{bar.rate:,.1f} {bar.unit}/s" if bar.rate < 100 else f"{bar.rate:,.0f} {bar.unit}/s"


def _losses(seen: Glimpse) -> Iterator[Text]:
    train = [(step, loss) for step, loss, _ in seen.losses if loss is not None]
    heldout = [loss for _, _, loss in seen.losses if loss is not None]
    if not train:
        return
    last = f"step {train[-1][0]:,}: loss {train[-1][1]:.3f}"
    if heldout:
        last += f", held out {heldout[-1]:.3f} (lowest {min(heldout):.3f})"
    yield Text(last)
    if len(train) > 1:
        values = [loss for _, loss in train]
        lines = draw(values, *_PLOT)
        for number, line in enumerate(lines):
            edge = {0: max(values), len(lines) - 1: min(values)}.get(number)
            yield (
                Text(" " * 7 if edge is None else f"{edge:.2f}".rjust(7))
                .append(" ")
                .append(line, "cyan")
            )


def _spent(spending: Spending, paid: float | None) -> Text:
    if not spending.answers:
        return Text("teachers  nothing asked since the start", style="dim")
    if spending.cost is not None:
        money = f"${spending.cost:.4f}"
    else:
        money = "price unknown" if paid is None else f"${paid:.4f} for stages that are done"
    return Text(
        f"teachers  {spending.answers:,} answers since the start: {spending.prompt:,} tokens in, "
        f"{spending.completion:,} out, {money}"
    )


def _samples(samples: Sequence[Sample]) -> Iterator[Text]:
    for sample in samples:
        yield Text(f"newest {sample.what}", style="bold")
        lines = printable(sample.text).strip().splitlines()
        for line in lines[:_SAMPLE_LINES]:
            yield Text(f"  {line}", style="dim", no_wrap=True, overflow="ellipsis")
        if len(lines) > _SAMPLE_LINES:
            yield Text(f"  … {len(lines) - _SAMPLE_LINES} more lines", style="dim")
