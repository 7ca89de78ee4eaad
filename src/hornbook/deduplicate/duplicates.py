"""Which rows of a table are duplicates of which, by any of the methods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.deduplicate.keys import FORMS, same_form
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import Part
from hornbook.deduplicate.search import near_duplicates
from hornbook.deduplicate.semantic import near_in_meaning
from hornbook.deduplicate.work import Work
from hornbook.embed.session import EmbeddingSession
from hornbook.similarity.minhash import candidate_probability

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_CURVE = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True)
class Duplicates:
    """The rows to drop, ascending, and why.

    Attributes:
        rows: their numbers.
        kept: the row that is kept in the place of each.
        link: the row that each was compared with; it leads to ``kept`` where it isn't that.
        similarity: of a row and its link.
        facts: for the manifest.
    """

    rows: Ints
    kept: Ints
    link: Ints
    similarity: Floats
    facts: dict[str, Any]


def find_duplicates(
    parts: Sequence[Part],
    matching: Matching,
    work: Work,
    *,
    scores: Floats | None = None,
    session: EmbeddingSession | None = None,
) -> Duplicates:
    """Find the duplicates among the rows of ``parts``.

    Args:
        parts: the texts.
        matching: what counts as a duplicate.
        work: how to run.
        scores: one a row; of duplicates the row with the highest stays, then the first.
            Not-a-number is the least.
        session: makes embeddings, for the method that compares them.

    Raises:
        HornbookError: when ``matching`` makes no sense.
    """
    matching.check()
    total = sum(part.rows for part in parts)
    order = preference(total, scores)
    if matching.method in FORMS:
        found = same_form(parts, matching.method, order, work)
    elif matching.method == "semantic":
        if session is None:
            raise ValueError("the semantic method needs a session of an embedder")
        found = near_in_meaning(parts, matching.threshold, order, work, session)
    else:
        found = near_duplicates(parts, matching, order, work)
    forest = found.forest
    lost = forest.rows != forest.kept
    rows = order[forest.rows[lost]]
    place = np.argsort(rows)
    kept, link = order[forest.kept[lost]][place], order[forest.link[lost]][place]
    facts = summary(total, kept, link) | curve(matching) | found.facts
    return Duplicates(rows[place], kept, link, forest.similarity[lost][place], facts)


def preference(rows: int, scores: Floats | None) -> Ints:
    """Row numbers, the one to keep before all others first."""
    if scores is None:
        return np.arange(rows)
    return np.argsort(-np.where(np.isnan(scores), -np.inf, scores), kind="stable")


def summary(total: int, kept: Ints, link: Ints) -> dict[str, Any]:
    """How many rows go, in groups of what size; chained ones resemble another lost row only."""
    sizes = np.unique(kept, return_counts=True)[1] + 1
    limits = (2, 3, 5, 9, 17, 101, 1001)
    counts = np.histogram(sizes, [*limits, np.inf])[0].tolist()
    return {
        "rows": total,
        "duplicates": len(kept),
        "duplicate_rate": round(len(kept) / total, 6) if total else 0.0,
        "groups": len(sizes),
        "largest_group": int(sizes.max(initial=0)),
        "group_sizes": {
            f"from {limit}": count for limit, count in zip(limits, counts, strict=True)
        },
        "chained": int((kept != link).sum()),
    }


def curve(matching: Matching) -> dict[str, Any]:
    """How likely a pair of each similarity is compared at all."""
    if matching.method != "minhash":
        return {}
    bands, rows = matching.bands, matching.rows
    points = sorted({*_CURVE, matching.threshold})
    found = {f"{point:g}": round(candidate_probability(point, bands, rows), 4) for point in points}
    return {"compared_with_probability": found}
