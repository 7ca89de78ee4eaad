"""Texts as sets of shingles: every run of n words, each as one 64-bit number.

A word is a run of ASCII letters, digits and underscores and of letters of other scripts,
lower-cased in ASCII. Characters from U+3000 on (Chinese, Japanese, Korean, emoji) are words of
their own, because those scripts write no spaces. Punctuation only separates, unless it is asked
for: in code ``a + b`` and ``a - b`` say different things.

Everything works on the UTF-8 bytes of a whole batch of texts with vector operations, so no
Python object is made for a word. Equal shingles have equal numbers on every machine; two
different ones share a number with a chance of about 2⁻⁶⁴.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

BATCH = 1 << 18
"""Bytes of text that are worked on together; their arrays stay in the processor's cache."""

_LONGEST = 64  # bytes; a longer word (base64, say) counts as several
_BREAK, _LETTER, _MARK, _TAIL = range(4)  # of bytes: a mark is a word with the tail behind it
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ divided by the golden ratio
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)


def scramble(numbers: Hashes) -> Hashes:
    """Spread 64-bit numbers evenly, one to one (the finaliser of SplitMix64)."""
    mixed = numbers >> np.uint64(30)
    mixed ^= numbers
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


@dataclass(frozen=True)
class Shingles:
    """The shingles of a batch of texts, in the order of the texts, repetitions included.

    Attributes:
        hashes: shape (shingles,).
        offsets: shape (texts + 1,); text i has ``hashes[offsets[i]:offsets[i + 1]]``, at least
            one.
        fingerprints: shape (texts,); equal for texts of the same words in the same order.
    """

    hashes: Hashes
    offsets: Offsets
    fingerprints: Hashes

    def sets(self) -> list[Hashes]:
        """Each text's shingles, sorted and without repetition."""
        return [np.unique(part) for part in np.split(self.hashes, self.offsets[1:-1])]


def batches(texts: Sequence[bytes], size: int = BATCH) -> Iterator[Sequence[bytes]]:
    """Consecutive texts of about ``size`` bytes in all; a longer text stands alone."""
    first, held = 0, 0
    for place, text in enumerate(texts):
        if place > first and held + len(text) > size:
            yield texts[first:place]
            first, held = place, 0
        held += len(text)
    if first < len(texts):
        yield texts[first:]


def shingle(texts: Sequence[bytes], *, ngram: int, punctuation: bool = False) -> Shingles:
    """Shingle a batch of texts.

    A text of fewer words than ``ngram`` has one shingle, of all its words; a text without any
    word has one that stands for its bytes, so that only its equals resemble it.

    Args:
        texts: well-formed UTF-8 (half surrogate pairs encoded by ``surrogatepass`` do no harm).
        ngram: words in a shingle, at least 1.
        punctuation: let every punctuation mark be a word.
    """
    buffer = b"\n".join([*texts, bytes(8)])  # a break after every text, and room to read beyond
    ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
    starts, lengths = _words(buffer, punctuation)
    words = _word_hashes(buffer, starts, lengths)
    offsets = np.concatenate([[0], np.searchsorted(starts, ends)]).astype(np.int64)
    return _assemble(texts, words, offsets, ngram)


def _assemble(texts: Sequence[bytes], words: Hashes, offsets: Offsets, ngram: int) -> Shingles:
    counts = np.diff(offsets)
    sizes = np.maximum(counts - ngram + 1, 1)
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    # The word at which each shingle begins: its text's first, and on from there.
    begins = np.arange(bounds[-1]) + np.repeat(offsets[:-1] - bounds[:-1], sizes)
    runs = _runs(np.concatenate([words, np.zeros(ngram, dtype=np.uint64)]), ngram)
    hashes = runs[begins]
    for place in np.flatnonzero(counts < ngram).tolist():
        own = words[offsets[place] : offsets[place + 1]]
        hashes[bounds[place]] = _digest(own if len(own) else _characters(texts[place]))
    return Shingles(hashes, bounds, _fingerprints(hashes, bounds))


def _runs(words: Hashes, ngram: int) -> Hashes:
    """A hash of every ``ngram`` words in a row, across texts too."""
    count, factor = len(words) - ngram + 1, _ODD
    total = words[:count].copy()
    with np.errstate(over="ignore"):
        for step in range(1, ngram):
            total += words[step : step + count] * factor
            factor = factor * _ODD
    return scramble(total)


def _fingerprints(hashes: Hashes, bounds: Offsets) -> Hashes:
    """One number for each text's shingles in their order."""
    if len(bounds) == 1:
        return np.empty(0, dtype=np.uint64)
    sizes = np.diff(bounds)
    places = np.arange(len(hashes)) - np.repeat(bounds[:-1], sizes)
    weights = places.astype(np.uint64) * np.uint64(2) + np.uint64(1)
    weights *= hashes
    return scramble(np.add.reduceat(weights, bounds[:-1]) + sizes.astype(np.uint64) * _ODD)


def _digest(words: Hashes) -> np.uint64:
    """One number for a few words, which no longer text's shingle is likely to have."""
    places = np.arange(1, len(words) + 1, dtype=np.uint64) * _ODD
    total = np.add.reduce(scramble(words ^ places), keepdims=True)
    digest: np.uint64 = scramble(total + np.uint64(len(words)))[0]
    return digest


def _characters(text: bytes) -> Hashes:
    return np.frombuffer(b" ".join(text.split()), dtype=np.uint8).astype(np.uint64)


@cache
def _lower() -> bytes:
    return bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))


@cache
def _class_table(punctuation: bool) -> bytes:
    def kind(code: int) -> int:
        if code >= 128 or chr(code).isalnum() or chr(code) == "_":
            return _LETTER
        return _MARK if punctuation and 32 < code < 127 else _BREAK

    return bytes(map(kind, range(256)))


def _classes(buffer: bytes, punctuation: bool) -> Bytes:
    """What each byte is to a word."""
    table = _class_table(punctuation)
    classes = np.frombuffer(bytearray(buffer.translate(table)), dtype=np.uint8)
    if not buffer.isascii():
        data = np.frombuffer(buffer, dtype=np.uint8)
        sign = (_MARK, _TAIL) if punctuation else (_BREAK, _BREAK)
        # First bytes of: U+0080–U+00BF, U+2000–U+2FFF, U+3000–U+FFFF, and all beyond.
        for low, high, width, (head, tail) in (
            (0xC2, 0xC2, 2, sign),
            (0xE2, 0xE2, 3, sign),
            (0xE3, 0xEF, 3, (_MARK, _TAIL)),
            (0xF0, 0xFF, 4, (_MARK, _TAIL)),
        ):
            at = np.flatnonzero((data >= low) & (data <= high))
            classes[at] = head
            for step in range(1, width):
                classes[np.minimum(at + step, len(data) - 1)] = tail
    return classes


def _words(buffer: bytes, punctuation: bool) -> tuple[Offsets, Offsets]:
    """Where words begin, and how many bytes they have."""
    classes = _classes(buffer, punctuation)
    turns = classes[1:] != classes[:-1]
    if punctuation or not buffer.isascii():
        turns |= classes[1:] == _MARK
        turns &= classes[1:] != _TAIL
    bounds = np.concatenate([[0], np.flatnonzero(turns) + 1, [len(classes)]])
    within = classes[bounds[:-1]] != _BREAK
    starts = bounds[:-1][within]
    lengths = bounds[1:][within] - starts
    if len(lengths) and lengths.max() > _LONGEST:
        pieces = -(-lengths // _LONGEST)
        nth = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        starts = np.repeat(starts, pieces) + nth * _LONGEST
        lengths = np.minimum(np.repeat(lengths, pieces) - nth * _LONGEST, _LONGEST)
    return starts, lengths


def _word_hashes(buffer: bytes, starts: Offsets, lengths: Offsets) -> Hashes:
    """A number for each word, from eight of its bytes at a time."""
    lower = buffer.translate(_lower())
    eights = np.ndarray((len(lower) - 7,), dtype="<u8", buffer=lower, strides=(1,))
    hashes = eights[starts] & _MASKS[np.minimum(lengths, 8)]
    hashes = scramble(hashes + lengths.astype(np.uint64) * _ODD)
    for done in range(8, _LONGEST, 8):
        longer = np.flatnonzero(lengths > done)
        if not len(longer):
            break
        more = eights[starts[longer] + done] & _MASKS[np.minimum(lengths[longer] - done, 8)]
        hashes[longer] = scramble(hashes[longer] * _ODD + more)
    return hashes
