"""``hornbook cache``: what teachers have answered, kept so that nothing is paid for twice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Show, prune or export the teachers' answers.")

OutOption = Annotated[Path, typer.Option("--out", help="Where runs are kept.")]
ModelOption = Annotated[str | None, typer.Option(help="Only this model's answers.")]

_DAY = 24 * 60 * 60


def _place(out: Path) -> Path:
    return out / "cache" / "answers.sqlite"


@app.command(epilog="Example: `hornbook cache show`")
def show(out: OutOption = Path("runs")) -> None:
    """Show how many answers there are, by endpoint and model, and what they come to today."""
    from hornbook.teacher.cache_upkeep import show_cache
    from hornbook.teacher.prices import find_price, price_table
    from hornbook.teacher.usage import Price
    from hornbook.terminal.tables import cache_table

    table = price_table()

    def price_of(endpoint: str, model: str) -> Price | None:
        return find_price(table, endpoint, model) if table else None

    cache_table(show_cache(_place(out), price_of))


@app.command(epilog="Example: `hornbook cache prune --older-than 90`")
def prune(
    out: OutOption = Path("runs"),
    older_than: Annotated[float | None, typer.Option(help="Days since the answer came.")] = None,
    model: ModelOption = None,
) -> None:
    """Delete answers; they would have to be paid for again."""
    from hornbook.teacher.cache_upkeep import prune_cache

    age = None if older_than is None else older_than * _DAY
    typer.echo(f"{prune_cache(_place(out), older_than=age, model=model):,} answers deleted")


@app.command(epilog="Example: `hornbook cache export answers.jsonl`")
def export(
    output: Annotated[Path, typer.Argument(help="A JSONL file that isn't there yet.")],
    out: OutOption = Path("runs"),
    model: ModelOption = None,
) -> None:
    """Write requests and answers as JSONL."""
    from hornbook.teacher.cache_upkeep import export_cache

    typer.echo(f"{export_cache(_place(out), output, model=model):,} answers: {output}")
