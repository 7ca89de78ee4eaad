"""``hornbook diversity``: how varied a file of rows is."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from hornbook.cli.options import ColumnOption, StrictOption, WorkersOption, example, settings_of

app = typer.Typer()


@app.command(epilog=example("hornbook diversity exercises.jsonl --require 'vendi>=50'"))
def diversity(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="JSONL (.gz, .zst), Parquet, or a folder of them: a path or a URL."
        ),
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Write all figures as JSON.")
    ] = None,
    column: ColumnOption = "text",
    strict: StrictOption = False,
    topic: Annotated[str, typer.Option(help="A column with each row's class.")] = "topic",
    rows: Annotated[int, typer.Option(min=1, help="How many rows to draw.")] = 10_000,
    near_duplicate: Annotated[
        float, typer.Option(help="Similarity from which on a row repeats another.")
    ] = 0.8,
    require: Annotated[
        list[str] | None, typer.Option(help="A bound, such as near_duplicate_rate<=0.02.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which rows are drawn.")] = 0,
    workers: WorkersOption = None,
) -> None:
    """Measure how varied a file's rows are, and whether more would say something new."""
    from hornbook.corpus.reading import Faults
    from hornbook.corpus.writing import drafts
    from hornbook.diversity.bounds import Bound, check
    from hornbook.diversity.file import measure_file
    from hornbook.diversity.measure import Measuring
    from hornbook.diversity.sample import Extent
    from hornbook.embed.lexical import LexicalEmbedder
    from hornbook.pipeline.progress import Progress
    from hornbook.terminal.diversity import diversity_table
    from hornbook.terminal.faults import show_faults

    bounds = [Bound.parse(text) for text in require or []]
    how = Measuring(
        extent=Extent(rows=rows),
        embedder=LexicalEmbedder(),
        near_duplicate=near_duplicate,
        column=column,
        topic=topic,
    )
    settings = settings_of(workers=workers)
    faults = Faults(strict)
    values = measure_file(
        source, how, seed=seed, progress=Progress(), settings=settings, faults=faults
    )
    diversity_table(values)
    show_faults(faults)
    if output is not None:
        with drafts(output) as (draft,):
            draft.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    check(values, bounds, source)
