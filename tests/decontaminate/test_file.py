"""A user's file: kept rows as they were, rejects with their reason, nothing half written."""

import gzip
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from hornbook import benchmark
from hornbook.decontaminate.detectors import Ngrams, Trees
from hornbook.decontaminate.file import Outcome, decontaminate_file
from hornbook.decontaminate.problems import Benchmark
from hornbook.pipeline.progress import Progress

PROBLEMS = benchmark.load("humaneval")[:5]
LEAK = PROBLEMS[3]
TEXT = LEAK.prompt + LEAK.solution
GOOD = [b'{"text":  "x = 1", "n": 1.0}', b'{"n": null, "text": "caf\\u00e9 \xc3\xa9"}']


Clean = Callable[..., Outcome]


def line(text: str) -> bytes:
    return json.dumps({"text": text, "id": "same"}).encode()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Benchmark:
    """A few problems, so that the self-tests are short."""
    path = tmp_path_factory.mktemp("few") / "few.jsonl"
    path.write_text("".join(json.dumps(asdict(problem)) + "\n" for problem in PROBLEMS))
    return Benchmark(name="few", file=str(path))


@pytest.fixture
def clean(few: Benchmark) -> Clean:
    return partial(_clean, few)


def _clean(few: Benchmark, source: Path, output: Path, **options: Any) -> Outcome:
    values: dict[str, Any] = {"benchmarks": [few], "detectors": [Ngrams()]}
    return decontaminate_file(source, output, progress=Progress(quiet=True), **values | options)


def pack(data: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(data)
    return zstandard.compress(data) if suffix.endswith(".zst") else data


def unpack(data: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.decompress(data)
    if suffix.endswith(".zst"):
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    return data


@pytest.mark.parametrize(
    ("read", "written"),
    [(".jsonl", ".jsonl"), (".jsonl.gz", ".jsonl.zst"), (".jsonl.zst", ".ndjson.gz")],
)
def test_kept_lines_stay_as_they_were(
    clean: Clean, read: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.corpus.lines.ROWS", 2)
    lines = [GOOD[0], line(TEXT), b"{broken", b"", line(TEXT), GOOD[1]]
    source, output = tmp_path / f"rows{read}", tmp_path / f"clean{written}"
    source.write_bytes(pack(b"\n".join(lines), read))
    outcome = clean(source, output)
    assert outcome.rows == {"kept": 2, "contaminated": 2, "unreadable": 1}
    assert unpack(output.read_bytes(), written) == b"\n".join(GOOD) + b"\n"
    rejects = unpack((tmp_path / f"clean.contaminated{written}").read_bytes(), written)
    rows = [json.loads(each) for each in rejects.splitlines()]
    assert rows[0]["text"] == rows[2]["text"] == TEXT
    assert rows[0]["id"] == "same"
    assert rows[0]["decontamination"]["matched"] == LEAK.id
    assert rows[0]["decontamination"]["detectors"] == ["13-gram"]
    assert rows[0]["decontamination"]["reason"].startswith("shares ")
    assert rows[1]["decontamination"]["reason"].startswith("can't be read: malformed JSON")
    assert rows[1]["line"] == "{broken"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [
            source.name,
            output.name,
            f"clean.contaminated{written}",
            "clean.pairs.html",
            "clean.record.json",
        ]
    )


def test_parquet_keeps_its_columns_and_types(clean: Clean, tmp_path: Path) -> None:
    table = pa.table(
        {
            "text": ["x = 1", TEXT, None],
            "tags": pa.array([["a"], None, []], pa.list_(pa.string())),
            "n": pa.array([1, 2, 3], pa.int8()),
        }
    )
    pq.write_table(table, tmp_path / "rows.parquet")
    outcome = clean(tmp_path / "rows.parquet", tmp_path / "clean.parquet")
    assert outcome.rows == {"kept": 1, "contaminated": 1, "unreadable": 1}
    assert pq.read_table(tmp_path / "clean.parquet").equals(table.slice(0, 1))
    rejects = pq.read_table(tmp_path / "clean.contaminated.parquet")
    assert rejects.drop_columns(["decontamination"]).equals(table.slice(1))
    assert [row["matched"] for row in rejects["decontamination"].to_pylist()] == [LEAK.id, None]


def test_the_page_and_the_record_tell_of_it(clean: Clean, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(
        b"\n".join([GOOD[0], b'{"text": "not a program"}', line(TEXT)])
    )
    detectors = [Ngrams(), Trees(rate=0.9)]
    outcome = clean(tmp_path / "rows.jsonl", tmp_path / "clean.jsonl", detectors=detectors)
    page = Path(outcome.written["pairs"]).read_text()
    assert "rows.jsonl, line 3" in page
    assert "tree 0.85" in page
    record = json.loads(Path(outcome.written["record"]).read_text())
    assert record["rows"]["contaminated"] == 1
    assert record["rows_by_detector"] == {"13-gram": 1, "tree 0.9": 1}
    assert record["rows_unread"] == {"tree 0.9": 1}
    tested = record["self_test"]["detectors"]
    assert list(tested) == ["13-gram", "tree 0.95", "tree 0.9", "tree 0.85", "tree 0.8"]
    assert tested["13-gram"]["recall"]["item"] == 1.0
    assert tested["13-gram"]["recall_interval"]["item"] == [0.5655, 1.0]
    # Some plants lie in the row that is no program, where no tree can be read.
    assert 0 < tested["tree 0.95"]["recall"]["renamed"] <= 1


def test_nul_bytes_and_lone_surrogates_are_kept(clean: Clean, tmp_path: Path) -> None:
    rows = [b'{"text": "a\\u0000b"}', b'{"text": "\\ud800"}', b'{"text": ""}']
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(rows))
    assert clean(tmp_path / "rows.jsonl", tmp_path / "clean.jsonl").rows["kept"] == 3
    assert (tmp_path / "clean.jsonl").read_bytes() == b"\n".join(rows) + b"\n"


def test_a_benchmark_of_ones_own(clean: Clean, tmp_path: Path) -> None:
    question = "How many legs do three hens and two cows have when one hen is lost?"
    quiz = tmp_path / "quiz.jsonl"
    quiz.write_text(json.dumps({"q": question}))
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join([line(f"So: {question.upper()}"), GOOD[0]]))
    own = Benchmark(name="quiz", file=str(quiz), columns=(("prompt", "q"),))
    outcome = clean(tmp_path / "rows.jsonl", tmp_path / "clean.jsonl", benchmarks=[own])
    assert outcome.rows["contaminated"] == 1
    assert outcome.facts["most_hit"] == {"quiz/0": 1}
