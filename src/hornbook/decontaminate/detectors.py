"""The detectors, as values that a stage can hold: what counts as resembling a benchmark's item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.benchmark.problem import Problem
    from hornbook.decontaminate.ngram_hits import NgramHits
    from hornbook.decontaminate.tree_index import TreeIndex

RATES = (0.95, 0.9, 0.85, 0.8)
"""The match rates of phi-1's Table 3."""


@dataclass(frozen=True, kw_only=True)
class Ngrams:
    """Words in a row, in docstrings or text (phi-1, §5.1; TinyGSM).

    Attributes:
        length: words that must agree; see `decontaminate.words` for what a word is.
        shortest: words below which a part of a problem isn't matched without the rest of it.
        numbers: let digits be words. On 281 MB of installed Python that made 9 rows match
            instead of 3, the six by tables of numbers.
    """

    length: int = 13
    shortest: int = 8
    numbers: bool = False

    def __post_init__(self) -> None:
        if min(self.length, self.shortest) < 1:
            raise HornbookError(
                f"n-grams of length={self.length}, shortest={self.shortest}: both must be at least "
                "1"
            )

    @property
    def name(self) -> str:
        """``13-gram``."""
        return f"{self.length}-gram" + (" with numbers" if self.numbers else "")

    def index(self, problems: Sequence[Problem]) -> NgramHits:
        """The problems, ready to be looked for."""
        from hornbook.decontaminate.ngram_hits import NgramHits

        return NgramHits(self, problems)


@dataclass(frozen=True, kw_only=True)
class Trees:
    """Functions with nearly the same syntax tree, by edit distance (phi-1, §5.2).

    Names, numbers, docstrings, comments and layout don't count. Short functions look alike, so
    low rates raise false alarms: ``hornbook decontaminate --self-test`` counts them.

    Attributes:
        rate: match rate from which functions are alike; phi-1 tries 0.95 to 0.8.
    """

    rate: float = 0.9

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise HornbookError(f"a match rate of {self.rate}: it must be above 0 and at most 1")

    @property
    def name(self) -> str:
        """``tree 0.9``."""
        return f"tree {self.rate:g}"

    def index(self, problems: Sequence[Problem]) -> TreeIndex:
        """The problems, ready to be looked for."""
        from hornbook.decontaminate.tree_index import TreeIndex

        return TreeIndex(self.name, problems, self.rate)


@dataclass(frozen=True, kw_only=True)
class Embeddings:
    """Functions, or texts without any, whose embeddings are near (phi-1, §5.2).

    phi-1 takes CodeGen-350M-mono's embeddings and doesn't state its distance. The default
    needs no model and sees words and syntax only.

    Attributes:
        distance: L2 distance of unit vectors, from 0 to 2, up to which texts are alike.
        embedder: makes the vectors.
    """

    distance: float = 0.5
    embedder: Embedder = field(default_factory=LexicalEmbedder)

    def __post_init__(self) -> None:
        if not 0 <= self.distance <= 2:
            raise HornbookError(f"a distance of {self.distance}: unit vectors are 0 to 2 apart")

    @property
    def name(self) -> str:
        """``lexical-512 within 0.5``."""
        return f"{self.embedder.name} within {self.distance:g}"


Leaf = Ngrams | Trees | Embeddings


@dataclass(frozen=True)
class All:
    """What every one of some detectors finds on the same problem, as phi-1 prunes (§5.2)."""

    detectors: tuple[Leaf, ...]

    def __post_init__(self) -> None:
        if not self.detectors:
            raise HornbookError("All of no detectors finds everything; name at least one")

    @property
    def name(self) -> str:
        """The names, joined by "and"."""
        return " and ".join(detector.name for detector in self.detectors)


Detector = Leaf | All


def phi1(rate: float = 0.9, distance: float = 1.0, embedder: Embedder | None = None) -> All:
    """phi-1's rule: the trees match and the embeddings are near (§5.2)."""
    near = Embeddings(distance=distance, embedder=embedder or LexicalEmbedder())
    return All((Trees(rate=rate), near))


def leaves(detector: Detector) -> tuple[Leaf, ...]:
    """The detectors that a conjunction is made of, or the detector itself."""
    return detector.detectors if isinstance(detector, All) else (detector,)


def at_rates(detector: Detector, rates: Sequence[float] = RATES) -> Iterator[Detector]:
    """The detector, and what it would be at other match rates if it compares trees."""
    own = [leaf.rate for leaf in leaves(detector) if isinstance(leaf, Trees)]
    if not own:
        yield detector
        return
    for rate in sorted({*rates, own[0]}, reverse=True):
        changed = tuple(
            replace(leaf, rate=rate) if isinstance(leaf, Trees) else leaf
            for leaf in leaves(detector)
        )
        yield All(changed) if isinstance(detector, All) else changed[0]


def embedders(detectors: Sequence[Detector]) -> list[Embedder]:
    """The embedders that some detectors use."""
    parts = [leaf for detector in detectors for leaf in leaves(detector)]
    return [part.embedder for part in parts if isinstance(part, Embeddings)]
