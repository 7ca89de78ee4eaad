"""Pushing, to a fake hub on loopback: what it takes is what a data set is loaded from."""

from __future__ import annotations

import base64
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hornbook.cli import main
from hornbook.errors import HornbookError
from hornbook.share.data import export_data
from hornbook.share.push import push

TOKEN = "hf_a-token-that-must-not-be-seen-55"


@dataclass
class FakeHub:
    """Takes files as the hub's API does, all of them as plain ones; ``status`` refuses."""

    url: str = ""
    status: int = 200
    created: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def take(self, path: str, body: bytes) -> Any:
        if path == "/api/repos/create":
            self.created.append(json.loads(body))
            return {"url": f"{self.url}/datasets/me/words"}
        if path == "/api/validate-yaml":
            return {"errors": [], "warnings": []}
        if "/preupload/" in path:
            wanted = json.loads(body)["files"]
            modes = {"uploadMode": "regular", "shouldIgnore": False}
            return {"files": [{"path": each["path"], **modes} for each in wanted]}
        assert "/commit/" in path, path
        for line in body.splitlines():
            entry = json.loads(line)
            if entry["key"] == "file":
                content = base64.b64decode(entry["value"]["content"])
                self.files[entry["value"]["path"]] = content
        return {"commitUrl": f"{self.url}/datasets/me/words/commit/1", "commitOid": "1" * 40}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    fake = FakeHub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fake.tokens.add(self.headers.get("Authorization", ""))
            length = self.headers.get("Content-Length")
            body = self.rfile.read(int(length)) if length else self._chunks()
            if fake.status == 200:
                self._say(200, fake.take(self.path.partition("?")[0], body))
            else:
                self._say(fake.status, {"error": f"no, not with {TOKEN}"})

        def do_GET(self) -> None:
            self._say(404, {"error": "nothing here"})

        def _chunks(self) -> bytes:
            whole = b""
            while size := int(self.rfile.readline(), 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return whole

        def _say(self, status: int, answer: Any) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", fake.url)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    pytest.importorskip("huggingface_hub")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    yield fake
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def exported(run: Path, tmp_path: Path) -> Path:
    export_data(run, tmp_path / "words", ["kept"])
    return tmp_path / "words"


def test_the_hub_is_given_what_was_exported(hub: FakeHub, exported: Path) -> None:
    address = push(exported, "me/words", private=True)
    assert address == f"{hub.url}/datasets/me/words/commit/1"
    (created,) = hub.created
    assert created["type"] == "dataset" and created["name"] == "words"
    assert created.get("private") is True or created.get("visibility") == "private"
    assert hub.tokens == {f"Bearer {TOKEN}"}
    sent = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert set(hub.files) == sent
    assert all((exported / name).read_bytes() == content for name, content in hub.files.items())


def test_a_refusal_is_one_sentence_without_the_token(hub: FakeHub, exported: Path) -> None:
    hub.status = 403
    with pytest.raises(HornbookError, match="the hub didn't take me/words") as caught:
        push(exported, "me/words", private=False)
    assert TOKEN not in str(caught.value)


def test_nothing_is_sent_without_a_token(
    hub: FakeHub, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    with pytest.raises(HornbookError, match="environment variable HF_TOKEN"):
        push(exported, "me/words", private=False)
    assert hub.tokens == set()


def test_a_name_or_a_folder_that_is_none(hub: FakeHub, exported: Path, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="write user/name"):
        push(exported, "words", private=False)
    with pytest.raises(HornbookError, match="holds no exported"):
        push(tmp_path, "me/words", private=False)
    assert hub.tokens == set()


def test_the_command(
    hub: FakeHub,
    exported: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["hornbook", "push", str(exported), "me/words"])
    with pytest.raises(SystemExit) as stop:
        main()
    captured = capsys.readouterr()
    assert stop.value.code in (0, None), captured.err
    assert captured.out == f"dataset me/words: {hub.url}/datasets/me/words/commit/1\n"
    assert TOKEN not in captured.out + captured.err
