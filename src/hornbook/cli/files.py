"""``hornbook classify`` and ``execute``: one file in, one file out, no recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import (
    ColumnOption,
    SourceArgument,
    StrictOption,
    WeakOption,
    WorkersOption,
    example,
    settings_of,
)

app = typer.Typer()


@app.command(epilog=example("hornbook classify snippets.jsonl -o scored.jsonl"))
def classify(
    source: SourceArgument,
    output: Annotated[str, typer.Option("-o", "--output", help="The same rows with a score.")],
    column: ColumnOption = "text",
    strict: StrictOption = False,
    workers: WorkersOption = None,
) -> None:
    """Add `educational_value` (0 to 5) to every row of a file.

    Rows that can't be read are counted and named.
    """
    from hornbook.corpus.reading import Faults
    from hornbook.curate.classify import classify_file
    from hornbook.terminal.faults import show_faults

    faults = Faults(strict)
    made = classify_file(
        source,
        output,
        column=column,
        workers=settings_of(workers=workers).workers,
        faults=faults,
    )
    unparsed = f", {made.unparsed:,} of them not Python" if made.unparsed else ""
    typer.echo(f"{made.rows:,} rows scored{unparsed}: {output}")
    show_faults(faults)


@app.command(epilog=example("hornbook execute programs.jsonl -o results.jsonl"))
def execute(
    source: Annotated[
        Path, typer.Argument(metavar="PROGRAMS", help="Lines {id, program, test, entry_point}.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Lines {id, outcome, …}.")],
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit of a program.")] = 3.0,
    memory: Annotated[int, typer.Option(min=32, help="Memory limit of a program, in MiB.")] = 512,
    workers: WorkersOption = None,
    weak_sandbox: WeakOption = False,
) -> None:
    """Run programs and their tests in the sandbox."""
    from hornbook.pipeline.progress import Progress
    from hornbook.sandbox import Limits
    from hornbook.sandbox.execute import execute_file

    settings = settings_of(workers=workers)
    limits = Limits(seconds=seconds, memory=memory << 20)
    with Progress().bar("running", unit="programs") as bar:
        counts = execute_file(
            source,
            output,
            limits=limits,
            workers=settings.workers,
            weak=weak_sandbox,
            advance=lambda verdict: bar.advance(),
        )
    summary = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    typer.echo(f"{summary}: {output}")
