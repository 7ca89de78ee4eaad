from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline import live
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.live import FILE_NAME, LiveRecord, LiveRun
from hornbook.pipeline.progress import Bar, Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store


@dataclass(frozen=True, kw_only=True)
class Step(Stage[Metrics]):
    number: int = 1
    before: Stage[Metrics] | None = None
    midway: ClassVar[Callable[[], None]] = lambda: None

    def run(self, context: Context) -> Metrics:
        if self.before:
            with context.progress.bar("working", total=10, unit="pieces") as bar:
                bar.advance(4, note="well")
                Step.midway()
        return Metrics.write(context.directory, {})


TARGET = Step(number=2, before=Step(label="first"), label="second")


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_EVERY", 0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "mine"


def run(folder: Path) -> None:
    progress = Progress(io.StringIO())
    runner = Runner(open_store(folder.parent), progress=progress)
    with LiveRun(folder, "mine", ["a=1"], progress) as runner.observer:
        runner.run(TARGET)


def awaited(folder: Path, wanted: Callable[[LiveRecord], Any]) -> LiveRecord:
    ends = time.monotonic() + 20
    while not wanted(record := LiveRecord.read(folder)) and time.monotonic() < ends:
        time.sleep(0.01)
    return record


def test_a_run_tells_what_it_is_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look() -> None:
        seen.append(awaited(folder, lambda record: record.bars and record.bars[0].done))

    monkeypatch.setattr(Step, "midway", look)
    run(folder)
    (record,) = seen
    assert (record.recipe, record.values, record.state) == ("mine", ("a=1",), "working")
    assert [(each.name, each.status) for each in record.stages] == [
        ("first", "done"),
        ("second", "running"),
    ]
    (bar,) = record.bars
    assert (bar.what, bar.total, bar.done, bar.note) == ("working", 10, 4, "well")


def test_a_rate_is_of_late_and_counts_nothing_that_was_found_done() -> None:
    bar, seen = Bar("work", 1000, "pieces"), deque[tuple[float, float]]()
    bar.advance(500)
    assert live._told(bar, seen, 0.0).rate == 0
    for second in range(1, 41):
        bar.advance(2)
        told = live._told(bar, seen, float(second))
        assert told.rate == pytest.approx(2)
    for second in range(41, 141):  # slower, but not forgotten
        bar.advance(second % 50 == 0)
        told = live._told(bar, seen, float(second))
    assert 0 < told.rate < 0.1


def test_when_it_is_over_it_says_so(folder: Path) -> None:
    run(folder)
    record = LiveRecord.read(folder)
    assert record.state == "finished" and not record.bars
    assert {each.status for each in record.stages} == {"done"}


@pytest.mark.parametrize(
    ("error", "state", "message"),
    [
        (HornbookError("the file is missing"), "failed", "the file is missing"),
        (ValueError("a secret"), "failed", "ValueError: see where the run was started"),
        (KeyboardInterrupt(), "stopped", ""),
    ],
)
def test_why_it_ended_is_told(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    state: str,
    message: str,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(Step, "midway", fail)
    with pytest.raises(type(error)):
        run(folder)
    record = LiveRecord.read(folder)
    assert (record.state, record.message) == (state, message)


def test_a_full_disk_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_text

    def write(path: Path, *arguments: Any, **options: Any) -> int:
        if FILE_NAME in path.name:
            raise OSError(28, "No space left on device")
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", write)
    run(folder)
    assert Graph.of(TARGET).target.name == "second"
    assert not (folder / FILE_NAME).exists()
    assert len(list((folder.parent / "artifacts").iterdir())) == 2


def test_nothing_of_it_enters_an_artifact(folder: Path, tmp_path: Path) -> None:
    run(folder)
    unwatched = Runner(open_store(tmp_path / "other"), progress=Progress(io.StringIO()))
    unwatched.run(TARGET)
    names = [sorted(p.name for p in (root / "artifacts").rglob("*")) for root in
             (folder.parent, tmp_path / "other")]  # fmt: skip
    assert names[0] == names[1]


HOLDER = """
import sys, time
from pathlib import Path
from hornbook.pipeline.live import LiveRun
from hornbook.pipeline.progress import Progress
with LiveRun(Path(sys.argv[1]), "mine", [], Progress(quiet=True)):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(folder: Path) -> Any:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_run_that_was_killed_is_told_from_one_that_works(
    folder: Path, holder: subprocess.Popen[str]
) -> None:
    record = LiveRecord.read(folder)
    assert (record.state, record.pid) == ("working", holder.pid) and record.pid != os.getpid()
    holder.kill()
    holder.wait()
    assert LiveRecord.read(folder).state == "died"


def test_of_two_runs_in_one_folder_the_second_stays_unwatched(
    folder: Path, holder: subprocess.Popen[str]
) -> None:
    run(folder)
    assert LiveRecord.read(folder).pid == holder.pid


def test_where_there_is_nothing_to_watch_it_is_told(folder: Path) -> None:
    with pytest.raises(HornbookError, match="has nothing to watch"):
        LiveRecord.read(folder)
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text("{}")
    with pytest.raises(HornbookError, match="is damaged"):
        LiveRecord.read(folder)
