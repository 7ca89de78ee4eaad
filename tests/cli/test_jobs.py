"""``hornbook run --jobs``: processes that make stages of one run side by side."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hornbook.pipeline.live import LiveRecord

HORNBOOK = [sys.executable, "-m", "hornbook"]

# Each stage says by whom it was made; two that need nothing of each other meet, or give up.
RECIPE = """
import os, sys, time
from dataclasses import dataclass
from pathlib import Path
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.stage import Stage
from hornbook.report.result_table import Basis, Cell, Column, ResultTable
from hornbook.report.results_file import RunResults

HERE = Path(__file__).parent
HELPS = "assist" in sys.argv

@dataclass(frozen=True, kw_only=True)
class Work(Stage[Metrics]):
    place: int  # two of one place would be the same stage
    does: str
    needs: tuple[Stage[Metrics], ...] = ()

    def run(self, context):
        with (HERE / "made.txt").open("a") as file:
            file.write(self.name + "\\n")
        (HERE / f"{self.name}.pid").write_text(str(os.getpid()))
        meets = self.does in ("meet", "fail")
        with context.progress.bar("meeting", total=600, unit="looks") as bar:
            while meets and len(list(HERE.glob("m*.pid"))) < 2 and bar.done < 600:
                bar.advance(1)
                time.sleep(0.1)
        if self.does == "stay":
            time.sleep(3600)
        if self.does == "fail":
            raise HornbookError("the moon is full; wait a week")
        if self.does == "die beside" and HELPS:
            os._exit(9)
        if self.does == "tell":
            cell = Cell(0.5, 0.4, 0.6, 10, (0.5,), Basis.ITEMS)
            column = Column("test", "pass@1", "share", True, (cell,), (None,))
            table = ResultTable("small", ("raw",), (column,))
            RunResults("t", "c", (table,)).write(context.directory)
        facts = {"by": os.getpid(), "threads": context.settings.workers}
        return Metrics.write(context.directory, facts)

def recipe(first: str = "meet", second: str = "meet") -> Work:
    both = Work(place=1, does=first, label="m1"), Work(place=2, does=second, label="m2")
    return Work(place=3, does="tell", needs=both, label="last")
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "mine.py").write_text(RECIPE)
    return tmp_path


def started(here: Path, *arguments: str, command: str = "run") -> subprocess.Popen[str]:
    what = ("mine.py:recipe",) if command == "run" else ()
    return subprocess.Popen(
        [*HORNBOOK, command, *what, *arguments],
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(here: Path, *arguments: str, command: str = "run") -> tuple[int, str]:
    """The exit status and all that was said."""
    with started(here, *arguments, command=command) as process:
        said = "".join(process.communicate(timeout=120))
        return process.returncode, said


def values(folder: Path, name: str) -> dict[str, int]:
    """What a stage of the run in ``folder`` says."""
    stages = json.loads((folder / "run.json").read_text())["stages"]
    text = (folder.parent / stages[name] / "metrics.json").read_text()
    found: dict[str, int] = json.loads(text)
    return found


def made(here: Path) -> list[str]:
    return sorted((here / "made.txt").read_text().split())


def pid(path: Path) -> int:
    """The number in a file that is about to be written."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if path.is_file() and (text := path.read_text()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"{path} wasn't written")


def gone(process: int) -> bool:
    """Whether a process ends in a while; one that has ended and isn't waited for is gone, too."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_two_stages_are_made_at_once_and_none_twice(here: Path) -> None:
    status, said = run(here, "--jobs", "2", "--workers", "6")
    assert status == 0, said
    assert made(here) == ["last", "m1", "m2"]
    one, other = values(here / "runs/mine", "m1"), values(here / "runs/mine", "m2")
    assert one["by"] != other["by"]
    assert one["threads"] == other["threads"] == 3
    for name in ("m1", "m2", "last"):
        assert f"/3 {name}" in said
        assert f"{name} done in" in said
    assert "3 stages run, 0 already done" in said
    assert not (here / "runs/mine/jobs.log").exists()
    assert [each.status for each in LiveRecord.read(here / "runs/mine").stages] == ["done"] * 3
    # What is done needs no help.
    status, said = run(here, "--jobs", "2")
    assert status == 0 and "0 stages run, 3 already done" in said
    assert made(here) == ["last", "m1", "m2"]


def test_one_who_watches_sees_both(here: Path) -> None:
    with started(here, "first=stay", "second=stay", "--jobs", "2") as process:
        helpers = {pid(here / "m1.pid"), pid(here / "m2.pid")} - {process.pid}
        ends, running = time.monotonic() + 60, list[str]()
        while len(running) < 2 and time.monotonic() < ends:
            stages = LiveRecord.read(here / "runs/mine").stages
            running = [each.name for each in stages if each.status == "running"]
            time.sleep(0.1)
        assert running == ["m1", "m2"]
        process.send_signal(signal.SIGINT)
        said = "".join(process.communicate(timeout=60))
    assert process.returncode == 130
    assert "what is done is kept" in said
    assert len(helpers) == 1 and all(map(gone, helpers))


def test_a_failure_is_told_once_and_ends_all(here: Path) -> None:
    status, said = run(here, "first=fail", "second=stay", "--jobs", "3")
    assert status == 2
    assert said.count("the moon is full; wait a week") == 1
    assert "Traceback" not in said
    assert gone(pid(here / "m2.pid"))


def test_a_run_goes_on_without_a_helper_that_died(here: Path) -> None:
    status, said = run(here, "first=meet", "second=die beside", "--jobs", "2")
    assert status == 0, said
    assert "the run goes on without it (status 9)" in said
    assert made(here) == ["last", "m1", "m2", "m2"]


def test_helpers_end_with_a_run_that_is_killed(here: Path) -> None:
    with started(here, "first=stay", "second=stay", "--jobs", "2") as process:
        helpers = {pid(here / "m1.pid"), pid(here / "m2.pid")} - {process.pid}
        os.kill(process.pid, signal.SIGKILL)
        assert len(helpers) == 1 and all(map(gone, helpers))


def test_a_second_command_shares_the_work_too(here: Path) -> None:
    with started(here) as one, started(here) as other:
        said = ["".join(each.communicate(timeout=120)) for each in (one, other)]
        assert one.returncode == other.returncode == 0, said
    assert made(here) == ["last", "m1", "m2"]
    assert values(here / "runs/mine", "m1")["by"] != values(here / "runs/mine", "m2")["by"]


def test_a_result_is_reproduced_by_several(here: Path) -> None:
    assert run(here, "--jobs", "2")[0] == 0
    recording = ("small.json", "--record", "runs/mine", "--shows", "They met.")
    assert run(here, *recording, command="reproduce")[0] == 0
    for path in here.glob("*.pid"):
        path.unlink()
    status, said = run(here, "small.json", "--jobs", "2", command="reproduce")
    assert status == 0 and "1 of 1 numbers agree" in said, said
    again = here / "reproduced/small"
    assert values(again, "m1")["by"] != values(again, "m2")["by"]


def test_what_several_processes_cant_keep_is_refused(here: Path) -> None:
    status, said = run(here, "--jobs", "2", "--budget", "1USD")
    assert status == 2 and "a budget of its own; leave out one of them" in " ".join(said.split())
    status, said = run(here, "--jobs", "2", "--engine", "ray")
    assert status == 2 and "Ray divides the work" in " ".join(said.split())
    assert not (here / "made.txt").exists()
