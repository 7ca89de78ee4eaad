from __future__ import annotations

import errno
import io
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact, Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.manifest import InputRecord, Manifest
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.pipeline.store import Store, open_store


@dataclass(frozen=True)
class Numbers(Artifact):
    def values(self) -> list[int]:
        return [int(line) for line in (self.directory / "numbers.txt").read_text().split()]

    def counts(self) -> dict[str, int]:
        return {"numbers": len(self.values())}


@dataclass(frozen=True, kw_only=True)
class Count(Stage[Numbers]):
    to: int
    note: str = unhashed("")
    ran: ClassVar[list[str]] = []

    def run(self, context: Context) -> Numbers:
        Count.ran.append("count")
        text = "\n".join(str(number) for number in range(self.to))
        (context.directory / "numbers.txt").write_text(text)
        return Numbers(context.directory)


@dataclass(frozen=True, kw_only=True)
class Double(Stage[Numbers]):
    numbers: Stage[Numbers]
    times: int = 2

    def run(self, context: Context) -> Numbers:
        Count.ran.append("double")
        doubled = [number * self.times for number in context.load(self.numbers).values()]
        (context.directory / "numbers.txt").write_text("\n".join(map(str, doubled)))
        return Numbers(context.directory)


@dataclass(frozen=True, kw_only=True)
class Sum(Stage[Metrics]):
    parts: tuple[Stage[Numbers], ...]

    def run(self, context: Context) -> Metrics:
        Count.ran.append("sum")
        total = sum(sum(context.load(part).values()) for part in self.parts)
        context.record(total=total)
        return Metrics.write(context.directory, {"total": total})


def recipe(to: int = 5, times: int = 2) -> Stage[Metrics]:
    numbers = Count(to=to, label="numbers")
    return Sum(parts=(numbers, Double(numbers=numbers, times=times)), label="total")


@pytest.fixture
def ran() -> Iterator[list[str]]:
    Count.ran.clear()
    yield Count.ran
    Count.ran.clear()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(Store(tmp_path / "out"), progress=Progress(io.StringIO()))


def test_a_run_makes_every_stage_once_and_a_second_run_none(runner: Runner, ran: list[str]) -> None:
    target = recipe()
    runner.run(target)
    assert ran == ["count", "double", "sum"]
    assert runner.open(target).values() == {"total": 30}
    outcome = runner.run(target)
    assert ran == ["count", "double", "sum"]
    assert outcome.ran == () and len(outcome.skipped) == 3


def test_what_another_process_makes_is_passed_over(tmp_path: Path, ran: list[str]) -> None:
    screen = io.StringIO()
    runner = Runner(Store(tmp_path / "out"), progress=Progress(screen))
    first, second = Count(to=3, label="first"), Count(to=4, label="second")
    target = Sum(parts=(first, second))
    graph = Graph.of(target)
    with ExitStack() as held:
        assert held.enter_context(runner.store.lock(graph.fingerprints[first]))
        thread = threading.Thread(target=runner.run, args=(target,))
        thread.start()
        ends = time.monotonic() + 60
        while "waiting" not in screen.getvalue() and time.monotonic() < ends:
            time.sleep(0.05)
        assert runner.store.has(second, graph.fingerprints[second])
        assert not runner.store.has(first, graph.fingerprints[first])
        assert ran == ["count"]
    thread.join(60)
    assert ran == ["count", "count", "sum"]
    assert screen.getvalue().count("another process is making first; waiting for it") == 1


def test_in_company_the_longest_row_goes_first(tmp_path: Path) -> None:
    alone, first = Count(to=3, label="alone"), Count(to=4, label="first")
    second = Double(numbers=first, label="second")
    target = Sum(parts=(alone, second, Double(numbers=second, label="third")), label="sum")

    def order(company: bool) -> list[str]:
        screen = io.StringIO()
        one = Runner(Store(tmp_path / str(company)), progress=Progress(screen))
        one.in_company = company
        one.run(target)
        return re.findall(r"^\d/5 (\w+)$", screen.getvalue(), re.MULTILINE)

    assert order(company=False) == ["alone", "first", "second", "third", "sum"]
    assert order(company=True) == ["first", "second", "alone", "third", "sum"]


def test_only_what_changed_runs_again(runner: Runner, ran: list[str]) -> None:
    runner.run(recipe(times=2))
    ran.clear()
    runner.run(recipe(times=3))
    assert ran == ["double", "sum"]


def test_until_stops_early_and_names_are_checked(runner: Runner, ran: list[str]) -> None:
    runner.run(recipe(), until="double")
    assert ran == ["count", "double"]
    with pytest.raises(HornbookError, match="choose one of: numbers, double, total"):
        runner.run(recipe(), until="nothing")


def test_an_input_that_nobody_needs_any_more_may_be_gone(runner: Runner, ran: list[str]) -> None:
    target = recipe()
    runner.run(target)
    graph = Graph.of(target)
    runner.store.discard(graph.stages[0], graph.fingerprints[graph.stages[0]])
    ran.clear()
    runner.run(target)
    assert ran == []


def test_the_manifest_says_how_it_was_made(runner: Runner) -> None:
    target = recipe()
    runner.run(target)
    graph = Graph.of(target)
    manifest = runner.manifest(target, graph)
    numbers = graph.stages[0]
    assert manifest.name == "total"
    assert manifest.facts == {"total": 30}
    assert manifest.inputs[graph.fingerprints[numbers]] == InputRecord("numbers", {"numbers": 5})
    assert manifest.files["metrics.json"].bytes > 0
    assert manifest.peak_memory > 1_000_000
    assert "hornbook" in manifest.packages


@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "manifest"])
def test_a_damaged_artifact_is_named(runner: Runner, damage: str) -> None:
    target = recipe()
    runner.run(target)
    graph = Graph.of(target)
    place = runner.store.place(graph.stages[1], graph.fingerprints[graph.stages[1]])
    path = place / ("manifest.json" if damage == "manifest" else "numbers.txt")
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if damage != "flip" else b"9" + content[1:])
    with pytest.raises(HornbookError, match=r"remove the folder .*double") as caught:
        runner.run(target)
    assert str(path) in str(caught.value)


def test_a_copy_with_new_time_stamps_is_still_good(runner: Runner, ran: list[str]) -> None:
    runner.run(recipe())
    for path in runner.store.root.rglob("numbers.txt"):
        os.utime(path, (0, 0))
    ran.clear()
    runner.run(recipe())
    assert ran == []


@dataclass(frozen=True, kw_only=True)
class Fail(Stage[Numbers]):
    how: str

    def run(self, context: Context) -> Numbers:
        (context.directory / "half.txt").write_text("half")
        (context.scratch / "kept.txt").write_text("kept")
        if self.how == "full disk":
            # A disk can't be filled here, so the error is made by hand.
            raise OSError(errno.ENOSPC, "No space left on device")
        if self.how == "elsewhere":
            return Numbers(context.scratch)
        raise KeyboardInterrupt


def test_nothing_half_done_is_published_and_scratch_survives(runner: Runner) -> None:
    stage = Fail(how="stop")
    with pytest.raises(KeyboardInterrupt):
        runner.run(stage)
    mark = Graph.of(stage).fingerprints[stage]
    assert not runner.store.has(stage, mark)
    assert (runner.store.scratch(stage, mark) / "kept.txt").read_text() == "kept"


def test_a_full_disk_is_one_sentence(runner: Runner) -> None:
    with pytest.raises(HornbookError, match=r"disk of .* is full .* make room"):
        runner.run(Fail(how="full disk"))


def test_an_artifact_of_another_directory_is_a_bug(runner: Runner) -> None:
    with pytest.raises(TypeError, match="another directory"):
        runner.run(Fail(how="elsewhere"))


def test_remake_needs_its_inputs(runner: Runner, ran: list[str]) -> None:
    with pytest.raises(HornbookError, match="run the recipe first"):
        runner.remake(recipe())
    runner.run(recipe())
    ran.clear()
    runner.remake(recipe())
    assert ran == ["sum"]


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HornbookError, match="choose another --out"):
        open_store(tmp_path / "file" / "below")


def test_equal_stages_with_two_labels_run_once(runner: Runner, ran: list[str]) -> None:
    first, second = Count(to=3, label="one"), Count(to=3, label="two")
    target = Sum(parts=(first, Double(numbers=second)))
    runner.run(target)
    assert ran == ["count", "double", "sum"]
    assert runner.open(target).values() == {"total": 3 + 6}


def test_two_runs_at_once_do_the_work_once(tmp_path: Path, ran: list[str]) -> None:
    runners = [Runner(Store(tmp_path), progress=Progress(io.StringIO())) for _ in range(4)]
    threads = [threading.Thread(target=each.run, args=(recipe(),)) for each in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ran) == ["count", "double", "sum"]


SLOW_RECIPE = """
    import time
    from dataclasses import dataclass
    from hornbook.pipeline.artifact import Metrics
    from hornbook.pipeline.context import Context
    from hornbook.pipeline.stage import Stage, unhashed

    @dataclass(frozen=True, kw_only=True)
    class Step(Stage[Metrics]):
        number: int
        before: Stage[Metrics] | None = None

        def run(self, context: Context) -> Metrics:
            log = context.scratch / "log.txt"
            done = len(log.read_text()) if log.exists() else 0
            for _ in range(done, 10):
                time.sleep(0.01)
                with log.open("a") as file:
                    file.write("x")
            known = context.load(self.before).values()["sum"] if self.before else 0
            total = known + self.number * len(log.read_text())
            return Metrics.write(context.directory, {"sum": total})

    def recipe() -> Stage[Metrics]:
        stage = None
        for number in range(4):
            stage = Step(number=number, before=stage, label=f"step {number}")
        return stage
"""


def test_killed_at_any_moment_it_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "slow.py"
    file.write_text(textwrap.dedent(SLOW_RECIPE))
    command = [
        sys.executable,
        "-c",
        "from hornbook.cli import main; main()",
        "run",
        f"{file}:recipe",
    ]
    whole = subprocess.run([*command, "--out", tmp_path / "whole"], capture_output=True)
    assert whole.returncode == 0, whole.stderr
    out = tmp_path / "killed"
    for attempt in range(12):
        process = subprocess.Popen(
            [*command, "--out", out], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        time.sleep(0.35 + 0.05 * attempt)
        process.send_signal(signal.SIGKILL if attempt % 2 else signal.SIGINT)
        if process.wait() == 0:
            break
    assert subprocess.run([*command, "--out", out], capture_output=True).returncode == 0
    assert _contents(out) == _contents(tmp_path / "whole")
    assert not list((out / "scratch").iterdir())


def _contents(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted((out / "artifacts").rglob("metrics.json"))
    }


def test_a_damaged_manifest_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"stage": 1}')
    with pytest.raises(HornbookError, match="is damaged"):
        Manifest.read(tmp_path)


def test_artifacts_are_views(tmp_path: Path) -> None:
    assert Artifact(tmp_path).counts() == {}
    assert Metrics.write(tmp_path, {"a": 1}).values() == {"a": 1}
    with pytest.raises(ValueError, match="JSON"):
        Metrics.write(tmp_path, {"a": float("nan")})
