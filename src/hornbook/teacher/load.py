"""How many tokens a request takes: at most, before it is sent; exactly, when it is answered."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hornbook.errors import HornbookError
from hornbook.teacher.request import Answer, Request

# What a chat template may add to a prompt: marks around turns, a system prompt of its own.
_TEMPLATE_TOKENS = 64
# Text has about four bytes a token; this is on the safe side for a rate, not for a budget.
_BYTES_PER_TOKEN = 3


@dataclass(frozen=True, kw_only=True)
class Load:
    """Tokens of one request.

    Attributes:
        prompt: tokens of the prompt.
        completion: tokens of the answer.
    """

    prompt: int
    completion: int

    @classmethod
    def most(cls, request: Request) -> Load:
        """The most that the request can take: a token is at least one byte.

        Raises:
            HornbookError: when the request doesn't limit its answer.
        """
        return cls(prompt=_bytes(request) + _TEMPLATE_TOKENS, completion=_longest_answer(request))

    @classmethod
    def likely(cls, request: Request) -> Load:
        """About what endpoints count against a limit per minute, before answering."""
        try:
            completion = _longest_answer(request)
        except HornbookError:
            completion = 0
        return cls(prompt=_bytes(request) // _BYTES_PER_TOKEN, completion=completion)

    @classmethod
    def of(cls, answer: Answer) -> Load | None:
        """What an answer took; none when the endpoint doesn't say."""
        if not answer.prompt_tokens and not answer.completion_tokens:
            return None
        return cls(prompt=answer.prompt_tokens, completion=answer.completion_tokens)

    @property
    def tokens(self) -> int:
        """Both together."""
        return self.prompt + self.completion


def _bytes(request: Request) -> int:
    return len(json.dumps(request.payload, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _longest_answer(request: Request) -> int:
    payload = request.payload
    longest = payload.get("max_completion_tokens", payload.get("max_tokens"))
    if not isinstance(longest, int):
        raise HornbookError(
            "a budget needs to know the most that an answer can cost; give the request max_tokens"
        )
    answers = max(int(payload.get("n") or 1), int(payload.get("best_of") or 1))
    return longest * answers
