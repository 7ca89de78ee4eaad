"""Requests as files in the OpenAI batch format, and their answers back into the cache.

A batch is answered within a day at about half the price. The format
(platform.openai.com/docs/guides/batch) is taken by vLLM's ``run-batch`` too: one line of JSON for
each request, whose ``custom_id`` (here its hash) tells which answer is its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from hornbook.errors import HornbookError
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch_book import BatchBook
from hornbook.teacher.request import Answer, Request
from hornbook.teacher.usage import BATCH_SECONDS

# What OpenAI takes in one file (BatchCreateParams.input_file_id in its OpenAPI description); all
# requests of a file are for one path and one model.
MOST_LINES = 50_000
MOST_BYTES = 200_000_000

_TOGETHER = 500  # requests or answers in one transaction
_NAMED = 3  # lines that can't be used are named up to this many

Received = Callable[[Request, Answer], None]


@dataclass(kw_only=True)
class Imported:
    """What came of a file of answers.

    Attributes:
        answers: those now in the cache that weren't.
        known: those that were there already.
        failed: reasons of requests without an answer, and how many have each.
        unusable: what is wrong with lines that are damaged or answer nothing that was asked.
    """

    answers: int = 0
    known: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    unusable: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set, repr=False)

    def add(self, other: Imported) -> None:
        """Count another file's too."""
        self.answers += other.answers
        self.known += other.known
        self.failed += other.failed
        self.unusable += other.unusable
        self.refused |= other.refused

    def problem(self) -> str:
        """One sentence about the lines that couldn't be used; empty when all could."""
        if not self.unusable:
            return ""
        named = "; ".join(self.unusable[:_NAMED])
        more = len(self.unusable) - _NAMED
        kept = f"the other {self.answers + self.known:,} answers are in the cache"
        return f"{named}{f' and {more:,} more lines' if more > 0 else ''}; {kept}"


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written.

    Attributes:
        paths: the files.
        requests: how many they hold.
        under_way: requests that are in a batch already, so they aren't in the files.
    """

    paths: tuple[Path, ...]
    requests: int
    under_way: int


def pending(
    book: BatchBook, questions: Questions, skipped: Counter[str] | None = None
) -> Iterator[tuple[str, str, Request]]:
    """Key, endpoint and request of what the cache can't answer, each once; lazily.

    Those in a batch under way are left out, and counted in ``skipped["under way"]``.
    """
    teacher, seen = questions.teacher, set[int]()
    endpoint = teacher.endpoint
    for request in map(teacher.adapt, questions.requests()):
        key = request.key(endpoint)
        mark = int(key[:16], 16)
        if mark in seen or book.cache.get(key) is not None:
            continue
        seen.add(mark)
        if book.under_way(key):
            if skipped is not None:
                skipped["under way"] += 1
        else:
            yield key, endpoint, request


def export_batch(
    book: BatchBook,
    asked: Iterable[Questions],
    output: Path,
    *,
    most_lines: int = MOST_LINES,
    most_bytes: int = MOST_BYTES,
) -> Exported:
    """Write the requests that the cache can't answer; the book remembers them.

    The files are ``output``, then ``name-2.jsonl`` and so on: none is bigger than a batch may be,
    or for more than one model or path.

    Raises:
        HornbookError: when one of the files is there already, or can't be written.
    """
    skipped, files = Counter[str](), _Files(output, most_lines, most_bytes)
    with files:
        for questions in asked:
            group: list[tuple[str, str, Request]] = []
            for item in pending(book, questions, skipped):
                key, endpoint, request = item
                group_of = (endpoint, request.kind, request.payload.get("model"))
                files.write(batch_line(key, request), group_of)
                group.append(item)
                if len(group) == _TOGETHER:
                    _note(book, group)
            _note(book, group)
    return Exported(
        paths=tuple(files.paths), requests=files.requests, under_way=skipped["under way"]
    )


def import_answers(book: BatchBook, answers: Path, received: Received | None = None) -> Imported:
    """Put answers to requests that were exported, or sent in a batch, into the cache.

    They may come in any order, several times, and in several files. Failures aren't kept, so the
    next export holds them again. A line that can't be used loses none of the others.

    Args:
        book: knows what was asked.
        answers: what a batch endpoint or ``vllm run-batch`` wrote.
        received: told of each answer that is new.

    Raises:
        HornbookError: when the file can't be read.
    """
    imported = Imported()
    try:
        with answers.open("rb") as file:
            lines = enumerate(file, start=1)
            more = True
            while more:
                with book.cache.together():
                    more = _import_some(book, lines, imported, received)
    except OSError as error:
        raise HornbookError(f"can't read {answers} ({error.strerror})") from None
    imported.unusable = [f"{answers}, {problem}" for problem in imported.unusable]
    return imported


def batch_line(key: str, request: Request) -> bytes:
    """A request as a line of a batch's file."""
    record = {
        "custom_id": key,
        "method": "POST",
        "url": f"/v1/{request.kind}",
        "body": dict(request.payload),
    }
    return json.dumps(record).encode() + b"\n"


def _import_some(
    book: BatchBook,
    lines: Iterator[tuple[int, bytes]],
    imported: Imported,
    received: Received | None,
) -> bool:
    """Import the next lines; false at the end."""
    for count, (number, content) in enumerate(lines, start=1):
        if content.strip():
            problem = _import_line(book, content, imported, received)
            if problem:
                imported.unusable.append(f"line {number}, {problem}")
        if count == _TOGETHER:
            return True
    return False


def _import_line(
    book: BatchBook, content: bytes, imported: Imported, received: Received | None
) -> str:
    """Import one line, or say what is wrong with it."""
    try:
        line = json.loads(content)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        return "isn't a JSON object (is the file whole?)"
    key = str(line.get("custom_id"))
    asked = book.asked(key)
    if asked is None:
        if book.cache.get(key) is None:
            return f"answers {key[:80]!r}, which wasn't exported from here"
        imported.known += 1
        return ""
    request, endpoint = asked
    body, reason = _outcome(line)
    if reason:
        imported.failed[reason] += 1
        imported.refused.add(key)
        return ""
    answer = Answer.read(body, index=0, key=key, seconds=BATCH_SECONDS, cached=False)
    book.cache.put(key, request, endpoint, body, BATCH_SECONDS)
    book.answered(key)
    imported.answers += 1
    if received:
        received(request, answer)
    return ""


def _outcome(line: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The answer, or why there is none."""
    response = line.get("response")
    if not isinstance(response, dict):
        return {}, _short(line.get("error") or "no response")
    body, status = response.get("body"), response.get("status_code", 200)
    if status != 200 or not isinstance(body, dict):
        return {}, _short(line.get("error") or body or f"HTTP {status}")
    try:
        Answer.read(body, index=0, key="", seconds=BATCH_SECONDS, cached=False)
    except ValueError as error:
        return {}, str(error)
    return body, ""


def _short(error: object) -> str:
    if isinstance(error, dict):
        inner = error.get("error", error)
        error = inner.get("message") or inner if isinstance(inner, dict) else inner
    return " ".join(str(error).split())[:300]


def _note(book: BatchBook, group: list[tuple[str, str, Request]]) -> None:
    with book.cache.together():
        for key, endpoint, request in group:
            book.note(key, endpoint, request)
    group.clear()


class _Files:
    """Numbered files, each whole or not there at all."""

    def __init__(self, output: Path, most_lines: int, most_bytes: int) -> None:
        self.paths: list[Path] = []
        self.requests = 0
        self._output = output
        self._most_lines = most_lines
        self._most_bytes = most_bytes
        self._file: BinaryIO | None = None
        self._lines = self._bytes = 0
        self._group: object = None

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._close(whole=kind is None)

    def write(self, line: bytes, group: object) -> None:
        """Write a line; those of another group, or one too many, begin another file."""
        full = self._lines == self._most_lines or self._bytes + len(line) > self._most_bytes
        if self._file is None or full or group != self._group:
            self._close(whole=True)
            self._open()
            self._group = group
        assert self._file is not None
        self._file.write(line)
        self._lines, self._bytes = self._lines + 1, self._bytes + len(line)
        self.requests += 1

    def _open(self) -> None:
        number = len(self.paths) + 1
        name = f"{self._output.stem}-{number}{self._output.suffix}"
        path = self._output if number == 1 else self._output.with_name(name)
        if path.exists():
            raise HornbookError(f"{path} is there already; choose another name")
        try:
            self._file = _draft(path).open("wb")
        except OSError as error:
            raise HornbookError(f"can't write {path} ({error.strerror})") from None
        self.paths.append(path)
        self._lines = self._bytes = 0

    def _close(self, *, whole: bool) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        draft = _draft(self.paths[-1])
        if whole:
            draft.rename(self.paths[-1])
        else:
            draft.unlink()


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.draft")
