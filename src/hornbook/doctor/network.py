"""Who answers: the Hugging Face hub, and a teacher's endpoint."""

from __future__ import annotations

import asyncio
import difflib
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

from hornbook.doctor.finding import Finding, State
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher import Answer, OpenAITeacher, Teacher, chat
from hornbook.teacher.faults import Fault, Refused
from hornbook.teacher.listing import listed_models
from hornbook.teacher.protocol import Endpoint
from hornbook.teacher.request import Request

HUB = "https://huggingface.co"
_HUB_SECONDS = 2.5
_ANSWER_SECONDS = 60.0

_QUESTION = chat("Say yes.", max_tokens=16, temperature=0.0)
_LOGPROBS = {"logprobs": True, "top_logprobs": 1}


def hub() -> Finding:
    """Whether the hub can be reached; nothing is sent but a request for its headers."""
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
        says = "not looked for, since HF_HUB_OFFLINE is set"
        return Finding(subject="hub", state=State.LIMITED, says=says)
    address = os.environ.get("HF_ENDPOINT", "").strip() or HUB
    try:
        request = urllib.request.Request(address, method="HEAD")
        urllib.request.urlopen(request, timeout=_HUB_SECONDS).close()
    except urllib.error.HTTPError as answer:
        answer.close()  # it is there, whatever it thinks of the request
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return unreachable(address, str(reason))
    return Finding(subject="hub", state=State.WORKS, says=f"{address} answers")


def unreachable(address: str = HUB, reason: str = "no answer") -> Finding:
    """That the hub doesn't answer, and what is left to do."""
    return Finding(
        subject="hub",
        state=State.LIMITED,
        says=f"{address} can't be reached ({reason})",
        remedy="the demo needs no hub; give recipes folders instead of hub names, "
        "and set HF_HUB_OFFLINE=1 to save the waiting",
    )


def endpoint(text: str) -> Iterator[Finding]:
    """Ask a teacher one short question, with log-probabilities if it gives them.

    Args:
        text: the teacher, as `hornbook.teacher.spec` reads it.

    Raises:
        HornbookError: when the text names no teacher, or its key isn't set.
    """
    teacher = Teacher.parse(text)
    if isinstance(teacher, OpenAITeacher):
        yield asyncio.run(_models(teacher))
    yield from asyncio.run(_ask(teacher))


async def _models(teacher: OpenAITeacher) -> Finding:
    try:
        names = await listed_models(teacher)
    except Fault as fault:
        says = f"{teacher.base_url} lists no models ({fault})"
        return Finding(subject="models", state=State.LIMITED, says=says)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} others" if len(names) > 5 else "")
    figures = {"models": names}
    if teacher.model in names:
        return Finding(subject="models", state=State.WORKS, says=shown, figures=figures)
    near = difflib.get_close_matches(teacher.model, names, n=1)
    return Finding(
        subject="models",
        state=State.LIMITED,
        says=f"{teacher.model} isn't among those listed: {shown or 'none'}",
        remedy=f"did you mean {near[0]}?" if near else "",
        figures=figures,
    )


async def _ask(teacher: Teacher) -> list[Finding]:
    asked = replace(_QUESTION, payload={**_QUESTION.payload, **_LOGPROBS})
    try:
        async with asyncio.timeout(_ANSWER_SECONDS), teacher.connect(Settings()) as live:
            try:
                return await _answer(live, teacher, asked)
            except Refused:
                return await _answer(live, teacher, _QUESTION)
    except TimeoutError:
        return [_silent(teacher, f"no answer within {_ANSWER_SECONDS:.0f} s")]
    except (Fault, ValueError) as error:
        return [_silent(teacher, str(error))]


async def _answer(live: Endpoint, teacher: Teacher, request: Request) -> list[Finding]:
    started = time.perf_counter()
    body = await live.ask(teacher.adapt(request))
    seconds = time.perf_counter() - started
    answer = Answer.read(body, index=0, key="", seconds=seconds, cached=False)
    figures = {"seconds": seconds, "tokens": answer.completion_tokens}
    says = f"{teacher.name} answers in {seconds:.1f} s"
    spoken = Finding(subject="teacher", state=State.WORKS, says=says, needed=True, figures=figures)
    if answer.tokens:
        given = Finding(subject="log-probabilities", state=State.WORKS, says="given")
    else:
        given = Finding(
            subject="log-probabilities",
            state=State.LIMITED,
            says="not given",
            remedy="scores are read from its words alone; vLLM, llama.cpp and OpenAI's chat "
            "models give them",
        )
    return [spoken, given]


def _silent(teacher: Teacher, reason: str) -> Finding:
    return Finding(
        subject="teacher",
        state=State.FAILS,
        says=f"{teacher.name} doesn't answer: {reason}",
        remedy="check the address, the model and the key, and that the server runs",
        needed=True,
    )


def no_teacher(error: HornbookError) -> Finding:
    """That a teacher can't even be asked."""
    return Finding(subject="teacher", state=State.FAILS, says=str(error), needed=True)
