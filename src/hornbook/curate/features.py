"""Text in, numbers out: what a classifier sees of a piece of code or of prose.

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
from hornbook.curate.prose import prose_features, prose_pages
from hornbook.curate.syntax import syntax_features
from hornbook.curate.tally import tally
from hornbook.curate.windows import Page, pages

VERSION = 1
"""Bump it when any feature changes, and rebuild the annotations' features."""

LANGUAGES = ("python", "english")

Floats = NDArray[np.float32]


def page_features(page: Page) -> dict[str, float]:
    """All features of one page of Python, by name."""
    counts = tally(page.body or ())
    lexical = lexical_features(page.text, counts.docstrings)
    return {**lexical, **syntax_features(counts)}


NAMES: tuple[str, ...] = tuple(page_features(Page("", [])))
PROSE_NAMES: tuple[str, ...] = tuple(prose_features(""))


def names(language: str) -> tuple[str, ...]:
    """What the columns of `vectors` mean."""
    return NAMES if language == "python" else PROSE_NAMES


def excerpt_vector(text: str, language: str = "python") -> Floats:
    """Features of an excerpt that may be cut short, such as an annotated one: shape (names,)."""
    if language == "python":
        return _vector(Page(text, parse_excerpt(text)))
    return _array(prose_features(text))


def pages_of(text: str, language: str = "python") -> list[Page] | None:
    """A file in pages of the size that was annotated; None where it doesn't parse as Python."""
    if language != "python":
        return [Page(part, None) for part in prose_pages(text)]
    body = parse(text)
    return None if body is None else list(pages(text, body))


def page_vectors(found: Sequence[Page], language: str = "python") -> tuple[Floats, Floats]:
    """Features of pages, shape (pages, names), and their lengths in characters, (pages,)."""
    lengths = np.array([max(len(page.text), 1) for page in found], dtype=np.float32)
    if language == "python":
        return np.stack([_vector(page) for page in found]), lengths
    return np.stack([_array(prose_features(page.text)) for page in found]), lengths


def file_vectors(text: str, language: str = "python") -> tuple[Floats, Floats] | None:
    """`page_vectors` of a file's pages, or None where it doesn't parse."""
    found = pages_of(text, language)
    return None if found is None else page_vectors(found, language)


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


def vectors(texts: Sequence[str], language: str = "python") -> Floats:
    """Features of excerpts: shape (texts, names)."""
    with no_collector():
        return np.stack([excerpt_vector(text, language) for text in texts])


def _vector(page: Page) -> Floats:
    return _array(page_features(page))


def _array(values: dict[str, float]) -> Floats:
    return np.fromiter(values.values(), dtype=np.float32, count=len(values))
