from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.corpus.files import Files, passed_over
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store


def run(stage: Files, folder: Path) -> Dataset:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    runner.run(stage)
    return runner.open(stage)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n{"text": "one"}\n')
    (folder / "deep" / "b.py").write_text("x = 3\n")
    (folder / "deep" / "c.py").write_bytes(b"x = '\xff'\n")
    (folder / "empty.py").write_text("\n")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_files_of_all_kinds(corpus: Path, tmp_path: Path) -> None:
    dataset = run(Files(path=corpus, licence="MIT"), tmp_path / "out")
    kept = {row["source"]: row["text"] for row in dataset.rows("documents")}
    assert kept == {"file:a.jsonl#1": "one", "file:a.jsonl#2": "two", "file:deep/b.py": "x = 3\n"}
    dropped = {row["source"]: row["reason"] for row in dataset.rows("dropped")}
    assert dropped["file:a.jsonl#3"] == "duplicate: same text as file:a.jsonl#1"
    assert dropped["file:deep/c.py"].startswith("unreadable")
    assert dropped["file:empty.py"] == "empty"


def test_files_that_are_not_read_are_counted(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b.PNG", "index.html", "deep/c.html", "d.html", "LICENSE", "e.css", "f.js"):
        (corpus / name).write_text("x")
    stage = Files(path=corpus)
    runner = Runner(open_store(tmp_path / "out"), progress=Progress())
    facts = runner.manifest(stage, runner.run(stage).graph).facts
    assert list(facts["not_read"].items())[:2] == [(".html", 3), (".png", 2)]
    assert sum(facts["not_read"].values()) == 8
    assert "not read: 3 .html, 2 .png, " in capsys.readouterr().err
    assert passed_over(corpus / "a.jsonl") == passed_over("memory://corpus") == {}


def test_identity_is_the_content_not_the_place(corpus: Path, tmp_path: Path) -> None:
    def mark(path: Path) -> str:
        stage = Files(path=path)
        return Graph.of(stage).fingerprints[stage]

    before = mark(corpus)
    assert mark(corpus.rename(tmp_path / "moved")) == before
    (tmp_path / "moved" / "deep" / "b.py").write_text("x = 4\n")
    assert mark(tmp_path / "moved") != before


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="check the path"):
        Files(path=tmp_path / "gone").external()
    with pytest.raises(HornbookError, match=r"holds no \.jsonl"):
        Files(path=tmp_path).external()
    (tmp_path / "a.py").write_text(" ")
    with pytest.raises(HornbookError, match="no document is left"):
        run(Files(path=tmp_path / "a.py"), tmp_path / "out")
