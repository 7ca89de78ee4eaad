"""A model that is asked over an endpoint, as a `LanguageModel`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from hornbook.errors import HornbookError
from hornbook.model.likelihood import Likelihood
from hornbook.model.sampling import Sampling
from hornbook.pipeline.progress import Progress
from hornbook.teacher import Answer, Request, chat, continuation
from hornbook.teacher.account import Account
from hornbook.teacher.client import Client, in_order

MOST_STOPS = 4
"""OpenAI's endpoints take no more stop strings; what lies beyond them is cut here."""


class AskedModel:
    """Completes prompts through a teacher's client, which keeps every answer in its cache.

    Args:
        client: an open client.
        chat: ask in turns of a chat instead of letting texts be continued.
        say: told how many requests got no answer; they count as empty completions.
    """

    context: int | None = None

    def __init__(self, client: Client, *, chat: bool, say: Callable[[str], None]) -> None:
        self.client, self.chat, self._say = client, chat, say
        self.asked = self.answered = 0

    def generate(
        self, prompts: Sequence[str], sampling: Sampling, progress: Progress | None = None
    ) -> list[str]:
        """A completion of each prompt; equal prompts are told apart by their number."""
        requests = self._requests(prompts, sampling)
        texts, failures = [], []
        for answer in self._answers(requests, len(prompts), "sampling", progress):
            if isinstance(answer, Answer):
                texts.append(_before_stop(answer.text, sampling.stop))
            else:
                texts.append("")
                failures.append(answer)
        if failures:
            self._say(
                f"  {len(failures):,} of {len(prompts):,} requests got no answer, and count as "
                f"empty completions; the first: {failures[0]}"
            )
        return texts

    def log_likelihood(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None
    ) -> list[Likelihood]:
        """From the log-probabilities of an echoed text, as vLLM and OpenAI's completions give them.

        A token that begins in the prompt and ends in the continuation counts as the prompt's.

        Raises:
            HornbookError: when the endpoint gives no log-probabilities of prompts.
        """
        found = []
        requests = (
            continuation(prompt + text, max_tokens=1, temperature=0.0, logprobs=1, echo=True)
            for prompt, text in pairs
        )
        answers = self._answers(requests, len(pairs), "scoring", progress)
        for (prompt, text), answer in zip(pairs, answers, strict=True):
            figures = _echoed(answer.body, prompt, text) if isinstance(answer, Answer) else None
            if figures is None:
                raise HornbookError(
                    f"{self.client.teacher.name} gives no log-probabilities of a prompt's own "
                    "tokens (echo with logprobs, as vLLM does), which bits per byte needs; "
                    "evaluate the model from its files, as a folder or hf:NAME"
                )
            found.append(figures)
        return found

    def account(self) -> Account:
        """What was asked, for the manifest."""
        return Account(
            teacher=self.client.teacher.name,
            template="evaluation",
            asked=self.asked,
            parsed=self.answered,
            kept=self.answered,
            usage=self.client.usage,
        )

    def _requests(self, prompts: Sequence[str], sampling: Sampling) -> Iterator[Request]:
        seen: Counter[str] = Counter()
        make = chat if self.chat else continuation
        more: dict[str, Any] = {"stop": list(sampling.stop[:MOST_STOPS])} if sampling.stop else {}
        for prompt in prompts:
            number = seen[prompt]
            seen[prompt] += 1
            yield make(
                prompt,
                max_tokens=sampling.max_new_tokens,
                temperature=sampling.temperature,
                top_p=sampling.top_p,
                seed=_seed(sampling.seed, number),
                sample=number,
                **more,
            )

    def _answers(
        self, requests: Iterator[Request], total: int, what: str, progress: Progress | None
    ) -> Iterator[Answer | str]:
        """Answers in the order of the requests, or why there is none."""
        shown = progress or Progress(quiet=True)
        with (
            shown.bar(what, total=total, unit="requests") as bar,
            closing(self.client.complete(requests)) as replies,
        ):
            for reply in in_order(replies, bar.advance):
                self.asked += 1
                self.answered += isinstance(reply, Answer)
                yield reply if isinstance(reply, Answer) else reply.reason


def _seed(seed: int, number: int) -> int:
    """A seed of 31 bits, which every endpoint takes."""
    digest = hashlib.blake2b(f"{seed}/{number}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) >> 1


def _before_stop(text: str, stop: Sequence[str]) -> str:
    places = [place for place in map(text.find, stop) if place >= 0]
    return text[: min(places, default=None)]


def _echoed(body: Any, prompt: str, text: str) -> Likelihood | None:  # noqa: ANN401 - JSON
    """What the echoed tokens of ``text`` say; None where they aren't there."""
    try:
        found = body["choices"][0]["logprobs"]
        tokens = zip(
            found["text_offset"],
            found["token_logprobs"],
            found["tokens"],
            found["top_logprobs"],
            strict=True,
        )
        inside = [
            (float(logprob), token, likeliest)
            for offset, logprob, token, likeliest in tokens
            if len(prompt) <= offset < len(prompt) + len(text) and logprob is not None
        ]
    except (LookupError, TypeError, ValueError):
        return None
    if not inside and text:
        return None
    greedy = all(token == max(tops, key=tops.get, default=None) for _, token, tops in inside)
    nats = -sum(logprob for logprob, _, _ in inside)
    return Likelihood(nats, len(text.encode()), len(inside), greedy)
