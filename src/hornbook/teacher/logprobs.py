"""Log-probabilities of an answer's tokens, whichever way an endpoint writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Token:
    """One token of an answer.

    Attributes:
        text: the token.
        logprob: its natural log-probability.
        alternatives: the likeliest tokens at this place with theirs, as the endpoint gave them;
            the token itself may be among them.
    """

    text: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()


def read_tokens(body: Mapping[str, Any]) -> tuple[Token, ...]:
    """The tokens of an endpoint's JSON; none when it gives no log-probabilities.

    Two shapes are in use: a list of objects (the chat API, and llama.cpp for both kinds) and
    parallel lists (OpenAI's and vLLM's completions).

    Raises:
        ValueError: when there is something, but in neither shape.
    """
    try:
        found = body["choices"][0].get("logprobs")
        if not found:
            return ()
        if found.get("content") is not None:
            return tuple(_from_objects(found["content"]))
        return tuple(_from_lists(found)) if found.get("tokens") is not None else ()
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ValueError(f"the log-probabilities can't be read ({error!r})") from None


def _from_objects(tokens: list[dict[str, Any]]) -> Iterator[Token]:
    for token in tokens:
        others = token.get("top_logprobs") or ()
        alternatives = tuple((str(each["token"]), float(each["logprob"])) for each in others)
        yield Token(str(token["token"]), float(token["logprob"]), alternatives)


def _from_lists(found: dict[str, Any]) -> Iterator[Token]:
    texts = found["tokens"]
    tops = found.get("top_logprobs") or [None] * len(texts)
    for text, logprob, others in zip(texts, found["token_logprobs"], tops, strict=True):
        if logprob is None:  # of a prompt's first token, where the prompt is echoed
            continue
        alternatives = tuple((str(key), float(value)) for key, value in (others or {}).items())
        yield Token(str(text), float(logprob), alternatives)
