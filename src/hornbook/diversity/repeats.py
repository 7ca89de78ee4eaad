"""Finds the rows of a sample that nearly repeat an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hornbook.similarity.seen import Seen
from hornbook.similarity.shingles import batches

_BATCH = 1 << 20  # bytes of text worked on together


def repeats(
    texts: Sequence[str],
    *,
    threshold: float,
    ngram: int,
    advance: Callable[[int], None] | None = None,
) -> list[bool]:
    """Of each text, whether an earlier one that is kept is nearly the same; see `Seen`.

    Args:
        texts: in random order.
        threshold: above 0 and up to 1.
        ngram: words in a row that make a shingle.
        advance: told how many more texts are done.
    """
    seen = Seen(threshold=threshold, ngram=ngram)
    found: list[bool] = []
    for batch in batches([text.encode("utf-8", "surrogatepass") for text in texts], _BATCH):
        found.extend(seen.repeats(texts[len(found) : len(found) + len(batch)]))
        if advance:
            advance(len(batch))
    return found
