"""Text in, numbers out: what the default classifier sees of a piece of code.

Nothing here is learned and nothing is looked up, so a text has the same features on every machine.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from hornbook.curate.lexical import lexical_features
from hornbook.curate.parse import parse, parse_excerpt
from hornbook.curate.syntax import syntax_features, tally
from hornbook.curate.windows import Page, pages

VERSION = 1
"""Bump it when any feature changes, and rebuild the annotations' features."""

Floats = NDArray[np.float32]


def page_features(page: Page) -> dict[str, float]:
    """All features of one page, by name."""
    counts = tally(page.body or ())
    lexical = lexical_features(page.text, counts.docstrings)
    return {**lexical, **syntax_features(counts)}


NAMES: tuple[str, ...] = tuple(page_features(Page("", [])))


def excerpt_vector(text: str) -> Floats:
    """Features of an excerpt that may be cut short, such as an annotated one: shape (names,)."""
    return _vector(Page(text, parse_excerpt(text)))


def file_vectors(text: str) -> tuple[Floats, Floats] | None:
    """Features of a file's pages, shape (pages, names), and their lengths in characters, (pages,).

    Returns:
        None where the file doesn't parse.
    """
    body = parse(text)
    if body is None:
        return None
    found = list(pages(text, body))
    lengths = np.array([max(len(page.text), 1) for page in found], dtype=np.float32)
    return np.stack([_vector(page) for page in found]), lengths


@contextmanager
def no_collector() -> Iterator[None]:
    """Hold the garbage collector off: it would walk every live syntax tree again and again.

    Trees hold no cycles, so they are freed all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def vectors(texts: Sequence[str]) -> Floats:
    """Features of excerpts: shape (texts, names)."""
    with no_collector():
        return np.stack([excerpt_vector(text) for text in texts])


def _vector(page: Page) -> Floats:
    return np.fromiter(page_features(page).values(), dtype=np.float32, count=len(NAMES))
