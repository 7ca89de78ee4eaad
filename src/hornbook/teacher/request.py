"""A prompt with its sampling parameters, and the answer that came back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hornbook.teacher.logprobs import Token, read_tokens

Kind = Literal["chat/completions", "completions", "embeddings"]

LIMIT = "max_tokens"
NEW_LIMIT = "max_completion_tokens"
"""What OpenAI calls ``max_tokens`` for its reasoning models, which refuse the old name."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One call of an OpenAI-compatible endpoint.

    Attributes:
        payload: the JSON body without the model, which the teacher fills in.
        kind: the path below the base URL.
        sample: tells apart several answers wanted to one payload; it isn't sent.
    """

    payload: Mapping[str, Any]
    kind: Kind = "chat/completions"
    sample: int = 0

    def key(self, endpoint: str) -> str:
        """The hash of everything that changes the answer; the payload includes the model.

        What is done with the answer afterwards is no part of it, so a better parser pays nothing.
        Nor is which of its two names the limit of tokens has.
        """
        record = [endpoint, self.kind, _spelled_alike(self.payload), self.sample]
        text = json.dumps(record, sort_keys=True, ensure_ascii=True, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _spelled_alike(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    if NEW_LIMIT not in payload or LIMIT in payload:
        return payload
    return {LIMIT if name == NEW_LIMIT else name: value for name, value in payload.items()}


def chat(
    prompt: str,
    *,
    system: str = "",
    max_tokens: int,
    temperature: float = 1.0,
    top_p: float = 1.0,
    seed: int | None = None,
    sample: int = 0,
    **more: object,
) -> Request:
    """Ask for one turn of a chat; ``more`` goes into the payload as it is (``stop``, …).

    With ``logprobs=True, top_logprobs=20`` the answer has `Answer.tokens`.
    """
    messages = [{"role": "system", "content": system}] if system else []
    payload: dict[str, Any] = {
        "messages": [*messages, {"role": "user", "content": prompt}],
        "max_tokens": max_tokens,
        "temperature": temperature,
        "top_p": top_p,
    }
    if seed is not None:
        payload["seed"] = seed
    return Request(payload={**payload, **more}, sample=sample)


def continuation(
    prompt: str,
    *,
    max_tokens: int,
    temperature: float = 1.0,
    top_p: float = 1.0,
    seed: int | None = None,
    sample: int = 0,
    **more: object,
) -> Request:
    """Let a text be continued, without a chat's turns; ``logprobs=5`` gives `Answer.tokens`."""
    payload: dict[str, Any] = {
        "prompt": prompt,
        "max_tokens": max_tokens,
        "temperature": temperature,
        "top_p": top_p,
    }
    if seed is not None:
        payload["seed"] = seed
    return Request(payload={**payload, **more}, kind="completions", sample=sample)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the teacher said.

    Attributes:
        index: the place of the request among those handed in.
        key: the request's hash, for rows to carry.
        text: the answer; empty when the teacher said nothing.
        finish_reason: ``stop``, ``length`` when ``max_tokens`` cut it off, or the endpoint's own.
        prompt_tokens: as the endpoint counted them.
        completion_tokens: as the endpoint counted them.
        cached_prompt_tokens: those of the prompt that the endpoint had seen before.
        seconds: from sending the request to having the answer, when it was paid for.
        cached: whether it was paid for earlier.
        body: the endpoint's JSON, for what isn't picked out here.
    """

    index: int
    key: str
    text: str
    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    cached: bool
    body: Mapping[str, Any]
    cached_prompt_tokens: int = 0

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The answer's tokens with their log-probabilities; none where they weren't given.

        Raises:
            ValueError: when they are given in a shape that nobody else uses.
        """
        return read_tokens(self.body)

    @classmethod
    def read(
        cls, body: Mapping[str, Any], *, index: int, key: str, seconds: float, cached: bool
    ) -> Answer:
        """Pick an answer out of an endpoint's JSON, of either kind.

        Raises:
            ValueError: when it doesn't have the shape of a completion.
        """
        try:
            choice = body["choices"][0]
            text = choice["message"]["content"] if "message" in choice else choice["text"]
            if not isinstance(text, str | None):
                raise TypeError("its text isn't a string")
            usage = body.get("usage") or {}
            prompt_tokens = _count(usage, "prompt_tokens")
            details = usage.get("prompt_tokens_details") or {}
            return cls(
                index=index,
                key=key,
                text=_whole_characters(text or ""),
                finish_reason=str(choice.get("finish_reason") or ""),
                prompt_tokens=prompt_tokens,
                completion_tokens=_count(usage, "completion_tokens"),
                seconds=seconds,
                cached=cached,
                body=body,
                cached_prompt_tokens=min(prompt_tokens, _count(details, "cached_tokens")),
            )
        except (KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(f"the answer isn't a completion ({error!r})") from None


def _count(usage: Mapping[str, Any], name: str) -> int:
    return max(0, int(usage.get(name) or 0))


def _whole_characters(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON can spell but no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A request that the teacher refused, or didn't answer however often it was asked."""

    index: int
    key: str
    reason: str


Reply = Answer | Failure
