"""One look at all the questions of a stage: what is pending, how big it is, what is known of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

from hornbook.errors import HornbookError
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch_book import outstanding
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.load import Load
from hornbook.teacher.request import Request

SAMPLE = 200
"""Prompts whose tokens are counted."""

LOOKED_AT = 2_000
"""Requests that are looked at where there are more, and none can be answered yet."""

MOST_ANSWERS = 1000
"""Answers that are learned from."""

_SCANNED = 10_000
_TEXT = ("messages", "prompt", "tools", "functions", "response_format")
_LEAST_PREFIX = 24  # characters that two prompts of one template begin with, at the least

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Known:
    """An answer that was paid for: the size of its prompt, and the tokens of both."""

    size: int
    prompt_tokens: int
    completion_tokens: int
    longest: int


class Reservoir(Generic[T]):
    """A uniform sample of a stream, the same for the same stream (Vitter's algorithm R)."""

    def __init__(self, capacity: int) -> None:
        self.items: list[T] = []
        self._capacity = capacity
        self._seen = 0
        self._random = random.Random(0)

    def offer(self, item: T) -> None:
        """Show the next item."""
        self._seen += 1
        if len(self.items) < self._capacity:
            self.items.append(item)
        elif (place := self._random.randrange(self._seen)) < self._capacity:
            self.items[place] = item


@dataclass(kw_only=True)
class Survey:
    """What a pass over the questions found.

    Attributes:
        pending: requests that the cache can't answer, each once.
        cached: requests that it can, or that are asked twice.
        in_batch: requests that are in a batch under way.
        size: bytes of the pending prompts.
        longest: tokens of the pending answers if each is as long as it may be; none when a request
            doesn't limit its answer.
        most_prompt: the most tokens that the pending prompts can take.
        sample: some of the pending requests.
        answers: some of the answers to requests of this same stage.
        looked_at: how many requests the numbers are projected from; 0 if they were all seen.
    """

    pending: int = 0
    cached: int = 0
    in_batch: int = 0
    size: int = 0
    longest: int | None = 0
    most_prompt: int = 0
    sample: Reservoir[Request] = field(default_factory=lambda: Reservoir(SAMPLE))
    answers: Reservoir[Known] = field(default_factory=lambda: Reservoir(MOST_ANSWERS))
    looked_at: int = 0

    def add_pending(self, request: Request) -> None:
        """Count a request that would be sent."""
        self.pending += 1
        self.size += prompt_size(request.payload)
        self.sample.offer(request)
        try:
            most = Load.most(request)
        except HornbookError:
            self.longest = None
            return
        self.most_prompt += most.prompt
        if self.longest is not None:
            self.longest += most.completion

    def add_cached(self, request: Request, body: Mapping[str, Any]) -> None:
        """Count a request that the cache answers."""
        self.cached += 1
        known = _known(request.payload, body.get("usage"))
        if known:
            self.answers.offer(known)

    def project(self, count: int) -> None:
        """Take ``count`` requests to be like those that were looked at."""
        looked_at = self.pending + self.cached
        for name in ("pending", "cached", "size", "most_prompt", "longest"):
            if (value := getattr(self, name)) is not None:
                setattr(self, name, value * count // looked_at)
        self.looked_at = looked_at


def survey(
    questions: Questions, requests: Iterable[Request], cache: AnswerCache | None, seen: set[int]
) -> Survey:
    """Look at every request once; ``seen`` holds marks of those that other stages ask as well.

    Of more than `LOOKED_AT`, and if the cache holds nothing of the teacher, these are looked at and
    the rest is taken to be like them: a paper's millions would take hours.
    """
    found = Survey()
    many = questions.count is not None and questions.count > LOOKED_AT
    if many and not (cache is not None and _is_known(questions, cache)):
        requests = islice(requests, LOOKED_AT)
    else:
        many = False
    out = outstanding(cache) if cache is not None else lambda key: False
    teacher, endpoint = questions.teacher, questions.teacher.endpoint
    for request in map(teacher.adapt, requests):
        key = request.key(endpoint)
        mark = int(key[:16], 16)
        kept = cache.get(key) if cache is not None else None
        if kept is not None:
            found.add_cached(request, kept[0])
        elif mark in seen:
            found.cached += 1
        elif out(key):
            found.in_batch += 1
        else:
            seen.add(mark)
            found.add_pending(request)
    if many:
        found.project(questions.count or 0)
    return found


def _is_known(questions: Questions, cache: AnswerCache) -> bool:
    """Whether the teacher has answered anything, or may be at it in a batch."""
    teacher = questions.teacher
    with cache.telling():
        tables = cache.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'batches'")
        return bool(
            tables.fetchone()
            or cache.database.execute(
                "SELECT 1 FROM answers WHERE endpoint = ? AND model = ? LIMIT 1",
                (teacher.endpoint, teacher.name),
            ).fetchone()
        )


def similar_answers(
    questions: Questions, cache: AnswerCache, sample: list[Request]
) -> tuple[list[Known], bool]:
    """Answers of the same model, and whether their prompts begin like those of the ``sample``.

    Prompts of one template begin alike. Without such answers, any of the same model will do.
    """
    if not sample:
        return [], False
    prefix = _common_prefix([_text(request.payload) for request in sample])
    longest = {_longest(request.payload) for request in sample}
    alike: list[Known] = []
    others: list[Known] = []
    for payload, usage in _answers(questions, cache, sample[0].kind):
        known = _known(payload, usage)
        if known is None or len(alike) >= MOST_ANSWERS:
            continue
        if known.longest in longest and _text(payload).startswith(prefix):
            alike.append(known)
        elif len(others) < MOST_ANSWERS:
            others.append(known)
    if len(alike) >= 2 and len(sample) > 1 and len(prefix) >= _LEAST_PREFIX:
        return alike, True
    return alike + others, False


def _common_prefix(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    same = (
        number for number, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1
    )
    return first[: next(same, min(len(first), len(last)))]


def prompt_size(payload: Mapping[str, Any]) -> int:
    """Bytes of what becomes prompt tokens: messages, tools, schemas."""
    return len(_text(payload).encode("utf-8", "surrogatepass"))


def _text(payload: Mapping[str, Any]) -> str:
    said = {name: payload[name] for name in _TEXT if name in payload}
    return json.dumps(said, ensure_ascii=False)


def _longest(payload: Mapping[str, Any]) -> int:
    longest = payload.get("max_completion_tokens", payload.get("max_tokens"))
    return longest if isinstance(longest, int) else 0


def _known(payload: Mapping[str, Any], usage: Any) -> Known | None:  # noqa: ANN401 - foreign JSON
    try:
        known = Known(
            size=prompt_size(payload),
            prompt_tokens=int(usage["prompt_tokens"]),
            completion_tokens=int(usage["completion_tokens"]),
            longest=_longest(payload),
        )
    except (TypeError, KeyError, ValueError):
        return None  # an endpoint that doesn't count tokens
    return known if known.prompt_tokens > 0 else None


def _answers(
    questions: Questions, cache: AnswerCache, kind: str
) -> Iterator[tuple[dict[str, Any], Any]]:
    """Payloads and usages in the order of hashes, so that the first are as good as any."""
    rows = cache.database.execute(
        "SELECT payload, json_extract(body, '$.usage') FROM answers "
        "WHERE endpoint = ? AND model = ? AND kind = ? ORDER BY key LIMIT ?",
        (questions.teacher.endpoint, questions.teacher.name, kind, _SCANNED),
    )
    with closing(rows), cache.telling():
        for payload, usage in rows:
            yield json.loads(payload), json.loads(usage or "null")
