"""``hornbook watch``, ``compare`` and ``reproduce``: runs as wholes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import DEFAULT_OUT, OutOption, example
from hornbook.errors import HornbookError

app = typer.Typer()


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
