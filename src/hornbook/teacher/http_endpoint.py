"""The OpenAI protocol over HTTP, one request at a time; asking again is the client's affair."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import openai

from hornbook.teacher.faults import Passing, Refused, Unusable
from hornbook.teacher.request import Request

# Longer than any answer should take; a hung connection is asked again after it.
TIMEOUT_SECONDS = 600.0
CONNECT_SECONDS = 10.0
_LONGEST_REASON = 300
_PASSING_STATUS = {408, 409, 425, 429}


class HttpEndpoint:
    """Posts requests to ``base_url`` and sorts what comes back by what there is to do about it.

    Args:
        client: an open client that doesn't retry by itself.
        secret: never to appear in a message; empty when there is none.
        remedy: what to do about a refused key.
    """

    def __init__(self, client: openai.AsyncOpenAI, *, secret: str, remedy: str) -> None:
        self._client = client
        self._secret = secret
        self._remedy = remedy
        self.base_url = str(client.base_url).rstrip("/")

    async def ask(self, request: Request) -> dict[str, Any]:
        """The endpoint's JSON; faults as `Endpoint.ask` says."""
        try:
            response = await self._client.post(
                f"/{request.kind}", body=dict(request.payload), cast_to=httpx2.Response
            )
            body = response.json()
        except openai.APITimeoutError:
            raise Passing(f"no answer within {TIMEOUT_SECONDS:.0f} s") from None
        except openai.APIConnectionError as error:
            raise Passing(self._clean(_connection_reason(error)), reached=False) from None
        except openai.APIStatusError as error:
            raise self._sort(error) from None
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise Passing("the answer isn't JSON") from None
        if not isinstance(body, dict):
            raise Passing("the answer isn't a JSON object")
        if "choices" not in body and "error" in body:
            raise Passing(self._clean(f"the endpoint reports an error: {body['error']}"))
        return body

    def _sort(self, error: openai.APIStatusError) -> Exception:
        status, code = error.status_code, error.code or ""
        reason = self._clean(f"{_message(error)} (HTTP {status})")
        if status in (401, 403):
            return Unusable(f"{self.base_url} refused the key; {self._remedy}: {reason}")
        if status == 404 or code == "model_not_found":
            return Unusable(
                f"{self.base_url} doesn't know this model or address; "
                f"check the teacher's base_url and model: {reason}"
            )
        if code == "insufficient_quota":
            return Unusable(f"the quota at {self.base_url} is used up: {reason}")
        if status in _PASSING_STATUS or status >= 500:
            return Passing(reason, retry_after=_retry_after(error.response.headers))
        return Refused(reason)

    def _clean(self, text: str) -> str:
        """One short line without the key, which some endpoints repeat in their messages."""
        if self._secret:
            text = text.replace(self._secret, "[key]")
        return " ".join(text.split())[:_LONGEST_REASON]


@asynccontextmanager
async def http_endpoint(
    base_url: str, *, secret: str = "", remedy: str = "", concurrency: int, proxies: bool = True
) -> AsyncIterator[HttpEndpoint]:
    """Open connections to ``base_url``; ``proxies`` says whether the environment's may be used."""
    limits = httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    timeout = httpx2.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS)
    transport = openai.DefaultAsyncHttpxClient(limits=limits, timeout=timeout, trust_env=proxies)
    async with openai.AsyncOpenAI(
        base_url=base_url,
        api_key=secret or "none",  # the client insists on one; keyless servers ignore it
        max_retries=0,
        timeout=timeout,
        http_client=transport,
    ) as client:
        yield HttpEndpoint(client, secret=secret, remedy=remedy)


def _message(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return str(body["message"])
    return str(body or error.message)


def _connection_reason(error: openai.APIConnectionError) -> str:
    cause = error.__cause__
    return f"{type(cause).__name__}: {cause}" if cause is not None else str(error)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds, from ``Retry-After-Ms`` or ``Retry-After``; a date there is left to back-off."""
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) / scale
        except (KeyError, ValueError):
            continue
        if seconds >= 0:
            return seconds
    return None
