import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Answer, OpenAITeacher, Reply, Request, chat
from hornbook.teacher.client import in_order

OpenClient = Callable[[], Any]


def asked(*prompts: str) -> list[Request]:
    return [chat(prompt, max_tokens=5, seed=1) for prompt in prompts]


def texts(replies: Iterator[Reply]) -> list[str]:
    return [
        reply.text if isinstance(reply, Answer) else f"failed: {reply.reason}"
        for reply in in_order(replies)
    ]


def test_answers_come_from_the_endpoint_once_and_then_from_the_cache(
    endpoint: Any, open_client: OpenClient
) -> None:
    expected = ["you said a", "you said b", "you said c"]
    with open_client() as client:
        assert texts(client.complete(asked("a", "b", "c"))) == expected
        summary = client.usage.summary()
        latencies = [summary.pop(f"latency_{which}") for which in ("p50", "p90", "p99", "max")]
        assert 0 < latencies[0] <= latencies[1] <= latencies[2] <= latencies[3]
        assert summary == {
            "requests": 3,
            "answers": 3,
            "cached": 0,
            "failures": 0,
            "retries": 0,
            "retry_reasons": {},
            "prompt_tokens": 21,
            "completion_tokens": 9,
            "cached_prompt_tokens": 0,
            "cost": None,
            "price": None,
        }
    with open_client() as client:
        assert texts(client.complete(asked("a", "b", "c"))) == expected
        assert client.usage.requests == 0 and client.usage.cached == 3
    assert len(endpoint.payloads) == 3
    assert {payload["model"] for payload in endpoint.payloads} == {"small-model"}


def test_cached_answers_need_neither_key_nor_server(
    endpoint: Any, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_client() as client:
        texts(client.complete(asked("a")))
    monkeypatch.delenv("HORNBOOK_TEST_KEY")
    with open_client() as client:
        assert texts(client.complete(asked("a"))) == ["you said a"]
        with pytest.raises(HornbookError, match="set the environment variable HORNBOOK_TEST_KEY"):
            texts(client.complete(asked("b")))


def test_requests_are_under_way_together_but_not_too_many(
    endpoint: Any, open_client: OpenClient, say: Any
) -> None:
    endpoint.answer = lambda number, payload: say(str(number), delay=0.05)
    with open_client() as client:
        assert len(texts(client.complete(asked(*map(str, range(12)))))) == 12
    assert endpoint.busiest == 4


def test_half_a_character_is_replaced_and_cached(
    endpoint: Any, open_client: OpenClient, say: Any
) -> None:
    body = b'{"choices": [{"message": {"content": "\\ud83d\\ude00 half: \\ud83d."}}]}'
    endpoint.answer = lambda number, payload: say(body=body)
    for _ in range(2):
        with open_client() as client:
            assert texts(client.complete(asked("a"))) == ["\U0001f600 half: \ufffd."]
    assert len(endpoint.payloads) == 1


def test_the_same_request_twice_is_sent_once(endpoint: Any, open_client: OpenClient) -> None:
    with open_client() as client:
        assert texts(client.complete(asked("a", "a", "a"))) == ["you said a"] * 3
    assert len(endpoint.payloads) == 1


def test_requests_are_taken_as_they_are_needed(endpoint: Any, open_client: OpenClient) -> None:
    taken = 0

    def endless() -> Iterator[Request]:
        nonlocal taken
        while True:
            taken += 1
            yield asked(str(taken))[0]

    with open_client() as client, closing(client.complete(endless())) as replies:
        for _ in range(3):
            next(replies)
        for _ in range(16):
            time.sleep(0.05)
            assert taken <= 3 + 4 * 4


def test_an_error_among_the_requests_reaches_the_caller(open_client: OpenClient) -> None:
    def broken() -> Iterator[Request]:
        yield from asked("a")
        raise KeyError("no such column")

    with open_client() as client, pytest.raises(KeyError, match="no such column"):
        texts(client.complete(broken()))


FAULTS = {
    "too many requests": {"status": 429, "headers": {"Retry-After": "0"}, "text": "slow down"},
    "a Retry-After date": {
        "status": 429,
        "headers": {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"},
        "text": "slow down",
    },
    "a server error": {"status": 500, "text": "oops"},
    "an overloaded server": {"status": 503, "body": b"<html>busy</html>"},
    "half a JSON": {"body": b'{"choices": [{"mess'},
    "no JSON": {"body": b"<html>hello</html>"},
    "UTF-8 cut in the middle": {"body": '{"choices": "☃'.encode()[:-1]},
    "a list": {"body": b"[]"},
    "no choices": {"body": b'{"choices": []}'},
    "an error with status 200": {"body": b'{"error": {"message": "overloaded"}}'},
    "a dropped connection": {"drop": True},
    "a body that ends early": {"body": b'{"choices"', "promise": 100},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_what_may_pass_is_asked_again(
    endpoint: Any, open_client: OpenClient, say: Any, fault: dict[str, Any]
) -> None:
    def answer(number: int, payload: dict[str, Any]) -> Any:
        return say(**fault) if number == 0 else say("fine")

    endpoint.answer = answer
    with open_client() as client:
        assert texts(client.complete(asked("a"))) == ["fine"]
        assert client.usage.retries == 1 and client.usage.requests == 2


def test_a_hopeless_request_fails_alone_and_is_not_cached(
    endpoint: Any, open_client: OpenClient, say: Any
) -> None:
    def answer(number: int, payload: dict[str, Any]) -> Any:
        prompt = payload["messages"][-1]["content"]
        return {"bad": say("too long", status=400), "ill": say("oops", status=500)}.get(
            prompt, say("fine")
        )

    endpoint.answer = answer
    for _ in range(2):
        with open_client() as client:
            assert texts(client.complete(asked("a", "bad", "b", "ill", "c"))) == [
                "fine",
                "failed: too long (HTTP 400)",
                "fine",
                "failed: no answer after 4 tries: oops (HTTP 500)",
                "fine",
            ]
            assert client.usage.failures == 2
    assert len(endpoint.payloads) == 3 + 2 * (1 + 4)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "refused the key; check the environment variable HORNBOOK_TEST_KEY"),
        (403, "refused the key"),
        (404, "doesn't know this model or address"),
    ],
)
def test_what_no_request_survives_ends_the_run_and_keeps_the_answers(
    endpoint: Any, open_client: OpenClient, say: Any, status: int, sentence: str
) -> None:
    def answer(number: int, payload: dict[str, Any]) -> Any:
        return say("no", status=status, delay=0.1) if number >= 3 else say("fine")

    endpoint.answer = answer
    with open_client() as client, pytest.raises(HornbookError, match=sentence) as raised:
        texts(client.complete(asked(*map(str, range(30)))))
    assert "3 answers of this run are kept" in str(raised.value)
    assert len(endpoint.payloads) < 12
    endpoint.answer = lambda number, payload: say("fine")
    with open_client() as client:
        assert texts(client.complete(asked(*map(str, range(30))))) == ["fine"] * 30
        assert client.usage.cached == 3


def test_an_exhausted_quota_is_not_asked_again(
    endpoint: Any, open_client: OpenClient, say: Any
) -> None:
    body = b'{"error": {"message": "pay first", "code": "insufficient_quota"}}'
    endpoint.answer = lambda number, payload: say(status=429, body=body)
    with open_client() as client, pytest.raises(HornbookError, match=r"quota .* is used up"):
        texts(client.complete(asked("a")))
    assert len(endpoint.payloads) == 1


def test_an_address_where_nobody_is_is_told(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        teacher = OpenAITeacher(base_url=url, model="m", key_variable="")
        with teacher.open(tmp_path) as client, pytest.raises(HornbookError) as raised:
            texts(client.complete(asked("a", "b")))
    assert str(raised.value).startswith(f"can't reach {url} (")


def test_the_key_is_sent_and_never_written(
    endpoint: Any, open_client: OpenClient, say: Any, secret: str, tmp_path: Path
) -> None:
    def tattle(number: int, payload: dict[str, Any]) -> Any:
        known = {0: say("fine"), 1: say(f"bad request with {secret}", status=400)}
        return known.get(number, say(f"Incorrect API key provided: {secret}", status=401))

    endpoint.answer = tattle
    with open_client() as client:
        answers = texts(client.complete(asked("a", "b")))
        assert any("bad request with [key]" in answer for answer in answers)
        with pytest.raises(HornbookError, match=r"Incorrect API key provided: \[key\]") as raised:
            texts(client.complete(asked("c")))
        assert secret not in repr(client.teacher)
    assert secret in endpoint.keys[0]
    assert raised.value.__cause__ is None and raised.value.__context__ is None
    for path in tmp_path.rglob("*"):
        assert secret.encode() not in path.read_bytes()


def test_a_caller_who_stops_early_can_go_on(
    endpoint: Any, open_client: OpenClient, say: Any
) -> None:
    endpoint.answer = lambda number, payload: say("fine", delay=0.02)
    with open_client() as client:
        with closing(client.complete(asked(*map(str, range(50))))) as replies:
            next(replies)
        assert texts(client.complete(asked("0", "more"))) == ["fine", "fine"]
    assert len(endpoint.payloads) < 30


KILLED = """
import sys
from pathlib import Path
from hornbook.teacher import OpenAITeacher, chat
url, cache = sys.argv[1:]
teacher = OpenAITeacher(base_url=url, model="m", key_variable="", in_flight=4)
with teacher.open(Path(cache)) as client:
    for reply in client.complete(chat(str(n), max_tokens=5) for n in range(60)):
        pass
"""


def test_a_killed_run_pays_again_only_for_what_was_under_way(
    endpoint: Any, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = lambda number, payload: say(payload["messages"][0]["content"], delay=0.02)
    command = [sys.executable, "-c", KILLED, endpoint.url, str(tmp_path)]
    kills = 3
    for number in range(kills):
        before = len(endpoint.payloads)
        process = subprocess.Popen(command)
        until = before + random.Random(number).randint(3, 15)
        while len(endpoint.payloads) < until:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, check=True, timeout=60)
    assert 60 <= len(endpoint.payloads) <= 60 + 4 * kills
    before = len(endpoint.payloads)
    subprocess.run(command, check=True, timeout=60)
    assert len(endpoint.payloads) == before


def test_no_thread_is_left_behind(open_client: OpenClient) -> None:
    before = set(threading.enumerate())
    with open_client() as client:
        texts(client.complete(asked("a")))
    left = {thread.name for thread in set(threading.enumerate()) - before}
    assert "teacher" not in left
