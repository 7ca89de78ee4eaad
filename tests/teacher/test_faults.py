"""An endpoint that misbehaves: nothing is lost, nothing paid twice, every failure named."""

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher import Answer, Failure, OpenAITeacher, Reply, Request, chat
from hornbook.teacher.client import Client, Patience, in_order
from hornbook.teacher.protocol import CACHE_NAME

GOOD = {"choices": [{"message": {"content": "fine"}}], "usage": {"prompt_tokens": 1}}
JSON = json.dumps(GOOD).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
LENGTH = b"Content-Length: %d\r\n\r\n" % len(JSON)


def body(content: object) -> dict[str, Any]:
    return {"body": json.dumps(content).encode()}


# What the first of three answers is like; the request is asked again and then answered.
PASSING: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "text": "slow down"},
    "429 with no body": {"status": 429, "body": b""},
    "429 with a negative Retry-After": {"status": 429, "headers": {"Retry-After": "-5"}},
    "429 with a Retry-After that isn't a time": {"status": 429, "headers": {"Retry-After": "nan"}},
    "429 with a Retry-After in milliseconds": {"status": 429, "headers": {"Retry-After-Ms": "5"}},
    "408": {"status": 408, "text": "late"},
    "409": {"status": 409, "text": "conflict"},
    "500 with a page of HTML": {"status": 500, "body": b"<html>" + b"x" * 100_000},
    "500 that isn't UTF-8": {"status": 500, "body": b"\xff\xfe\x00"},
    "502": {"status": 502, "text": "bad gateway"},
    "503 with a Retry-After": {"status": 503, "headers": {"Retry-After": "0"}},
    "529": {"status": 529, "text": "overloaded"},
    "an empty body": {"body": b""},
    "truncated JSON": {"body": JSON[:-10]},
    "malformed JSON": {"body": b"{'choices': []}"},
    "two JSONs": {"body": JSON + JSON},
    "JSON a hundred thousand lists deep": {"body": b"[" * 100_000},
    "a number too long to read": {"body": b'{"choices": ' + b"9" * 10_000 + b"}"},
    "UTF-8 cut in the middle": {"body": '{"choices": "☃'.encode()[:-1]},
    "no choices": body({"choices": []}),
    "choices that are no objects": body({"choices": ["fine"]}),
    "a text that is no string": body({"choices": [{"message": {"content": {"a": 1}}}]}),
    "an endless number of tokens": {"body": JSON.replace(b": 1}", b": 1e999}")},
    "a usage that is no object": body(GOOD | {"usage": [1]}),
    "null": {"body": b"null"},
    "an error with status 200": body({"error": {"message": "overloaded"}}),
    "a connection closed at once": {"drop": True},
    "half a head": {"raw": (HEAD[:30],)},
    "half a body": {"raw": (HEAD + LENGTH + JSON[:20],)},
    "a chunk cut short": {"raw": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{",)},
    "no HTTP": {"raw": (b"220 smtp.example.org ESMTP\r\n",)},
    "a head without end": {"raw": (HEAD + b"X: " + b"x" * 100_000,)},
    "gzip that isn't": {
        "raw": (HEAD + b"Content-Encoding: gzip\r\n" + LENGTH + JSON,),
    },
    "half a body, and the connection half closed": {
        "raw": (HEAD + LENGTH + JSON[:20],),
        "half_close": True,
        "pause": 0.1,
    },
    "a hang": {"delay": 1.0},
    "a body that drips": {
        "raw": (HEAD + LENGTH, *(JSON[i : i + 1] for i in range(30))),
        "pause": 0.05,
    },
}

ENDLESS = {"a hang", "a body that drips"}

# How a failure is named, if it is like that each time.
NAMES = {
    "429": "slow down (HTTP 429)",
    "429 with no body": "(HTTP 429)",
    "429 with a negative Retry-After": "(HTTP 429)",
    "429 with a Retry-After that isn't a time": "(HTTP 429)",
    "429 with a Retry-After in milliseconds": "(HTTP 429)",
    "408": "late (HTTP 408)",
    "409": "conflict (HTTP 409)",
    "500 with a page of HTML": "<html>xxx",
    "500 that isn't UTF-8": "(HTTP 500)",
    "502": "bad gateway (HTTP 502)",
    "503 with a Retry-After": "(HTTP 503)",
    "529": "overloaded (HTTP 529)",
    "an empty body": "the answer isn't JSON",
    "truncated JSON": "the answer isn't JSON",
    "malformed JSON": "the answer isn't JSON",
    "two JSONs": "the answer isn't JSON",
    "JSON a hundred thousand lists deep": "the answer isn't JSON",
    "a number too long to read": "the answer isn't JSON",
    "UTF-8 cut in the middle": "the answer isn't JSON",
    "no choices": "the answer isn't a completion",
    "choices that are no objects": "the answer isn't a completion",
    "a text that is no string": "its text isn't a string",
    "an endless number of tokens": "the answer isn't a completion",
    "a usage that is no object": "the answer isn't a completion",
    "null": "the answer isn't a JSON object",
    "an error with status 200": "the endpoint reports an error: {'message': 'overloaded'}",
    "a connection closed at once": "the connection broke: ServerDisconnectedError",
    "half a head": "the connection broke: ",
    "half a body": "the connection broke: ClientPayloadError",
    "a chunk cut short": "the connection broke: ClientPayloadError",
    "no HTTP": "the connection broke: ",
    "a head without end": "the connection broke: ",
    "gzip that isn't": "the connection broke: ClientPayloadError",
    "half a body, and the connection half closed": "the connection broke: ClientPayloadError",
    "a hang": "no answer within 0.5 s",
    "a body that drips": "no answer within 0.5 s",
}

# Odd, but an answer: taken, kept and not asked again.
FINE: dict[str, dict[str, Any]] = {
    "the wrong content type": {"body": JSON, "headers": {"Content-Type": "text/html"}},
    "a body in small pieces": {"raw": (HEAD + LENGTH, JSON[:9], JSON[9:]), "pause": 0.02},
    "a body that ends with the connection": {"raw": (HEAD + b"\r\n" + JSON,)},
    "a compressed body": {
        "body": gzip.compress(JSON),
        "headers": {"Content-Encoding": "gzip"},
    },
    "no usage": body({"choices": GOOD["choices"]}),
    "negative tokens": body(GOOD | {"usage": {"prompt_tokens": -5}}),
    "more fields than known": body(GOOD | {"surprise": {"deep": [1, None]}}),
    "the same id for every answer": body(GOOD | {"id": "chatcmpl-1"}),
    "another model's name": body(GOOD | {"model": "someone-else"}),
    "a connection closed without notice": {"raw": (HEAD + LENGTH + JSON,)},
    "a connection half closed": {"raw": (HEAD + LENGTH + JSON,), "half_close": True, "pause": 0.1},
    "a cookie": {"body": JSON, "headers": {"Set-Cookie": "a=b"}},
}


def asked(count: int) -> Iterator[Request]:
    return (chat(str(number), max_tokens=5) for number in range(count))


def texts(replies: Iterator[Reply]) -> list[str]:
    return [r.text if isinstance(r, Answer) else f"failed: {r.reason}" for r in in_order(replies)]


Open = Callable[..., Client]


@pytest.fixture
def opened(teacher: OpenAITeacher, tmp_path: Path) -> Open:
    """Clients of the fake server over one cache; ``seconds`` for those that it keeps waiting."""
    patience = Patience(attempts=4, first_attempts=4, first=0.01, longest=0.05)

    def opened(seconds: float = 30.0, **changes: Any) -> Client:
        chosen = replace(teacher, seconds=seconds)
        return Client(chosen, tmp_path / CACHE_NAME, Settings(), replace(patience, **changes))

    return opened


def check(endpoint: Any, opened: Open, seconds: float, dispatched: int) -> None:
    with opened(seconds) as client:
        assert texts(client.complete(asked(3))) == ["fine"] * 3
        assert client.usage.answers == 3 and client.usage.retries == dispatched - 3
        assert client.usage.prompt_tokens >= 0
    assert len(endpoint.payloads) == dispatched
    with opened() as client:
        assert texts(client.complete(asked(3))) == ["fine"] * 3
    assert len(endpoint.payloads) == dispatched


def patience_with(fault: str) -> float:
    """Only what never ends is given up soon: a busy machine may take its time for the rest."""
    return 0.5 if fault in ENDLESS else 30.0


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_is_got_over(endpoint: Any, opened: Open, say: Any, fault: str) -> None:
    endpoint.answer = lambda n, payload: say(**PASSING[fault]) if n == 0 else say(body=JSON)
    check(endpoint, opened, patience_with(fault), dispatched=4)


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_lasts_is_named_and_fails_alone(
    endpoint: Any, opened: Open, say: Any, fault: str
) -> None:
    endpoint.answer = lambda n, payload: (
        say(**PASSING[fault]) if payload["messages"][0]["content"] == "1" else say(body=JSON)
    )
    with opened(patience_with(fault), busy=0.1) as client:
        first, failed, last = in_order(client.complete(asked(3)))
    assert isinstance(first, Answer) and isinstance(last, Answer)
    assert isinstance(failed, Failure) and NAMES[fault] in failed.reason
    assert len(failed.reason) < 400
    sent = [payload["messages"][0]["content"] for payload in endpoint.payloads]
    assert sent.count("0") == sent.count("2") == 1
    tries = re.match(r"no answer after (\d+) tries: ", failed.reason)
    assert tries and sent.count("1") == int(tries[1]) >= 2


@pytest.mark.parametrize("oddity", FINE)
def test_an_oddity_is_an_answer(endpoint: Any, opened: Open, say: Any, oddity: str) -> None:
    endpoint.answer = lambda n, payload: say(**FINE[oddity])
    check(endpoint, opened, 30.0, dispatched=3)


def test_answers_of_a_megabyte_are_kept(endpoint: Any, opened: Open, say: Any) -> None:
    endpoint.answer = lambda n, payload: say("☃" * 350_000)
    for _ in range(2):
        with opened() as client:
            assert texts(client.complete(asked(5))) == ["☃" * 350_000] * 5
    assert len(endpoint.payloads) == 5


def test_a_storm_of_429_passes(endpoint: Any, opened: Open, say: Any) -> None:
    endpoint.answer = lambda n, payload: say("busy", status=429) if 5 <= n < 60 else say(body=JSON)
    with opened() as client:
        assert texts(client.complete(asked(40))) == ["fine"] * 40
    assert len(endpoint.payloads) == 40 + 55


def test_a_key_that_expires_midway_keeps_what_was_answered(
    endpoint: Any, opened: Open, say: Any
) -> None:
    endpoint.answer = lambda n, payload: say("expired", status=401) if n >= 20 else say(body=JSON)
    with opened() as client, pytest.raises(HornbookError, match="refused the key") as raised:
        texts(client.complete(asked(50)))
    assert "20 answers of this run are kept" in str(raised.value)
    endpoint.answer = lambda n, payload: say(body=JSON)
    with opened() as client:
        assert texts(client.complete(asked(50))) == ["fine"] * 50
        assert client.usage.cached == 20


def test_a_redirect_isn_t_followed_with_the_key(endpoint: Any, opened: Open, say: Any) -> None:
    away = {"Location": "http://127.0.0.1:9/v1"}
    endpoint.answer = lambda n, payload: say("moved", status=307, headers=away)
    with opened() as client, pytest.raises(HornbookError, match="check the teacher's base_url"):
        texts(client.complete(asked(3)))


def test_a_clock_that_jumps_changes_nothing(
    endpoint: Any, opened: Open, say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    jumps = iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: (-1) ** next(jumps) * 1e9)
    headers = {"Retry-After": "0.01"}
    endpoint.answer = lambda n, payload: (
        say("busy", status=429, headers=headers) if n % 3 == 0 else say(body=JSON)
    )
    with opened() as client:
        assert texts(client.complete(asked(12))) == ["fine"] * 12
