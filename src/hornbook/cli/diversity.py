"""``hornbook diversity``: how varied a file of rows is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import WorkersOption, example, settings_of

app = typer.Typer()


@app.command(epilog=example("hornbook diversity exercises.jsonl --require 'vendi>=50'"))
def diversity(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSONL, Parquet, or a folder of Parquet files.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write all figures as JSON.")
    ] = None,
    column: Annotated[str, typer.Option(help="The column of text.")] = "text",
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
    from hornbook.diversity.bounds import Bound, check
    from hornbook.diversity.file import measure_file
    from hornbook.diversity.measure import Measuring
    from hornbook.diversity.sample import Extent
    from hornbook.embed.lexical import LexicalEmbedder
    from hornbook.pipeline.progress import Progress
    from hornbook.terminal.diversity import diversity_table

    bounds = [Bound.parse(text) for text in require or []]
    how = Measuring(
        extent=Extent(rows=rows),
        embedder=LexicalEmbedder(),
        near_duplicate=near_duplicate,
        column=column,
        topic=topic,
    )
    settings = settings_of(workers=workers)
    values = measure_file(source, how, seed=seed, progress=Progress(), settings=settings)
    diversity_table(values)
    if output is not None:
        output.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    check(values, bounds, str(source))
