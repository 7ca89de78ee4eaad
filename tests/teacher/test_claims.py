"""Claims between processes, and clients that share a cache."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.teacher import Answer, chat
from hornbook.teacher.claims import Claims
from hornbook.teacher.client import in_order

KEY, OTHER = "0f" * 32, "1e" * 32

HOLDER = """
import sys, time
from pathlib import Path
from hornbook.teacher.claims import Claims
with Claims(Path(sys.argv[1])) as claims:
    print(claims.take(sys.argv[2]), flush=True)
    time.sleep(60)
"""


def test_one_of_two_holds_a_claim_until_it_is_released(tmp_path: Path) -> None:
    with Claims(tmp_path / "asking") as mine, Claims(tmp_path / "asking") as yours:
        assert mine.take(KEY) and yours.take(OTHER)
        assert not yours.take(KEY)
        assert mine.take(KEY)  # again
        mine.release(KEY)
        assert not yours.take(KEY)
        mine.release(KEY)
        assert yours.take(KEY) and not mine.take(KEY)


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "asking"), KEY]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder,
        Claims(tmp_path / "asking") as claims,
    ):
        assert holder.stdout is not None and holder.stdout.readline() == "True\n"
        assert not claims.take(KEY)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        assert claims.take(KEY)


def test_clients_that_share_a_cache_pay_once_between_them(
    endpoint: Any, open_client: Callable[[], Any], say: Any
) -> None:
    prompts = [str(number) for number in range(40)]
    endpoint.answer = lambda number, payload: say(
        payload["messages"][0]["content"], delay=0.02 + 0.01 * (number % 3)
    )
    said: list[list[str]] = []

    def work() -> None:
        with open_client() as client:
            replies = in_order(client.complete(chat(each, max_tokens=5) for each in prompts))
            said.append([reply.text for reply in replies if isinstance(reply, Answer)])

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert said == [prompts] * 3
    assert len(endpoint.payloads) == len(prompts)


def test_what_another_failed_to_get_is_asked_again(
    endpoint: Any, open_client: Callable[[], Any], say: Any, tmp_path: Path
) -> None:
    request = chat("a", max_tokens=5)
    with open_client() as client:
        key = client.teacher.adapt(request).key(client.teacher.endpoint)
        with Claims(tmp_path / "answers.sqlite.asking") as other:
            assert other.take(key)
            replies = client.complete([request])
            released = threading.Timer(0.3, other.release, [key])
            released.start()
            (reply,) = replies
            released.join()
    assert isinstance(reply, Answer) and len(endpoint.payloads) == 1


@pytest.mark.parametrize("stop", [True, False])
def test_leaving_while_another_asks_leaves_nothing_behind(
    open_client: Callable[[], Any], tmp_path: Path, stop: bool
) -> None:
    request = chat("a", max_tokens=5)
    with Claims(tmp_path / "answers.sqlite.asking") as other:
        with open_client() as client:
            key = client.teacher.adapt(request).key(client.teacher.endpoint)
            assert other.take(key)
            replies = client.complete([request, chat("b", max_tokens=5)])
            assert next(replies).index == 1  # the other one holds nobody up
            if stop:
                replies.close()
        other.release(key)
