"""``hornbook run --jobs``: several processes that make stages of one run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hornbook.cli.options import (
    DEFAULT_OUT,
    OutOption,
    RecipeArgument,
    ValuesArgument,
    WeakOption,
    WorkersOption,
    runner_for,
)
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.pipeline.graph import Graph
    from hornbook.pipeline.runner import Runner

app = typer.Typer()

JobsOption = Annotated[
    int,
    typer.Option("--jobs", "-j", min=1, help="Stages at a time; they divide the workers."),
]


def share(workers: int | None, jobs: int) -> int:
    """How many workers each process gets."""
    from hornbook.pipeline.cores import usable_cores

    return max(1, (workers or usable_cores()) // jobs)


def check(jobs: int, *, engine: str, budget: str | None) -> None:
    """Refuse what several processes can't keep.

    Raises:
        HornbookError: it names the option that doesn't go with them.
    """
    if jobs > 1 and budget is not None:
        raise HornbookError(
            f"--jobs {jobs} and --budget don't go together: each process would spend a budget of "
            "its own; leave out one of them"
        )
    if jobs > 1 and engine != "native":
        raise HornbookError(
            f"--jobs {jobs} and --engine {engine} don't go together: Ray divides the work among "
            "processes by itself; leave out one of them"
        )


@contextmanager
def at_work(
    runner: Runner,
    graph: Graph,
    folder: Path,
    jobs: int,
    *,
    recipe: str,
    values: Sequence[str],
    **options: Any,  # noqa: ANN401 - those of `assist`
) -> Iterator[None]:
    """The run in ``folder`` can be watched while the block lasts, and has its helpers."""
    from hornbook.pipeline.helpers import Helpers
    from hornbook.pipeline.live import LiveRun

    told = [part for name, value in options.items() for part in _told(name, value)]
    with LiveRun(folder, recipe, values, runner.progress) as runner.observer:
        if jobs == 1 or not runner.missing(graph):
            yield
            return
        runner.in_company = True
        with Helpers(
            [sys.executable, "-m", "hornbook", "assist", *told, "--", recipe, *values],
            jobs - 1,
            graph=graph,
            progress=runner.progress,
            observer=runner.observer,
            log=folder / "jobs.log",
        ):
            yield


@app.command(hidden=True)
def assist(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    until: Annotated[str | None, typer.Option()] = None,
    workers: WorkersOption = None,
    weak_sandbox: WeakOption = False,
    processes: Annotated[int, typer.Option(min=1)] = 1,
    launch: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Make stages of a run that another process began; ``run --jobs`` starts this."""
    from hornbook.pipeline.graph import Graph
    from hornbook.pipeline.helpers import Helper, end_with_the_run
    from hornbook.pipeline.relay import Relay
    from hornbook.recipe import build, load

    end_with_the_run()
    runner = runner_for(
        out, workers=workers, weak_sandbox=weak_sandbox, processes=processes, launch=launch
    )
    target = build(load(recipe), values or [])
    runner.progress = relay = Relay(sys.stdout)
    runner.observer, runner.in_company = Helper(relay, Graph.of(target)), True
    runner.run(target, until=until)


def _told(name: str, value: object) -> list[str]:
    """An option on a command line; nothing where it isn't given."""
    option = f"--{name.replace('_', '-')}"
    if value is True:
        return [option]
    return [] if value in (None, False) else [option, str(value)]
