"""What an annotator did, and how far it agrees with the labels that ship."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

_COLUMNS = {
    "spearman": "Spearman",
    "auc": "AUC",
    "f1": "F1",
    "kappa": "kappa",
    "mae": "abs. error",
}


def agreement_table(metrics: Mapping[str, Any], account: Mapping[str, Any]) -> None:
    """Print the figures of everyone who judged the excerpts."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("judge")
    for heading in _COLUMNS.values():
        table.add_column(heading, justify="right")
    for name, figures in metrics["judges"].items():
        title = metrics["annotator"] if name == "annotator" else name
        table.add_row(title, *(_figure(figures, column) for column in _COLUMNS))
    console = Console(highlight=False)
    console.print(
        f"{metrics['excerpts']} excerpts with a score, {metrics['rejected']} without; "
        f"{metrics['good']} are labelled 3 or more. "
        f"Rubric {metrics['rubric']}, scores by {metrics['method']}.",
        soft_wrap=True,
    )
    console.print(table)
    console.print(told(account), soft_wrap=True)


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
    return "-" if value is None else f"{value:.2f} ({low:.2f} to {high:.2f})"
