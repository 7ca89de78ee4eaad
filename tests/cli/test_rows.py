"""Every command that takes a file of rows is held to the same list of bad ones."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from hornbook.curate import classify
from hornbook.curate.classifier import QualityClassifier, TrainClassifier
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.teacher import ScriptedTeacher, Teacher

Hornbook = Callable[..., tuple[int, str, str]]
Call = Callable[..., tuple[int, str, str]]

# Options of each command, and the word in the name of the file that its rejects go to.
OPTIONS: dict[str, tuple[str, ...]] = {
    "classify": ("--workers", "1"),
    "annotate": ("--method", "score"),
    "deduplicate": ("--method", "exact"),
    "decontaminate": ("--benchmarks", "file:quiz.jsonl", "--benchmark-column", "prompt=q"),
    "diversity": (),
}
REJECTS = {"deduplicate": "dropped", "decontaminate": "contaminated"}
WRITERS = [command for command in OPTIONS if command != "diversity"]

GOOD = [b'{"text":  "x = 1", "id": 1, "n": 1.0}', b'{"id": 1, "text": "y = \\u00e9\xc3\xa9"}\r']
LONG = b'{"text": "' + b"x" * (100 << 20) + b'"}'

BAD_LINES = {
    "malformed": (b'{"text": ', "malformed JSON"),
    "cut": (b'{"text": "x', "malformed JSON"),
    "deep": (b"[" * 100_000, "malformed JSON (nested too deeply)"),
    "digits": (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "malformed JSON (a number of too"),
    "bytes": (b'{"text": "\xff"}', "not UTF-8 (byte 10 is"),
    "NUL bytes": (b"\0\0\0", "malformed JSON"),
    "list": (b"[1]", "list where a JSON object should be"),
    "no column": (b'{"body": "x"}', "no column 'text'; it has: body"),
    "null": (b'{"text": null}', "column 'text' holds null where a string should be"),
    "number": (b'{"text": 5}', "column 'text' holds int where a string should be"),
}


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> QualityClassifier:
    stage = TrainClassifier(trees=50)
    runner = Runner(
        open_store(tmp_path_factory.mktemp("classifier")), progress=Progress(quiet=True)
    )
    runner.run(stage)
    return runner.open(stage)


@pytest.fixture
def call(
    hornbook: Hornbook,
    classifier: QualityClassifier,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Call:
    """Run a command on a file; gives exit code, output and error."""

    def read(text: str) -> Teacher:
        return ScriptedTeacher(title=text, script=lambda request: '{"score": 2}')

    monkeypatch.setattr("hornbook.teacher.spec.read_teacher", read)
    monkeypatch.setattr(classify, "default_classifier", lambda progress: classifier)
    question = "How many legs do three hens and two cows have when one hen is lost at noon?"
    (tmp_path / "quiz.jsonl").write_text(json.dumps({"q": question}))

    def run(command: str, source: str, output: str, *more: str) -> tuple[int, str, str]:
        before = {path.name for path in tmp_path.iterdir()}
        code, said, error = hornbook(command, source, "-o", output, *OPTIONS[command], *more)
        error = "\n".join(line for line in error.splitlines() if not line.startswith("1/"))
        if code:
            left = {path.name for path in tmp_path.iterdir()} - before - {"runs"}
            assert not left, "something half written is left"
            sentence = error.splitlines()[-1]
            assert sentence.startswith("hornbook: ") and "Traceback" not in error
            error = sentence
        return code, said, error

    return run


def pack(data: bytes, name: str) -> bytes:
    if name.endswith(".gz"):
        return gzip.compress(data)
    return zstandard.compress(data) if name.endswith(".zst") else data


def unpack(data: bytes, name: str) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith(".zst"):
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    return data


def rejected(path: Path) -> list[dict[str, Any]]:
    """The reasons in a file of rejects, each as a row has it."""
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [row.get("decontamination", row) for row in rows]


@pytest.mark.parametrize("bad", BAD_LINES)
@pytest.mark.parametrize("command", OPTIONS)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    call: Call, tmp_path: Path, command: str, bad: str
) -> None:
    line, why = BAD_LINES[bad]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([GOOD[0], b"", line, GOOD[1]]) + b"\n")
    code, _, error = call(command, "in.jsonl", "out.jsonl")
    assert code == 0, error
    assert f"1 can't be read, such as:\n  in.jsonl, line 3: {why}" in error
    if command in REJECTS:
        assert (tmp_path / "out.jsonl").read_bytes() == b"\n".join(GOOD) + b"\n"
        (found,) = rejected(tmp_path / f"out.{REJECTS[command]}.jsonl")
        assert found["reason"].startswith(f"can't be read: {why}")
    code, _, error = call(command, "in.jsonl", "strict.jsonl", "--strict")
    assert code == 2 and f"in.jsonl, line 3: {why}" in error


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize(
    ("read", "written"),
    [(".jsonl", ".ndjson.gz"), (".jsonl.gz", ".jsonl.zst"), (".jsonl.zst",) * 2],
)
def test_what_a_line_has_stays_byte_for_byte(
    call: Call, tmp_path: Path, command: str, read: str, written: str
) -> None:
    lines = [*GOOD, b'{"text": "\\ud800 half a pair"}', b'{"text": "a\\u0000b", "n": 1e400}']
    (tmp_path / f"in{read}").write_bytes(pack(b"\n".join(lines), read))
    code, _, error = call(command, f"in{read}", f"out{written}")
    assert code == 0 and "can't be read" not in error
    found = unpack((tmp_path / f"out{written}").read_bytes(), written).split(b"\n")[:-1]
    if command in REJECTS:
        assert found == lines
    else:
        for before, after in zip(lines, found, strict=True):
            assert after.startswith(before.rstrip()[:-1] + b', "educational_value": ')


@pytest.mark.parametrize("command", WRITERS)
def test_parquet_keeps_its_schema_and_its_bad_rows_have_a_reason(
    call: Call, tmp_path: Path, command: str
) -> None:
    raw = pa.array([b"x = 1", None, "é".encode("latin-1"), b"y = 2"], pa.binary())
    table = pa.table(
        {
            "n": pa.array([1, 2, 3, 4], pa.int8()),
            "text": pa.Array.from_buffers(pa.string(), 4, raw.buffers()),
            "tags": pa.array([["a"], None, [], ["b"]], pa.list_(pa.string())),
        }
    ).replace_schema_metadata({"made": "here"})
    pq.write_table(table, tmp_path / "in.parquet")
    code, _, error = call(command, "in.parquet", "out.parquet")
    assert code == 0, error
    assert "2 can't be read" in error
    assert "row 2: column 'text' holds null" in error and "row 3: not UTF-8" in error
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.schema.metadata[b"made"] == b"here"
    own = found.select(table.column_names)
    assert own.schema.equals(table.schema)
    if command in REJECTS:
        assert own.equals(table.take([0, 3]))
        others = pq.read_table(tmp_path / f"out.{REJECTS[command]}.parquet")
        assert others.column("n").to_pylist() == [2, 3]
    else:
        assert own.column("n").to_pylist() == [1, 2, 3, 4]
        nulls = found.column("educational_value").is_null().to_pylist()
        assert nulls == [False, True, True, False]


@pytest.mark.parametrize("command", OPTIONS)
@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst"])
def test_a_file_cut_short_keeps_what_came_before(
    call: Call, tmp_path: Path, command: str, name: str
) -> None:
    lines = b"".join(b'{"text": "x = %d"}\n' % (number * 7919) for number in range(10_000))
    (tmp_path / name).write_bytes(pack(lines, name)[:-3000])
    code, _, error = call(command, name, "out.jsonl")
    assert code == 0, error
    assert f"1 can't be read, such as:\n  {name}: damaged: after line " in error
    if command != "diversity":
        before = int(error.partition("after line ")[2].partition(";")[0])
        kept = (tmp_path / "out.jsonl").read_bytes().splitlines()
        assert 0 < len(kept) == before < 10_000


@pytest.mark.parametrize("command", OPTIONS)
def test_parquet_that_is_damaged_inside_keeps_what_came_before(
    call: Call, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "in.parquet"
    table = pa.table({"text": [f"x = {number * 7919}" for number in range(3000)]})
    pq.write_table(table, path, row_group_size=1000, compression="zstd", use_dictionary=False)
    place = pq.read_metadata(path).row_group(2).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[place : place + 500] = bytes(500)
    path.write_bytes(data)
    code, _, error = call(command, "in.parquet", "out.parquet")
    assert code == 0, error
    assert "1 can't be read, such as:\n  in.parquet: damaged: after row 2000" in error
    if command != "diversity":
        assert pq.read_metadata(tmp_path / "out.parquet").num_rows == 2000


@pytest.mark.parametrize("command", OPTIONS)
def test_a_line_of_100_megabytes_is_named(call: Call, tmp_path: Path, command: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([GOOD[0], LONG, GOOD[1]]))
    code, _, error = call(command, "in.jsonl", "out.jsonl")
    assert code == 0, error
    assert "in.jsonl, line 2: too long: a line of 104,857,612 bytes" in error
    if command in REJECTS:
        (found,) = rejected(tmp_path / f"out.{REJECTS[command]}.jsonl")
        assert found["reason"].startswith("can't be read: too long")


EMPTY = pa.table({"text": pa.array([], pa.string())})
USELESS: dict[str, tuple[str, bytes | pa.Table, str]] = {
    "all bad": ("in.jsonl", b'{"text": \n[1]\n', "no row of in.jsonl can be read; line 1: malf"),
    "no such column": ("in.jsonl", b'{"body": "x"}\n', "line 1: no column 'text'; it has: body"),
    "empty": ("in.jsonl", b"\n \n", "in.jsonl holds no rows"),
    "empty gzip": ("in.jsonl.gz", gzip.compress(b""), "in.jsonl.gz holds no rows"),
    "empty Parquet": ("in.parquet", EMPTY, "in.parquet holds no rows"),
    "not gzip": ("in.jsonl.gz", b"plain", "in.jsonl.gz can be read; damaged: after line 0"),
    "not zstd": ("in.jsonl.zst", b"plain", "in.jsonl.zst can be read; damaged: after line 0"),
    "not Parquet": ("in.parquet", b"PAR1 cut", "in.parquet can be read; damaged: not Parquet"),
    "other column": ("in.parquet", pa.table({"body": ["x"]}), "no column 'text'; it has: body"),
    "numbers": ("in.parquet", pa.table({"text": [1]}), "'text' holds int64 where strings should"),
    "nulls": ("in.parquet", pa.table({"text": pa.array([None], pa.string())}), "row 1: column"),
    "no format": ("in.csv", b"text\n", "in.csv: can't tell its format; name it .jsonl"),
    "missing": ("absent/in.jsonl", b"", "can't read absent/in.jsonl (no such file or folder)"),
}


@pytest.mark.parametrize("useless", USELESS)
@pytest.mark.parametrize("command", OPTIONS)
def test_a_useless_file_is_one_sentence(
    call: Call, tmp_path: Path, command: str, useless: str
) -> None:
    name, content, message = USELESS[useless]
    if isinstance(content, bytes) and "absent" not in name:
        (tmp_path / name).write_bytes(content)
    elif not isinstance(content, bytes):
        pq.write_table(content, tmp_path / name)
    output = "out.parquet" if name.endswith("parquet") else "out.jsonl"
    code, _, error = call(command, name, output)
    assert code == 2 and message in error


@pytest.mark.parametrize("command", OPTIONS)
def test_another_column_can_be_named(call: Call, tmp_path: Path, command: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"body": "x = 1"}\n')
    assert call(command, "in.jsonl", "out.jsonl", "--column", "body")[0] == 0


@pytest.mark.parametrize("command", OPTIONS)
def test_bad_outputs_are_one_sentence(call: Call, tmp_path: Path, command: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(GOOD[0])
    (tmp_path / "folder.jsonl").mkdir()
    places = {
        "nowhere/out.jsonl": "can't write to ",
        "folder.jsonl": "can't write folder.jsonl: it is a folder; choose another -o",
        "nonsense://x/out.jsonl": "can't reach nonsense://x/out.jsonl: ",
    }
    if command != "diversity":
        places |= {"out.parquet": "differ in format", "out.csv": "can't tell its format"}
    if command in REJECTS:
        places["in.jsonl"] = "in.jsonl is the input"
    for output, message in places.items():
        code, _, error = call(command, "in.jsonl", output)
        assert code == 2 and message in error


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/rows", recursive=True)


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.parquet"])
@pytest.mark.parametrize("command", OPTIONS)
def test_rows_come_from_anywhere_and_go_anywhere(
    call: Call, memory: Any, tmp_path: Path, command: str, name: str
) -> None:
    if name.endswith(".parquet"):
        pq.write_table(pa.table({"text": ["x = 1", None, "y = 2"]}), tmp_path / name)
    else:
        (tmp_path / name).write_bytes(gzip.compress(b"\n".join([GOOD[0], b"{", GOOD[1]])))
    memory.pipe(f"/rows/{name}", (tmp_path / name).read_bytes())
    code, _, error = call(command, f"memory://rows/{name}", f"memory://rows/out-{name}")
    assert code == 0, error
    assert f"memory://rows/{name}, " in error  # rows are told by where they are from
    call(command, f"file://{tmp_path}/{name}", f"file://{tmp_path}/out-{name}")
    here = sorted(path.name for path in tmp_path.glob("out-*"))
    there = sorted(Path(path).name for path in memory.ls("/rows", detail=False))
    assert there == sorted([name, *here])
    if not name.endswith("html"):
        assert memory.cat(f"/rows/out-{name}") == (tmp_path / f"out-{name}").read_bytes()


@pytest.mark.parametrize("command", OPTIONS)
def test_a_failed_upload_leaves_nothing(
    call: Call, memory: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    memory.pipe("/rows/in.jsonl", GOOD[0])

    class Refused(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise Refused("no such bucket")

    monkeypatch.setattr(type(memory), "put_file", refuse)
    code, _, error = call(command, "memory://rows/in.jsonl", "memory://rows/out.jsonl")
    assert code == 2 and "can't write memory://rows/out" in error
    assert "Refused: no such bucket" in error
    assert memory.ls("/rows", detail=False) == ["/rows/in.jsonl"]
