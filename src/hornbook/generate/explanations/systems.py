"""The 16 kinds of system message, and which queries get which.

What the paper (Orca, 2306.02707) states: there are 16 hand-written messages (Table 2), one of them
empty; each sub-collection of FLAN-v2 has its own set of them (Figure 6); 8 and 10 go to
multiple-choice questions only. What it does not state: with which probabilities they are drawn,
and how a multiple-choice question is told. Here all kinds that a query may get are equally
likely, and `options_of` tells. The wording is ours; the numbers are the paper's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hornbook.errors import HornbookError

FOLDER = Path(__file__).parent / "system"

KINDS = tuple(range(1, 17))
CHOICE_ONLY = frozenset({8, 10})

BY_POOL = {
    "cot": (6, 11, 16),
    "niv2": (1, 2, 5, 7, 9, 12, 13, 14, 15),
    "t0": (1, 2, 3, 5, 7),
    "flan2021": (3, 4, 7, 8, 10),
}
"""Figure 6 of the paper. A pool of any other name draws from all that fit its queries."""

OF_A_DEFINITION = frozenset({9, 15})
"""They speak of a definition, so in other pools than the paper's only queries that have one get
them."""


@cache
def messages() -> dict[int, str]:
    """The text of each kind; that of kind 1 is empty."""
    return {int(path.name[:2]): path.read_text("utf-8").strip() for path in FOLDER.glob("*.md")}


def messages_digest() -> str:
    """A hash of all texts, for the identity of what draws from them."""
    lines = [f"{number}\0{text}" for number, text in sorted(messages().items())]
    return hashlib.sha256("\0".join(lines).encode()).hexdigest()[:16]


def kinds_for(
    pool: str, query: str, options: Sequence[str], kinds: Sequence[int] = ()
) -> tuple[int, ...]:
    """The kinds of system message that a query may get; never none.

    Args:
        pool: its name; those of `BY_POOL` have the paper's sets.
        query: its text.
        options: what it offers to choose from, if it does.
        kinds: the pool's set, in place of the paper's.

    Raises:
        HornbookError: for a kind that isn't, or when none is left.
    """
    allowed = tuple(kinds) or BY_POOL.get(pool, KINDS)
    if unknown := set(allowed) - set(KINDS):
        raise HornbookError(f"pool {pool}: no kind of system message {unknown}; use 1 to 16")
    if len(options) < 2:
        allowed = tuple(each for each in allowed if each not in CHOICE_ONLY)
    if pool not in BY_POOL and not kinds and not _DEFINITION.search(query):
        allowed = tuple(each for each in allowed if each not in OF_A_DEFINITION)
    if not allowed:
        raise HornbookError(
            f"pool {pool}: kinds 8 and 10 are for multiple choice only, and a query has no "
            "options; give the pool other kinds as well"
        )
    return allowed


def draw_kind(allowed: Sequence[int], *key: object) -> int:
    """One of the kinds, the same for the same key wherever and in whatever order it is drawn."""
    digest = hashlib.blake2b("\0".join(map(str, key)).encode("utf-8", "replace"), digest_size=8)
    return allowed[int.from_bytes(digest.digest(), "big") % len(allowed)]


_DEFINITION = re.compile(r"(?im)^\W*(definition|task|instructions?|detailed instructions)\W*:")
_LETTERED = re.compile(r"(?m)^[ \t]*(?:\(([A-Ja-j])\)|([A-Ja-j])[.):])[ \t]+(\S.*?)[ \t]*$")
_FLAN = re.compile(r"(?im)^\s*(?:OPTIONS|CHOICES|POSSIBLE ANSWERS)\s*:[ \t]*$\n?")
_DASHED = re.compile(r"\s*[-*•][ \t]+(\S.*?)[ \t]*$")


def options_of(query: str) -> tuple[str, ...]:
    """The options that a query's text offers; none where it isn't a multiple-choice question.

    Two forms are known: a line ``OPTIONS:`` with a line ``- option`` for each, as FLAN-v2 has
    it, and two or more lines lettered in order, as in ``(A) option``, ``A. option`` or
    ``A) option``.
    """
    if found := _FLAN.search(query):
        dashed = []
        for line in query[found.end() :].splitlines():
            match = _DASHED.match(line)
            if match is None:
                break
            dashed.append(match[1])
        if len(dashed) > 1:
            return _unlettered(dashed)
    letters, texts = [], []
    for match in _LETTERED.finditer(query):
        letters.append((match[1] or match[2]).upper())
        texts.append(match[3])
    expected = [chr(ord("A") + place) for place in range(len(letters))]
    return tuple(texts) if len(letters) > 1 and letters == expected else ()


def _unlettered(options: list[str]) -> tuple[str, ...]:
    """Options without the letters in front that some have besides the dash."""
    found = [_LETTERED.fullmatch(option) for option in options]
    return tuple(each[3] for each in found if each) if all(found) else tuple(options)
