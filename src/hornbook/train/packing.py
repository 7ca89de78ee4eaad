"""Documents into token arrays: shuffled, repeated and mixed as asked, no token lost or doubled.

Each source is a sequence of documents in an order drawn from the seed, a new order every epoch.
A source gives as many tokens as its share of the budget: it starts another epoch when it runs
short and is cut where it is long. The sources are then merged so that at every point of the array
each has given its share.

Everything flows: what is held in memory is a few numbers a document, never its tokens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tokens: TypeAlias = NDArray[np.unsignedinteger[Any]]
Numbers: TypeAlias = NDArray[np.int64]

GROUP = 256  # documents that are tokenized, and held out, together
_CHUNK = 1 << 16  # documents whose numbers are Python's at a time


@dataclass(frozen=True)
class Documents:
    """Tokenized documents in a flat array, each with its end token.

    Attributes:
        tokens: the array, mapped into memory where it is large.
        starts: where each document begins in it.
        lengths: tokens of each document, its end token included.
        prompts: how many of them come before what is learned.
    """

    tokens: Tokens
    starts: Numbers
    lengths: Numbers
    prompts: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def total(self) -> int:
        """Tokens of all documents."""
        return int(self.lengths.sum())

    def first(self, enough: int) -> Documents:
        """The first documents that make so many tokens, in whole groups; all if they make fewer."""
        over = int(np.searchsorted(np.cumsum(self.lengths), enough))
        some = slice((over // GROUP + 1) * GROUP)
        return Documents(self.tokens, self.starts[some], self.lengths[some], self.prompts[some])


class Stretch(NamedTuple):
    """A document's first ``length`` tokens; stretches sort as they go into the array.

    ``place`` is how much of its source's budget was taken before it, from 0 to 1.
    """

    place: float
    source: int
    document: int
    length: int


def is_heldout(identifier: str, share: float, seed: int) -> bool:
    """Whether a document is held out; equal documents are, wherever and however often they come.

    The choice hangs on the document alone, so data sets that share documents hold out the same.
    """
    digest = hashlib.blake2b(f"{seed}/{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def shuffled(count: int, seed: int, source: int, epoch: int) -> Numbers:
    """The order of a source's documents in an epoch."""
    return np.random.Generator(np.random.PCG64([seed, source, epoch])).permutation(count)


def budgets(total: int, weights: Sequence[float]) -> list[int]:
    """Divide ``total`` tokens by weight; the parts add up to it exactly."""
    ends = np.floor(np.cumsum(weights) / np.sum(weights) * total + 1e-6).astype(int)
    ends[-1] = total
    return [int(part) for part in np.diff(ends, prepend=0)]


def limited_budgets(
    total: int, weights: Sequence[float], limits: Sequence[int | None]
) -> list[int]:
    """Divide ``total`` tokens by weight, none above its limit, as far as that can be.

    What is over goes to the others by their weights; when all are at their limits, to those that
    reached theirs last. The parts add up to ``total`` exactly.
    """
    parts = [0] * len(weights)
    rest, left = total, list(range(len(weights)))
    while left:
        wanted = dict(zip(left, budgets(rest, [weights[n] for n in left]), strict=True))
        over = {n: most for n in left if (most := limits[n]) is not None and wanted[n] > most}
        if not over or len(over) == len(left):
            for n, part in wanted.items():
                parts[n] = part
            break
        for n, most in over.items():
            parts[n] = most
        rest -= sum(over.values())
        left = [n for n in left if n not in over]
    return parts


def stretches(lengths: Numbers, budget: int, source: int, seed: int) -> Iterator[Stretch]:
    """Take documents until they make ``budget`` tokens; the last is cut to fit.

    Args:
        lengths: tokens of each document in the order of the first epoch.
        budget: tokens wanted.
        source: number of the source, for the shuffles.
        seed: decides the orders of later epochs.
    """
    taken, epoch = 0, 0
    while taken < budget:
        # Documents lie in the first epoch's order already.
        order = shuffled(len(lengths), seed, source, epoch) if epoch else np.arange(len(lengths))
        for begin in range(0, len(order), _CHUNK):
            part = order[begin : begin + _CHUNK]
            for document, whole in zip(part.tolist(), lengths[part].tolist(), strict=True):
                length = min(whole, budget - taken)
                yield Stretch(taken / budget, source, document, length)
                taken += length
                if taken == budget:
                    return
        epoch += 1


def mixed(sources: Sequence[Documents], budget: Sequence[int], seed: int) -> Iterator[Stretch]:
    """The stretches of all sources, merged by their places."""
    parts = zip(sources, budget, strict=True)
    return merge(
        *(stretches(each.lengths, size, number, seed) for number, (each, size) in enumerate(parts))
    )


def last_epoch(lengths: Numbers, budget: int, source: int, seed: int) -> tuple[int, int]:
    """What `stretches` takes in the end: distinct documents, and tokens cut off the last one."""
    total = int(lengths.sum())
    epochs, rest = divmod(budget, total) if total else (0, 0)
    order = shuffled(len(lengths), seed, source, epochs) if epochs else np.arange(len(lengths))
    ends = np.cumsum(lengths[order])
    begun = int(np.searchsorted(ends, rest)) + 1 if rest else 0
    cut = int(ends[begun - 1]) - rest if begun else 0
    return (len(lengths) if epochs else begun), cut
