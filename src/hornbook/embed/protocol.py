"""What an embedder is: a value that says which vectors, and opens a session that makes them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hornbook.pipeline.context import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hornbook.embed.session import EmbeddingSession

CACHE_NAME = "vectors.sqlite"


class Encoded(NamedTuple):
    """Vectors of some texts, in their order.

    Attributes:
        vectors_ND: float32, any length; a session makes them unit length.
        cut_N: whether the text was longer than the embedder reads.
    """

    vectors_ND: NDArray[np.float32]
    cut_N: NDArray[np.bool_]


class Encoder(Protocol):
    """What does the work, once it is loaded or connected."""

    def encode(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """Vectors of ``texts`` in their order, batch by batch.

        Texts that stand together are about equally long, hold no lone surrogates and aren't blank.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Embedder(ABC):
    """Turns texts into vectors of unit length; a field of the stages that compare texts.

    As with a `hornbook.teacher.protocol.Teacher`, hashed fields say which vectors come out;
    devices, batch sizes and the paths of this machine are `unhashed`, and what a path points to
    enters through `external`, which a stage adds to its own.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """A short name, for rows and reports."""

    @abstractmethod
    def key(self) -> str:
        """Everything that decides a text's vector; with the text's hash, its place in the cache.

        Raises:
            HornbookError: when a file that decides it isn't there.
        """

    def external(self) -> str:
        """What the embedder reads from outside the recipe, for `Stage.external`."""
        return ""

    @abstractmethod
    def encoder(self, settings: Settings) -> AbstractContextManager[Encoder]:
        """Load or reach the model; a session enters it at the first text the cache lacks."""

    def open(
        self, cache: Path | None, settings: Settings | None = None
    ) -> AbstractContextManager[EmbeddingSession]:
        """Vectors from the cache below ``cache`` (none: no cache), and new ones for the rest.

        Example:
            with embedder.open(context.cache, context.settings) as session:
                for vectors_ND in session.embed(texts): …
        """
        from hornbook.embed.session import EmbeddingSession

        place = None if cache is None else cache / CACHE_NAME
        return EmbeddingSession(self, place, settings or Settings())
