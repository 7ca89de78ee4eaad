"""What the rows are about and how they begin, counted: openings, topics, imports."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

_SHOWN = 20  # entries of a histogram that are written down
_WORD = re.compile(r"\w+")


def opening(text: str, count: int) -> str:
    """The first ``count`` words in lower case."""
    found = _WORD.finditer(text)
    return " ".join(match[0].lower() for match, _ in zip(found, range(count), strict=False))


def entropy(counts: Iterable[int]) -> float:
    """Shannon entropy in bits; its power of two is how many even classes would be as varied."""
    sizes = [count for count in counts if count]
    total = sum(sizes)
    return abs(sum(size / total * math.log2(total / size) for size in sizes))


def histogram(values: Iterable[str]) -> dict[str, Any]:
    """How often each value is there, the most frequent first, and the variety in one number.

    Returns:
        ``total``, ``distinct`` values, ``entropy`` in bits, ``effective`` (2 to the entropy), the
        part of the most frequent value (``largest_share``), and the first few as ``top``.
    """
    counts = Counter(values)
    total = counts.total()
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    bits = entropy(counts.values())
    return {
        "total": total,
        "distinct": len(counts),
        "entropy": bits,
        "effective": 2**bits if total else 0.0,
        "largest_share": ordered[0][1] / total if total else 0.0,
        "top": [{"value": value, "count": count} for value, count in ordered[:_SHOWN]],
    }
