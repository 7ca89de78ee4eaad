"""``hornbook watch``, ``compare`` and ``reproduce``: runs as wholes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hornbook.cli.company import JobsOption, at_work, share
from hornbook.cli.options import (
    DEFAULT_OUT,
    OutOption,
    WeakOption,
    WorkersOption,
    example,
    runner_for,
)
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.pipeline.runner import Runner
    from hornbook.runs.recorded import Recorded

app = typer.Typer()

DEFAULT_REPRODUCED = Path("reproduced")


@app.command(epilog=example("hornbook watch runs/nano"))
def watch(
    run: Annotated[
        Path | None, typer.Argument(help="The run's folder; the newest if left out.")
    ] = None,
    out: OutOption = DEFAULT_OUT,
    once: Annotated[bool, typer.Option("--once", help="Print one frame, for scripts.")] = False,
) -> None:
    """Watch a run at work from another terminal; q quits, and the run goes on.

    Exits with 1 when the run failed or was killed.
    """
    from hornbook.runs.watched import Watcher, newest_live
    from hornbook.terminal.watching import watch_run

    well = watch_run(Watcher(run or newest_live(out)), once=once)
    raise typer.Exit(0 if well else 1)


@app.command(epilog=example("hornbook compare runs/nano runs/nano-2 --page compared.html"))
def compare(
    runs: Annotated[
        list[Path],
        typer.Argument(metavar="RUN RUN…", help="Folders of runs; the first is held against."),
    ],
    page: Annotated[
        Path | None, typer.Option(help="Write what differs as one HTML page, too.")
    ] = None,
) -> None:
    """Show what differs between runs: fields, data, results, cost, time and versions."""
    from hornbook.runs.comparison import compare_runs
    from hornbook.terminal.comparison import show_compared

    if len(runs) < 2:
        raise HornbookError("it takes two runs to compare; name their folders")
    compared = compare_runs(runs)
    show_compared(compared)
    if page is not None:
        from hornbook.runs.page import write_page

        write_page(compared, page)
        typer.echo(f"\nPage: {page}")


@app.command(epilog=example("hornbook reproduce nano"))
def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(help="A recorded result, or a record: mine.json. None lists them."),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Where it is made anew; apart from other runs.")
    ] = DEFAULT_REPRODUCED,
    record: Annotated[
        Path | None, typer.Option(help="Write the record NAME of this run instead.")
    ] = None,
    shows: Annotated[str, typer.Option(help="With --record: what it shows, in a sentence.")] = "",
    workers: WorkersOption = None,
    jobs: JobsOption = 1,
    weak_sandbox: WeakOption = False,
) -> None:
    """Run a recorded result again, and hold the new numbers against it.

    Exits with 1 when they don't agree.
    """
    from hornbook.pipeline.run import run_folder
    from hornbook.runs.recorded import load_recorded, place_of, record_of, recorded_names
    from hornbook.terminal.reproduction import show_recorded

    if name is None:
        if record is not None:
            raise HornbookError("a record needs a name: hornbook reproduce NAME --record RUN")
        show_recorded([load_recorded(each) for each in recorded_names()])
        return
    if record is not None:
        if not shows:
            raise HornbookError('say in a sentence what the result shows: --shows "…"')
        place, made = place_of(name), record_of(name, record, shows)
        _check_current(made, record)
        made.write(place)
        typer.echo(f"recorded: {place}")
        return
    recorded = load_recorded(name)
    show_recorded([recorded])
    shared = {"workers": share(workers, jobs), "weak_sandbox": weak_sandbox}
    folder = run_folder(out, recorded.recipe, recorded.name)
    if not _agrees(recorded, runner_for(out, **shared), folder, jobs, out=out, **shared):
        raise typer.Exit(1)


def _check_current(recorded: Recorded, folder: Path) -> None:
    """Refuse to record what the code of today wouldn't make."""
    from hornbook.pipeline.graph import Graph
    from hornbook.recipe import build, load

    target = build(load(recorded.recipe), recorded.values)
    if Graph.of(target).fingerprints[target] != recorded.fingerprint:
        raise HornbookError(
            f"{folder} was made by another version of {recorded.recipe}, or only in part; run it "
            "again, to its end, before it is recorded"
        )


def _agrees(
    recorded: Recorded,
    runner: Runner,
    folder: Path,
    jobs: int,
    **options: Any,  # noqa: ANN401 - those of `at_work`
) -> bool:
    from hornbook.pipeline.graph import Graph
    from hornbook.recipe import build, load
    from hornbook.report.account import versions
    from hornbook.runs.agreement import check, exactness
    from hornbook.runs.recorded import results_of, threads_of
    from hornbook.terminal.conclusion import conclude
    from hornbook.terminal.reproduction import show_checked, show_verdict

    target = build(load(recorded.recipe), recorded.values)
    started = time.monotonic()
    recipe, values = recorded.recipe, recorded.values
    with at_work(runner, Graph.of(target), folder, jobs, recipe=recipe, values=values, **options):
        outcome = runner.run(target)
    seconds = time.monotonic() - started
    conclude(runner, outcome, recipe=recipe, values=values, folder=folder, seconds=seconds)
    graph = outcome.graph
    made = [runner.manifest(stage, graph) for stage in graph.stages]
    mark, packages = graph.fingerprints[graph.target], dict(versions(made))
    exactly, why = exactness(recorded, mark, packages, threads_of(made))
    checked = check(recorded.results, results_of(folder))
    show_checked(checked, exactly=exactly)
    show_verdict(checked, exactly=exactly, why=why)
    if outcome.skipped:
        typer.echo(
            f"{len(outcome.skipped)} of {len(graph.stages)} stages were done before; "
            f"remove {folder.parent} to make all of them anew."
        )
    return all(each.agrees(exactly=exactly) for each in checked)
