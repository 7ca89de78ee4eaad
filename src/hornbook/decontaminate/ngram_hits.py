"""The n-gram search as a detector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.hit import Findings, Hit
from hornbook.decontaminate.ngram import Match, NgramIndex

if TYPE_CHECKING:
    from hornbook.decontaminate.detectors import Ngrams


class NgramHits:
    """An `NgramIndex` whose matches are hits. Plain data."""

    def __init__(self, detector: Ngrams, problems: Sequence[Problem]) -> None:
        self.name = detector.name
        self._index = NgramIndex(
            problems,
            ngram=detector.length,
            shortest=detector.shortest,
            numbers=detector.numbers,
        )

    @property
    def unindexed(self) -> list[str]:
        """Problems without a word."""
        return self._index.unindexed

    def find(self, texts: Sequence[str]) -> Findings:
        """The problems found in each text, the longest match first."""
        return [[self._hit(match) for match in matches] for matches in self._index.find(texts)]

    def _hit(self, match: Match) -> Hit:
        how = "a whole part of" if match.whole else f"{match.words} words in a row with"
        return Hit(
            detector=self.name,
            item=match.item,
            evidence=match.evidence,
            reason=f"shares {how} {match.item}",
            words=match.words,
        )
