"""Which syntax trees are alike: every pair compared, exactly, at tens of millions a second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

_SLACK = 1e-4  # more than single precision loses, so that no pair at the very threshold is lost
_TOGETHER = 4096  # candidates compared in one call; bounds the table of rates


@dataclass(frozen=True, order=True)
class Pair:
    """A candidate and a query whose trees match.

    Attributes:
        candidate: its place in the sequence that was searched.
        query: its place in the sequence that was looked for.
        rate: the match rate, 1 for equal trees.
    """

    candidate: int
    query: int
    rate: float


def matching(
    queries: Sequence[str], candidates: Sequence[str], rate: float, *, workers: int = 1
) -> list[Pair]:
    """All pairs of trees whose match rate is ``rate`` or more, by candidate and then query.

    Equal candidates are compared once; pairs that cannot reach the rate are given up early.

    Args:
        queries: trees as `trees.tree_tokens` writes them; see there for the match rate.
        candidates: trees in which to look.
        rate: from 0 to 1; rates exactly there count.
        workers: threads; they change the time and nothing else.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, tokens in enumerate(candidates):
        places[tokens].append(place)
    distinct = list(places)
    found = []
    for start in range(0, len(distinct), _TOGETHER):
        part = distinct[start : start + _TOGETHER]
        rates = cdist(
            queries,
            part,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=max(rate - _SLACK, 0.0),
            workers=workers,
        )
        for query, number in zip(*(rates >= rate - _SLACK).nonzero(), strict=True):
            exact = match_rate(queries[query], part[number])
            if reaches(exact, rate):
                found += [Pair(place, int(query), exact) for place in places[part[number]]]
    return sorted(found)


def match_rate(one: str, other: str) -> float:
    """How alike two trees are: 1 - edit distance / length of the longer; 1 for two empty ones."""
    return 1 - Levenshtein.distance(one, other) / max(len(one), len(other), 1)


def reaches(exact: float, rate: float) -> bool:
    """Whether a match rate is at least ``rate``, forgiving the last bits of a division."""
    return exact >= rate - 1e-9
