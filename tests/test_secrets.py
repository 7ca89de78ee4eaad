"""A run whose endpoint repeats the key wherever it can leaves it nowhere."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

KEY = "sk-proj/SECRET+marker.5f1c0a77e2d94b3c8e"
BEARER = f"Bearer {KEY}"
# The middle of the key's base64, whatever stands before it.
ENCODED = [base64.b64encode(b"." * shift + KEY.encode()).decode()[4:-8] for shift in range(3)]
MARKS = [KEY, "SECRET+marker", quote(KEY, safe=""), *ENCODED]

SAID = """# Title

Here is one way to do it, in words that are plain enough for anybody who reads them, and short
enough for those who don't like to read.

```python
x = 1
```
"""

RECIPE = """
from dataclasses import dataclass
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.stage import Stage
from hornbook.report.stages import WriteReport
from hornbook.teacher import OpenAITeacher

@dataclass(frozen=True, kw_only=True)
class Crash(WriteTextbooks):
    def read(self, assignment, answer):
        raise RuntimeError("a bug")

def sections(url: str, kind: type = WriteTextbooks, seed: int = 0) -> Stage[Dataset]:
    teacher = OpenAITeacher(base_url=url, model="m", key_variable="MARKED_KEY", in_flight=2)
    return kind(teacher=teacher, requests=12, seed=seed)

def recipe(url: str):
    return WriteReport(title="A report", textbooks=sections(url))

def crash(url: str):
    return sections(url, Crash, seed=1)

def batches(url: str):
    return sections(url, seed=2)
"""

PROGRAM = """
import faulthandler, logging, sys
faulthandler.enable()
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from hornbook.cli import main
main()
"""


@dataclass
class Gossip:
    """Repeats the key, plainly and in base64, in whatever it says; obeys ``mood``."""

    url: str = ""
    mood: str = "well"
    asked: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def answer(self, method: str, path: str, content: bytes, heard: dict[str, str]) -> Any:
        self.keys.add(heard.get("Authorization", ""))
        echo = {"headers": heard, "encoded": base64.b64encode(BEARER.encode()).decode()}
        match method, path.removeprefix("/v1/").partition("?")[0].split("/"):
            case "POST", ["chat", "completions"]:
                return self._complete(json.loads(content), echo)
            case "POST", ["files"]:
                start = content.index(b"{")
                self.files["in"] = content[start : content.rindex(b"}") + 1]
                return 200, {"id": "in", "debug": echo}
            case "POST", ["batches"] if self.mood == "refuses batches":
                return 400, {"error": {"message": f"no batches for {BEARER}", "debug": echo}}
            case _, ["batches", *_]:
                return 200, self._batch(echo)
            case "GET", ["files", name, "content"]:
                return 200, self.files[name]
        return 404, {"error": echo}

    def _complete(self, payload: dict[str, Any], echo: dict[str, Any]) -> tuple[int, Any]:
        self.asked += 1
        if self.mood == "expires" and self.asked > 6:
            return 401, {"error": {"message": f"Incorrect API key provided: {KEY}", **echo}}
        if self.mood == "expires" and self.asked % 3 == 0:
            return 400, {"error": {"message": f"you said {echo}"}}
        if self.mood == "expires" and self.asked == 2:
            return 500, f"<html>{echo}</html>"
        return 200, self._body(payload, echo)

    def _body(self, payload: dict[str, Any], echo: dict[str, Any]) -> dict[str, Any]:
        text = SAID.replace("Title", payload["messages"][-1]["content"][:99]) + f"\n{BEARER}\n"
        choice = {"message": {"content": text}, "finish_reason": "stop"}
        return {"choices": [choice], "usage": {"prompt_tokens": 9, "completion_tokens": 9}, **echo}

    def _batch(self, echo: dict[str, Any]) -> dict[str, Any]:
        out, errors = [], []
        for number, line in enumerate(map(json.loads, self.files["in"].splitlines())):
            response = {"status_code": 200, "body": self._body(line["body"], echo)}
            record = {"custom_id": line["custom_id"], "response": response, "error": None}
            if number % 2:
                error = {"message": f"refused {BEARER} {echo['encoded']}"}
                errors.append(record | {"response": None, "error": error})
            else:
                out.append(record)
        for name, group in (("out", out), ("errors", errors)):
            self.files[name] = "".join(json.dumps(each) + "\n" for each in group).encode()
        files = {"output_file_id": "out", "error_file_id": "errors"}
        return {"id": "batch", "status": "completed", **files, "debug": echo}


def _handler(gossip: Gossip) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            heard = dict(self.headers.items())
            status, answer = gossip.answer(self.command, self.path, content, heard)
            if not isinstance(answer, bytes):
                answer = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status, f"said {KEY}")
                self.send_header("X-Heard", heard.get("Authorization", ""))
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def gossip() -> Iterator[Gossip]:
    endpoint = Gossip()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(endpoint))
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield endpoint
    server.shutdown()
    thread.join()
    server.server_close()


def said(folder: Path, name: str, gossip: Gossip, *verb: str) -> tuple[int, str]:
    """Run a command with logging at its loudest; what it prints is kept as a file, too."""
    recipe = [f"{folder}/mine.py:{name}", f"url={gossip.url}"]
    command = [sys.executable, "-c", PROGRAM, *verb, *recipe, "--out", f"{folder}/runs"]
    quiet = {"MARKED_KEY": KEY, "PYTHONASYNCIODEBUG": "1", "PYTHONDEVMODE": ""}
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | quiet, timeout=120
    )
    (folder / f"{'-'.join(verb)}-{name}-{gossip.mood}.log").write_text(done.stdout + done.stderr)
    return done.returncode, done.stderr


def leaks(folder: Path) -> list[str]:
    """Files that hold the key in any form."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{path.name}: {mark}" for mark in MARKS if mark.encode() in content]
    return found


def test_the_key_is_left_nowhere(gossip: Gossip, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(RECIPE)

    gossip.mood = "expires"
    code, err = said(tmp_path, "recipe", gossip, "run")
    assert code == 2 and "refused the key" in err and "[key]" in err
    gossip.mood = "well"
    code, err = said(tmp_path, "recipe", gossip, "run")
    assert code == 0, err
    code, err = said(tmp_path, "crash", gossip, "run")
    assert code == 1 and "RuntimeError: a bug" in err

    assert said(tmp_path, "batches", gossip, "plan")[0] == 0
    gossip.mood = "refuses batches"
    code, err = said(tmp_path, "batches", gossip, "batch", "run")
    assert code == 2 and "no batches for Bearer [key]" in err
    gossip.mood = "well"
    code, err = said(tmp_path, "batches", gossip, "batch", "run")
    assert code == 0, err

    assert gossip.keys == {BEARER}  # it was the key that was sent
    assert "[key]" in (tmp_path / "runs" / "mine" / "report.html").read_text()
    kinds = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert {".sqlite", ".parquet", ".json", ".html", ".log"} <= kinds
    assert leaks(tmp_path) == []


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(f"sent {BEARER}")
    (tmp_path / "b.log").write_bytes(base64.b64encode(BEARER.encode()))
    assert {each.split(":")[0] for each in leaks(tmp_path)} == {"a.log", "b.log"}
