"""Which texts share words with a benchmark: n-gram lookups, each verified word for word.

A benchmark item is indexed as one text (its prompt followed by its solution): every run of
``ngram`` words of it counts. Its parts of fewer words than that (the whole item, the prompt, a
docstring, the solution) are matched *whole*: all their characters, punctuation and numbers
included, whatever the white space and the case. Parts below ``shortest`` words say too little
alone (``return a + b``) and count only together with the rest of their item; an item that is
as short as that altogether is still matched whole, because it would be lost otherwise.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hornbook.decontaminate.words import WordSpans, batches, spell
from hornbook.similarity.trees import parse

_TABLE_BITS = 20


class Item(Protocol):
    """What the search needs of a benchmark's item."""

    @property
    def id(self) -> str:
        """The name to report."""

    @property
    def prompt(self) -> str:
        """The question."""

    @property
    def solution(self) -> str:
        """The reference answer."""


@dataclass(frozen=True, order=True)
class Match:
    """A benchmark item found in a text.

    Attributes:
        words: length of the longest run of shared words, or of the part that was found whole.
        item: id of the benchmark item.
        evidence: those words, lower-cased, or the part as the benchmark has it.
        whole: a part shorter than the n-gram was found whole.
    """

    words: int
    item: str
    evidence: str
    whole: bool = False


@dataclass(frozen=True)
class _Part:
    item: int
    text: str
    words: int


class _Phrases:
    """Phrases of ``length`` words and what each stands for; tells where a buffer has them."""

    def __init__(self, length: int, entries: Iterable[tuple[bytes, int]]) -> None:
        self.length = length
        self.meanings: dict[bytes, list[int]] = defaultdict(list)
        for phrase, meaning in entries:
            if meaning not in self.meanings[phrase]:
                self.meanings[phrase].append(meaning)
        hashes = [WordSpans(phrase).phrase_hashes(length)[0] for phrase in self.meanings]
        self._hashes = np.unique(np.array(hashes, dtype=np.uint64))
        self._table = np.zeros(1 << _TABLE_BITS, dtype=bool)
        self._table[_slot(self._hashes)] = True

    def occurrences(self, spans: WordSpans) -> Iterator[tuple[int, bytes]]:
        """First word and text of each phrase in the buffer; every candidate is compared."""
        hashes = spans.phrase_hashes(self.length)
        candidates = np.flatnonzero(self._table[_slot(hashes)])
        candidates = candidates[np.isin(hashes[candidates], self._hashes)]
        for first in candidates.tolist():
            phrase = spans.phrase(first, self.length)
            if phrase in self.meanings:
                yield first, phrase


class NgramIndex:
    """The words of benchmark items, ready to be looked for in texts.

    Plain data: it can be sent to other processes. Results depend on its arguments only, never
    on the hash seed or on how texts are batched.

    Args:
        items: in the order in which ties between equal matches are decided.
        ngram: words that must agree in a row.
        shortest: words below which a part of an item is not matched alone.
        numbers: let digits be part of words (number tables then match one another).

    Raises:
        ValueError: when ``ngram`` or ``shortest`` is below 1.
    """

    def __init__(
        self,
        items: Sequence[Item],
        *,
        ngram: int = 13,
        shortest: int = 8,
        numbers: bool = False,
    ) -> None:
        if min(ngram, shortest) < 1:
            raise ValueError("ngram and shortest must be at least 1")
        self.ids = [item.id for item in items]
        self.ngram = ngram
        self.numbers = numbers
        programs = [spell(item.prompt + item.solution, numbers=numbers) for item in items]
        self._runs = _Phrases(ngram, _runs_of(programs, ngram))
        self.parts = [
            part
            for position, item in enumerate(items)
            for part in _short_parts(position, item, ngram, shortest, numbers)
        ]
        self.unindexed = self._wordless(programs)
        anchor = min((part.words for part in self.parts), default=0)
        self._anchors = _Phrases(
            anchor,
            (
                (WordSpans(spell(part.text, numbers=numbers)).phrase(0, anchor), position)
                for position, part in enumerate(self.parts)
            ),
        )

    def find(self, texts: Sequence[str]) -> list[list[Match]]:
        """The items found in each text, the longest match first."""
        found: list[dict[int, Match]] = [{} for _ in texts]
        spelled = [spell(text, numbers=self.numbers) for text in texts]
        for members, buffer in batches(spelled, overlap=self.ngram):
            spans = WordSpans(buffer)
            owner = _Owners(members, buffer)
            for item, first, count in self._shared_runs(spans):
                evidence = spans.phrase(first, count).decode("utf-8", "replace")
                _keep_longest(
                    found[owner.of(spans.starts[first])],
                    item,
                    Match(count, self.ids[item], evidence),
                )
            if self.parts:
                self._find_parts(texts, spans, owner, found)
        return [
            [matches[item] for item in sorted(matches, key=lambda i: (-matches[i].words, i))]
            for matches in found
        ]

    def _shared_runs(self, spans: WordSpans) -> Iterator[tuple[int, int, int]]:
        """Item, first word and length of the runs of words shared with an item."""
        open_runs: dict[int, tuple[int, int]] = {}  # item → first and last n-gram of the run
        for first, phrase in self._runs.occurrences(spans):
            for item in self._runs.meanings[phrase]:
                begun, last = open_runs.get(item, (first, first))
                if first > last + 1:
                    yield item, begun, last - begun + self.ngram
                    begun = first
                open_runs[item] = (begun, first)
        for item, (begun, last) in open_runs.items():
            yield item, begun, last - begun + self.ngram

    def _find_parts(
        self,
        texts: Sequence[str],
        spans: WordSpans,
        owner: _Owners,
        found: list[dict[int, Match]],
    ) -> None:
        candidates: dict[int, set[int]] = defaultdict(set)
        for first, phrase in self._anchors.occurrences(spans):
            candidates[owner.of(spans.starts[first])].update(self._anchors.meanings[phrase])
        for position, parts in candidates.items():
            squeezed = _squeeze(texts[position])
            for part in (self.parts[number] for number in sorted(parts)):
                if _squeeze(part.text) in squeezed:
                    match = Match(part.words, self.ids[part.item], part.text.strip(), whole=True)
                    _keep_longest(found[position], part.item, match)

    def _wordless(self, programs: Sequence[bytes]) -> list[str]:
        return [self.ids[position] for position, text in enumerate(programs) if not text.split()]


class _Owners:
    """Which text of a batch a byte of its buffer belongs to."""

    def __init__(self, members: list[int], buffer: bytes) -> None:
        self._members = members
        self._breaks = np.flatnonzero(np.frombuffer(buffer, dtype=np.uint8) == ord("\n"))

    def of(self, byte: int) -> int:
        return self._members[int(np.searchsorted(self._breaks, byte))]


def short_phrases(item: Item) -> Iterator[str]:
    """The parts of an item that may stand alone: itself, prompt, docstrings and solution."""
    yield item.prompt + item.solution
    yield item.prompt
    yield from docstrings(item.prompt)
    yield item.solution


def docstrings(prompt: str) -> list[str]:
    """The docstrings of the functions that a prompt defines; none if it isn't Python.

    Of a docstring at the head of the prompt, the first paragraph: what follows it is examples.
    """
    tree = parse(prompt + "\n    pass\n") or parse(prompt)
    if tree is None:
        return []
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, functions)]
    head = (ast.get_docstring(tree) or "").partition("\n\n")[0]
    return [text for text in (head, *found) if text]


def _short_parts(
    position: int, item: Item, ngram: int, shortest: int, numbers: bool
) -> Iterator[_Part]:
    seen = set()
    for order, text in enumerate(short_phrases(item)):
        words = len(spell(text, numbers=numbers).split())
        long_enough = words >= (1 if order == 0 else shortest)
        if long_enough and words < ngram and text not in seen:
            seen.add(text)
            yield _Part(position, text, words)


def _runs_of(programs: Sequence[bytes], ngram: int) -> Iterator[tuple[bytes, int]]:
    for position, program in enumerate(programs):
        words = program.split()
        for first in range(len(words) - ngram + 1):
            yield b" ".join(words[first : first + ngram]), position


def _keep_longest(matches: dict[int, Match], item: int, match: Match) -> None:
    if item not in matches or match.words > matches[item].words:
        matches[item] = match


def _squeeze(text: str) -> str:
    return " ".join(text.lower().split())


def _slot(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    slots: NDArray[np.uint64] = hashes >> np.uint64(64 - _TABLE_BITS)
    return slots
