"""Processes, files and descriptors: what is started, and that all of it goes again."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.sandbox import Limits, Outcome, Program, Sandbox

GOOD = Program(id="good", program="x = 1", test="assert x == 1")


def descendants(of: int) -> set[int]:
    found: set[int] = set()
    with contextlib.suppress(OSError):  # one that has just ended
        for task in Path(f"/proc/{of}/task").glob("*/children"):
            for child in map(int, task.read_text().split()):
                found |= {child, *descendants(child)}
    return found


def running(numbers: set[int]) -> set[int]:
    return {number for number in numbers if Path(f"/proc/{number}/exe").exists()}


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_closing_ends_every_process_and_removes_every_file(scratch: Path) -> None:
    descriptors, others = set(os.listdir("/proc/self/fd")), descendants(os.getpid())  # noqa: PTH208
    with Sandbox(workers=2) as sandbox:
        assert [v.passed for v in sandbox.execute([GOOD] * 4)] == [True] * 4
        processes = descendants(os.getpid()) - others
        assert len(processes) >= 4 and list(scratch.iterdir())
    assert list(scratch.iterdir()) == []
    assert eventually(lambda: running(processes) == set())
    assert set(os.listdir("/proc/self/fd")) == descriptors  # noqa: PTH208
    sandbox.close()
    with pytest.raises(HornbookError, match="closed"):
        next(sandbox.execute([GOOD]))


def test_a_forgotten_sandbox_is_closed(scratch: Path) -> None:
    others = descendants(os.getpid())
    sandbox = Sandbox(workers=1)
    processes = descendants(os.getpid()) - others
    del sandbox
    assert list(scratch.iterdir()) == []
    assert eventually(lambda: running(processes) == set())


def test_programs_are_drawn_as_there_is_room(scratch: Path) -> None:
    drawn = 0

    def endless() -> Iterator[Program]:
        nonlocal drawn
        while True:
            drawn += 1
            yield Program(id=str(drawn), program="")

    with Sandbox(workers=2) as sandbox:
        verdicts = sandbox.execute(endless())
        assert [next(verdicts).id for _ in range(50)] == [str(n + 1) for n in range(50)]
        assert drawn < 50 + 200
        verdicts.close()  # type: ignore[attr-defined]
        assert [v.passed for v in sandbox.execute([GOOD])] == [True]


def test_verdicts_come_in_order_whatever_the_programs_take() -> None:
    programs = [
        Program(id=str(n), program=f"import time\ntime.sleep({0.05 if n % 7 == 0 else 0})")
        for n in range(40)
    ]
    for workers in (1, 3):
        with Sandbox(workers=workers) as sandbox:
            verdicts = list(sandbox.execute(programs))
        assert [v.id for v in verdicts] == [p.id for p in programs]
        assert all(v.passed for v in verdicts)


def test_one_execute_at_a_time() -> None:
    with Sandbox(workers=1) as sandbox:
        first = sandbox.execute([GOOD] * 3)
        next(first)
        with pytest.raises(RuntimeError, match="under way"):
            next(sandbox.execute([GOOD]))
        assert len(list(first)) == 2


def test_large_programs_go_through() -> None:
    large = Program(id="large", program="x = '" + "x" * 3_000_000 + "'\n", test="assert len(x) > 9")
    with Sandbox(workers=2) as sandbox:
        assert all(v.passed for v in sandbox.execute([large] * 20))


def test_an_entry_point_that_is_not_a_name_is_refused() -> None:
    with Sandbox(workers=1) as sandbox, pytest.raises(HornbookError, match="not a Python name"):
        next(sandbox.execute([Program(id="x", program="", entry_point="f); evil(")]))


def test_no_workers_are_refused() -> None:
    with pytest.raises(HornbookError, match="at least one worker"):
        Sandbox(workers=0)


@pytest.mark.parametrize("victim", ["keeper", "warm parent"])
def test_a_killed_process_is_replaced_and_its_programs_run_again(victim: str) -> None:
    program = Program(id="slow", program="import time\ntime.sleep(0.2)")
    with Sandbox(workers=1) as sandbox:
        verdicts = sandbox.execute([program] * 4)
        next(verdicts)
        keeper = sandbox._workers[0].process_number
        warm = int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text())
        os.kill(keeper if victim == "keeper" else warm, signal.SIGKILL)
        assert [v.passed for v in verdicts] == [True] * 3
        assert eventually(lambda: running({keeper, warm}) == set())


def test_a_killed_child_is_told_apart() -> None:
    with Sandbox(workers=1) as sandbox:
        before = descendants(os.getpid())
        verdicts = sandbox.execute(
            [Program(id="x", program="import time\ntime.sleep(9)"), GOOD],
        )
        # The generator runs only while it is asked, so the murderer must be a process of its own.
        script = f"""
            import os, pathlib, signal, time
            known = {before!r}
            while True:
                for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
                    try: fields = status.read_text().rsplit(")", 1)[1].split()
                    except OSError: continue
                    child = int(status.parent.name)
                    if int(fields[1]) in known and child not in known:
                        os.kill(child, signal.SIGKILL)
                        raise SystemExit
                time.sleep(0.01)
        """
        with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)]):
            first, second = verdicts
    assert first.outcome is Outcome.ERROR and first.detail == "it was ended by SIGKILL"
    assert second.passed


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_when_the_user_is_gone_all_is_gone(scratch: Path, how: signal.Signals) -> None:
    script = """
        import signal, sys, tempfile
        from hornbook.sandbox import Limits, Program, Sandbox
        # Ignored from the start where the tests themselves run in the background of a shell.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        tempfile.tempdir = sys.argv[1]
        with Sandbox(limits=Limits(seconds=60), workers=2) as sandbox:
            print("started", flush=True)
            list(sandbox.execute([Program(id="x", program="while True: pass")] * 2))
    """
    user = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(scratch)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with user:
        assert user.stdout and user.stdout.readline() == b"started\n"
        assert eventually(lambda: len(descendants(user.pid)) >= 6)
        processes = descendants(user.pid)
        user.send_signal(how)
        user.wait(20)
    assert eventually(lambda: running(processes) == set())
    assert eventually(lambda: list(scratch.iterdir()) == [])


def many(count: int) -> list[Program]:
    kinds = [
        GOOD,
        Program(id="wrong", program="x = 2", test="assert x == 1"),
        Program(id="exit", program="import os\nos._exit(0)"),
        Program(id="crash", program="import os\nos.abort()"),
        Program(id="file", program="open('a', 'w').write('b')"),
        Program(id="fork", program="import os\nos.fork()"),
        Program(id="memory", program="x = bytearray(1 << 40)"),
    ]
    return [kinds[n % len(kinds)] for n in range(count)]


@pytest.mark.parametrize("count", [500, pytest.param(100_000, marks=pytest.mark.slow)])
def test_thousands_of_programs_leave_nothing(scratch: Path, count: int) -> None:
    with Sandbox(workers=2, limits=Limits(patience=100)) as sandbox:
        list(sandbox.execute(many(20)))
        processes, descriptors = descendants(os.getpid()), open_descriptors()
        verdicts = list(sandbox.execute(many(count)))
        assert [v.id for v in verdicts] == [p.id for p in many(count)]
        by_kind = {(v.id, v.outcome) for v in verdicts}
        assert len(by_kind) == 7, by_kind  # each kind always meets the same end
        # A dead child is kept until the next program; nothing else has come or gone.
        kept = {p for p in descendants(os.getpid()) - processes if running({p})}
        assert kept == set()
        assert processes & running(processes) == running(processes)
        assert open_descriptors() == descriptors
        assert [path for path in scratch.rglob("*") if path.is_file()] == []


def open_descriptors() -> dict[int, int]:
    return {
        process: len(list(Path(f"/proc/{process}/fd").iterdir()))
        for process in {os.getpid(), *running(descendants(os.getpid()))}
    }


def test_the_order_of_a_set_depends_on_the_hash_seed_alone() -> None:
    shown = Program(id="", program="print(list({'pear', 'plum', 'fig', 'lime', 'kiwi', 'date'}))")
    orders = []
    for seed in (0, 0, 1):
        with Sandbox(workers=1, hash_seed=seed) as box:
            orders += [verdict.output for verdict in box.execute([shown])]
    assert orders[0] == orders[1] != orders[2]
