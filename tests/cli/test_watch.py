"""``hornbook watch`` from another process: on a run that works, and on one that was killed."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hornbook.pipeline.live import LiveRecord

HORNBOOK = [sys.executable, "-c", "from hornbook.cli import main; main()"]

# A training's table, a journal of completions with a command for the terminal in it, and a bar.
RECIPE = r"""
import json, time
from dataclasses import dataclass
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.stage import Stage

@dataclass(frozen=True, kw_only=True)
class Work(Stage[Metrics]):
    def run(self, context):
        rows = ["step,train_loss,heldout_loss"]
        rows += [f"{n},{5 - n / 10},{6 - n / 10}" for n in range(1, 21)]
        (context.scratch / "losses.csv").write_text("\n".join(rows) + "\n")
        line = json.dumps([["def f():\n    return 1\n\x1b[2J"]])
        (context.scratch / "completions.jsonl").write_text(line + "\n")
        with context.progress.bar("training", total=1000, unit="tokens") as bar:
            for number in range(1000):
                bar.advance(1, note=f"step {number}")
                time.sleep(0.1)
        return Metrics.write(context.directory, {})

def recipe() -> Work:
    return Work(label="pretrain")
"""


@pytest.fixture
def run(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that works, in ``tmp_path/runs/mine``."""
    (tmp_path / "mine.py").write_text(RECIPE)
    process = subprocess.Popen(
        [*HORNBOOK, "run", "mine.py:recipe"], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    folder, ends = tmp_path / "runs" / "mine", time.monotonic() + 120
    while time.monotonic() < ends:
        assert process.poll() is None
        if (folder / "live.json").is_file() and LiveRecord.read(folder).bars:
            break
        time.sleep(0.1)
    yield process
    process.kill()
    process.wait()


def watched(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HORNBOOK, "watch", *arguments], cwd=where, capture_output=True, text=True, timeout=120
    )


def test_a_run_is_watched_until_it_is_killed(run: subprocess.Popen[bytes], tmp_path: Path) -> None:
    ends = time.monotonic() + 60
    at_work = watched(tmp_path, "--once")
    # How long it will take is told once there is a rate, which isn't in the first frames.
    while "left" not in at_work.stdout and time.monotonic() < ends:
        at_work = watched(tmp_path, "--once")
    assert at_work.returncode == 0, at_work.stderr
    for text in ("working", "▶", "pretrain", "of 1,000 tokens", "left", "step 20: loss 3.000"):
        assert text in at_work.stdout
    assert "held out 4.000" in at_work.stdout and "return 1" in at_work.stdout
    assert "\x1b" not in at_work.stdout

    screen, code = on_a_terminal(tmp_path, frames=2)
    assert code == 0 and "\x1b[?1049h" in screen and "\x1b[?1049l" in screen  # and back again
    assert "\x1b[2J" not in screen  # what a model wrote is no command
    assert run.poll() is None

    run.send_signal(signal.SIGKILL)
    run.wait()
    dead = watched(tmp_path, "runs/mine", "--once")
    assert dead.returncode == 1
    assert "died" in dead.stdout and "run the same command to go on" in dead.stdout


def on_a_terminal(where: Path, *, frames: int) -> tuple[str, int]:
    """Watch on a terminal of its own and press q after some frames."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        [*HORNBOOK, "watch"], cwd=where, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    screen, pressed, ends = b"", False, time.monotonic() + 120
    while time.monotonic() < ends:
        ready, _, _ = select.select([ours], [], [], 0.2)
        piece = b""
        if ready:
            with suppress(OSError):  # the other end is closed
                piece = os.read(ours, 1 << 16)
            if not piece:
                break
        screen += piece
        if not pressed and screen.count(b"pretrain") >= frames:
            pressed = os.write(ours, b"q") == 1
    os.close(ours)
    return screen.decode(), process.wait(timeout=60)


def test_without_a_run_it_says_so(tmp_path: Path) -> None:
    nothing = watched(tmp_path, "--once")
    assert nothing.returncode == 2
    assert "has no run to watch; start one with: hornbook run nano" in nothing.stderr


def test_a_finished_run_is_shown_as_it_ended(tmp_path: Path) -> None:
    folder = tmp_path / "runs" / "mine"
    folder.mkdir(parents=True)
    stage = {"name": "pretrain", "folder": "work-0", "status": "done", "started": 1.0}
    record = {
        "recipe": "mine", "values": [], "pid": 1, "host": "here", "started": 0.0, "updated": 65.0,
        "state": "finished", "message": "", "stages": [stage], "bars": [],
    }  # fmt: skip
    (folder / "live.json").write_text(json.dumps(record))
    shown = watched(tmp_path, "--once")
    assert shown.returncode == 0 and "finished after 1m05s" in shown.stdout
