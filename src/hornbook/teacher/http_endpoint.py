"""The OpenAI protocol over HTTP, one request at a time; asking again is the client's affair.

Spoken through aiohttp: with it a request takes less than half the processor time that the
``openai`` package takes (docs/results/teacher.md), which limits how many can be under way.
"""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, get_args
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from hornbook.teacher.faults import Fault, Passing, Refused, Unusable
from hornbook.teacher.redaction import Redaction
from hornbook.teacher.request import Kind, Request

CONNECT_SECONDS = 10.0
LONGEST_BODY = 64 << 20
_LONGEST_REASON = 300
_PASSING_STATUS = {408, 409, 425, 429}
_BUSY_STATUS = {429, 503, 529}


class HttpEndpoint:
    """Posts requests to ``base_url`` and sorts what comes back by what there is to do about it.

    Args:
        session: open connections.
        base_url: up to and including ``/v1``.
        secret: never to appear in a message; empty when there is none.
        remedy: what to do about a refused key.
    """

    def __init__(
        self, session: aiohttp.ClientSession, base_url: str, *, secret: str, remedy: str
    ) -> None:
        self._session = session
        self._redaction = Redaction(secret)
        self._remedy = remedy
        self.base_url = base_url
        self._addresses = {kind: URL(f"{base_url}/{kind}") for kind in get_args(Kind)}

    async def ask(self, request: Request) -> dict[str, Any]:
        """The endpoint's JSON; faults as `Endpoint.ask` says."""
        try:
            async with self._session.post(
                self._addresses[request.kind],
                data=json.dumps(request.payload).encode(),
                allow_redirects=False,
            ) as response:
                content = self._redaction.content(await _read(response))
        except aiohttp.ClientConnectorError as error:
            raise Passing(self._clean(str(error)), reached=False) from None
        except TimeoutError:
            raise Passing(f"no connection within {CONNECT_SECONDS:.0f} s", reached=False) from None
        except (aiohttp.ClientError, OSError) as error:
            # The request was sent, so it may be paid for.
            reason = f"the connection broke: {type(error).__name__} {error}"
            raise Passing(self._clean(reason), billed=True) from None
        if response.status != 200:
            raise self._sort(response.status, response.headers, content)
        return self._parse(content)

    def _parse(self, content: bytes) -> dict[str, Any]:
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            raise Passing("the answer isn't JSON", billed=True) from None
        if not isinstance(body, dict):
            raise Passing("the answer isn't a JSON object", billed=True)
        if "choices" not in body and "error" in body:
            raise Passing(self._clean(f"the endpoint reports an error: {body['error']}"))
        return body

    def _sort(self, status: int, headers: Mapping[str, str], content: bytes) -> Fault:
        message, code = _message(content)
        reason = self._clean(f"{message} (HTTP {status})")
        if status in (401, 403):
            return Unusable(f"{self.base_url} refused the key; {self._remedy}: {reason}")
        if status == 404 or code == "model_not_found" or 300 <= status < 400:
            return Unusable(
                f"{self.base_url} doesn't know this model or address; "
                f"check the teacher's base_url and model: {reason}"
            )
        if status == 402 or code == "insufficient_quota":
            return Unusable(f"the quota at {self.base_url} is used up: {reason}")
        if status in _PASSING_STATUS or status >= 500 or status < 300:
            return Passing(reason, retry_after=_retry_after(headers), busy=status in _BUSY_STATUS)
        return Refused(reason)

    def _clean(self, text: str) -> str:
        """One short line without the key, which some endpoints repeat in their messages."""
        text = self._redaction.message(text).encode("utf-8", "replace").decode()
        return " ".join(text.split())[:_LONGEST_REASON]


@asynccontextmanager
async def http_endpoint(
    base_url: str, *, secret: str = "", remedy: str = "", proxies: bool = True
) -> AsyncIterator[HttpEndpoint]:
    """Open connections to ``base_url``; ``proxies`` says whether the environment's may be used."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        headers=headers,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        proxy=proxy_for(base_url) if proxies else None,
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield HttpEndpoint(session, base_url, secret=secret, remedy=remedy)


def proxy_for(base_url: str) -> str | None:
    """The environment's proxy for this address.

    aiohttp's ``trust_env`` would look it up for each request, in a thread, and add a password from
    ``~/.netrc`` to requests that have a key.
    """
    parts = urlsplit(base_url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The whole body, unless it is so long that something is wrong."""
    pieces, length = [], 0
    async for piece in response.content.iter_any():
        length += len(piece)
        if length > LONGEST_BODY:
            raise Refused(f"the answer is longer than {LONGEST_BODY >> 20} MiB")
        pieces.append(piece)
    return b"".join(pieces)


def _message(content: bytes) -> tuple[str, str]:
    """What an error's body says, and its code; whatever shape it has."""
    text = content.decode("utf-8", "replace")
    try:
        error = json.loads(text)
    except (ValueError, RecursionError):
        return text, ""
    if isinstance(error, dict):
        error = error.get("error", error)
    if isinstance(error, dict):
        return str(error.get("message") or error), str(error.get("code") or "")
    return str(error), ""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from ``Retry-After-Ms`` or ``Retry-After``.

    A date there is compared with the endpoint's own clock: ours may be wrong.
    """
    for name, scale in (("Retry-After-Ms", 1000.0), ("Retry-After", 1.0)):
        try:
            seconds = float(headers[name]) / scale
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        until = parsedate_to_datetime(headers["Retry-After"])
        now = parsedate_to_datetime(headers["Date"]) if "Date" in headers else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None
