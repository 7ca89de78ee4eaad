"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.runner import Runner

RecipeArgument = Annotated[
    str, typer.Argument(metavar="RECIPE", help="A recipe's name, or path/to/file.py:function.")
]
ValuesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME=VALUE]…", help="The recipe's parameters.")
]
OutOption = Annotated[Path, typer.Option("--out", help="Where artifacts and reports are kept.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes for work that is divided.")
]
EngineOption = Annotated[str, typer.Option(help="native, ray or ray://host:port.")]
WeakOption = Annotated[
    bool,
    typer.Option("--weak-sandbox", help="Run programs even where the kernel can't confine them."),
]

SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="IN", help="JSONL (.gz, .zst) or Parquet with a text column: a path or a URL."
    ),
]
ColumnOption = Annotated[str, typer.Option("--column", help="The column with the text.")]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Stop at the first row that can't be read.")
]

DEFAULT_OUT = Path("runs")


def example(text: str) -> str:
    """The last line of a command's help."""
    return f"Example: `{text}`"


def settings_of(**given: Any) -> Settings:  # noqa: ANN401 - fields of Settings
    """`Settings` from options; those left out keep their defaults."""
    from hornbook.pipeline.context import Settings

    return Settings(**{name: value for name, value in given.items() if value is not None})


def runner_for(out: Path, **settings: Any) -> Runner:  # noqa: ANN401 - fields of Settings
    """A runner over the store at ``out``."""
    from hornbook.pipeline.runner import Runner
    from hornbook.pipeline.store import open_store

    return Runner(open_store(out), settings_of(**settings))
