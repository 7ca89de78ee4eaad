"""``hornbook watch``, ``compare`` and ``reproduce``: runs as wholes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import DEFAULT_OUT, OutOption, example

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
