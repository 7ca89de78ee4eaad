"""``hornbook export``: a model or a data set for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import example
from hornbook.errors import HornbookError

app = typer.Typer()


class Precision(StrEnum):
    """How weights are stored."""

    float32 = "float32"
    bfloat16 = "bfloat16"
    float16 = "float16"
    q8_0 = "q8_0"


@app.command(epilog=example("hornbook export runs/nano nano.gguf --gguf"))
def export(
    source: Annotated[
        Path, typer.Argument(metavar="RUN", help="A run's folder, a checkpoint's, a data set's.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new folder, or a new .gguf file.")],
    gguf: Annotated[
        bool, typer.Option("--gguf", help="One file for llama.cpp; else a folder.")
    ] = False,
    precision: Annotated[
        Precision | None,
        typer.Option(help="Of the weights: float32 in a folder, float16 in GGUF; q8_0 is GGUF's."),
    ] = None,
    stage: Annotated[
        str | None, typer.Option(help="With a run: which model, or whose data.")
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option(metavar="SPLIT", help="Rows instead of a model. May be repeated."),
    ] = None,
) -> None:
    """Write a model for transformers, vLLM or llama.cpp, or rows for datasets; with a card."""
    if data:
        if gguf or precision is not None:
            raise HornbookError("--gguf and --precision are of models; leave them out with --data")
        _export_data(source, out, data, stage)
        return
    from hornbook.model.export import check_target, export_folder, export_gguf
    from hornbook.share.model import write_model_card
    from hornbook.terminal.models import checkpoint_of
    from hornbook.terminal.wording import size

    check_target(out, gguf=gguf)
    found = checkpoint_of(source, stage)
    write, usual = (export_gguf, "float16") if gguf else (export_folder, "float32")
    stored = precision.value if precision else usual
    written = write(found, out, stored)
    if not gguf:
        write_model_card(found.directory, out, stored)
    typer.echo(f"{size(written)} in {stored}: {out}")


def _export_data(source: Path, out: Path, splits: list[str], stage: str | None) -> None:
    from hornbook.share.data import export_data
    from hornbook.terminal.wording import size

    for each in export_data(source, out, splits, stage=stage):
        typer.echo(f"{each.rows:,} rows, {size(each.bytes)}: {out}, split {each.name}")
