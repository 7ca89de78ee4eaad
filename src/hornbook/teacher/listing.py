"""Which models an endpoint has, by its own word."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from hornbook.teacher.faults import Passing, Refused
from hornbook.teacher.http_endpoint import CONNECT_SECONDS, proxy_for
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.redaction import Redaction


async def listed_models(teacher: OpenAITeacher) -> list[str]:
    """The names that ``GET /models`` gives, sorted.

    Raises:
        HornbookError: when the key that is needed isn't set.
        Fault: when there is no such list; the message holds no key.
    """
    secret = teacher.secret()
    loopback = urlsplit(teacher.base_url).hostname in ("127.0.0.1", "localhost", "::1")
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    clean = Redaction(secret).message
    try:
        async with (
            aiohttp.ClientSession(
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=CONNECT_SECONDS),
                proxy=None if loopback else proxy_for(teacher.base_url),
                cookie_jar=aiohttp.DummyCookieJar(),
            ) as session,
            session.get(f"{teacher.base_url}/models", allow_redirects=False) as response,
        ):
            content = await response.read()
    except TimeoutError:
        raise Passing(f"no answer within {CONNECT_SECONDS:.0f} s") from None
    except (aiohttp.ClientError, OSError) as error:
        raise Passing(clean(str(error)), reached=False) from None
    if response.status != 200:
        raise Refused(f"HTTP {response.status}")
    try:
        return sorted(_names(json.loads(content)))
    except (ValueError, RecursionError, LookupError, TypeError):
        raise Refused("the answer isn't a list of models") from None


def _names(body: Any) -> set[str]:  # noqa: ANN401 - JSON of an endpoint
    return {str(each["id"]) for each in body["data"]}
