"""A server on loopback that stands for an endpoint, or for the hub."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class FakeServer:
    """Lists ``models`` and answers chats; ``logprobs`` is ``given``, ``ignored`` or ``refused``."""

    url: str
    models: list[str] | None = field(default_factory=lambda: ["small-model"])
    logprobs: str = "given"
    status: int = 200
    keys: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(404)
            self.end_headers()

        def do_GET(self) -> None:
            fake.keys.append(self.headers.get("Authorization", ""))
            if fake.models is None:
                self._say(404, {"error": "nothing here"})
            else:
                self._say(200, {"data": [{"id": name} for name in fake.models]})

        def do_POST(self) -> None:
            key = self.headers.get("Authorization", "")
            payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if fake.status != 200:
                self._say(fake.status, {"error": {"message": f"no, {key}"}})
            elif fake.logprobs == "refused" and "logprobs" in payload:
                self._say(400, {"error": {"message": "logprobs are not supported"}})
            else:
                choice: dict[str, Any] = {"message": {"content": "yes"}, "finish_reason": "stop"}
                if fake.logprobs == "given" and payload.get("logprobs"):
                    choice["logprobs"] = {"content": [{"token": "yes", "logprob": -0.1}]}
                self._say(200, {"choices": [choice], "usage": {"completion_tokens": 1}})

        def _say(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    live = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = FakeServer(f"http://127.0.0.1:{live.server_port}/v1")
    thread = threading.Thread(target=live.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield fake
    live.shutdown()
    thread.join()
    live.server_close()
