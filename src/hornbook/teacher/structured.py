"""Answers as values: asked for by JSON schema, checked, and asked for again where they don't fit.

schema = Schema({"type": "object", "properties": …})
for reply in complete_structured(client, requests, schema, ordered=True):
    match reply:
        case Structured(value=value): …
        case Failure(reason=reason): …
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.errors import HornbookError
from hornbook.teacher.request import Answer, Failure, Reply, Request
from hornbook.teacher.schema import Misfit, Schema
from hornbook.teacher.stream import in_order
from hornbook.teacher.template import Template

if TYPE_CHECKING:
    from hornbook.teacher.client import Client


@dataclass(frozen=True, kw_only=True)
class Structured:
    """An answer that fits.

    Attributes:
        value: what it holds, as the schema describes.
        answer: the last one, with its hash, tokens and text.
        repairs: how often it was asked for again.
    """

    value: Any
    answer: Answer
    repairs: int

    @property
    def index(self) -> int:
        """The place of the request among those handed in."""
        return self.answer.index


MISFIT = "the answer doesn't fit the schema"


class Unfit(Failure):
    """An answer that doesn't fit after all repairs; the teacher did answer."""


class RepairPrompt(Template):
    """What a teacher is told about an answer that doesn't fit; its slot is ``problem``."""

    folder: ClassVar[Path] = Path(__file__).parent / "prompts"


def complete_structured(
    client: Client,
    requests: Iterable[Request],
    schema: Schema | Mapping[str, Any] | type,
    *,
    repairs: int = 2,
    ordered: bool = False,
    enforce: bool = True,
    template: str = "repair",
    arrived: Callable[[], object] | None = None,
) -> Generator[Structured | Failure]:
    """Yield a value for each request, or why there is none.

    An answer that doesn't fit is shown to the teacher again, with what is wrong with it. Each such
    repair is a request of its own: kept in the cache, counted and held to the budget. It holds up
    no other request, and takes no more memory than they do.

    Args:
        client: of the teacher that answers.
        requests: chats; taken lazily, so there may be any number.
        schema: as `Schema` takes it.
        repairs: the most that are tried for one request.
        ordered: in the order of the requests, rather than as they come.
        enforce: send the schema along, for endpoints that can keep to it; without, only the prompt
            tells of it.
        template: the prompt of a repair: one of Hornbook's, or a Markdown file with the slot
            ``problem``.
        arrived: with ``ordered``, called for each value as it comes (see `in_order`).

    Raises:
        HornbookError: for a schema or a template that can't be used, a request that is no chat,
            and as `Client.complete` does.
    """
    shape = schema if isinstance(schema, Schema) else Schema(schema)
    prompt = RepairPrompt.load(template)
    prompt.check(("problem",))
    if repairs < 0:
        raise HornbookError(f"repairs={repairs}: give 0 or more")
    conversations = _Conversations(shape, repairs, prompt)
    replies = client.complete(conversations.opened(requests, enforce), conversations.follow)
    try:
        for reply in in_order(replies, arrived) if ordered else replies:
            yield conversations.outcome(reply)
    finally:
        replies.close()


@dataclass(kw_only=True)
class _Conversation:
    request: Request
    repairs: int = 0
    value: Any = None
    problem: str = ""


class _Conversations:
    """Those that aren't over, by the place of their request.

    All but `outcome` runs in the client's thread; that one is called once the last reply came.
    """

    def __init__(self, schema: Schema, repairs: int, prompt: Template) -> None:
        self._schema = schema
        self._repairs = repairs
        self._prompt = prompt
        self._open: dict[int, _Conversation] = {}

    def opened(self, requests: Iterable[Request], enforce: bool) -> Iterator[Request]:
        """The requests as they are sent first."""
        for index, request in enumerate(requests):
            if "messages" not in request.payload:
                raise HornbookError("a structured answer needs a chat, so that it can be mended")
            if enforce:
                format = {"response_format": self._schema.response_format}
                request = replace(request, payload={**request.payload, **format})
            self._open[index] = _Conversation(request=request)
            yield request

    def follow(self, reply: Reply) -> Request | None:
        """What to ask after an answer that doesn't fit."""
        conversation = self._open[reply.index]
        if isinstance(reply, Failure):
            return None
        try:
            conversation.value = self._schema.read(reply.text)
            conversation.problem = ""
            return None
        except Misfit as misfit:
            conversation.problem = _told(misfit, reply)
        if conversation.repairs == self._repairs:
            return None
        conversation.repairs += 1
        return self._mended(conversation, reply)

    def outcome(self, reply: Reply) -> Structured | Failure:
        """What a conversation came to, with its last reply."""
        conversation = self._open.pop(reply.index)
        if isinstance(reply, Failure):
            return reply
        if conversation.problem:
            times = f" after {_count(conversation.repairs)}" if conversation.repairs else ""
            reason = f"{MISFIT}{times}: {conversation.problem}"
            return Unfit(index=reply.index, key=reply.key, reason=reason)
        return Structured(value=conversation.value, answer=reply, repairs=conversation.repairs)

    def _mended(self, conversation: _Conversation, answer: Answer) -> Request:
        """The first request, the last answer, and what is wrong with it: earlier ones are left out.

        So a conversation never grows beyond one answer more than it began with.
        """
        payload = conversation.request.payload
        turns = [
            {"role": "assistant", "content": answer.text.strip() or "(nothing)"},
            {"role": "user", "content": self._prompt.fill(problem=conversation.problem)},
        ]
        messages = [*payload["messages"], *turns]
        return replace(conversation.request, payload={**payload, "messages": messages})


def _told(misfit: Misfit, answer: Answer) -> str:
    if answer.finish_reason == "length":
        return f"it was cut off because it got too long ({misfit})"
    return str(misfit)


def _count(repairs: int) -> str:
    return "1 repair" if repairs == 1 else f"{repairs} repairs"
