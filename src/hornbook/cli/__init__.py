"""The command line: every command reads its arguments, calls one function and prints."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from hornbook import __version__
from hornbook.cli import (
    annotate,
    batch,
    cache,
    candidates,
    company,
    decontaminate,
    deduplicate,
    diversity,
    doctor,
    evaluate,
    export,
    files,
    models,
    push,
    recipes,
    runs,
)
from hornbook.errors import HornbookError
from hornbook.extras import remedy_for

app = typer.Typer(
    name="hornbook",
    help="Turn a corpus and a teacher model into textbook-quality data, and that into a model.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

# Modules whose commands stand on their own, in the order of the help; then those with a prefix.
for commands in (
    recipes,
    runs,
    doctor,
    models,
    export,
    push,
    files,
    annotate,
    decontaminate,
    deduplicate,
    diversity,
    evaluate,
    candidates,
    company,
):
    app.add_typer(commands.app)
app.add_typer(cache.app, name="cache")
app.add_typer(batch.app, name="batch")

_INTERRUPTED = 130  # what Typer exits with after Ctrl-C


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hornbook {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; user errors become one sentence and a non-zero exit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except HornbookError as error:
        typer.secho(f"hornbook: {error}", fg="red", err=True)
        sys.exit(error.exit_code)
    except ModuleNotFoundError as error:
        if (remedy := remedy_for(error.name or "")) is None:
            raise
        typer.secho(f"hornbook: {remedy}", fg="red", err=True)
        sys.exit(HornbookError.exit_code)
    except KeyboardInterrupt:  # before Typer had begun, which tells of later ones by this code
        _tell_stopped()
        sys.exit(_INTERRUPTED)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:
            _tell_stopped()
        raise


def _tell_stopped() -> None:
    typer.echo("\nStopped; what is done is kept. Run the same command to go on.", err=True)
