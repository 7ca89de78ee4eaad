"""``hornbook push``: an exported folder to the Hugging Face hub."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.options import example

app = typer.Typer()


@app.command(epilog=example("hornbook push exported me/my-textbooks --private"))
def push(
    folder: Annotated[Path, typer.Argument(help="What `hornbook export` wrote.")],
    name: Annotated[str, typer.Argument(metavar="USER/NAME", help="The repository.")],
    private: Annotated[bool, typer.Option("--private", help="Show it to nobody else.")] = False,
    token_variable: Annotated[
        str, typer.Option(help="The environment variable that holds your token.")
    ] = "HF_TOKEN",
) -> None:
    """Put an exported data set or model on the Hugging Face hub, with its card.

    Nothing else of Hornbook uploads anything.
    """
    from hornbook.share.push import kind_of, push

    kind = kind_of(folder)
    address = push(folder, name, private=private, token_variable=token_variable)
    typer.echo(f"{kind} {name}: {address}")
