"""Rows of a user's file that can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from hornbook.corpus.reading import Faults


def show_faults(faults: Faults) -> None:
    """Say how many there are, and name the first."""
    if faults.count:
        typer.echo(f"{faults.count:,} can't be read, such as:", err=True)
        for example in faults.examples:
            typer.echo(f"  {example}", err=True)
