"""Does the search find what it should? Plants edited copies of the user's own rows and looks.

The S-curve says what to expect of ideal hash functions on sets; this says what comes out for
texts like these, through the same queries as the real search.
"""

from __future__ import annotations

import keyword
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from hornbook.deduplicate.duplicates import find_duplicates
from hornbook.deduplicate.matching import Matching
from hornbook.deduplicate.parts import Part, parts_of
from hornbook.deduplicate.work import Work
from hornbook.pipeline.progress import Progress
from hornbook.similarity.minhash import candidate_probability
from hornbook.similarity.shingles import shingle

SIMILARITIES = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_HOSTS = 700  # copied rows, a hundred for each kind of copy
_PARTS = 16  # of the kept rows, that hosts are taken from
_CHARACTERS = 20_000
_FEWEST_WORDS = 40  # in a host: one edit of a shorter text changes it beyond the threshold
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Level:
    """Copies of one kind, and how many were found.

    Attributes:
        kind: what was done to the copies.
        planted: how many there were.
        similarity: mean Jaccard similarity of copy and original, on their whole shingle sets.
        alike: copies whose similarity reaches the threshold; only these are to be found.
        found: those of them that the search linked with their original.
        expected: the share of them that the S-curve promises.
    """

    kind: str
    planted: int
    similarity: float
    alike: int
    found: int
    expected: float

    def facts(self) -> dict[str, Any]:
        """For the manifest."""
        recall = round(self.found / self.alike, 4) if self.alike else None
        return {
            "kind": self.kind,
            "planted": self.planted,
            "similarity": round(self.similarity, 4),
            "alike": self.alike,
            "found": self.found,
            "recall": recall,
            "expected": round(self.expected, 4),
        }


def self_test(
    files: Sequence[Path], matching: Matching, work: Work, *, column: str = "text", seed: int = 0
) -> list[Level]:
    """Plant one edited copy of each of some rows, and search them together.

    Args:
        files: rows without duplicates.
        matching: the search under test.
        work: how to run.
        column: the rows' text.
        seed: chooses what is edited.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = random.Random(seed)
    hosts = list(_hosts(parts_of(files, column)))
    kinds = list(_kinds(matching.ngram))
    copies = [kinds[number % len(kinds)][1](host, rng) for number, host in enumerate(hosts)]
    folder = work.scratch / "self-test"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "planted.parquet"
    pq.write_table(pa.table({"text": pa.array([*hosts, *copies], pa.string())}), path)
    quiet = replace(work, scratch=folder, progress=Progress(quiet=True))
    found = find_duplicates(parts_of([path]), matching, quiet)
    links = dict(zip(found.rows.tolist(), found.link.tolist(), strict=True))
    hits = [links.get(len(hosts) + number) == number for number in range(len(hosts))]
    similarities = _similarities(hosts, copies, matching)
    return [
        _level(kind, similarities[number :: len(kinds)], hits[number :: len(kinds)], matching)
        for number, (kind, _) in enumerate(kinds)
    ]


def _level(kind: str, similarities: list[float], hits: list[bool], matching: Matching) -> Level:
    alike = [value >= matching.threshold for value in similarities]
    chances = [
        candidate_probability(value, matching.bands, matching.rows)
        for value, enough in zip(similarities, alike, strict=True)
        if enough
    ]
    return Level(
        kind=kind,
        planted=len(similarities),
        similarity=float(np.mean(similarities)) if similarities else 0.0,
        alike=sum(alike),
        found=sum(hit and enough for hit, enough in zip(hits, alike, strict=True)),
        expected=float(np.mean(chances)) if chances else 0.0,
    )


def _similarities(hosts: list[str], copies: list[str], matching: Matching) -> list[float]:
    found = []
    for host, copy in zip(hosts, copies, strict=True):
        texts = [text.encode("utf-8", "surrogatepass") for text in (host, copy)]
        shingles = shingle(texts, ngram=matching.ngram, punctuation=matching.punctuation)
        one, other = shingles.sets()
        shared = np.intersect1d(one, other, assume_unique=True).size
        found.append(shared / (one.size + other.size - shared))
    return found


def _hosts(parts: Sequence[Part]) -> Iterator[str]:
    """Rows from all over the parts, cut to a length, with words enough to edit."""
    chosen = parts[:: max(1, -(-len(parts) // _PARTS))]
    share = -(-_HOSTS // max(1, len(chosen)))
    for part in chosen:
        taken, step = 0, max(1, part.rows // (2 * share))
        texts = (text for some in part.texts() for text in some)
        for number, text in enumerate(texts):
            if number % step == 0 and taken < share:
                host = text.decode("utf-8", "replace")[:_CHARACTERS]
                if len(_WORD.findall(host)) >= _FEWEST_WORDS:
                    taken += 1
                    yield host


Edit = Callable[[str, random.Random], str]


def _kinds(ngram: int) -> Iterator[tuple[str, Edit]]:
    for similarity in SIMILARITIES:
        yield f"words changed, to {similarity}", _editing(similarity, ngram)
    yield "a name changed throughout", rename


def _editing(similarity: float, ngram: int) -> Edit:
    return lambda text, rng: edit(text, similarity, ngram, rng)


def edit(text: str, similarity: float, ngram: int, rng: random.Random) -> str:
    """Replace words here and there, so many that about this similarity is left.

    Each word lies in ``ngram`` shingles; m of n changed leave (n − m) / (n + m).
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    changed = len(spans) * (1 - similarity) / (1 + similarity) / ngram
    chosen = set(rng.sample(range(len(spans)), min(len(spans), max(1, round(changed)))))
    pieces, end = [], 0
    for number, (start, stop) in enumerate(spans):
        if number in chosen:
            pieces += [text[end:start], f"edit{rng.randrange(10**6)}"]
            end = stop
    return "".join([*pieces, text[end:]])


def rename(text: str, rng: random.Random) -> str:
    """Give the name that a text uses tenth most another one throughout."""
    names = Counter(word for word in _WORD.findall(text) if not word.isdigit())
    common = [name for name, _ in names.most_common() if not keyword.iskeyword(name)]
    name = common[min(9, len(common) - 1)]
    return re.sub(rf"\b{re.escape(name)}\b", f"{name}_{rng.randrange(100)}", text)
