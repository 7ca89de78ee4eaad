"""A teacher behind any OpenAI-compatible address: OpenAI, vLLM, llama.cpp, Ollama …."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed
from hornbook.teacher.protocol import Endpoint, Teacher
from hornbook.teacher.request import LIMIT, NEW_LIMIT, Request
from hornbook.teacher.usage import Price

# Where the search for an endpoint's limit starts.
_FIRST_WINDOW = 64


@dataclass(frozen=True, kw_only=True)
class OpenAITeacher(Teacher):
    """A model behind an OpenAI-compatible endpoint.

    Attributes:
        base_url: up to and including ``/v1``, as the ``openai`` client takes it.
        model: as the endpoint calls it.
        key_variable: the environment variable that holds the key; empty for servers without one.
            The key is read when the first request is sent, so cached answers need none.
        extra: what every request says besides, as a JSON object; ``{"temperature": null}`` leaves
            a field out, ``{"chat_template_kwargs": {"enable_thinking": false}}`` adds one.
        limit_field: ``max_completion_tokens`` for endpoints that refuse ``max_tokens``. Those that
            say so in their refusal are asked again that way; it is needed for batches only.
        in_flight: the most requests that may be under way at once; how many the endpoint takes
            is found below that.
        seconds: after which an answer isn't waited for any longer.
        rpm: the endpoint's limit of requests a minute, if you know it.
        tpm: the same for tokens of prompts and answers together.
        price: in dollars per million tokens; without one, the user's price table is looked up (see
            `hornbook.teacher.prices`), and if that has none costs are unknown, not zero.

    Raises:
        HornbookError: for an address that isn't HTTP, or holds a password or a query, an ``extra``
            that is no JSON object, and limits that aren't positive.
    """

    base_url: str
    model: str
    extra: str = ""
    limit_field: str = unhashed(LIMIT)
    key_variable: str = unhashed("OPENAI_API_KEY")
    in_flight: int = unhashed(256)
    seconds: float = unhashed(600.0)
    rpm: float | None = unhashed(None)
    tpm: float | None = unhashed(None)
    price: Price | None = unhashed(None)

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise HornbookError(
                f"the teacher's base_url {self.base_url!r} isn't an HTTP address; "
                "write it like https://api.openai.com/v1"
            )
        if parts.username or parts.password or parts.query:
            raise HornbookError(
                f"the teacher's base_url at {parts.hostname} holds a password or a query, which "
                "would be written to manifests; put the key into an environment variable"
            )
        if min(self.in_flight, self.seconds, self.rpm or 1, self.tpm or 1) <= 0:
            raise HornbookError(
                f"the limits of the teacher {self.model} (in_flight, seconds, rpm, tpm) "
                "must be positive"
            )
        if self.limit_field not in (LIMIT, NEW_LIMIT):
            raise HornbookError(
                f"the limit_field of the teacher {self.model} is {self.limit_field!r}; "
                f"it can be {LIMIT} or {NEW_LIMIT}"
            )
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        object.__setattr__(self, "extra", _canonical(self.extra))

    @property
    def name(self) -> str:
        """The model, as the endpoint calls it."""
        return self.model

    @property
    def endpoint(self) -> str:
        """The base URL."""
        return self.base_url

    @property
    def concurrency(self) -> int:
        """What ``in_flight`` says."""
        return self.in_flight

    @property
    def first_concurrency(self) -> int:
        """A modest number to start with."""
        return min(self.in_flight, _FIRST_WINDOW)

    @property
    def timeout(self) -> float:
        """What ``seconds`` says."""
        return self.seconds

    @property
    def requests_per_minute(self) -> float | None:
        """What ``rpm`` says."""
        return self.rpm

    @property
    def tokens_per_minute(self) -> float | None:
        """What ``tpm`` says."""
        return self.tpm

    @property
    def cost(self) -> Price | None:
        """What ``price`` says."""
        return self.price

    def __str__(self) -> str:
        """The teacher as the command line takes it."""
        from hornbook.teacher.spec import write_openai

        return write_openai(self)

    def adapt(self, request: Request) -> Request:
        """Add ``extra`` and the model."""
        payload = dict(request.payload)
        if self.extra:
            payload = _patched(payload, json.loads(self.extra))
        if self.limit_field == NEW_LIMIT and LIMIT in payload:
            payload[NEW_LIMIT] = payload.pop(LIMIT)
        return super().adapt(replace(request, payload=payload))

    def secret(self) -> str:
        """The key, out of the environment; empty for servers without one.

        Raises:
            HornbookError: when it isn't set, or can't be a key.
        """
        secret = os.environ.get(self.key_variable, "").strip() if self.key_variable else ""
        if self.key_variable and not secret:
            raise HornbookError(
                f"no key for {self.base_url}: set the environment variable {self.key_variable}, "
                'or give the teacher key_variable="" if the server needs none'
            )
        if not (secret.isascii() and secret.isprintable()):
            raise HornbookError(
                f"the environment variable {self.key_variable} can't be a key: it holds characters "
                "that no HTTP header takes"
            )
        return secret

    @asynccontextmanager
    async def connect(self, settings: Settings) -> AsyncIterator[Endpoint]:
        """Open connections, with the key if one is needed."""
        from hornbook.teacher.dialect import Dialect
        from hornbook.teacher.http_endpoint import http_endpoint

        secret = self.secret()
        loopback = urlsplit(self.base_url).hostname in ("127.0.0.1", "localhost", "::1")
        async with http_endpoint(
            self.base_url,
            secret=secret,
            remedy=(
                f"check the environment variable {self.key_variable}"
                if self.key_variable
                else "name the environment variable that holds it: key_variable, or ?key=NAME"
            ),
            proxies=not loopback,
        ) as endpoint:
            yield Dialect(endpoint, self.model)


def _canonical(extra: str) -> str:
    """The same object written in the one way that enters the identity."""
    if not extra.strip():
        return ""
    try:
        patch = json.loads(extra)
    except (ValueError, RecursionError):
        patch = None
    if not isinstance(patch, dict):
        raise HornbookError(
            f"the teacher's extra {extra!r} isn't a JSON object; write it like "
            '{"reasoning_effort": "low"}'
        )
    return json.dumps(patch, sort_keys=True) if patch else ""


def _patched(target: object, patch: dict[str, Any]) -> dict[str, Any]:
    """RFC 7396: objects are merged, null removes, everything else replaces."""
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            merged[name] = _patched(merged.get(name), value)
        else:
            merged[name] = value
    return merged
