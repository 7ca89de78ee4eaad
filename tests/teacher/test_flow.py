"""One request never holds up the rest, and nothing that is under way is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.teacher import Answer, Failure, OpenAITeacher, Request, chat
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.client import Client
from hornbook.teacher.patience import Patience
from hornbook.teacher.protocol import CACHE_NAME

QUICK = Patience(attempts=4, first_attempts=4, first=0.01, longest=0.05)


def asked(count: int) -> Iterator[Request]:
    return (chat(str(number), max_tokens=5) for number in range(count))


def prompt(payload: dict[str, Any]) -> int:
    return int(payload["messages"][-1]["content"])


def opened(teacher: OpenAITeacher, folder: Path, patience: Patience = QUICK) -> Client:
    return Client(teacher, folder / CACHE_NAME, Settings(), patience)


def test_sick_requests_don_t_hold_up_the_healthy(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    """The first twenty are ill, five times as many as may be under way at once."""
    endpoint.answer = lambda n, payload: (
        say("ill", status=500, headers={"Retry-After": "60"})
        if prompt(payload) < 20
        else say("fine")
    )
    order = []
    with opened(teacher, tmp_path) as client:
        with closing(client.complete(asked(60))) as replies:
            for reply in replies:
                order.append(reply)
                if len(order) == 40:
                    break
    assert all(isinstance(reply, Answer) for reply in order)


def test_a_request_that_hangs_is_given_up_alone(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = lambda n, payload: say("fine", delay=1.0 if prompt(payload) == 3 else 0.0)
    with opened(replace(teacher, seconds=0.2), tmp_path) as client:
        replies = list(client.complete(asked(20)))
    failures = [reply for reply in replies if isinstance(reply, Failure)]
    assert [(reply.index, reply.reason) for reply in failures] == [
        (3, "no answer after 4 tries: no answer within 0.2 s")
    ]
    assert isinstance(replies[0], Answer) and len(replies) == 20


def test_an_endpoint_that_turns_requests_away_loses_none(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    """It holds five at a time; each may be turned away more often than there are attempts."""

    def answer(number: int, payload: dict[str, Any]) -> Any:
        if endpoint._busy > 5:
            return say("too many", status=429)
        return say("fine", delay=0.005)

    endpoint.answer = answer
    with opened(replace(teacher, in_flight=32), tmp_path, replace(QUICK, attempts=2)) as client:
        replies = list(client.complete(asked(300)))
        assert client.usage.answers == 300
    assert all(isinstance(reply, Answer) for reply in replies)


def test_everybody_waits_when_the_endpoint_asks_to(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    times: list[float] = []

    def answer(number: int, payload: dict[str, Any]) -> Any:
        times.append(time.monotonic())
        if number < 4:
            return say("slow down", status=429, headers={"Retry-After": "0.6"}, delay=0.05)
        return say("fine")

    endpoint.answer = answer
    with opened(teacher, tmp_path) as client:
        assert len(list(client.complete(asked(12)))) == 12
    assert times[4] - times[3] >= 0.5


def test_a_known_rate_is_kept(endpoint: Any, teacher: OpenAITeacher, tmp_path: Path) -> None:
    with opened(replace(teacher, rpm=600, in_flight=32), tmp_path) as client:
        started = time.monotonic()
        list(client.complete(asked(30)))
    assert time.monotonic() - started > (30 - 21) / 10


def test_an_endpoint_that_asks_for_hours_ends_the_run(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = lambda n, payload: say(
        "come back tomorrow", status=429, headers={"Retry-After": "7200"}
    )
    with opened(teacher, tmp_path) as client, pytest.raises(HornbookError, match="wait 7,200 s"):
        list(client.complete(asked(3)))


def test_an_outage_ends_the_run_instead_of_failing_every_row(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = lambda n, payload: say("fine") if n < 10 else say("oops", status=502)
    with opened(teacher, tmp_path, replace(QUICK, attempts=2, outage=6)) as client:
        with pytest.raises(HornbookError, match=r"left 6 requests in a row unanswered \(oops") as e:
            list(client.complete(asked(1000)))
    assert "10 answers of this run are kept" in str(e.value)
    assert len(endpoint.payloads) < 60


def kept(folder: Path) -> int:
    with AnswerCache(folder / CACHE_NAME) as cache:
        return len(cache)


def test_a_caller_who_fails_loses_nothing_under_way(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    endpoint.answer = lambda n, payload: say("fine", delay=0.2 if n else 0.0)
    with pytest.raises(ZeroDivisionError), opened(teacher, tmp_path) as client:
        for _ in client.complete(asked(100)):
            time.sleep(0.1)
            raise ZeroDivisionError
    assert kept(tmp_path) == len(endpoint.payloads) < 20


INTERRUPTED = """
import sys
from pathlib import Path
from hornbook.teacher import OpenAITeacher, chat
teacher = OpenAITeacher(base_url=sys.argv[1], model="m", key_variable="", in_flight=8)
try:
    with teacher.open(Path(sys.argv[2])) as client:
        for reply in client.complete(chat(str(n), max_tokens=5) for n in range(10_000)):
            pass
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize(("delay", "times"), [(0.3, 1), (5.0, 2)], ids=["drained", "dropped"])
def test_ctrl_c_drains_and_a_second_one_doesn_t_wait(
    endpoint: Any, say: Any, tmp_path: Path, delay: float, times: int
) -> None:
    endpoint.answer = lambda n, payload: say("fine", delay=delay if n >= 4 else 0.0)
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, endpoint.url, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(endpoint.payloads) < 12:
        time.sleep(0.01)
    started = time.monotonic()
    for _ in range(times):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.5)
    output, errors = process.communicate(timeout=20)
    assert (output, errors) == ("interrupted\n", "")
    assert time.monotonic() - started < 4
    if times == 1:
        assert kept(tmp_path) == len(endpoint.payloads)


def test_two_callers_who_want_the_same_pay_once(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    """Each waits for the gate with what the other is just being answered."""
    endpoint.answer = lambda n, payload: say("fine")
    with opened(replace(teacher, in_flight=2), tmp_path) as client:
        with ThreadPoolExecutor(3) as callers:
            counts = callers.map(lambda _: len(list(client.complete(asked(60)))), range(3))
            assert list(counts) == [60] * 3
        assert (client.usage.answers, client.usage.cached) == (60, 120)
    assert len(endpoint.payloads) == 60


def test_nothing_more_is_sent_once_the_client_is_being_left(
    endpoint: Any, teacher: OpenAITeacher, say: Any, tmp_path: Path
) -> None:
    """Even if the caller still holds the replies: what was sent then would be paid and lost."""
    endpoint.answer = lambda n, payload: say("fine", delay=0.05 * (1 + n % 4))
    held = []
    with pytest.raises(ZeroDivisionError), opened(teacher, tmp_path) as client:
        held.append(client.complete(asked(1000)))
        next(held[0])
        raise ZeroDivisionError
    assert kept(tmp_path) == len(endpoint.payloads) < 20
