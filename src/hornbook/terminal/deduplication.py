"""What a deduplication came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from hornbook.deduplicate.files import Deduplicated
    from hornbook.deduplicate.matching import Matching


def deduplication_facts(made: Deduplicated, matching: Matching, output: str) -> None:
    """Print how many rows stayed and went, and what the search may have missed."""
    facts = made.facts
    gone = facts["duplicates"]
    typer.echo(f"{facts['rows'] - gone:,} rows stay: {output}")
    chained = f", {facts['chained']:,} of them by a chain" if facts["chained"] else ""
    typer.echo(
        f"{gone:,} duplicates ({facts['duplicate_rate']:.1%}) in {facts['groups']:,} groups"
        f"{chained}: {made.dropped_to}"
    )
    if matching.method == "minhash":
        chance = facts["compared_with_probability"][f"{matching.threshold:g}"]
        typer.echo(
            f"Pairs of similarity {matching.threshold:g} are found with a probability of "
            f"{chance:.1%} ({matching.bands} bands of {matching.rows}), others with a higher one."
        )
        if left := facts["pairs_left_uncompared"]:
            typer.echo(f"{left:,} unlikely pairs in large buckets were left uncompared.")
    elif facts.get("formless"):
        typer.echo(f"{facts['formless']:,} rows don't parse and were compared as text.")
