"""A model as judge: it writes a short evaluation, then a last line that can be read.

Evaluation first, grade second, is phi-1's protocol (§4): a grade that has to follow from reasons is
better than one that is followed by them. A judge who comes to no last line, as small models do, is
asked once more for the verdict alone, held to a JSON schema where its endpoint can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property

from hornbook.evaluate.prompts import Template
from hornbook.pipeline.context import Context
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import Answer, LocalTeacher, Request, Teacher, chat
from hornbook.teacher.account import Account
from hornbook.teacher.client import in_order
from hornbook.teacher.request import Reply
from hornbook.teacher.schema import Misfit, Schema

_VERDICT_LENGTH = 30
"""Tokens of a verdict alone, as JSON."""


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Who judges, and how.

    Attributes:
        teacher: the model that is asked.
        template: the prompt: a name of `evaluate.prompts`, or a path; its digest is the identity.
        max_tokens: the longest judgement.
        temperature: 0, so that a judgement can be repeated.
        seed: of the sampling.
    """

    teacher: Teacher = field(default_factory=LocalTeacher)
    template: str = unhashed("")
    max_tokens: int = 400
    temperature: float = 0.0
    seed: int = 0

    def external(self, template: str) -> str:
        """What judges, as far as it lies outside the recipe; ``template`` where none is set."""
        digest = Template.load(self.template or template).digest
        return f"{digest} {self.teacher.external()}".strip()


@dataclass(frozen=True)
class Judgement:
    """One judgement.

    Attributes:
        said: what the judge wrote.
        verdict: what its last line says; None where it has none of the form asked for, and gave
            none when asked for it alone.
        insisted: whether it was asked again.
    """

    said: str
    verdict: str | None
    insisted: bool = False


@dataclass(frozen=True)
class LastLine:
    """The last line of the form ``Name: value``, whatever its capitals and marks."""

    name: str
    values: tuple[str, ...]

    def __call__(self, said: str) -> str | None:
        """The value that a judgement ends in; None where it has no such line."""
        found = self._line.findall(said)
        return self._known[found[-1].lower()] if found else None

    def alone(self, said: str) -> str | None:
        """The value in an answer to `insistence`."""
        try:
            value: str = self.form.read(said)[self._key]
        except Misfit:
            return self(said)
        return value

    @property
    def insistence(self) -> str:
        """What a judge is told who wrote no such line."""
        values = ", ".join(f'"{value}"' for value in self.values)
        return (
            f"Now only the verdict that follows from this: a JSON object whose "
            f'"{self._key}" is one of {values}.'
        )

    @cached_property
    def form(self) -> Schema:
        """The schema of a verdict alone."""
        return Schema(
            {
                "type": "object",
                "properties": {self._key: {"enum": list(self.values)}},
                "required": [self._key],
                "additionalProperties": False,
            }
        )

    @property
    def _key(self) -> str:
        return self.name.lower()

    @cached_property
    def _known(self) -> dict[str, str]:
        return {value.lower(): value for value in self.values}

    @cached_property
    def _line(self) -> re.Pattern[str]:
        either = "|".join(re.escape(value) for value in sorted(self._known, key=len, reverse=True))
        return re.compile(
            rf"^[\s*_#>-]*{re.escape(self.name)}[\s*_]*:[\s*_\"'`]*({either})(?!\w|\.\d)",
            re.IGNORECASE | re.MULTILINE,
        )


def ask(
    judge: Judge,
    template: str,
    slots: Iterable[dict[str, str]],
    read: LastLine,
    context: Context,
    total: int | None = None,
) -> list[Judgement]:
    """A judgement of each, in order; a request without an answer is an unread judgement.

    How many came to a verdict only when it was insisted on is recorded as ``insisted``.

    Args:
        judge: who is asked.
        template: the prompt, where the judge has none of its own.
        slots: what fills the prompt, for each.
        read: finds the verdict in what the judge wrote.
        context: of the running stage; the account is recorded in its manifest.
        total: how many there are, for the progress.
    """
    prompt = Template.load(judge.template or template)
    judgements = []
    insisting = _Insisting(read)
    requests = (
        chat(
            prompt.fill(**each),
            max_tokens=judge.max_tokens,
            temperature=judge.temperature,
            seed=judge.seed,
        )
        for each in slots
    )
    with (
        judge.teacher.open(context.cache, context.settings) as client,
        context.progress.bar("judging", total=total, unit="answers") as bar,
        closing(client.complete(insisting.opened(requests), insisting.follow)) as replies,
    ):
        for reply in in_order(replies, bar.advance):
            judgements.append(insisting.judgement(reply))
        read_count = sum(judgement.verdict is not None for judgement in judgements)
        account = Account(
            teacher=judge.teacher.name,
            template=prompt.name,
            template_digest=prompt.digest,
            asked=len(judgements),
            parsed=read_count,
            kept=read_count,
            usage=client.usage,
        )
    insisted = sum(each.insisted and each.verdict is not None for each in judgements)
    context.record(accounts=[account.record()], insisted=insisted)
    return judgements


class _Insisting:
    """Asks for the verdict alone where a judgement has none; all but `judgement` in the client."""

    def __init__(self, read: LastLine) -> None:
        self._read = read
        self._asked: dict[int, Request] = {}
        self._said: dict[int, str] = {}

    def opened(self, requests: Iterable[Request]) -> Iterator[Request]:
        """The requests as they are sent first."""
        for index, request in enumerate(requests):
            self._asked[index] = request
            yield request

    def follow(self, reply: Reply) -> Request | None:
        """What to ask after a judgement without a verdict."""
        request = self._asked.pop(reply.index, None)
        if request is None or not isinstance(reply, Answer) or self._read(reply.text) is not None:
            return None
        self._said[reply.index] = reply.text
        turns = [
            {"role": "assistant", "content": reply.text.strip() or "(nothing)"},
            {"role": "user", "content": self._read.insistence},
        ]
        payload = {
            **request.payload,
            "messages": [*request.payload["messages"], *turns],
            "max_tokens": _VERDICT_LENGTH,
            "response_format": self._read.form.response_format,
        }
        return replace(request, payload=payload)

    def judgement(self, reply: Reply) -> Judgement:
        """What was said in the end."""
        text = reply.text if isinstance(reply, Answer) else ""
        before = self._said.pop(reply.index, None)
        if before is None:
            return Judgement(text, self._read(text))
        return Judgement(f"{before}\n\n{text}".strip(), self._read.alone(text), insisted=True)
