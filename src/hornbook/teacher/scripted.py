"""A teacher for tests: answers come from a list or a function, no model is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed
from hornbook.teacher.protocol import Endpoint, Teacher
from hornbook.teacher.request import Request
from hornbook.teacher.usage import FREE, Price

Script = Callable[[Request], str | Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ScriptedTeacher(Teacher):
    """Answers each request with one of ``answers``, chosen by the request's hash.

    Attributes:
        answers: what it may say.
        title: its name; with a ``script``, what identifies the script.
        script: decides instead of the list, by a text or by an endpoint's whole JSON; may raise a
            `Fault` to play an endpoint's failures.
    """

    answers: tuple[str, ...] = ("",)
    title: str = "script"
    script: Script | None = unhashed(None)

    @property
    def name(self) -> str:
        """The script's title."""
        return self.title

    @property
    def endpoint(self) -> str:
        """The title and the answers."""
        return f"script:{self.title}:{self.answers!r}"

    @property
    def cost(self) -> Price:
        """Nothing."""
        return FREE

    @asynccontextmanager
    async def connect(self, settings: Settings) -> AsyncIterator[Endpoint]:
        """There is nothing to reach."""
        yield _ScriptedEndpoint(self)


class _ScriptedEndpoint:
    def __init__(self, teacher: ScriptedTeacher) -> None:
        self._teacher = teacher

    async def ask(self, request: Request) -> dict[str, Any]:
        teacher = self._teacher
        if teacher.script is not None:
            said = teacher.script(request)
            if not isinstance(said, str):
                return dict(said)
            text = said
        else:
            text = teacher.answers[int(request.key("script")[:8], 16) % len(teacher.answers)]
        return {
            "choices": [{"message": {"content": text}, "finish_reason": "stop"}],
            "usage": {
                "prompt_tokens": len(str(request.payload.get("messages", "")).split()),
                "completion_tokens": len(text.split()),
            },
        }
