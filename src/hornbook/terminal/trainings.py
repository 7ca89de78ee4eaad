"""What trainings will take, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.pipeline.progress import duration
from hornbook.terminal.wording import size

if TYPE_CHECKING:
    from hornbook.train.placement import Machine, Placement
    from hornbook.train.planned import PlannedTraining

_HOUR = 3600


def training_table(trainings: Sequence[PlannedTraining], machines: Sequence[Machine]) -> None:
    """Print what each training is, and how it would run on each machine; nothing when none is."""
    if not trainings:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("training", overflow="fold")
    for heading in ("parameters", "steps", "tokens", "epochs", "FLOP"):
        table.add_column(heading, justify="right", overflow="fold")
    for machine in machines:
        table.add_column(_named(machine), justify="right")
        table.add_column("memory each", justify="left")
    for training in trainings:
        table.add_row(*_facts(training), *_places(training, machines))
    console = Console()
    console.print()
    console.print(table)
    for training in trainings:
        if training.waits_for:
            waited = ", ".join(repr(name) for name in training.waits_for)
            console.print(f"{escape(training.stage)}: what it takes is known after {waited}")
    for machine in machines:
        console.print(f"[dim]{_basis(machine)}[/dim]")


def papers_table(trainings: Sequence[PlannedTraining], share: float | None = None) -> None:
    """Print how far trainings are off what their papers say; nothing where no paper has one.

    Args:
        trainings: of a recipe; a paper's are found by name.
        share: of the peak of the paper's devices, for hours; None assumes one, which is told.
    """
    from hornbook.train.agreement import agreement

    found = [each for each in (agreement(training, share) for training in trainings) if each]
    if not found:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("beside the paper")
    table.add_column("")
    for heading in ("planned", "paper", "off"):
        table.add_column(heading, justify="right")
    table.add_column("source")
    for each in found:
        name, source = escape(each.paper.name), escape(each.paper.source)
        for figure in each.figures:
            numbers = (*map(_precise, (figure.planned, figure.paper)), f"{figure.off:+.1%}")
            table.add_row(name, figure.name, *numbers, source)
            name = source = ""
    console = Console()
    console.print()
    console.print(table)
    implied = [f"{each.paper.name} {own:.0%}" for each in found if (own := each.paper.share())]
    if implied:
        console.print(
            f"[dim]hours at {found[0].share:.0%} of the devices' peak in 16 bits; "
            f"the papers' own tokens and hours imply: {escape(', '.join(implied))}[/dim]"
        )


def training_records(
    trainings: Sequence[PlannedTraining], machines: Sequence[Machine], share: float | None = None
) -> dict[str, dict[str, Any]]:
    """Both tables as JSON types, by stage; ``share`` as in `papers_table`."""
    return {
        training.stage: {**_record(training, machines), "paper": _paper_record(training, share)}
        for training in trainings
    }


def _paper_record(training: PlannedTraining, share: float | None) -> dict[str, Any] | None:
    from hornbook.train.agreement import agreement

    found = agreement(training, share)
    if found is None:
        return None
    return {
        "source": found.paper.source,
        "share_of_peak": found.share,
        "implied_share_of_peak": found.paper.share(),
        "figures": {
            figure.name: {"planned": figure.planned, "paper": figure.paper, "off": figure.off}
            for figure in found.figures
        },
    }


def _record(training: PlannedTraining, machines: Sequence[Machine]) -> dict[str, Any]:
    from hornbook.train.placement import place

    runs = []
    for machine in machines:
        placed = place(training, machine)
        if placed is None:
            continue
        work = placed.workload
        runs.append(
            {
                "device": machine.device.name,
                "devices": machine.devices,
                "share_of_peak": machine.share,
                "precision": placed.precision,
                "seconds": placed.seconds,
                "device_hours": placed.seconds * machine.devices / _HOUR,
                "fits": work is not None,
                "sharding": work.sharding if work else None,
                "windows_at_once": work.windows if work else None,
                "memory": placed.taken,
                "in_use": asdict(placed.memory) if placed.memory else None,
            }
        )
    return {
        "parameters": training.config.parameters() if training.config else None,
        "steps": training.plan.steps,
        "batch": training.plan.batch,
        "length": training.length,
        "tokens": training.tokens,
        "data_tokens": training.data_tokens,
        "epochs": training.epochs,
        "flops": training.flops,
        "seconds": training.seconds,
        "waits_for": training.waits_for,
        "runs": runs,
    }


def _facts(training: PlannedTraining) -> tuple[str, ...]:
    return (
        escape(training.stage),
        _short(training.config.parameters() if training.config else None),
        f"{training.plan.steps:,}",
        _short(training.tokens),
        "" if training.epochs is None else f"{training.epochs:.2g}",
        "" if training.flops is None else f"{training.flops:.2g}",
    )


def _places(training: PlannedTraining, machines: Sequence[Machine]) -> list[str]:
    from hornbook.train.placement import place

    cells = []
    for machine in machines:
        placed = place(training, machine)
        if training.seconds is not None and machine.kind == "cpu":
            cells += [f"took {duration(training.seconds)}", ""]
        elif placed is None:
            cells += ["", ""]
        else:
            cells += [_time(placed, machine), _memory(placed)]
    return cells


def _time(placed: Placement, machine: Machine) -> str:
    hours = placed.seconds / _HOUR
    said = duration(placed.seconds) if hours < 100 else f"{hours / 24:,.0f} days"
    if machine.devices == 1 or placed.seconds < _HOUR:
        return said
    return f"{said} ({hours * machine.devices:,.0f} device hours)"


def _memory(placed: Placement) -> str:
    work = placed.workload
    if work is None or placed.taken is None:
        return "[red]doesn't fit[/red]"
    spread = "" if work.sharding == "none" else f"{work.sharding}, "
    windows = "window" if work.windows == 1 else "windows"
    return f"{size(round(placed.taken))}: {spread}{work.windows:,} {windows} at once"


def _named(machine: Machine) -> str:
    name = machine.device.name
    return name if machine.devices == 1 else f"{machine.devices} × {name}"


def _basis(machine: Machine) -> str:
    peak, name = machine.device.peak, machine.device.name
    if machine.kind == "cpu":
        return (
            f"{name}: {peak['float32'] / 1e9:,.0f} GFLOP/s in float32 products just now, of which "
            f"training gets {machine.share:.0%}; {size(round(machine.device.memory))} free"
        )
    precision = machine.device.low_precision()
    return (
        f"{name}: {machine.share:.0%} of {peak[precision] / 1e12:,.0f} TFLOP/s in {precision}; "
        f"{size(round(machine.device.memory))}"
    )


def _precise(number: float) -> str:
    """As `_short`, but ``7.19``."""
    return f"{number:.3g}" if number < 100 else _short(number)


def _short(number: float | None) -> str:
    """``1.42B``, ``350M``, ``1,200``."""
    if number is None:
        return "unknown"
    for scale, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")):
        if number >= scale:
            scale = 1e3 if unit == "k" else scale
            return f"{number / scale:.3g}{unit}"
    return f"{number:,.0f}"
