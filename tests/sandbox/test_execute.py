import json
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.sandbox import Limits, Outcome, Verdict, execute_file

ROWS = [
    {"id": "a", "program": "def f(x):\n    return x + 1\n", "test": "assert f(1) == 2"},
    {"id": "b", "program": "def f(x):\n    return x\n", "test": "assert f(1) == 2"},
    {"id": "c", "program": "while True: pass", "test": "", "entry_point": None},
    {"id": "d", "program": "x = bytearray(1 << 40)"},
    {"id": "e", "program": "1 / 0", "test": None, "entry_point": ""},
]


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_each_line_gets_its_verdict_in_order(tmp_path: Path) -> None:
    source, output = write(tmp_path / "in.jsonl", *ROWS), tmp_path / "out.jsonl"
    seen: list[Verdict] = []
    counts = execute_file(
        source, output, limits=Limits(seconds=0.3, patience=60), workers=2, advance=seen.append
    )
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["id"] for row in rows] == list("abcde") == [verdict.id for verdict in seen]
    assert [row["outcome"] for row in rows] == ["passed", "failed", "timeout", "memory", "error"]
    assert all(set(row) == {"id", "outcome", "seconds", "detail"} for row in rows)
    assert counts == dict.fromkeys(Outcome, 1)


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n" + json.dumps(ROWS[0]) + "\n  \n")
    assert execute_file(source, tmp_path / "out.jsonl", workers=1)[Outcome.PASSED] == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: this is not JSON"),
        ("[" * 100_000, "line 2: this is not JSON"),
        ("[]", "line 2: expected an object"),
        ('{"program": ""}', "line 2: 'id' is missing"),
        ('{"id": 1, "program": ""}', "line 2: 'id' is missing or is not text"),
        ('{"id": "x"}', "line 2: 'program' is missing"),
        ('{"id": "x", "program": "", "test": 3}', "line 2: 'test' is not text"),
        ('{"id": "x", "program": "", "entry_point": "f()"}', "line 2: 'entry_point'"),
        ('{"id": "x", "program": "", "entry_point": "if"}', "line 2: 'entry_point'"),
    ],
)
def test_a_malformed_line_is_named_before_anything_runs(
    tmp_path: Path, line: str, message: str
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n")
    seen: list[Verdict] = []
    with pytest.raises(HornbookError, match=message) as raised:
        execute_file(source, output, advance=seen.append)
    assert str(source) in str(raised.value)
    assert seen == [] and not output.exists()


def test_bytes_that_are_not_text_are_named(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": "\xff", "program": ""}\n')
    with pytest.raises(HornbookError, match="line 1: this is not JSON"):
        execute_file(source, tmp_path / "out.jsonl")


def test_an_empty_or_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="holds no programs"):
        execute_file(write(tmp_path / "in.jsonl"), tmp_path / "out.jsonl")
    with pytest.raises(HornbookError, match=r"missing\.jsonl can't be read: No such file"):
        execute_file(tmp_path / "missing.jsonl", tmp_path / "out.jsonl")


def test_a_result_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", ROWS[0])
    with pytest.raises(HornbookError, match="can't be written"):
        execute_file(source, tmp_path / "no" / "out.jsonl")


def test_an_interrupted_run_leaves_the_earlier_result(tmp_path: Path) -> None:
    source, output = write(tmp_path / "in.jsonl", *ROWS[:2]), tmp_path / "out.jsonl"
    output.write_text("earlier")

    def interrupt(verdict: Verdict) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_file(source, output, workers=1, advance=interrupt)
    assert output.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
