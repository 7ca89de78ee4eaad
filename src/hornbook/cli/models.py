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
    prompt: Annotated[
        str | None,
        typer.Argument(help="What the model continues; - reads stdin. Without it, a loop opens."),
    ] = None,
    stage: Annotated[str | None, typer.Option(help="With a run: which model.")] = None,
    max_new_tokens: Annotated[
        int | None, typer.Option(min=1, help="200, or less where the context is smaller.")
    ] = None,
    temperature: Annotated[
        float | None, typer.Option(min=0.0, help="0 takes the likeliest; 0.8 for several samples.")
    ] = None,
    top_p: Annotated[float, typer.Option(help="Draw from the likeliest that have this share.")] = 1,
    stop: Annotated[list[str] | None, typer.Option(help="End before this text.")] = None,
    samples: Annotated[int, typer.Option(min=1, help="How many continuations.")] = 1,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Let a model continue a prompt, or what you type, as it comes.

    Several samples of one prompt are drawn together.
    """
    from hornbook.errors import HornbookError
    from hornbook.model.sampling import Sampling
    from hornbook.terminal.conversation import Conversation
    from hornbook.terminal.models import checkpoint_of, continue_prompt

    found = checkpoint_of(checkpoint, stage)
    if temperature is None:
        temperature = 0.0 if samples == 1 else 0.8
    sampling = Sampling(
        max_new_tokens=max_new_tokens or 200,
        temperature=temperature,
        top_p=top_p,
        stop=tuple(stop or ()),
        seed=seed,
    )
    if prompt is None:
        if samples > 1:
            raise HornbookError(
                "--samples needs a prompt; in the loop, /again draws another answer"
            )
        Conversation(found, sampling).run(shorten=max_new_tokens is None)
        return
    text = sys.stdin.read() if prompt == "-" else prompt
    continue_prompt(found, text, sampling, samples, shorten=max_new_tokens is None)
