"""Batches driven against a fake of OpenAI's files and batches, with kills between all steps."""

import email
import email.policy
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress
from hornbook.teacher import Answer, OpenAITeacher, Price, Request, ScriptedTeacher, chat
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch import export_batch
from hornbook.teacher.batch_book import BatchBook
from hornbook.teacher.batch_run import BatchResult, BatchRun, Pace
from hornbook.teacher.budget import Budget, BudgetSpent, Purse
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.patience import Patience
from hornbook.teacher.protocol import CACHE_NAME
from hornbook.teacher.survey import survey

QUICK = Pace(first=0.01, longest=0.05, settle=0.1)
PATIENCE = Patience(attempts=3, first=0.01, longest=0.02)
PRICE = Price(prompt=100.0, completion=400.0, batch=0.5)
HAPPY = ("validating", "in_progress", "finalizing", "completed")

Line = dict[str, Any]


class Broken(Exception):
    """The server hangs up instead of answering."""


def tell(line: Line) -> Line:
    """The output file's line for an input file's line."""
    prompt = line["body"]["messages"][-1]["content"]
    body = {
        "choices": [{"message": {"content": f"to {prompt}"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 20, "completion_tokens": 5},
    }
    response = {"status_code": 200, "request_id": "r", "body": body}
    return {"id": "b", "custom_id": line["custom_id"], "response": response, "error": None}


def expired(line: Line) -> Line:
    error = {"code": "batch_expired", "message": "not executed before the window expired"}
    return {"id": "b", "custom_id": line["custom_id"], "response": None, "error": error}


@dataclass
class FakeBatches:
    """Stands in for OpenAI's /v1/files and /v1/batches.

    A batch goes to its next status each time it is looked at. ``answered`` says how many of its
    requests are answered in the end; the others are in the error file.
    """

    url: str = ""
    statuses: tuple[str, ...] = HAPPY
    answered: int = 10**9
    tell: Callable[[Line], Line] = tell
    errors: list[Line] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    batches: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    before: Callable[[int, str], None] = lambda number, call: None
    after: Callable[[int, str], None] = lambda number, call: None
    hidden: int = 0  # lists that don't show the newest batch yet
    lock: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, method: str, target: str, content: bytes, kind: str) -> tuple[int, bytes]:
        with self.lock:
            path = urlsplit(target).path.removeprefix("/v1/")
            call = f"{method} {re.sub(r'(file|batch)-[0-9]+', 'ID', path)}"
            self.calls.append(call)
            number = len(self.calls)
            self.before(number, call)
            status, answer = self._answer(
                method, path, parse_qs(urlsplit(target).query), content, kind
            )
            self.after(number, call)
        return status, answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    def _answer(
        self, method: str, path: str, query: dict[str, list[str]], content: bytes, kind: str
    ) -> tuple[int, Any]:
        match method, path.split("/"):
            case "POST", ["files"]:
                return self._upload(content, kind)
            case "GET", ["files", name, "content"]:
                return 200, self.files[name]
            case "POST", ["batches"]:
                return self._create(json.loads(content))
            case "GET", ["batches"]:
                return 200, self._list(query)
            case "GET", ["batches", name]:
                batch = next(each for each in self.batches if each["id"] == name)
                self._step(batch)
                return 200, batch
            case "POST", ["batches", name, "cancel"]:
                batch = next(each for each in self.batches if each["id"] == name)
                batch["todo"] = ["cancelling", "cancelled"]
                return 200, batch
        return 404, {"error": {"message": f"no such path: {path}"}}

    def _upload(self, content: bytes, kind: str) -> tuple[int, Any]:
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        message = email.message_from_bytes(head + content, policy=email.policy.HTTP)
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in message.iter_parts()
        }
        if parts["purpose"].get_content().strip() != "batch":
            return 400, {"error": {"message": "wrong purpose"}}
        name = f"file-{len(self.files)}"
        payload = parts["file"].get_payload(decode=True)
        assert isinstance(payload, bytes)
        self.files[name] = payload
        return 200, {"id": name, "object": "file"}

    def _create(self, wanted: dict[str, Any]) -> tuple[int, Any]:
        lines = [json.loads(line) for line in self.files[wanted["input_file_id"]].splitlines()]
        assert wanted["completion_window"] == "24h"
        assert {line["url"] for line in lines} == {wanted["endpoint"]}
        assert {line["method"] for line in lines} == {"POST"}
        assert len({line["custom_id"] for line in lines}) == len(lines) <= 50_000
        assert len({line["body"]["model"] for line in lines}) == 1
        self.batches.append(
            {
                "id": f"batch-{len(self.batches)}",
                "object": "batch",
                "status": "validating",
                "metadata": wanted["metadata"],
                "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
                "todo": list(self.statuses),
                "lines": lines,
            }
        )
        return 200, self.batches[-1]

    def _list(self, query: dict[str, list[str]]) -> dict[str, Any]:
        newest_first = self.batches[::-1][1 if self.hidden > 0 else 0 :]
        self.hidden -= 1
        ids = [batch["id"] for batch in newest_first]
        start = ids.index(query["after"][0]) + 1 if "after" in query else 0
        page = newest_first[start : start + 2]  # however many were asked for
        return {"object": "list", "data": page, "has_more": start + 2 < len(ids)}

    def _step(self, batch: dict[str, Any]) -> None:
        if not batch["todo"]:
            return
        batch["status"] = status = batch["todo"].pop(0)
        if status in ("completed", "expired", "cancelled"):
            lines = batch["lines"]
            told = [self.tell(line) for line in lines[: self.answered]]
            told += [expired(line) for line in lines[self.answered :]]
            for field_name, group in (
                ("output_file_id", [line for line in told if not line["error"]]),
                ("error_file_id", [line for line in told if line["error"]]),
            ):
                if group:
                    name = batch[field_name] = f"file-{len(self.files)}"
                    text = "".join(json.dumps(line) + "\n" for line in reversed(group))
                    self.files[name] = text.encode()
            batch["request_counts"]["completed"] = len(lines)
        if status == "failed":
            batch["errors"] = {"object": "list", "data": self.errors}

    def asked(self) -> list[str]:
        """The prompts of all batches that were created."""
        return [
            line["body"]["messages"][-1]["content"]
            for batch in self.batches
            for line in batch["lines"]
        ]


def _handler(fake: FakeBatches) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            content = self.rfile.read(length)
            if self.headers.get("Transfer-Encoding") == "chunked":
                content = b""
                while size := int(self.rfile.readline(), 16):
                    content += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            kind = self.headers.get("Content-Type") or ""
            self.close_connection = True
            with suppress(BrokenPipeError, ConnectionResetError, Broken):
                status, answer = fake.handle(self.command, self.path, content, kind)
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def fake() -> Iterator[FakeBatches]:
    endpoint = FakeBatches()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(endpoint))
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield endpoint
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[BatchBook]:
    with AnswerCache(tmp_path / "cache" / CACHE_NAME) as cache:
        yield BatchBook(cache)


def questions(fake: FakeBatches, count: int = 6, model: str = "m") -> Questions:
    teacher = OpenAITeacher(base_url=fake.url, model=model, key_variable="", price=PRICE)

    def requests() -> Iterator[Request]:
        return (chat(f"question {number}", max_tokens=10) for number in range(count))

    return Questions(teacher=teacher, requests=requests, count=count)


def work(book: BatchBook, **changes: Any) -> BatchRun:
    quiet = Progress(quiet=True)
    return BatchRun(book=book, pace=QUICK, patience=PATIENCE, progress=quiet, **changes)


def run(book: BatchBook, *asked: Questions, **changes: Any) -> BatchResult:
    return work(book, **changes).run(asked)


def texts(folder: Path, asked: Questions) -> list[str]:
    """What a run gets, which must not ask anything."""
    with asked.teacher.open(folder / "cache") as client:
        replies = list(client.complete(asked.requests()))
        assert client.usage.requests == 0
    replies.sort(key=lambda reply: reply.index)
    return [reply.text for reply in replies if isinstance(reply, Answer)]


def test_a_batch_is_driven_to_its_answers(
    fake: FakeBatches, book: BatchBook, tmp_path: Path
) -> None:
    asked = questions(fake)
    result = run(book, asked)
    assert result.imported.answers == 6 and result.batches == 1 and not result.problems
    assert result.tokens == 6 * 25
    assert result.cost == pytest.approx(6 * (20 * 50 + 5 * 200) / 1e6)
    assert texts(tmp_path, asked) == [f"to question {number}" for number in range(6)]
    looks = ["GET batches/ID"] * 4
    assert fake.calls == ["POST files", "POST batches", *looks, "GET files/ID/content"]
    assert run(book, asked).batches == 0 and len(fake.batches) == 1
    assert [batch.state for batch in book.batches()] == ["done"]


def test_models_and_big_files_are_divided(
    fake: FakeBatches, book: BatchBook, tmp_path: Path
) -> None:
    result = run(book, questions(fake, 5), questions(fake, 3, model="n"), most_lines=2)
    assert result.batches == 5 and sorted(len(each["lines"]) for each in fake.batches) == [
        1,
        1,
        2,
        2,
        2,
    ]
    assert len(texts(tmp_path, questions(fake, 3, model="n"))) == 3


def test_what_expires_is_named_and_what_came_before_is_kept(
    fake: FakeBatches, book: BatchBook, tmp_path: Path
) -> None:
    fake.statuses, fake.answered = ("in_progress", "expired"), 4
    result = run(book, questions(fake))
    assert result.imported.answers == 4
    assert result.imported.failed == {"not executed before the window expired": 2}
    fake.statuses, fake.answered = HAPPY, 10**9
    assert run(book, questions(fake)).imported.answers == 2
    assert len(fake.asked()) == 8


def test_a_batch_that_fails_as_a_whole_says_why_and_leaves_its_requests_pending(
    fake: FakeBatches, book: BatchBook
) -> None:
    fake.statuses = ("failed",)
    fake.errors = [{"code": "token_limit_exceeded", "message": "Enqueued too much", "line": 3}]
    result = run(book, questions(fake))
    assert result.problems == ["batch-0 failed: Enqueued too much (line 3)"]
    assert result.cost == 0.0 and result.imported.answers == 0
    assert book.open_batches() == []
    fake.statuses = HAPPY
    assert run(book, questions(fake)).imported.answers == 6


def test_refused_requests_are_not_asked_again_by_the_same_command(
    fake: FakeBatches, book: BatchBook
) -> None:
    def refuse(line: Line) -> Line:
        body = {"error": {"message": "too long"}}
        return tell(line) | {
            "response": {"status_code": 400, "body": body},
            "error": {"message": "too long"},
        }

    fake.tell = refuse
    purse = Purse(Budget.parse("400tok"))  # room for a few at a time
    result = run(book, questions(fake, 3), purse=purse)
    assert result.imported.failed == {"too long": 3} and purse.spent == 0
    assert len(fake.asked()) == 3


def test_an_output_that_is_damaged_keeps_the_other_lines(
    fake: FakeBatches, book: BatchBook
) -> None:
    def tear(number: int, call: str) -> None:
        if call == "GET files/ID/content":
            fake.files["file-1"] = fake.files["file-1"][:-40]

    fake.before = tear
    result = run(book, questions(fake))
    assert result.imported.answers == 5
    assert "line 6, isn't a JSON object" in result.imported.problem()
    assert result.tokens > 6 * 25  # the torn one is taken to have cost the most it could


@pytest.mark.parametrize("unit", ["tok", "USD"])
def test_a_budget_is_reserved_before_anything_is_submitted(
    fake: FakeBatches, book: BatchBook, unit: str
) -> None:
    (most,) = {  # of each request
        len(json.dumps(dict(questions(fake).teacher.adapt(request).payload))) + 64
        for request in questions(fake).requests()
    }
    budget = f"{2 * most + 25}tok" if unit == "tok" else f"{(2 * most * 50 + 6000) / 1e6:.6f}USD"
    purse = Purse(Budget.parse(budget))
    with pytest.raises(BudgetSpent, match=r"used up.* answers are kept"):
        run(book, questions(fake, 40), purse=purse)
    assert len(fake.batches) > 1  # what answers leave of their reservation is used
    assert max(len(batch["lines"]) for batch in fake.batches) == 2
    spent = len(fake.asked()) * (25 if unit == "tok" else (20 * 50 + 5 * 200) / 1e6)
    assert purse.spent == pytest.approx(spent) and purse.spent <= purse.budget.amount
    assert purse.idle
    before = len(fake.asked())
    assert run(book, questions(fake, 40)).imported.answers == 40 - before
    assert sorted(fake.asked()) == sorted(f"question {number}" for number in range(40))


def test_answers_without_a_limit_need_no_budget(fake: FakeBatches, book: BatchBook) -> None:
    def requests() -> Iterator[Request]:
        yield Request(payload={"messages": [{"role": "user", "content": "go on"}]})

    asked = Questions(teacher=questions(fake).teacher, requests=requests)
    with pytest.raises(HornbookError, match="give the request max_tokens"):
        run(book, asked, purse=Purse(Budget.parse("1Mtok")))
    assert fake.calls == []
    assert run(book, asked).imported.answers == 1


def test_a_budget_too_small_for_one_request_submits_nothing(
    fake: FakeBatches, book: BatchBook
) -> None:
    with pytest.raises(BudgetSpent):
        run(book, questions(fake), purse=Purse(Budget.parse("20tok")))
    assert fake.calls == []


def test_an_endpoint_that_is_ill_in_passing_is_asked_again(
    fake: FakeBatches, book: BatchBook
) -> None:
    seen: set[str] = set()

    def once(number: int, call: str) -> None:
        if call not in seen and call != "GET batches":
            seen.add(call)
            raise Broken

    fake.before = once
    assert run(book, questions(fake)).imported.answers == 6
    assert len(fake.batches) == 1 and "GET batches" in fake.calls


def test_a_batch_whose_creation_was_not_confirmed_is_found(
    fake: FakeBatches, book: BatchBook
) -> None:
    def hang_up(number: int, call: str) -> None:
        if call == "POST batches" and len(fake.batches) == 4:
            raise Broken

    for model in "abc":
        run(book, questions(fake, 1, model=model))
    fake.after, fake.hidden = hang_up, 2
    assert run(book, questions(fake)).imported.answers == 6
    assert len(fake.batches) == 4


def test_cancelling_keeps_what_was_answered(
    fake: FakeBatches, book: BatchBook, tmp_path: Path
) -> None:
    def stop(number: int, call: str) -> None:
        if call == "GET batches/ID" and "POST batches/ID/cancel" not in fake.calls:
            raise Broken

    fake.before = stop
    with pytest.raises(HornbookError, match="doesn't answer"):
        run(book, questions(fake))
    assert [batch.state for batch in book.open_batches()] == ["submitted"]
    fake.answered = 2
    result = work(book).cancel([questions(fake)])
    assert result.imported.answers == 2 and result.imported.failed.total() == 4
    assert book.open_batches() == []


def test_what_is_under_way_counts_against_the_budget_of_the_next_run(
    fake: FakeBatches, book: BatchBook
) -> None:
    def stop(number: int, call: str) -> None:
        if call == "GET batches/ID":
            raise Broken

    fake.before = stop
    with pytest.raises(HornbookError, match="doesn't answer"):
        run(book, questions(fake, 3))
    fake.before = lambda number, call: None
    purse = Purse(Budget.parse("90tok"))
    with pytest.raises(BudgetSpent):
        run(book, questions(fake, 6), purse=purse)
    assert purse.spent == 75 and len(fake.asked()) == 3


def test_a_run_does_not_ask_what_is_in_a_batch(
    fake: FakeBatches, book: BatchBook, tmp_path: Path
) -> None:
    def stop(number: int, call: str) -> None:
        if call == "GET batches/ID":
            raise Broken

    fake.before = stop
    with pytest.raises(HornbookError, match="doesn't answer"):
        run(book, questions(fake, 3))
    teacher = questions(fake).teacher
    with (
        pytest.raises(HornbookError, match="in a batch that is under way; wait for its answer"),
        teacher.open(tmp_path / "cache") as client,
    ):
        list(client.complete(questions(fake).requests()))
    assert not any("chat" in call for call in fake.calls)
    found = survey(questions(fake), questions(fake).requests(), book.cache, set())
    assert (found.pending, found.cached, found.in_batch) == (3, 0, 3)
    assert export_batch(book, [questions(fake)], tmp_path / "a.jsonl").under_way == 3


def test_only_one_process_submits(fake: FakeBatches, book: BatchBook, tmp_path: Path) -> None:
    from hornbook.teacher.batch_run import _alone

    with _alone(book.cache.path), pytest.raises(HornbookError, match="another process"):
        run(book, questions(fake))


def test_a_teacher_without_batches_is_told(fake: FakeBatches, book: BatchBook) -> None:
    asked = Questions(teacher=ScriptedTeacher(title="who"), requests=lambda: iter(()))
    with pytest.raises(HornbookError, match=r"who has no batch endpoint.*batch export"):
        run(book, asked)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(401, "refused the key"), (404, "no batches"), (400, "no credit"), (500, "doesn't answer")],
)
def test_an_endpoint_that_can_t_be_used_is_told(
    fake: FakeBatches, book: BatchBook, monkeypatch: pytest.MonkeyPatch, status: int, sentence: str
) -> None:
    def refuse(*anything: Any) -> tuple[int, Any]:
        return status, {"error": {"message": "no credit"}}

    monkeypatch.setattr(fake, "_answer", refuse)
    with pytest.raises(HornbookError, match=sentence):
        run(book, questions(fake))


DRIVE = """
import sys
from pathlib import Path
from hornbook.teacher import OpenAITeacher, chat
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch_book import BatchBook
from hornbook.teacher.batch_run import BatchRun, Pace
from hornbook.teacher.cache import AnswerCache
url, cache = sys.argv[1], Path(sys.argv[2])
teacher = OpenAITeacher(base_url=url, model="m", key_variable="")
requests = lambda: (chat(f"question {number}", max_tokens=10) for number in range(6))
with AnswerCache(cache) as answers:
    run = BatchRun(book=BatchBook(answers), pace=Pace(first=0.01, longest=0.05, settle=0.1))
    run.run([Questions(teacher=teacher, requests=requests)])
"""


class Killer:
    """Kills the process when it makes its call of this number, before or after that is done."""

    def __init__(self, fake: FakeBatches, cache: Path, *, after: bool) -> None:
        self.fake, self.after = fake, after
        self.command = [sys.executable, "-c", DRIVE, fake.url, str(cache)]

    def killed_at(self, number: int) -> bool:
        """Run until that call; false when the run ended before it."""
        begun = len(self.fake.calls)
        process = subprocess.Popen(self.command)

        def strike(call_number: int, call: str) -> None:
            if call_number - begun == number:
                process.kill()
                process.wait()
                raise Broken

        self.fake.before = self.fake.after = lambda number, call: None
        if self.after:
            self.fake.after = strike
        else:
            self.fake.before = strike
        return process.wait(timeout=60) != 0


@pytest.mark.parametrize("after", [False, True])
def test_a_run_killed_at_each_of_its_steps_submits_once(
    fake: FakeBatches, tmp_path: Path, after: bool
) -> None:
    cache = tmp_path / "cache" / CACHE_NAME
    cache.parent.mkdir()
    killer = Killer(fake, cache, after=after)
    kills = 0
    while killer.killed_at(kills + 1):
        kills += 1
        assert kills < 20
    assert kills >= 3
    assert len(fake.batches) == 1 and len(fake.asked()) == 6
    assert texts(tmp_path, questions(fake)) == [f"to question {number}" for number in range(6)]


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(1, 8))
def test_a_run_killed_once_submits_once(
    fake: FakeBatches, tmp_path: Path, after: bool, step: int
) -> None:
    cache = tmp_path / "cache" / CACHE_NAME
    cache.parent.mkdir()
    killer = Killer(fake, cache, after=after)
    assert killer.killed_at(step)
    assert not killer.killed_at(10**6)
    assert len(fake.batches) == 1 and len(fake.asked()) == 6
    assert len(texts(tmp_path, questions(fake))) == 6


def test_a_wait_is_stopped_by_ctrl_c_and_gone_on_with(fake: FakeBatches, tmp_path: Path) -> None:
    import signal

    cache = tmp_path / "cache" / CACHE_NAME
    cache.parent.mkdir()
    command = [sys.executable, "-c", DRIVE, fake.url, str(cache)]
    fake.statuses = ("in_progress",) * 10**4
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while "GET batches/ID" not in fake.calls:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) != 0
    with fake.lock:
        fake.batches[0]["todo"] = ["completed"]
    subprocess.run(command, check=True, timeout=60)
    assert len(fake.batches) == 1 and len(texts(tmp_path, questions(fake))) == 6
