from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from hornbook.corpus.files import Files, documents_below, grouped
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage

Read = Callable[[Stage[Dataset]], tuple[Dataset, Manifest]]

_PROGRAM = """
import os, signal, sys
from pathlib import Path
from hornbook.corpus import files
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store

folder, store, fatal = sys.argv[1:]
real = files.read_place

def reading(place, columns):
    print(place.name, flush=True)
    for number, row in enumerate(real(place, columns)):
        if place.name == fatal and number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        yield row

files.read_place = reading
Runner(open_store(Path(store)), progress=Progress(quiet=True)).run(files.Files(path=folder))
"""


def test_a_killed_read_goes_on_at_its_shard_and_ends_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for shard in range(5):
        rows = [f'{{"text": "{(shard * 8 + row) % 31}"}}\n' for row in range(10)]
        (folder / f"{shard}.jsonl").write_text("".join(rows))

    def run(store: str, fatal: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _PROGRAM, str(folder), str(tmp_path / store), fatal]
        return subprocess.run(command, capture_output=True, text=True)

    killed = run("killed", "3.jsonl")
    assert killed.returncode == -signal.SIGKILL
    assert killed.stdout.split() == ["0.jsonl", "1.jsonl", "2.jsonl", "3.jsonl"]
    resumed = run("killed", "")
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout.split() == ["3.jsonl", "4.jsonl"]
    assert run("whole", "").returncode == 0
    made = {name: contents(tmp_path / name) for name in ("killed", "whole")}
    assert len(made["whole"]) == 10  # five shards of documents, five of what was dropped
    assert made["killed"] == made["whole"]


def contents(store: Path) -> dict[str, bytes]:
    root = store / "artifacts"
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*.parquet")}


def test_whole_files_are_read_many_at_a_time(tmp_path: Path, read: Read) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1005):
        (folder / f"{number:04}.py").write_text(f"x = {number}\n")
    (folder / "0500a.jsonl").write_text('{"text": "row"}\n')
    shards = grouped(documents_below(folder))
    assert [len(shard) for shard in shards] == [501, 1, 504]
    dataset, manifest = read(Files(path=folder))
    assert dataset.counts() == {"documents": 1006, "dropped": 0}
    assert manifest.facts["shards"] == 3
