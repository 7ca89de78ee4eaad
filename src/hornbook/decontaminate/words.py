"""Words as the n-gram search sees them, for whole batches of texts at once.

A word is a run of letters, lower-cased; digits, punctuation, underscores and white space only
separate. So ``def has_close(x1):`` reads ``def has close x``: a copy is found again after it
was reformatted, renumbered or put in quotes. TinyGSM strips numbers and punctuation in the same
way (arXiv:2312.09241, appendix); phi-1 doesn't say what it does (arXiv:2306.11644, §5.1).

Scripts that write no spaces between words (Chinese, Japanese, Thai) give one word a clause, so
n-grams of words find little there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

SPACE = 32
BREAK = b" \n "  # between the texts of a batch: a word that no text and no benchmark contains


@cache
def _ascii_table(numbers: bool) -> bytes:
    kept = str.isalnum if numbers else str.isalpha
    return bytes(
        ord(chr(code).lower()) if code < 128 and kept(chr(code)) else SPACE for code in range(256)
    )


@cache
def _unicode_table(numbers: bool) -> NDArray[np.uint32]:
    """Code points below 0x10000 to their lower case, or to a space; those above stay as they are.

    Marks count as letters: Indic vowel signs are part of the word.
    """
    kept = ("L", "M", "N") if numbers else ("L", "M")
    table = np.full(0x10000, SPACE, dtype=np.uint32)
    for code in range(0x10000):
        letter = chr(code)
        if unicodedata.category(letter)[0] in kept:
            lower = letter.lower()
            table[code] = ord(lower) if len(lower) == 1 else code
    return table


def spell(text: str, *, numbers: bool = False) -> bytes:
    """Lower-case the words of ``text`` and blank all else; UTF-8, with runs of spaces.

    Args:
        text: anything, lone surrogates and NUL characters included.
        numbers: keep digits as parts of words.
    """
    if text.isascii():
        return text.encode().translate(_ascii_table(numbers))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    table = _unicode_table(numbers)
    lower = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], codes)
    letters = lower.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return letters.encode("utf-8", "surrogatepass")


def batches(
    spelled: Sequence[bytes], *, overlap: int, size: int = 1 << 18
) -> Iterator[tuple[list[int], bytes]]:
    """Join texts into buffers of about ``size`` bytes, which stay in the processor's cache.

    A longer text is cut between words into pieces that overlap by ``overlap`` words, so memory
    doesn't grow with the longest line of a corpus.

    Yields:
        The positions in ``spelled`` of the texts in the buffer, and the buffer: the texts with
        `BREAK` between them.
    """
    members: list[int] = []
    parts: list[bytes] = []
    held = 0
    for position, text in enumerate(spelled):
        for piece in _pieces(text, overlap, 16 * size):
            members.append(position)
            parts.append(piece)
            held += len(piece)
            if held >= size:
                yield members, BREAK.join(parts)
                members, parts, held = [], [], 0
    if parts:
        yield members, BREAK.join(parts)


def _pieces(text: bytes, overlap: int, limit: int) -> Iterator[bytes]:
    start = 0
    while len(text) - start > limit:
        cut = text.rfind(b" ", start, start + limit)
        if cut <= start:  # one endless word: no benchmark has it, so where it breaks is no matter
            cut = start + limit
        piece = text[start:cut]
        yield piece
        words = piece.rsplit(None, overlap)
        shared = len(piece) - len(words[0]) if len(words) > overlap else 0
        start = cut - shared
    yield text[start:]


class WordSpans:
    """Where the words of a buffer begin and end, and a number for each.

    The number mixes a word's first eight bytes with its length: equal words have equal numbers,
    different words nearly always different ones, and all of it is a few vector operations.
    """

    def __init__(self, buffer: bytes) -> None:
        self.buffer = buffer
        padded = np.frombuffer(buffer + b" " * 9, dtype=np.uint8)
        inside = padded != SPACE
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        if inside[0]:
            edges = np.concatenate(([0], edges))
        self.starts: NDArray[np.int64] = edges[0::2]
        self.ends: NDArray[np.int64] = edges[1::2]
        at_any_byte = np.ndarray(len(buffer) + 1, dtype="<u8", buffer=padded, strides=(1,))
        lengths = self.ends - self.starts
        head = at_any_byte[self.starts] & _HEAD[np.minimum(lengths, 8)]
        self.numbers: NDArray[np.uint64] = (head ^ lengths.astype(np.uint64)) * _MIX
        self.numbers ^= self.numbers >> np.uint64(29)

    def __len__(self) -> int:
        return len(self.starts)

    def phrase(self, first: int, count: int) -> bytes:
        """``count`` words from word ``first`` on, one space between them."""
        span = self.buffer[self.starts[first] : self.ends[first + count - 1]]
        return b" ".join(span.split())

    def phrase_hashes(self, count: int) -> NDArray[np.uint64]:
        """A hash for each run of ``count`` words, by its first word.

        Sums of ``number × base^position`` modulo 2⁶⁴, taken as differences of one running sum
        and shifted back by the inverse of the odd base.
        """
        if len(self) < count:
            return np.empty(0, dtype=np.uint64)
        forward, backward = _powers(1 << (len(self)).bit_length())
        running = np.zeros(len(self) + 1, dtype=np.uint64)
        np.cumsum(self.numbers * forward[: len(self)], out=running[1:])
        runs = running[count:] - running[:-count]
        hashes: NDArray[np.uint64] = runs * backward[: len(runs)]
        return hashes


_MIX = np.uint64(0x9E3779B97F4A7C15)
_HEAD = np.array([(1 << 8 * length) - 1 for length in range(9)], dtype=np.uint64)
_BASE = 0xD1342543DE82EF95


@cache
def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first ``count`` powers, modulo 2⁶⁴, of the base and of its inverse."""
    tables = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        table = np.full(count, base, dtype=np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]
