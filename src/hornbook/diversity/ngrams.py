"""Repetition of word sequences: distinct-n over a sample, self-BLEU between its texts."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+|[^\w\s]")
EPSILON = 0.1  # stands for a count of none in self-BLEU: "method 1" of Chen and Cherry 2014

Words = Sequence[str]


def words(text: str) -> list[str]:
    """Words and signs: runs of letters, digits and underscores, and every other visible mark."""
    return _WORD.findall(text)


def distinct_n(texts: Iterable[Words], order: int) -> float:
    """Different n-grams over all n-grams, none of them across two texts (Li et al. 2016).

    It falls as the sample grows, so compare samples of as many words. 0 where there is none.
    """
    seen: set[Words] = set()
    total = 0
    for text in texts:
        grams = _grams(text, order)
        total += len(grams)
        seen.update(grams)
    return len(seen) / total if total else 0.0


def self_bleu(texts: Sequence[Words], order: int = 4) -> float:
    """Mean BLEU of each text against all the others as its references (Zhu et al. 2018).

    N-grams up to ``order`` weigh alike; a precision of nought counts as `EPSILON` over its
    number; brevity is judged against the nearest length. 0 means that no text shares a word with
    another, 1 that each has an equal. Same figures as NLTK's ``sentence_bleu`` with smoothing
    method 1, in time linear in the words instead of quadratic in the texts: the reference count
    of an n-gram is its highest in any other text, for which the highest two of all suffice.
    """
    if len(texts) < 2:
        return 0.0
    precisions = [_precisions(texts, n) for n in range(1, order + 1)]
    lengths = sorted(len(text) for text in texts)
    scores = []
    for place, text in enumerate(texts):
        own = [of_order[place] for of_order in precisions]
        if not own[0]:  # not one word in common
            scores.append(0.0)
            continue
        mean = (
            sum(math.log(value or EPSILON / max(1, len(text) - n)) for n, value in enumerate(own))
            / order
        )
        brevity = min(0.0, 1 - _nearest_other(lengths, len(text)) / len(text))
        scores.append(math.exp(brevity + mean))
    return sum(scores) / len(scores)


def _grams(text: Words, order: int) -> list[Words]:
    return [tuple(text[start : start + order]) for start in range(len(text) - order + 1)]


def _precisions(texts: Sequence[Words], order: int) -> list[float]:
    """Of each text, the part of its n-grams that some other text has as often."""
    counts = [Counter(_grams(text, order)) for text in texts]
    best: dict[Words, tuple[int, int, int]] = {}  # highest count, whose it is, the next highest
    for place, counted in enumerate(counts):
        for gram, count in counted.items():
            first, owner, second = best.get(gram, (0, -1, 0))
            if count > first:
                best[gram] = (count, place, first)
            elif count > second:
                best[gram] = (first, owner, count)
    precisions = []
    for place, counted in enumerate(counts):
        shared = 0
        for gram, count in counted.items():
            first, owner, second = best[gram]
            shared += min(count, second if owner == place else first)
        precisions.append(shared / max(1, counted.total()))
    return precisions


def _nearest_other(lengths: Sequence[int], length: int) -> int:
    """The length nearest to ``length`` in a sorted list, one ``length`` itself left out."""
    place = bisect_left(lengths, length)
    around = [*lengths[max(0, place - 1) : place], *lengths[place + 1 : place + 2]]
    return min(around, key=lambda other: (abs(other - length), other))
