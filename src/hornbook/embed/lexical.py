"""The embedder that everybody has: words and syntax, hashed and projected; no model at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from hornbook.embed.protocol import Embedder, Encoder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings


@dataclass(frozen=True, kw_only=True)
class LexicalEmbedder(Embedder):
    """Vectors of the words, word pairs and syntax of a text, be it Python or prose.

    Deterministic everywhere and needs no download; it knows nothing of meaning: texts are near
    each other when they share words (parts of identifiers count as words) and the shape of their
    syntax trees. See `hornbook.embed.features` for how.

    Attributes:
        dimensions: of the vectors; more of them keep texts apart better.
        characters: longer texts are cut to this length first.
    """

    dimensions: int = 1024
    characters: int = 32_768
    VERSION: ClassVar[int] = 1

    def __post_init__(self) -> None:
        if self.dimensions < 1 or self.characters < 1:
            raise HornbookError("a LexicalEmbedder's dimensions and characters must be positive")

    @property
    def name(self) -> str:
        """``lexical-1024``, by its dimensions."""
        return f"lexical-{self.dimensions}"

    def key(self) -> str:
        """The fields, and the version of the features."""
        return f"lexical:{self.VERSION}:{self.dimensions}:{self.characters}"

    def external(self) -> str:
        """The version of the features."""
        return f"lexical:{self.VERSION}"

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        """In this process, or in several when there is enough to do."""
        from hornbook.embed.features import LexicalEncoder

        with LexicalEncoder(self.dimensions, self.characters, settings.workers) as encoder:
            yield encoder
