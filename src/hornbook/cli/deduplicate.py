"""``hornbook deduplicate``: one file in, its duplicates out."""

from __future__ import annotations

from typing import Annotated

import typer

from hornbook.cli.options import (
    ColumnOption,
    EngineOption,
    SourceArgument,
    StrictOption,
    WorkersOption,
    example,
    settings_of,
)

app = typer.Typer()


@app.command(epilog=example("hornbook deduplicate rows.jsonl -o clean.jsonl --threshold 0.7"))
def deduplicate(
    source: SourceArgument,
    output: Annotated[
        str, typer.Option("-o", "--output", help="The rows that stay; the others lie beside it.")
    ],
    method: Annotated[
        str, typer.Option(help="minhash, exact, template, ast (Python) or semantic.")
    ] = "minhash",
    threshold: Annotated[
        float, typer.Option(help="Least similarity of minhash (Jaccard) and semantic (cosine).")
    ] = 0.8,
    ngram: Annotated[int, typer.Option(help="Words that are hashed together.")] = 5,
    bands: Annotated[
        int | None, typer.Option(help="Bands of a signature; by default what the threshold needs.")
    ] = None,
    rows: Annotated[int | None, typer.Option(help="Numbers in a band.")] = None,
    punctuation: Annotated[
        bool, typer.Option("--punctuation", help="Let punctuation marks be words.")
    ] = False,
    prefer: Annotated[
        str | None, typer.Option(help="Column of numbers: the highest of duplicates stays.")
    ] = None,
    column: ColumnOption = "text",
    strict: StrictOption = False,
    engine: EngineOption = "native",
    workers: WorkersOption = None,
) -> None:
    """Keep one row of each group of duplicates."""
    from hornbook.corpus.reading import Faults
    from hornbook.deduplicate.files import deduplicate_file
    from hornbook.deduplicate.matching import Matching
    from hornbook.pipeline.engine import choose_engine
    from hornbook.pipeline.progress import Progress
    from hornbook.terminal.deduplication import deduplication_facts
    from hornbook.terminal.faults import show_faults

    matching = Matching(method=method, threshold=threshold, ngram=ngram, punctuation=punctuation)
    matching = matching.with_bands(bands, rows)
    settings = settings_of(workers=workers, engine=engine)
    choose_engine(settings.engine)
    faults = Faults(strict)
    made = deduplicate_file(
        source,
        output,
        matching,
        settings=settings,
        progress=Progress(),
        prefer=prefer,
        column=column,
        faults=faults,
    )
    deduplication_facts(made, matching, output)
    show_faults(faults)
