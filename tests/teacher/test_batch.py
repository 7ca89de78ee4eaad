import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Answer, OpenAITeacher, Request, ScriptedTeacher, Teacher, chat
from hornbook.teacher.asking import Questions
from hornbook.teacher.batch import Exported, Imported, export_batch, import_answers
from hornbook.teacher.batch_book import BatchBook
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.protocol import CACHE_NAME

TEACHER = OpenAITeacher(base_url="https://example.org/v1", model="m", key_variable="")
REQUESTS = [chat(f"question {number}", max_tokens=5, sample=number % 2) for number in range(10)]


def asked(requests: list[Request] = REQUESTS, teacher: Teacher = TEACHER) -> Questions:
    return Questions(teacher=teacher, requests=lambda: iter(requests))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[BatchBook]:
    with AnswerCache(tmp_path / "cache" / CACHE_NAME) as cache:
        yield BatchBook(cache)


def exported(book: BatchBook, output: Path, *questions: Questions, **limits: int) -> Exported:
    return export_batch(book, questions or [asked()], output, **limits)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def answered(path: Path, **changes: Any) -> Path:
    """What a batch endpoint makes of a file, backwards, as it promises no order."""
    output = path.with_suffix(".answers")
    with output.open("w") as file:
        for line in reversed(lines(path)):
            prompt = line["body"]["messages"][0]["content"]
            body = {"choices": [{"message": {"content": f"to {prompt}"}}]}
            response = {"status_code": 200, "request_id": "r", "body": body}
            record = {"id": "b", "custom_id": line["custom_id"], "response": response}
            file.write(json.dumps(record | {"error": None} | changes) + "\n")
    return output


def texts(tmp_path: Path) -> list[str]:
    with TEACHER.open(tmp_path / "cache") as client:
        replies = sorted(client.complete(REQUESTS), key=lambda reply: reply.index)
        assert client.usage.requests == 0
    return [reply.text for reply in replies if isinstance(reply, Answer)]


def test_a_batch_comes_back_into_the_cache(book: BatchBook, tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    what = exported(book, path, asked([*REQUESTS, REQUESTS[0]]))
    assert (what.paths, what.requests, what.under_way) == ((path,), 10, 0)
    first = lines(path)[0]
    assert first.keys() == {"custom_id", "method", "url", "body"}
    assert first["method"] == "POST" and first["url"] == "/v1/chat/completions"
    assert first["body"]["model"] == "m"
    assert first["custom_id"] == TEACHER.adapt(REQUESTS[0]).key(TEACHER.endpoint)
    assert len({line["custom_id"] for line in lines(path)}) == 10
    answers = answered(path)
    came = import_answers(book, answers)
    assert (came.answers, came.known, sum(came.failed.values())) == (10, 0, 0)
    assert texts(tmp_path) == [f"to question {number}" for number in range(10)]
    again = import_answers(book, answers)
    assert (again.answers, again.known) == (0, 10)


def test_only_what_is_pending_is_exported(book: BatchBook, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=("yes",))
    with teacher.open(tmp_path / "cache") as client:
        list(client.complete(REQUESTS[:7]))
    what = exported(book, tmp_path / "some.jsonl", asked(teacher=teacher))
    assert what.requests == len(lines(what.paths[0])) == 3
    with pytest.raises(HornbookError, match=r"some\.jsonl is there already"):
        exported(book, tmp_path / "some.jsonl", asked(teacher=teacher))
    assert exported(book, tmp_path / "none.jsonl", asked(REQUESTS[:7], teacher)).paths == ()
    with pytest.raises(HornbookError, match="can't write"):
        exported(book, tmp_path / "absent" / "some.jsonl")


def test_files_are_no_bigger_than_a_batch_may_be(book: BatchBook, tmp_path: Path) -> None:
    what = exported(book, tmp_path / "a.jsonl", most_lines=4)
    assert [path.name for path in what.paths] == ["a.jsonl", "a-2.jsonl", "a-3.jsonl"]
    assert [len(lines(path)) for path in what.paths] == [4, 4, 2]
    size = what.paths[0].stat().st_size // 4
    small = exported(book, tmp_path / "b.jsonl", most_bytes=3 * size)
    assert all(path.stat().st_size <= 3 * size for path in small.paths)
    assert sum(len(lines(path)) for path in small.paths) == 10


def test_a_file_is_for_one_model_and_one_path(book: BatchBook, tmp_path: Path) -> None:
    other = replace(TEACHER, model="n")
    plain = Request(payload={"prompt": "x", "max_tokens": 1}, kind="completions")
    what = exported(
        book, tmp_path / "a.jsonl", asked(), asked(teacher=other), asked([*REQUESTS[:2], plain])
    )
    assert [len(lines(path)) for path in what.paths] == [10, 10, 2, 1]
    for path in what.paths:
        assert len({(line["url"], line["body"]["model"]) for line in lines(path)}) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"response": None, "error": {"code": "batch_expired", "message": "too late"}}, "too late"),
        ({"response": {"status_code": 400, "body": {"error": {"message": "no"}}}}, "no"),
        ({"response": {"status_code": 400, "body": None}, "error": {"message": "vLLM"}}, "vLLM"),
        ({"response": {"status_code": 200, "body": {"choices": []}}}, "isn't a completion"),
        ({"response": {"status_code": 500}}, "HTTP 500"),
        ({"response": None}, "no response"),
    ],
)
def test_failures_are_named_and_stay_pending(
    book: BatchBook, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    path = exported(book, tmp_path / "a.jsonl").paths[0]
    came = import_answers(book, answered(path, **changes))
    assert came.answers == 0 and sum(came.failed.values()) == 10
    assert all(reason in named for named in came.failed)
    assert exported(book, tmp_path / "again.jsonl").requests == 10


def test_lines_that_can_t_be_used_lose_no_others(book: BatchBook, tmp_path: Path) -> None:
    path = exported(book, tmp_path / "a.jsonl").paths[0]
    answers = answered(path)
    content = answers.read_bytes().splitlines(keepends=True)
    foreign = json.dumps({"custom_id": "mine", "response": {}}).encode() + b"\n"
    answers.write_bytes(b"".join([content[0], b"\n", foreign, b"[1]\n", *content[1:]])[:-30])
    came = import_answers(book, answers)
    assert came.answers == 9 and came.unusable == [
        f"{answers}, line 3, answers 'mine', which wasn't exported from here",
        f"{answers}, line 4, isn't a JSON object (is the file whole?)",
        f"{answers}, line 13, isn't a JSON object (is the file whole?)",
    ]
    assert "the other 9 answers are in the cache" in came.problem()
    assert Imported(unusable=["a"] * 9).problem().startswith("a; a; a and 6 more lines; ")
    assert import_answers(book, answered(path)).answers == 1


def test_a_file_of_answers_that_can_t_be_read_is_told(book: BatchBook, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="can't read"):
        import_answers(book, tmp_path / "none.jsonl")


def test_a_killed_export_leaves_no_half_file(book: BatchBook, tmp_path: Path) -> None:
    def torn() -> Iterator[Request]:
        yield REQUESTS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exported(book, tmp_path / "a.jsonl", Questions(teacher=TEACHER, requests=torn))
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_answers_of_a_batch_cost_what_batch_mode_costs(book: BatchBook, tmp_path: Path) -> None:
    from hornbook.teacher import Price

    path = exported(book, tmp_path / "a.jsonl").paths[0]
    import_answers(book, answered(path))
    price = Price(prompt=2.0, completion=4.0, batch=0.5)
    with TEACHER.open(tmp_path / "cache") as client:
        for reply in client.complete(REQUESTS):
            assert isinstance(reply, Answer)
            paid = replace(reply, prompt_tokens=1_000_000, completion_tokens=1_000_000)
            assert price.of(paid) == 3.0 and price.of(replace(paid, seconds=0.2)) == 6.0
