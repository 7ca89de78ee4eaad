"""What an annotator did, and how far it agrees with the labels that ship."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_COLUMNS = {
    "spearman": "Spearman",
    "auc": "AUC",
    "f1": "F1",
    "kappa": "kappa",
    "mae": "abs. error",
}


_MANY = 100_000


def agreement_table(metrics: Mapping[str, Any]) -> None:
    """Print the figures of everyone who judged the excerpts, with 95 % intervals below them."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("judge", min_width=12)
    for heading in _COLUMNS.values():
        table.add_column(heading, justify="right", no_wrap=True)
    for name, figures in metrics["judges"].items():
        title = metrics["annotator"] if name == "annotator" else name
        table.add_row(escape(title), *(_figure(figures, column) for column in _COLUMNS))
    console = Console(highlight=False)
    console.print(
        f"{metrics['excerpts']} excerpts with a score, {metrics['rejected']} without; "
        f"{metrics['good']} are labelled 3 or more. "
        f"Rubric {metrics['rubric']}, scores by {metrics['method']}.",
        soft_wrap=True,
    )
    console.print(table)
    tokens, dollars = metrics["tokens_per_excerpt"], metrics["cost_per_excerpt"]
    price = "unknown dollars" if dollars is None else f"{dollars * _MANY:,.2f} USD"
    console.print(
        f"{tokens:,.0f} tokens an excerpt: {_MANY:,} of them take {tokens * _MANY / 1e6:,.1f} "
        f"million tokens and {price}.",
        soft_wrap=True,
    )


def told(account: Mapping[str, Any]) -> str:
    """One line on what was asked, answered and paid."""
    parts = [f"{account['asked']:,} asked", f"{account['parsed']:,} judged"]
    parts.append(f"{account['prompt_tokens'] + account['completion_tokens']:,} tokens")
    if account.get("cost") is None:
        parts.append("price unknown")
    else:
        parts.append(f"{account['cost']:.4f} USD")
    if account["cached"]:
        parts.append(f"{account['cached']:,} answers from the cache")
    return ", ".join(parts)


def _figure(figures: Mapping[str, Any], name: str) -> str:
    value, (low, high) = figures[name], figures[f"{name}_interval"]
    if value is None:
        return "-"
    return f"{value:.2f}\n[dim]{low:.2f}–{high:.2f}[/dim]"
