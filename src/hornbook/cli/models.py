"""``hornbook ask``: what is done with a model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import example

app = typer.Typer()


@app.command(epilog=example('hornbook ask runs/nano "def add(a, b):"'))
def ask(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint's folder, or a run's.")],
    prompt: Annotated[str, typer.Argument(help="What the model continues; - reads stdin.")],
    stage: Annotated[str | None, typer.Option(help="With a run: which model.")] = None,
    max_new_tokens: Annotated[int, typer.Option(min=1)] = 200,
    temperature: Annotated[float, typer.Option(min=0.0)] = 0.0,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Let a model continue a prompt."""
    from hornbook.terminal.models import checkpoint_of, stream

    text = sys.stdin.read() if prompt == "-" else prompt
    stream(checkpoint_of(checkpoint, stage), text, max_new_tokens, temperature, seed)
