"""Finds rows that are the same once something is left out of them: one hash a row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from hornbook.deduplicate.components import Forest
from hornbook.deduplicate.pairs import buckets
from hornbook.deduplicate.parts import Part, map_parts
from hornbook.deduplicate.work import Found, Work
from hornbook.similarity.alpha import alpha_form

_BLANK = re.compile(r"\s+")
# An apostrophe within a word opens no string.
_LITERAL = re.compile(
    r"""(?<!\w)(?:'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?"""
)


def exact_form(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def template_form(text: str) -> str:
    """The text with numbers and quoted strings blanked, as generators fill them in."""
    return exact_form(_LITERAL.sub("\0", text))


FORMS: dict[str, Callable[[str], str | None]] = {
    "exact": exact_form,
    "template": template_form,
    "ast": alpha_form,
}


def same_form(parts: Sequence[Part], method: str, order: NDArray[np.int64], work: Work) -> Found:
    """Find the rows with the same form as a better row.

    A text that has no form (it doesn't parse) equals only texts of the same words and marks.

    Args:
        parts: the texts.
        method: one of `FORMS`.
        order: row numbers in order of preference, shape (rows,).
        work: how to run.
    """

    def hashed(part: Part, _: bytes) -> bytes:
        texts = (text for some in part.texts() for text in some)
        return b"".join(_key(text.decode("utf-8", "surrogatepass"), method) for text in texts)

    results = map_parts(
        hashed,
        parts,
        [b""] * len(parts),
        progress=work.progress,
        what="hashing",
        processes=True,
    )
    keys = np.frombuffer(b"".join(results), dtype=np.uint64).reshape(-1, 2)
    rows, starts = buckets(keys[order, 0])
    return Found(_forest(rows, starts), {"formless": int(keys[:, 1].sum())})


def _key(text: str, method: str) -> bytes:
    """A text's hash, and 1 if it has no form of this kind."""
    form = FORMS[method](text)
    formless = form is None
    written = f"{formless:d}{exact_form(text) if form is None else form}"
    digest = hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return digest + formless.to_bytes(8, "little")


def _forest(rows: NDArray[np.int64], starts: NDArray[np.int64]) -> Forest:
    """Each row of a bucket linked to the best of it."""
    best = np.repeat(rows[starts[:-1]], np.diff(starts))
    order = np.argsort(rows)
    return Forest(rows[order], best[order], best[order], np.ones(len(rows)))
