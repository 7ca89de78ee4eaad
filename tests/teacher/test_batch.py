import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Answer, OpenAITeacher, Request, ScriptedTeacher, chat
from hornbook.teacher.batch import export_batch, import_batch

TEACHER = OpenAITeacher(base_url="https://example.org/v1", model="m", key_variable="")
REQUESTS = [chat(f"question {number}", max_tokens=5, sample=number % 2) for number in range(10)]


def exported(tmp_path: Path, requests: list[Request] = REQUESTS, **limits: int) -> list[Path]:
    return export_batch(TEACHER, tmp_path / "cache", requests, tmp_path / "out", **limits)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def answered(path: Path, **changes: Any) -> Path:
    """What the batch endpoint makes of a file, backwards, as it promises no order."""
    output = path.with_suffix(".answers")
    with output.open("w") as file:
        for line in reversed(lines(path)):
            prompt = line["body"]["messages"][0]["content"]
            body = {"choices": [{"message": {"content": f"to {prompt}"}}]}
            response = {"status_code": 200, "body": body}
            record = {"custom_id": line["custom_id"], "response": response, "error": None}
            file.write(json.dumps(record | changes) + "\n")
    return output


def texts(tmp_path: Path) -> list[str]:
    with TEACHER.open(tmp_path / "cache") as client:
        replies = sorted(client.complete(REQUESTS), key=lambda reply: reply.index)
        assert client.usage.requests == 0
    return [reply.text for reply in replies if isinstance(reply, Answer)]


def test_a_batch_comes_back_into_the_cache(tmp_path: Path) -> None:
    (path,) = exported(tmp_path, [*REQUESTS, REQUESTS[0]])
    first = lines(path)[0]
    assert first["method"] == "POST" and first["url"] == "/v1/chat/completions"
    assert first["body"]["model"] == "m" and len(first["custom_id"]) <= 64
    assert len({line["custom_id"] for line in lines(path)}) == len(lines(path)) == 10
    answers = answered(path)
    came = import_batch(TEACHER, tmp_path / "cache", path, answers)
    assert (came.answers, came.known, sum(came.failed.values())) == (10, 0, 0)
    assert texts(tmp_path) == [f"to question {number}" for number in range(10)]
    assert import_batch(TEACHER, tmp_path / "cache", path, answers).known == 10


def test_only_what_is_pending_is_exported(tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=("yes",))
    with teacher.open(tmp_path / "cache") as client:
        list(client.complete(REQUESTS[:7]))
    (path,) = export_batch(teacher, tmp_path / "cache", REQUESTS, tmp_path / "out")
    assert len(lines(path)) == 3
    with pytest.raises(HornbookError, match="holds a batch already"):
        export_batch(teacher, tmp_path / "cache", REQUESTS, tmp_path / "out")
    assert export_batch(teacher, tmp_path / "cache", REQUESTS[:7], tmp_path / "none") == []


def test_files_are_no_bigger_than_a_batch_may_be(tmp_path: Path) -> None:
    paths = exported(tmp_path, most_lines=4)
    assert [len(lines(path)) for path in paths] == [4, 4, 2]
    size = paths[0].stat().st_size // 4
    small = export_batch(
        TEACHER, tmp_path / "cache", REQUESTS, tmp_path / "small", most_bytes=3 * size
    )
    assert all(path.stat().st_size <= 3 * size for path in small)
    assert sum(len(lines(path)) for path in small) == 10


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"response": None, "error": {"code": "expired", "message": "too late"}}, "too late"),
        ({"response": {"status_code": 400, "body": {"error": {"message": "no"}}}}, "no"),
        ({"response": {"status_code": 200, "body": {"choices": []}}}, "isn't a completion"),
        ({"response": {"status_code": 500}}, "HTTP 500"),
        ({"response": None}, "no response"),
    ],
)
def test_failures_are_named_and_stay_pending(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    (path,) = exported(tmp_path)
    came = import_batch(TEACHER, tmp_path / "cache", path, answered(path, **changes))
    assert came.answers == 0 and sum(came.failed.values()) == 10
    assert all(reason in named for named in came.failed)
    again = export_batch(TEACHER, tmp_path / "cache", REQUESTS, tmp_path / "again")
    assert len(lines(again[0])) == 10


def test_a_torn_file_keeps_what_it_held(tmp_path: Path) -> None:
    (path,) = exported(tmp_path)
    answers = answered(path)
    answers.write_bytes(answers.read_bytes()[:-30])
    with pytest.raises(HornbookError, match=r"line 10, isn't a JSON object; is it whole\?"):
        import_batch(TEACHER, tmp_path / "cache", path, answers)
    answered(path)
    assert import_batch(TEACHER, tmp_path / "cache", path, answers).known == 9


def test_answers_to_something_else_are_refused(tmp_path: Path) -> None:
    (path,) = exported(tmp_path)
    with pytest.raises(HornbookError, match=r"line 1, answers 'mine', which .* doesn't ask"):
        import_batch(TEACHER, tmp_path / "cache", path, answered(path, custom_id="mine"))
    other = replace(TEACHER, base_url="https://elsewhere.example.org/v1")
    with pytest.raises(HornbookError, match="exported for another teacher"):
        import_batch(other, tmp_path / "cache", path, answered(path))
    with pytest.raises(HornbookError, match="isn't a request that Hornbook exported"):
        import_batch(TEACHER, tmp_path / "cache", answered(path), path)
    with pytest.raises(HornbookError, match="can't read"):
        import_batch(TEACHER, tmp_path / "cache", path, tmp_path / "none.jsonl")
