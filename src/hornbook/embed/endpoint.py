"""An embedder behind any OpenAI-compatible address: OpenAI, vLLM, llama.cpp, Ollama …."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hornbook.embed.protocol import Embedder, Encoder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed
from hornbook.teacher.openai_compatible import OpenAITeacher


@dataclass(frozen=True, kw_only=True)
class EndpointEmbedder(Embedder):
    """A model behind ``/v1/embeddings``.

    Attributes:
        base_url: up to and including ``/v1``, as the ``openai`` client takes it.
        model: as the endpoint calls it.
        dimensions: sent along if given, for models that can shorten their vectors.
        characters: longer texts are cut to this length; a text that the endpoint still finds too
            long is halved until it isn't.
        key_variable: the environment variable that holds the key; empty for servers without one.
            The key is read when the first text is sent, so cached vectors need none.
        batch: how many texts go into one request.
        in_flight: how many requests are under way at once.
        seconds: after which an answer isn't waited for any longer.

    Raises:
        HornbookError: for an address that isn't HTTP, or holds a password or a query.
    """

    base_url: str
    model: str
    dimensions: int | None = None
    characters: int = 24_000
    key_variable: str = unhashed("OPENAI_API_KEY")
    batch: int = unhashed(32)
    in_flight: int = unhashed(8)
    seconds: float = unhashed(120.0)

    def __post_init__(self) -> None:
        if min(self.characters, self.batch, self.in_flight, self.seconds) <= 0:
            raise HornbookError(f"the limits of the embedder {self.model} must be positive")
        object.__setattr__(self, "base_url", self._server().base_url)

    @property
    def name(self) -> str:
        """The model, as the endpoint calls it."""
        return self.model

    def key(self) -> str:
        """The address, the model and what it is sent."""
        return f"http:{self.base_url}:{self.model}:{self.dimensions}:{self.characters}"

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        """Open connections, with the key if one is needed."""
        from hornbook.embed.asking import AskingEncoder

        more = {} if self.dimensions is None else {"dimensions": self.dimensions}
        with AskingEncoder(
            self._server().connect(settings),
            payload={"model": self.model, "encoding_format": "float", **more},
            place=self.base_url,
            characters=self.characters,
            batch=self.batch,
            in_flight=self.in_flight,
            seconds=self.seconds,
        ) as encoder:
            yield encoder

    def _server(self) -> OpenAITeacher:
        """The same address as a teacher's: one way to check it, to find its key, to connect."""
        return OpenAITeacher(
            base_url=self.base_url, model=self.model, key_variable=self.key_variable
        )
