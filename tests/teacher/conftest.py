"""A real HTTP server on loopback that answers as it is told, so that faults can be provoked."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hornbook.pipeline.context import Settings
from hornbook.teacher import OpenAITeacher
from hornbook.teacher.client import Client, Patience
from hornbook.teacher.protocol import CACHE_NAME

KEY_VARIABLE = "HORNBOOK_TEST_KEY"
SECRET = "sk-a-key-that-must-not-be-seen-7f3a91"


@dataclass
class Say:
    """What the fake server does with one request."""

    text: str = ""
    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    promise: int = 0  # bytes announced beyond those sent
    raw: tuple[bytes, ...] = ()  # written as they are instead of a response, then it hangs up
    pause: float = 0.0  # after each piece
    half_close: bool = False  # say that nothing more will be written before the last pause

    def payload(self) -> bytes:
        if self.body is not None:
            return self.body
        if self.status != 200:
            return json.dumps({"error": {"message": self.text}}).encode()
        return json.dumps(completion(self.text)).encode()


def completion(text: str) -> dict[str, Any]:
    return {
        "choices": [{"index": 0, "message": {"content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3},
    }


def echo(number: int, payload: dict[str, Any]) -> Say:
    return Say(f"you said {payload['messages'][-1]['content']}")


@dataclass
class FakeEndpoint:
    """Stands in for an OpenAI-compatible server; ``answer`` decides, by number and payload."""

    url: str
    answer: Callable[[int, dict[str, Any]], Say] = echo
    payloads: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    busiest: int = 0
    _busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, payload: dict[str, Any], key: str) -> Say:
        with self._lock:
            self.payloads.append(payload)
            self.keys.append(key)
            number = len(self.payloads) - 1
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        try:
            say = self.answer(number, payload)
            time.sleep(say.delay)
            return say
        finally:
            with self._lock:
                self._busy -= 1


def _handler(endpoint: list[FakeEndpoint]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            payload = json.loads(self.rfile.read(length))
            say = endpoint[0].receive(payload, self.headers.get("Authorization", ""))
            if say.drop:
                self.close_connection = True
                return
            if say.raw:
                self.close_connection = True
                with suppress(BrokenPipeError, ConnectionResetError):
                    for number, piece in enumerate(say.raw, start=1):
                        self.wfile.write(piece)
                        if say.half_close and number == len(say.raw):
                            self.connection.shutdown(socket.SHUT_WR)
                        time.sleep(say.pause)
                return
            body = say.payload()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(say.status)
                if "Content-Type" not in say.headers:
                    self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body) + say.promise))
                for name, value in say.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            if say.promise:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    holder: list[FakeEndpoint] = []
    server = _Server(("127.0.0.1", 0), _handler(holder))
    holder.append(FakeEndpoint(f"http://127.0.0.1:{server.server_port}/v1"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield holder[0]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def teacher(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> OpenAITeacher:
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    return OpenAITeacher(
        base_url=endpoint.url, model="small-model", key_variable=KEY_VARIABLE, in_flight=4
    )


@pytest.fixture
def open_client(teacher: OpenAITeacher, tmp_path: Path) -> Callable[[], Client]:
    """Clients of the fake server over one cache, with little patience."""
    patience = Patience(attempts=4, first_attempts=4, first=0.01, longest=0.05)
    return lambda: Client(teacher, tmp_path / CACHE_NAME, Settings(), patience)


@pytest.fixture
def say() -> type[Say]:
    return Say


@pytest.fixture
def secret() -> str:
    return SECRET
