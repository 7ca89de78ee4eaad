"""What the commands print: plans, rows, ancestries, and the last lines of a run."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.progress import duration
from hornbook.pipeline.run import FILE_NAME as RUN_FILE
from hornbook.pipeline.run import RunRecord

if TYPE_CHECKING:
    from hornbook.model.checkpoint import Checkpoint
    from hornbook.pipeline.plan import PlannedStage
    from hornbook.pipeline.runner import Outcome, Runner
    from hornbook.teacher.cache_upkeep import Holding

_LONG = 600  # characters of a value that `show` prints


def size(count: int) -> str:
    """Bytes as people say them: ``12 kB``, ``3.4 MB``."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit in ("B", "kB") or value >= 10 else f"{value:.1f} {unit}"


def counts(rows: dict[str, int] | None) -> str:
    """Row counts on one line: ``720 kept, 2,280 dropped``."""
    return ", ".join(f"{count:,} {name}" for name, count in (rows or {}).items())


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


def show_runs(out: Path) -> None:
    """Print the runs below ``out``, or the stages of the one run that ``out`` is.

    Raises:
        HornbookError: when there is neither.
    """
    if (out / RUN_FILE).is_file():
        record = RunRecord.read(out)
        Console().print(f"{record.recipe} {' '.join(record.values)}", style="bold")
        for name, folder in record.stages.items():
            place = out.parent / folder
            manifest = Manifest.read(place) if place.is_dir() else None
            made = counts(manifest.rows) if manifest else "removed"
            Console().print(f"  {name:<28} {made or '-':<40} {place}", soft_wrap=True)
        return
    runs = sorted(out.glob(f"*/{RUN_FILE}"))
    if not runs:
        raise HornbookError(f"{out} holds no run; make one with: hornbook run nano")
    for run in runs:
        record = RunRecord.read(run.parent)
        Console().print(f"{run.parent}: {record.recipe} {' '.join(record.values)}")


def artifact_of(run: Path, stage: str) -> Path:
    """The folder of a stage's artifact in a run.

    Raises:
        HornbookError: when the run has no such stage, or its artifact is gone.
    """
    record = RunRecord.read(run)
    if stage not in record.stages:
        raise HornbookError(f"{run} has no stage {stage!r}; it has: {', '.join(record.stages)}")
    folder = run.parent / record.stages[stage]
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
        console.print(f"  {name}: {_short(value)}", markup=False, soft_wrap=True)
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
    """Print a row and, below it, everything it was made from, back to its seed."""
    from hornbook.report.lineage import find_row

    console = Console()
    for ancestor in find_row(out, row):
        origin = "made from " if ancestor.depth else ""
        console.rule(f"{origin}{ancestor.id}", align="left")
        for place in ancestor.places:
            why = f": {place.reason}" if place.reason else ""
            console.print(f"  {place.split} in {place.artifact}{why}", markup=False, soft_wrap=True)
        console.print(f"  stage: {ancestor.stage}", markup=False)
        console.print(f"  source: {ancestor.source}", markup=False, soft_wrap=True)
        console.print(_short(ancestor.text), markup=False, soft_wrap=True)


def newest_run(out: Path) -> Path:
    """The folder of the run that was recorded last.

    Raises:
        HornbookError: when there is none.
    """
    runs = sorted(out.glob(f"*/{RUN_FILE}"), key=lambda path: path.stat().st_mtime_ns)
    if not runs:
        raise HornbookError(f"{out} holds no run; make one with: hornbook run nano")
    return runs[-1].parent


def checkpoint_of(path: Path, stage: str | None) -> Checkpoint:
    """The checkpoint at ``path``, or the last one that a run made.

    Raises:
        HornbookError: when there is none.
    """
    from hornbook.model.checkpoint import Checkpoint

    if (path / RUN_FILE).is_file():
        record = RunRecord.read(path)
        folders = {name: path.parent / folder for name, folder in record.stages.items()}
        models = [name for name, folder in folders.items() if (folder / "config.json").is_file()]
        if stage is None and not models:
            raise HornbookError(f"{path} has made no model yet; run its recipe to the end")
        path = folders[models[-1]] if stage is None else artifact_of(path, stage)
    if not (path / "config.json").is_file():
        raise HornbookError(f"{path} holds no checkpoint (config.json is missing)")
    return Checkpoint(path)


def stream(
    checkpoint: Checkpoint, prompt: str, max_new_tokens: int, temperature: float, seed: int
) -> None:
    """Print the prompt and its continuation as it comes."""
    from hornbook.model.sampler import Sampling
    from hornbook.model.sampler import stream as continuation

    model, tokenizer = checkpoint.load()
    sampling = Sampling(max_new_tokens=max_new_tokens, temperature=temperature, seed=seed)
    sys.stdout.write(prompt)
    for piece in continuation(model, tokenizer, prompt, sampling):
        sys.stdout.write(piece)
        sys.stdout.flush()
    sys.stdout.write("\n")


def conclude(
    runner: Runner,
    outcome: Outcome,
    *,
    recipe: str,
    values: Sequence[str],
    out: Path,
    seconds: float,
) -> None:
    """Record the run, put its page where a person looks for it, and say what was made."""
    graph = outcome.graph
    places = {s.name: runner.store.place(s, graph.fingerprints[s]) for s in graph.stages}
    folder = out / Path(recipe.partition(":")[0]).stem
    RunRecord(
        recipe=recipe,
        values=tuple(values),
        stages={name: str(place.relative_to(out)) for name, place in places.items()},
        target=graph.target.name,
    ).write(folder)
    artifact = runner.open(graph.target, graph)
    for page in artifact.directory.glob("*.html"):
        shutil.copyfile(page, folder / page.name)
    console = Console(highlight=False)
    did = f"{_stages(len(outcome.ran))} run, {len(outcome.skipped)} already done"
    console.print(f"\n[bold]{escape(folder.name)}[/bold]: {did}, in {duration(seconds)}.")
    if artifact.summary():
        console.print(artifact.summary(), markup=False, soft_wrap=True)
    for page in sorted(folder.glob("*.html")):
        console.print(f"Report: [bold]{escape(str(page))}[/bold]", soft_wrap=True)
    console.print("Next:")
    for command in _next_steps(folder, places):
        console.print(f"  {command}", markup=False, soft_wrap=True)


def _next_steps(folder: Path, places: dict[str, Path]) -> Iterator[str]:
    yield f"hornbook show {folder}"
    filters = [name for name, place in places.items() if (place / "dropped").is_dir()]
    if filters:
        yield f"hornbook show {folder} --stage {shlex.quote(filters[-1])} --split dropped"
    if any((place / "model.safetensors").is_file() for place in places.values()):
        yield f'hornbook ask {folder} "def add(a, b):"'


def _print_row(console: Console, row: dict[str, Any]) -> None:
    for name, value in row.items():
        if name != "text":
            console.print(f"{name}: {_short(value)}", markup=False, soft_wrap=True)
    if "text" in row:
        console.print(_short(row["text"]), markup=False, style="dim", soft_wrap=True)
    console.print()


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]} … ({len(text):,} characters)"


def _stages(count: int) -> str:
    return "1 stage" if count == 1 else f"{count} stages"
