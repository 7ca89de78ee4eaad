"""A data set's diversity as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_WHAT = {
    "gzip_ratio": "times smaller with gzip",
    "zstd_ratio": "times smaller with zstd, which sees further back",
    "zstd_ratio_of_parts": "the same, each row by itself",
    "zstd_shared": "of the compressed bytes, what rows save one another",
    "distinct_1": "different words over all words",
    "distinct_2": "the same of two in a row",
    "distinct_3": "of three",
    "distinct_4": "of four",
    "self_bleu": "mean BLEU-4 of a row against all others",
    "near_duplicate_rate": "rows that nearly repeat another",
    "marginal_novelty": "rows that say something new, in the second half of the sample",
    "novelty_exponent": "how fast that wanes: 0 is not at all",
    "projected_novelty": "the same at ten times the rows, if it goes on so",
    "shape_uniqueness": "different syntax trees over all programs",
    "vendi": "different rows, as the embedder sees them",
    "topic_entropy": "bits of topic",
    "effective_topics": "evenly covered topics that would be as varied",
}
_SHOWN = 5


def diversity_table(values: Mapping[str, Any]) -> None:
    """Print the measures, the curve of novelty, and what is most frequent."""
    console = Console()
    console.print(f"{values['sampled']:,} of {values['rows']:,} rows")
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="left", style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim")
    for name, meaning in _WHAT.items():
        if name in values:
            table.add_row(name, f"{values[name]:.4g}", meaning)
    console.print(table)
    _curve(console, values["curve"])
    for name in ("openings", "imports", "topics"):
        if name in values:
            top = values[name]["top"][:_SHOWN]
            shown = ", ".join(
                f"{escape(each['value'] or '(none)')} {each['count']:,}" for each in top
            )
            console.print(f"[bold]{name}[/bold] ({values[name]['distinct']:,} different): {shown}")


def _curve(console: Console, curve: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("rows", "near-duplicates", "new among the last"):
        table.add_column(heading, justify="right")
    for point in curve:
        rates = (point["near_duplicate_rate"], point["marginal_novelty"])
        table.add_row(f"{point['rows']:,}", *(f"{rate:.2%}" for rate in rates))
    console.print(table)
