"""Documents into token arrays: shuffled, repeated and mixed as asked, no token lost or doubled.

Each source is a sequence of documents in an order drawn from the seed, a new order every epoch.
A source gives as many tokens as its share of the budget: it starts another epoch when it runs
short and is cut where it is long. The sources are then merged so that at every point of the array
each has given its share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Tokens: TypeAlias = NDArray[np.uint16]
Encode: TypeAlias = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True)
class Documents:
    """Tokenized documents in a flat array; document ``i`` is ``offsets[i]`` to ``offsets[i+1]``.

    Each ends with the end token.
    """

    tokens: Tokens
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each document, its end token included."""
        return np.diff(self.offsets)


@dataclass(frozen=True)
class Stretch:
    """A document's first ``length`` tokens, as they go into the array."""

    source: int
    document: int
    length: int
    place: float


def is_heldout(identifier: str, share: float, seed: int) -> bool:
    """Whether a document is held out; equal documents are, wherever and however often they come.

    The choice hangs on the document alone, so data sets that share documents hold out the same.
    """
    digest = hashlib.blake2b(f"{seed}/{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def shuffled(count: int, seed: int, source: int, epoch: int) -> NDArray[np.int64]:
    """The order of a source's documents in an epoch."""
    return np.random.Generator(np.random.PCG64([seed, source, epoch])).permutation(count)


def budgets(total: int, weights: Sequence[float]) -> list[int]:
    """Divide ``total`` tokens by weight; the parts add up to it exactly."""
    ends = np.floor(np.cumsum(weights) / np.sum(weights) * total + 1e-6).astype(int)
    ends[-1] = total
    return [int(part) for part in np.diff(ends, prepend=0)]


def stretches(
    lengths: NDArray[np.int64], budget: int, source: int, seed: int
) -> tuple[list[Stretch], int]:
    """Choose documents until they make ``budget`` tokens; the last is cut to fit.

    Args:
        lengths: tokens of each document in the order of the first epoch.
        budget: tokens wanted.
        source: number of the source, for the shuffles.
        seed: decides the orders of later epochs.

    Returns:
        The documents in order, and how many epochs were begun.
    """
    chosen: list[Stretch] = []
    taken, epoch = 0, 0
    while taken < budget:
        # Documents lie in the first epoch's order already.
        order = shuffled(len(lengths), seed, source, epoch) if epoch else np.arange(len(lengths))
        for document in order:
            length = min(int(lengths[document]), budget - taken)
            chosen.append(Stretch(source, int(document), length, taken / budget))
            taken += length
            if taken == budget:
                break
        epoch += 1
    return chosen, epoch


def assemble(sources: Sequence[Documents], chosen: Sequence[list[Stretch]], end: int) -> Tokens:
    """Merge the sources' stretches by their place and copy the tokens; a cut document ends too."""
    merged = sorted(
        (stretch for part in chosen for stretch in part), key=lambda s: (s.place, s.source)
    )
    array = np.empty(sum(stretch.length for stretch in merged), dtype=np.uint16)
    place = 0
    for stretch in merged:
        documents = sources[stretch.source]
        start = documents.offsets[stretch.document]
        array[place : place + stretch.length] = documents.tokens[start : start + stretch.length]
        place += stretch.length
        array[place - 1] = end
    return array


def tokenize(
    texts: Callable[[int, int], Sequence[str]],
    count: int,
    encode: Encode,
    end: int,
    *,
    enough: int | None = None,
    advance: Callable[[int], None] = lambda _: None,
    group: int = 256,
) -> Documents:
    """Tokenize documents in order, a group at a time, until there are ``enough`` tokens.

    Args:
        texts: gives the texts from one number up to another.
        count: number of documents.
        encode: the tokenizer's batched encoding.
        end: the token to put after each document.
        enough: stop when this many tokens are there; None takes every document.
        advance: called with the number of documents done.
        group: documents a call of ``encode``.
    """
    parts, lengths, total = [np.empty(0, dtype=np.uint16)], [0], 0
    for start in range(0, count, group):
        if enough is not None and total >= enough:
            break
        encoded = encode(texts(start, min(start + group, count)))
        for tokens in encoded:
            tokens.append(end)
        parts.append(np.concatenate([np.array(tokens, dtype=np.uint16) for tokens in encoded]))
        lengths += [len(tokens) for tokens in encoded]
        total += len(parts[-1])
        advance(len(encoded))
    return Documents(np.concatenate(parts), np.cumsum(lengths, dtype=np.int64))
