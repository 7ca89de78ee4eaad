"""OpenAI's files and batches over HTTP (platform.openai.com/docs/api-reference/batch)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from hornbook.teacher.faults import Fault, Passing, Refused, Unusable
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.patience import Patience
from hornbook.teacher.redaction import Redaction
from hornbook.teacher.request import Kind

MARK = "hornbook_batch"
"""The name, in a batch's metadata, of what it is found by."""

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})

_PAGE = 100
_CHUNK = 1 << 20
_LONGEST_REASON = 300
_PASSING_STATUS = {408, 409, 425, 429}
_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10.0, sock_read=120.0)


class BatchEndpoint:
    """Uploads, creates, finds, watches, cancels and downloads.

    Everything is asked again with patience when it fails in passing, except `create`, since it
    isn't known whether that has happened.

    Args:
        session: open connections.
        teacher: whose endpoint it is.
        patience: how often to ask again.
    """

    def __init__(
        self, session: aiohttp.ClientSession, teacher: OpenAITeacher, patience: Patience
    ) -> None:
        self._session = session
        self._teacher = teacher
        self._secret = teacher.secret()
        self._redaction = Redaction(self._secret)
        self._patience = patience

    async def upload(self, name: str, path: Path) -> str:
        """Upload a file of requests; gives its id."""

        def form() -> aiohttp.FormData:
            data = aiohttp.FormData()
            data.add_field("purpose", "batch")
            data.add_field("file", path.open("rb"), filename=name, content_type="application/jsonl")
            return data

        return str((await self._patiently("POST", "files", form=form))["id"])

    async def create(self, file: str, kind: Kind, name: str) -> dict[str, Any]:
        """Create the batch of an uploaded file.

        Raises:
            Passing: when the connection broke or the endpoint is ill: it may exist all the same.
            Fault: when it doesn't.
        """
        wanted = {
            "input_file_id": file,
            "endpoint": f"/v1/{kind}",
            "completion_window": "24h",
            "metadata": {MARK: name},
        }
        return await self._call("POST", "batches", body=wanted)

    async def find(self, name: str) -> dict[str, Any] | None:
        """The batch whose metadata holds this name, if there is one."""
        after = ""
        while True:
            page = await self._patiently("GET", f"batches?limit={_PAGE}{after}")
            batches = page.get("data") or []
            for batch in batches:
                if (batch.get("metadata") or {}).get(MARK) == name:
                    return dict(batch)
            if not page.get("has_more") or not batches:
                return None
            after = f"&after={batches[-1]['id']}"

    async def get(self, batch: str) -> dict[str, Any]:
        """The batch as it is now."""
        return await self._patiently("GET", f"batches/{batch}")

    async def cancel(self, batch: str) -> dict[str, Any]:
        """Ask to cancel a batch; what is answered by then is paid for."""
        return await self._patiently("POST", f"batches/{batch}/cancel")

    async def download(self, file: str, path: Path) -> None:
        """Write a file of the endpoint's to ``path``, whole."""
        await self._patiently("GET", f"files/{file}/content", to=path)

    async def _patiently(
        self,
        method: str,
        path: str,
        *,
        form: Callable[[], aiohttp.FormData] | None = None,
        to: Path | None = None,
    ) -> dict[str, Any]:
        for attempt in range(1, self._patience.attempts + 1):
            try:
                return await self._call(method, path, form=form, to=to)
            except Passing as fault:
                if attempt == self._patience.attempts:
                    raise Unusable(f"{self._teacher.base_url} doesn't answer ({fault})") from None
                await asyncio.sleep(self._patience.wait(attempt, fault.retry_after))
        raise AssertionError("unreachable")

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        form: Callable[[], aiohttp.FormData] | None = None,
        to: Path | None = None,
    ) -> dict[str, Any]:
        try:
            async with self._session.request(
                method,
                f"{self._teacher.base_url}/{path}",
                json=body,
                data=form() if form else None,
                headers={"Authorization": f"Bearer {self._secret}"} if self._secret else None,
                allow_redirects=False,
            ) as response:
                if response.status != 200:
                    raise self._sort(response.status, response.headers, await response.read())
                if to is None:
                    return _object(self._redaction.content(await response.read()))
                await self._write(response, to)
                return {}
        except TimeoutError:
            raise Passing("no answer in time") from None
        except aiohttp.ClientError as error:
            raise Passing(self._clean(f"{type(error).__name__} {error}")) from None

    async def _write(self, response: aiohttp.ClientResponse, path: Path) -> None:
        """Write whole lines, so that no key can lie across two pieces."""
        rest = b""
        with path.open("wb") as file:
            async for piece in response.content.iter_chunked(_CHUNK):
                lines, newline, rest = (rest + piece).rpartition(b"\n")
                file.write(self._redaction.content(lines + newline))
            file.write(self._redaction.content(rest))

    def _sort(self, status: int, headers: Mapping[str, str], content: bytes) -> Fault:
        reason = self._clean(f"{_message(content)} (HTTP {status})")
        base_url = self._teacher.base_url
        if status in (401, 403):
            variable = self._teacher.key_variable or "with the key"
            return Unusable(
                f"{base_url} refused the key; check the environment variable {variable}: {reason}"
            )
        if status == 404:
            return Unusable(f"{base_url} has no batches, or not this one: {reason}")
        if status in _PASSING_STATUS or status >= 500:
            wait = headers.get("Retry-After", "")
            return Passing(reason, retry_after=float(wait) if wait.isdigit() else None)
        return Refused(reason)

    def _clean(self, text: str) -> str:
        """One short line without the key, which some endpoints repeat in their messages."""
        text = self._redaction.message(text).encode("utf-8", "replace").decode()
        return " ".join(text.split())[:_LONGEST_REASON]


@asynccontextmanager
async def batch_endpoint(
    teacher: OpenAITeacher, patience: Patience
) -> AsyncIterator[BatchEndpoint]:
    """Open connections to the teacher's endpoint."""
    loopback = urlsplit(teacher.base_url).hostname in ("127.0.0.1", "localhost", "::1")
    async with aiohttp.ClientSession(
        timeout=_TIMEOUT, trust_env=not loopback, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield BatchEndpoint(session, teacher, patience)


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Passing("the answer isn't a JSON object")
    return body


def _message(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    try:
        error = json.loads(text)["error"]
        return str(error.get("message") or error) if isinstance(error, dict) else str(error)
    except (ValueError, RecursionError, KeyError, TypeError):
        return text
