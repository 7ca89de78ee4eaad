"""The command: what stays and what goes in two files, whatever the format, or one sentence."""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.cli import main

from .test_duplicates import edited, story

Command = Callable[..., tuple[int, str, str]]

ROWS: list[dict[str, Any]] = [
    {"id": "first", "text": story(1), "stars": 1, "more": {"a": [1]}},
    {"text": story(2), "stars": None},
    {"id": 7, "text": edited(story(1), 7), "stars": 2.5},
    {"id": "\ud83d", "text": story(2), "stars": 0},
]


@pytest.fixture
def deduplicate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Run the command in this process; gives exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hornbook", "deduplicate", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def read(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_jsonl_rows_stay_as_they_are(deduplicate: Command, tmp_path: Path, suffix: str) -> None:
    write(tmp_path / f"in.jsonl{suffix}", ROWS)
    code, said, _ = deduplicate(f"in.jsonl{suffix}", "-o", f"out.jsonl{suffix}")
    assert code == 0
    assert read(tmp_path / f"out.jsonl{suffix}") == ROWS[:2]
    dropped = read(tmp_path / f"out.dropped.jsonl{suffix}")
    assert [row["duplicate_of"] for row in dropped] == ["first", "line 2"]
    assert dropped[1] | ROWS[3] == dropped[1]
    assert "2 rows stay: out.jsonl" in said
    assert "2 duplicates (50.0%) in 2 groups" in said
    assert "99.8% (20 bands of 6)" in said
    assert not list(tmp_path.glob(".*"))


def test_the_preferred_copy_stays(deduplicate: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", ROWS)
    assert deduplicate("in.jsonl", "-o", "out.jsonl", "--prefer", "stars")[0] == 0
    assert [row["stars"] for row in read(tmp_path / "out.jsonl")] == [2.5, 0]


def test_parquet_keeps_its_columns(deduplicate: Command, tmp_path: Path) -> None:
    table = pa.table({"body": [story(1), "x", story(1)], "n": pa.array([1, 2, 3], pa.int8())})
    pq.write_table(table, tmp_path / "in.parquet")
    code, _, said = deduplicate(
        "in.parquet", "-o", "out.parquet", "--column", "body", "--method", "exact"
    )
    assert code == 0, said
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == table.slice(0, 2).to_pylist()
    (dropped,) = pq.read_table(tmp_path / "out.dropped.parquet").to_pylist()
    assert (dropped["n"], dropped["duplicate_of"], dropped["reason"]) == (
        3,
        "row 1",
        "the same text as row 1",
    )


@pytest.mark.parametrize("name", ["in.jsonl", "in.parquet"])
def test_rows_that_cannot_be_compared_are_dropped_beside_duplicates(
    deduplicate: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for module in ("lines", "tables"):
        monkeypatch.setattr(f"hornbook.corpus.{module}.ROWS", 2)
    texts = [None, "a", "", None, "a", "b", None, "", "b", "c", "a"]
    rows = [{"n": number, "text": text} for number, text in enumerate(texts)]
    if name.endswith("jsonl"):
        write(tmp_path / name, rows)
    else:
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / name, row_group_size=3)

    def found(file: str) -> list[dict[str, Any]]:
        path = tmp_path / file
        return read(path) if name.endswith("jsonl") else pq.read_table(path).to_pylist()

    ending = Path(name).suffix
    code, said, error = deduplicate(name, "-o", f"out{ending}", "--method", "exact")
    assert code == 0 and "3 can't be read" in error
    assert "4 rows stay" in said
    assert [row["n"] for row in found(f"out{ending}")] == [1, 2, 5, 9]
    dropped = found(f"out.dropped{ending}")
    word = "line" if name.endswith("jsonl") else "row"
    assert [(row["n"], row["duplicate_of"]) for row in dropped] == [
        *((0, None), (3, None), (4, f"{word} 2"), (6, None), (7, f"{word} 3")),
        *((8, f"{word} 6"), (10, f"{word} 2")),
    ]
    assert dropped[0]["reason"].startswith("can't be read: column 'text' holds null")


@pytest.mark.parametrize("name", ["in.jsonl", "in.parquet"])
def test_what_is_no_number_is_preferred_least(
    deduplicate: Command, tmp_path: Path, name: str
) -> None:
    rows: list[dict[str, Any]] = [{"n": 1, "text": "a"}, {"n": 2, "text": "a", "stars": 1}]
    ending = Path(name).suffix
    if name.endswith("jsonl"):
        write(tmp_path / name, [rows[0] | {"stars": "many"}, rows[1]])
    else:
        pq.write_table(pa.Table.from_pylist([rows[0] | {"stars": None}, rows[1]]), tmp_path / name)
    code, _, error = deduplicate(name, "-o", f"out{ending}", "--prefer", "stars")
    assert code == 0
    assert ("in.jsonl, line 1: 'stars' holds 'many'" in error) is (ending == ".jsonl")
    path = tmp_path / f"out{ending}"
    kept = read(path) if ending == ".jsonl" else pq.read_table(path).to_pylist()
    assert [row["n"] for row in kept] == [2]
    code, _, error = deduplicate(name, "-o", f"o{ending}", "--prefer", "absent")
    assert code == 2 and "no row has a number in 'absent'" in error


@pytest.mark.parametrize("method", ["template", "ast", "semantic"])
def test_every_method_can_be_asked_for(deduplicate: Command, tmp_path: Path, method: str) -> None:
    write(tmp_path / "in.jsonl", ROWS)
    code, said, _ = deduplicate("in.jsonl", "-o", "out.jsonl", "--method", method)
    assert code == 0
    assert len(read(tmp_path / "out.jsonl")) in (2, 3)
    assert ("rows don't parse" in said) is (method == "ast")


def test_bands_go_with_the_threshold(deduplicate: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", ROWS)
    _, said, _ = deduplicate("in.jsonl", "-o", "out.jsonl", "--threshold", "0.5")
    assert "(21 bands of 2)" in said
    _, said, _ = deduplicate("in.jsonl", "-o", "o.jsonl", "--bands", "4", "--rows", "2")
    assert "(4 bands of 2)" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("in.jsonl", "-o", "out.jsonl", "--bands", "4"), "give both or neither"),
        (("in.jsonl", "-o", "out.jsonl", "--method", "magic"), "unknown method"),
        (("in.jsonl", "-o", "out.jsonl", "--threshold", "2"), "up to 1"),
        (("in.jsonl", "-o", "out.jsonl", "--prefer", "text"), "no row has a number in 'text'"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    deduplicate: Command, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    write(tmp_path / "in.jsonl", ROWS)
    before = sorted(tmp_path.iterdir())
    code, _, error = deduplicate(*arguments)
    assert code != 0
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before
