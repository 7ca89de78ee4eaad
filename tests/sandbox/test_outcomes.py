"""Which end a program meets, and what is said about it."""

from collections.abc import Callable
from typing import Any

import pytest

from hornbook.benchmark import load
from hornbook.errors import HornbookError
from hornbook.sandbox import Limits, Outcome, Program, Sandbox, Verdict

Run = Callable[..., Verdict]

ADD = "def add(a, b):\n    return a + b\n"
CHECK = "def check(candidate):\n    assert candidate(1, 2) == 3\n    assert candidate(0, 0) == 0\n"


def test_humanevals_form_passes(run: Run) -> None:
    verdict = run(ADD, CHECK, "add")
    assert verdict.passed and verdict.outcome is Outcome.PASSED
    assert verdict.detail == "" and verdict.seconds > 0


def test_tests_that_run_by_themselves_pass(run: Run) -> None:
    assert run(ADD, "assert add(1, 2) == 3\nfor i in range(9):\n    assert add(i, 0) == i").passed


def test_check_is_not_called_without_an_entry_point(run: Run) -> None:
    assert run(ADD, "def check(candidate):\n    raise RuntimeError").passed


def test_an_entry_point_without_check_is_left_alone(run: Run) -> None:
    assert run(ADD, "assert add(1, 1) == 2", "add").passed


def test_an_entry_point_may_have_dots(run: Run) -> None:
    program = "class Solution:\n    @staticmethod\n    def add(a, b):\n        return a + b\n"
    assert run(program, CHECK, "Solution.add").passed


def test_a_wrong_answer_fails_and_the_place_is_named(run: Run) -> None:
    verdict = run("def add(a, b):\n    return a + b + a * b\n", CHECK + "\n", "add")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.detail == "AssertionError (tests, line 2: assert candidate(1, 2) == 3)"


def test_an_exception_in_the_tests_fails(run: Run) -> None:
    verdict = run("def add(a, b):\n    return {}[a]\n", CHECK, "add")
    assert verdict.outcome is Outcome.FAILED
    assert verdict.detail == "KeyError: 1 (program, line 2)"


@pytest.mark.parametrize(
    ("program", "detail"),
    [
        ("def add(a, b) return a", "SyntaxError: expected ':'"),
        ("import math\n1 / 0", "ZeroDivisionError: division by zero (program, line 2)"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("x = '\\ud800\x00'", "SyntaxError"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import sys\nsys.exit(0)", "it called sys.exit before its tests had ended"),
        ("import os\nos._exit(0)", "it exited with status 0 before its tests had ended"),
        ("import os\nos._exit(3)", "it exited with status 3"),
        ("import os\nos.abort()", "it was ended by SIG"),
        ("class E(Exception):\n    def __str__(self):\n        raise E\nraise E()", "E (program"),
    ],
)
def test_a_program_that_does_not_load_is_an_error(run: Run, program: str, detail: str) -> None:
    verdict = run(program, "pass")
    assert verdict.outcome is Outcome.ERROR
    assert detail in verdict.detail


def test_leaving_in_the_middle_of_the_tests_is_an_error(run: Run) -> None:
    for way in ("sys.exit()", "os._exit(0)", "os.abort()"):
        verdict = run(f"import os, sys\ndef add(a, b):\n    {way}\n", CHECK, "add")
        assert verdict.outcome is Outcome.ERROR


def test_tests_that_do_not_compile_are_an_error(run: Run) -> None:
    verdict = run(ADD, "assert add(1, 2) = 3")
    assert verdict.outcome is Outcome.ERROR
    assert verdict.detail.startswith("SyntaxError") and "<tests>" in verdict.detail


def test_an_endless_loop_times_out(run: Run) -> None:
    verdict = run("while True:\n    pass")
    assert verdict.outcome is Outcome.TIMEOUT
    assert verdict.detail == "stopped after 1 s of processor time"


def test_a_sleeper_times_out() -> None:
    with Sandbox(limits=Limits(seconds=0.1, patience=3), workers=1) as sandbox:
        (verdict,) = sandbox.execute([Program(id="a", program="import time\ntime.sleep(60)")])
    assert verdict.outcome is Outcome.TIMEOUT
    assert 0.3 <= verdict.seconds < 10


@pytest.mark.parametrize(
    "program",
    [
        "x = bytearray(1 << 30)",
        "x = [0]\nwhile True:\n    x = x * 2",
        "import mmap\nx = mmap.mmap(-1, 1 << 30)",
        "def grow(x):\n    return grow([x, bytearray(1 << 20)])\n"
        "import sys\nsys.setrecursionlimit(10**6)\ngrow(0)",
    ],
)
def test_too_much_memory(run: Run, program: str) -> None:
    verdict = run(program)
    if "mmap" in program:  # where the system call fails rather than Python's own allocator
        assert verdict.outcome is Outcome.ERROR and "Cannot allocate memory" in verdict.detail
    else:
        assert verdict.outcome is Outcome.MEMORY


def test_what_it_prints_is_kept(run: Run) -> None:
    verdict = run("print('größer', 1)\nimport sys\nprint('not this', file=sys.stderr)")
    assert verdict.passed and verdict.output == "größer 1\n"


def test_what_it_prints_is_kept_of_programs_that_do_not_pass(run: Run) -> None:
    assert run("print('before')\n1 / 0").output == "before\n"
    assert run("print('before')\nwhile True: pass").output == "before\n"
    assert run("pass").output == ""


def test_its_input_is_empty(run: Run) -> None:
    assert run("import sys\nassert sys.stdin.read() == ''").passed
    assert "EOFError" in run("input()").detail


def test_the_ordinary_library_works(run: Run) -> None:
    program = """
import asyncio, contextlib, dataclasses, datetime, decimal, enum, fractions, hashlib, io, itertools
import json, random, re, sqlite3, statistics, string, tempfile, typing, unicodedata, zoneinfo
from collections import namedtuple

@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: typing.Optional[int] = None

class Colour(enum.Enum):
    RED = enum.auto()

async def later() -> int:
    await asyncio.sleep(0)
    return 7

assert asyncio.run(later()) == 7
assert namedtuple("Pair", "a b")(1, 2).b == 2
assert hashlib.md5(b"x").hexdigest().startswith("9dd4e461268c8034")
assert statistics.mean([1, 2]) == 1.5
assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
with contextlib.redirect_stdout(io.StringIO()) as held:
    print("held")
assert held.getvalue() == "held\\n"
with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/a", "w") as stream:
        stream.write("text")
    assert open(folder + "/a").read() == "text"
"""
    verdict = run(program)
    assert verdict.passed, verdict.detail


def test_the_same_program_meets_the_same_numbers(run: Run) -> None:
    program = "import random\nprint(random.random(), hash('a'), {'x', 'y', 'z'})"
    outputs = {run(program).output for _ in range(6)}
    assert len(outputs) == 1


def test_every_reference_solution_of_humaneval_passes(sandbox: Sandbox) -> None:
    problems = load("humaneval")
    good = [
        Program(id=p.id, program=p.prompt + p.solution, test=p.tests, entry_point=p.entry_point)
        for p in problems
    ]
    bad = [
        Program(id=p.id, program=p.prompt + "    return\n", test=p.tests, entry_point=p.entry_point)
        for p in problems
    ]
    assert [v.id for v in sandbox.execute(good) if not v.passed] == []
    assert {v.outcome for v in sandbox.execute(bad)} == {Outcome.FAILED}


@pytest.mark.parametrize("name", ["seconds", "memory", "output", "disk"])
@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_limits_of_nothing_are_refused(name: str, value: float) -> None:
    values: dict[str, Any] = {name: value}
    with pytest.raises(HornbookError, match=name):
        Limits(**values)


def test_patience_below_one_is_refused() -> None:
    with pytest.raises(HornbookError, match="patience"):
        Limits(patience=0.5)
