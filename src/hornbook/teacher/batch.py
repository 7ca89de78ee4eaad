"""Requests as files in the OpenAI batch format, and their answers back into the cache.

A batch is answered within a day at about half the price. The format
(platform.openai.com/docs/guides/batch) is taken by vLLM's ``run-batch`` too: one line of JSON for
each request, whose ``custom_id`` (here its hash and sample) tells which answer is its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.protocol import CACHE_NAME, Teacher
from hornbook.teacher.request import Answer, Kind, Request

# What OpenAI takes in one file.
MOST_LINES = 50_000
MOST_BYTES = 200_000_000

_KINDS: dict[str, Kind] = {
    "/v1/chat/completions": "chat/completions",
    "/v1/completions": "completions",
}
_HASH_LETTERS = 40  # an id may not be long everywhere


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of a file of answers.

    Attributes:
        answers: those now in the cache that weren't.
        known: those that were there already.
        failed: reasons of requests without an answer, and how many have each.
    """

    answers: int
    known: int
    failed: Counter[str]


def export_batch(
    teacher: Teacher,
    cache: Path,
    requests: Iterable[Request],
    folder: Path,
    *,
    most_lines: int = MOST_LINES,
    most_bytes: int = MOST_BYTES,
) -> list[Path]:
    """Write the requests that the cache below ``cache`` can't answer; gives the files.

    The files are ``batch-0001.jsonl`` and so on, none bigger than a batch may be.

    Raises:
        HornbookError: when ``folder`` holds files of a batch already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("batch-*.jsonl")):
        raise HornbookError(f"{folder} holds a batch already; choose another folder")
    paths: list[Path] = []
    with AnswerCache(cache / CACHE_NAME) as kept, ExitStack() as files:
        written, lines, size, file = set[str](), 0, 0, None
        for request in map(teacher.adapt, requests):
            key = request.key(teacher.endpoint)
            if key in written or kept.get(key) is not None:
                continue
            line = _line(key, request)
            if file is None or lines == most_lines or size + len(line) > most_bytes:
                paths.append(folder / f"batch-{len(paths) + 1:04}.jsonl")
                files.close()
                file = files.enter_context(paths[-1].open("wb"))
                lines = size = 0
            file.write(line)
            written.add(key)
            lines, size = lines + 1, size + len(line)
    return paths


def import_batch(teacher: Teacher, cache: Path, exported: Path, answers: Path) -> Imported:
    """Put the ``answers`` to an ``exported`` file into the cache below ``cache``.

    The answers may come in any order, several times, and in several files. Failures aren't kept,
    so the next export holds them again.

    Raises:
        HornbookError: for a line that can't be read, or that answers no request of the export or
            one to another teacher, naming the line; those before it are in the cache.
    """
    requests = dict(_requests(exported, teacher))
    imported, known, failed = 0, 0, Counter[str]()
    with AnswerCache(cache / CACHE_NAME) as kept:
        for place, line in _lines(answers):
            name = str(line.get("custom_id"))
            if name not in requests:
                raise HornbookError(f"{place} answers {name!r}, which {exported} doesn't ask")
            request = requests[name]
            key = request.key(teacher.endpoint)
            body, reason = _outcome(line)
            if reason:
                failed[reason] += 1
            elif kept.get(key) is not None:
                known += 1
            else:
                kept.put(key, request, teacher.endpoint, body, 0.0)
                imported += 1
    return Imported(answers=imported, known=known, failed=failed)


def _name(key: str, request: Request) -> str:
    return f"{key[:_HASH_LETTERS]}-{request.sample}"


def _line(key: str, request: Request) -> bytes:
    record = {
        "custom_id": _name(key, request),
        "method": "POST",
        "url": f"/v1/{request.kind}",
        "body": dict(request.payload),
    }
    return json.dumps(record).encode() + b"\n"


def _requests(exported: Path, teacher: Teacher) -> Iterator[tuple[str, Request]]:
    """The requests of an export by the names they have there."""
    for place, line in _lines(exported):
        try:
            name, kind = str(line["custom_id"]), _KINDS[line["url"]]
            request = Request(
                payload=dict(line["body"]), kind=kind, sample=int(name.partition("-")[2])
            )
        except (KeyError, TypeError, ValueError):
            raise HornbookError(f"{place} isn't a request that Hornbook exported") from None
        if name != _name(request.key(teacher.endpoint), request):
            raise HornbookError(
                f"{place} was changed, or exported for another teacher than {teacher.name} at "
                f"{teacher.endpoint}"
            )
        yield name, request


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's object, with the place to name in an error."""
    try:
        with path.open("rb") as file:
            for number, content in enumerate(file, start=1):
                if not content.strip():
                    continue
                line = json.loads(content)
                if not isinstance(line, dict):
                    raise ValueError
                yield f"{path}, line {number},", line
    except OSError as error:
        raise HornbookError(f"can't read {path} ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise HornbookError(f"{path}, line {number}, isn't a JSON object; is it whole?") from None


def _outcome(line: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The answer, or why there is none."""
    response = line.get("response")
    if not isinstance(response, dict):
        return {}, _short(line.get("error") or "no response")
    body, status = response.get("body"), response.get("status_code", 200)
    if status != 200 or not isinstance(body, dict):
        return {}, _short(body or f"HTTP {status}")
    try:
        Answer.read(body, index=0, key="", seconds=0.0, cached=False)
    except ValueError as error:
        return {}, str(error)
    return body, ""


def _short(error: object) -> str:
    if isinstance(error, dict):
        inner = error.get("error", error)
        error = inner.get("message") or inner if isinstance(inner, dict) else inner
    return " ".join(str(error).split())[:300]
