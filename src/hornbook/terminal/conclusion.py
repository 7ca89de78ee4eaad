"""The last lines of a run."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from hornbook.pipeline.progress import duration
from hornbook.pipeline.run import RunRecord
from hornbook.report.results_file import FILE_NAME as RESULTS
from hornbook.report.results_file import RunResults
from hornbook.terminal.standings import show_tables

if TYPE_CHECKING:
    from hornbook.pipeline.runner import Outcome, Runner


def conclude(
    runner: Runner,
    outcome: Outcome,
    *,
    recipe: str,
    values: Sequence[str],
    folder: Path,
    seconds: float,
) -> None:
    """Record the run, put its page where a person looks for it, and say what was made."""
    graph = outcome.graph
    places = {s.name: runner.store.place(s, graph.fingerprints[s]) for s in graph.stages}
    RunRecord(
        recipe=recipe,
        values=tuple(values),
        stages={name: str(place.relative_to(folder.parent)) for name, place in places.items()},
        target=graph.target.name,
    ).write(folder)
    artifact = runner.open(graph.target, graph)
    for kind in ("*.html", RESULTS):
        for page in artifact.directory.glob(kind):
            shutil.copyfile(page, folder / page.name)
    console = Console(highlight=False)
    did = f"{_stages(len(outcome.ran))} run, {len(outcome.skipped)} already done"
    console.print(f"\n[bold]{escape(folder.name)}[/bold]: {did}, in {duration(seconds)}.")
    if artifact.summary():
        console.print(artifact.summary(), markup=False, soft_wrap=True)
    if (artifact.directory / RESULTS).is_file():
        show_tables(RunResults.read(artifact.directory).tables)
        console.print()
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


def _stages(count: int) -> str:
    return "1 stage" if count == 1 else f"{count} stages"
