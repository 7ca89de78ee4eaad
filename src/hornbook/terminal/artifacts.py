"""Runs, artifacts, rows and the ancestry of a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from hornbook.errors import HornbookError, suggestion
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.live import FILE_NAME as LIVE_FILE
from hornbook.pipeline.live import LiveRecord
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import duration
from hornbook.pipeline.run import FILE_NAME as RUN_FILE
from hornbook.pipeline.run import RunRecord
from hornbook.terminal.wording import counts, printable, shortened, size


def show_runs(out: Path) -> None:
    """Print the runs below ``out``, or the stages of the one run that ``out`` is.

    Raises:
        HornbookError: when there is neither.
    """
    if any((out / file).is_file() for file in (RUN_FILE, LIVE_FILE)):
        record, standing = _record(out)
        Console().print(f"{' '.join((record.recipe, *record.values))}{standing}", style="bold")
        for name, folder in record.stages.items():
            place = out.parent / folder
            manifest = Manifest.read(place) if place.is_dir() else None
            made = counts(manifest.rows) if manifest else "not made" if standing else "removed"
            Console().print(f"  {name:<28} {made or '-':<40} {place}", soft_wrap=True)
        return
    runs = sorted(
        {each.parent for each in (*out.glob(f"*/{RUN_FILE}"), *out.glob(f"*/{LIVE_FILE}"))}
    )
    if not runs:
        raise HornbookError(f"{out} holds no run; make one with: hornbook run nano")
    for run in runs:
        record, standing = _record(run)
        Console().print(f"{run}: {' '.join((record.recipe, *record.values))}{standing}")


def artifact_of(run: Path, stage: str) -> Path:
    """The folder of a stage's artifact in a run.

    Raises:
        HornbookError: when the run has no such stage, or its artifact is gone.
    """
    record, standing = _record(run)
    if stage not in record.stages:
        hint = suggestion(stage, record.stages, "it has")
        raise HornbookError(f"{run} has no stage {stage!r}; {hint}")
    folder = run.parent / record.stages[stage]
    if not folder.is_dir() and standing:
        raise HornbookError(f"{stage} isn't made yet; give the run's command again to go on")
    if not folder.is_dir():
        raise HornbookError(f"the artifact of {stage} is gone; run the recipe again to make it")
    return folder


def show_artifact(folder: Path, split: str | None, rows: int) -> None:
    """Print what an artifact is, its facts, and the first rows of a split."""
    manifest = Manifest.read(folder)
    console = Console()
    console.print(f"[bold]{escape(manifest.name)}[/bold] {manifest.fingerprint[:12]}")
    made = f"{size(manifest.bytes)}, made {manifest.finished} in {duration(manifest.seconds)}"
    console.print(f"  {made}; {counts(manifest.rows)}", soft_wrap=True)
    for name, value in manifest.facts.items():
        console.print(f"  {name}: {shortened(value)}", markup=False, soft_wrap=True)
    dataset = Dataset(folder)
    if not dataset.splits():
        return
    for name in dataset.splits() if split is None else [split]:
        dataset.files(name)
        console.rule(f"{name}")
        for number, row in enumerate(dataset.rows(name)):
            if number == rows:
                break
            _print_row(console, row)


def show_ancestry(out: Path, row: str) -> None:
    """Print a row, whole, and below it everything it was made from, back to its seed."""
    from hornbook.report.lineage import find_row

    console = Console()
    for ancestor in find_row(out, row):
        origin = "made from " if ancestor.depth else ""
        console.rule(f"{origin}{ancestor.id}", align="left")
        for place in ancestor.places:
            why = f": {shortened(place.reason)}" if place.reason else ""
            console.print(f"  {place.split} in {place.artifact}{why}", markup=False, soft_wrap=True)
        console.print(f"  stage: {ancestor.stage}", markup=False)
        console.print(f"  source: {shortened(ancestor.source)}", markup=False, soft_wrap=True)
        text = shortened(ancestor.text) if ancestor.depth else printable(ancestor.text)
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def newest_run(out: Path) -> Path:
    """The folder of the run that was recorded last.

    Raises:
        HornbookError: when there is none.
    """
    runs = sorted(out.glob(f"*/{RUN_FILE}"), key=lambda path: path.stat().st_mtime_ns)
    if not runs:
        raise HornbookError(f"{out} holds no run; make one with: hornbook run nano")
    return runs[-1].parent


def _record(run: Path) -> tuple[RunRecord, str]:
    """The record of a run, and how it stands if it has not come to an end yet."""
    if (run / RUN_FILE).is_file() or not (run / LIVE_FILE).is_file():
        return RunRecord.read(run), ""
    live = LiveRecord.read(run)
    record = RunRecord(
        recipe=live.recipe,
        values=live.values,
        stages={stage.name: f"artifacts/{stage.folder}" for stage in live.stages},
        target=live.stages[-1].name if live.stages else "",
    )
    return record, f" ({live.state})"


def _print_row(console: Console, row: dict[str, Any]) -> None:
    for name, value in row.items():
        if name != "text":
            console.print(f"{name}: {shortened(value)}", markup=False, soft_wrap=True)
    if "text" in row:
        console.print(shortened(row["text"]), markup=False, style="dim", soft_wrap=True)
    console.print()
