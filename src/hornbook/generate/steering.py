"""Diversity while generating: what is asked for next depends on what came so far.

Requests are divided into rounds. After each, quotas, frequent openings and the share of pieces
that still said something new are known, and the next round is asked accordingly, or not at all.
Since a round begins when the one before it is done, the result depends on the answers alone and
not on their timing; each round waits for its slowest answer, so it should be many times larger
than the teacher's concurrency.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece
from hornbook.similarity.seen import Seen

REPEATED = "same text as another"
NEARLY_REPEATED = "nearly the same text as another"
OPENING = "opens like too many others"
ENOUGH = "its topic has enough"

_OPENING_WORDS = 4
_FEWEST_ALIKE = 3  # pieces with the same opening, before it can be too frequent
_PATIENCE = 10_000  # assignments in a row that are passed over
_MOST_NAMED = 5  # openings that a prompt is told of
_HEADING = re.compile(r"\A(?:\s*#[^\n]*\n)+")


@dataclass(frozen=True, kw_only=True)
class Steering:
    """How generation is kept diverse.

    Attributes:
        round: requests after which is looked at what came.
        near: reject pieces whose Jaccard similarity with one before is this or above; None keeps
            all but exact copies.
        ngram: words in a shingle of that similarity.
        least_novelty: stop after a round in which less than this share of the readable pieces
            was new.
        per_topic: keep no more of a topic, and ask no more about one that has as many.
        openings: reject pieces when more than this share of those kept begin with the same four
            words; a template with the slot ``avoid`` is told which those are.
    """

    round: int = 256
    near: float | None = 0.8
    ngram: int = 5
    least_novelty: float = 0.0
    per_topic: int | None = None
    openings: float | None = None

    def __post_init__(self) -> None:
        if self.round < 1 or self.ngram < 1 or (self.per_topic is not None and self.per_topic < 1):
            raise HornbookError("round, ngram and per_topic must be at least 1")
        for name in ("near", "openings"):
            value = getattr(self, name)
            if value is not None and not 0 < value <= 1:
                raise HornbookError(f"{name}={value}: give a share above 0 and up to 1")
        if not 0 <= self.least_novelty < 1:
            raise HornbookError(f"least_novelty={self.least_novelty}: give a share below 1")

    @property
    def steers(self) -> bool:
        """Whether what is asked depends on what came before."""
        return bool(self.least_novelty or self.per_topic or self.openings)


@dataclass
class Course:
    """What came so far, and what follows from it for the next requests.

    Attributes:
        kept: how many pieces were kept.
        rounds: of each round the pieces that could be read (``pieces``), those that were new,
            and how many were kept in all by then.
        stopped: why no more is asked before all requests were made; empty if it isn't so.
        pieces: how many could be read in this round.
        by_topic: how many were kept of each.
    """

    steering: Steering
    kept: int = 0
    rounds: list[dict[str, Any]] = field(default_factory=list)
    stopped: str = ""
    pieces: int = 0
    by_topic: Counter[str] = field(default_factory=Counter)
    _openings: Counter[str] = field(default_factory=Counter)
    _new: int = 0

    def __post_init__(self) -> None:
        steering = self.steering
        self._seen = Seen(threshold=steering.near or 1.0, ngram=steering.ngram)
        self._texts: set[int] = set()

    def judge(self, assignment: Assignment, piece: Piece) -> Piece:
        """The piece, rejected if it repeats another or there is enough of its kind."""
        self.pieces += 1
        reason = self._repeats(piece.says or piece.text)
        self._new += not reason
        opening = opening_of(piece.text)
        reason = reason or self._enough(assignment.topic, opening)
        if reason:
            return replace(piece, reason=reason)
        self.kept += 1
        self.by_topic[assignment.topic] += 1
        self._openings[opening] += 1
        return piece

    def end_round(self) -> None:
        """Take stock, and decide whether to go on."""
        share = self._new / self.pieces if self.pieces else None
        self.rounds.append({"pieces": self.pieces, "new": self._new, "kept": self.kept})
        self.pieces = self._new = 0
        if share is not None and share < self.steering.least_novelty:
            self.stopped = (
                f"only {share:.0%} of the last round's pieces were new, "
                f"less than least_novelty={self.steering.least_novelty:g}"
            )

    def wanted(self, assignments: Iterator[Assignment]) -> Iterator[Assignment]:
        """Pass over the assignments whose topic has enough; end when there are no others."""
        passed = 0
        for assignment in assignments:
            if self._full(assignment.topic):
                passed += 1
                if passed == _PATIENCE:
                    self.stopped = f"every topic has {self.steering.per_topic}"
                    return
            else:
                passed = 0
                yield assignment

    def avoid(self) -> str:
        """A sentence for prompts about openings that are used up, or nothing."""
        most = self._openings.most_common(_MOST_NAMED)
        named = [f'"{opening} …"' for opening, _ in most if self._too_frequent(opening)]
        return f"Don't begin with the words {' or '.join(named)}." if named else ""

    def short_of(self) -> dict[str, int]:
        """The topics that got some but fewer than the quota, with what they got."""
        quota = self.steering.per_topic
        if quota is None:
            return {}
        return {topic: n for topic, n in sorted(self.by_topic.items()) if topic and n < quota}

    def _repeats(self, text: str) -> str:
        same = hash_of(text)
        if same in self._texts:
            return REPEATED
        if self.steering.near is not None and next(iter(self._seen.repeats([text]))):
            return NEARLY_REPEATED
        self._texts.add(same)
        return ""

    def _enough(self, topic: str, opening: str) -> str:
        if self._full(topic):
            return ENOUGH
        return OPENING if self._too_frequent(opening) else ""

    def _full(self, topic: str) -> bool:
        quota = self.steering.per_topic
        return bool(topic) and quota is not None and self.by_topic[topic] >= quota

    def _too_frequent(self, opening: str) -> bool:
        most, count = self.steering.openings, self._openings[opening]
        return most is not None and count >= max(_FEWEST_ALIKE, most * self.kept)


def opening_of(text: str) -> str:
    """The first four words of a text, headings left out, in lower case."""
    words = _HEADING.sub("", text).split()[:_OPENING_WORDS]
    return " ".join(word.strip(".,;:!?\"'*_`()").lower() for word in words)


def hash_of(text: str) -> int:
    """Eight bytes for a text, spaces and line breaks being alike."""
    return int.from_bytes(hashlib.sha256(" ".join(text.split()).encode()).digest()[:8], "big")
