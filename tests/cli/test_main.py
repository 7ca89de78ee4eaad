from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook import __version__, cli

Hornbook = Callable[..., tuple[int, str, str]]

RECIPE = '''
"""A recipe small enough to run in a test."""
from dataclasses import dataclass
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.stage import Stage

@dataclass(frozen=True, kw_only=True)
class Square(Stage[Metrics]):
    number: int
    def run(self, context):
        context.record(squared=self.number ** 2)
        return Metrics.write(context.directory, {"square": self.number ** 2})

def recipe(number: int = 3) -> Stage[Metrics]:
    return Square(number=number)
'''


@pytest.fixture
def recipe_text() -> str:
    return RECIPE


def test_version(hornbook: Hornbook) -> None:
    assert hornbook("--version") == (0, f"hornbook {__version__}\n", "")


@pytest.mark.parametrize("command", ["run", "plan", "show", "report", "ask", "classify", "execute"])
def test_every_command_shows_an_example(hornbook: Hornbook, command: str) -> None:
    code, out, _ = hornbook(command, "--help")
    assert code == 0
    assert f"Example: hornbook {command}" in out


def test_a_run_is_recorded_and_repeats_for_free(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("run", "mine.py:recipe", "number=4")
    assert code == 0 and "1 stage run" in out
    code, out, _ = hornbook("run", "mine.py:recipe", "number=4")
    assert code == 0 and "0 stages run, 1 already done" in out
    code, out, _ = hornbook("show", "runs/mine", "--stage", "square")
    assert code == 0 and "squared: 16" in out
    code, out, _ = hornbook("show")
    assert code == 0 and "mine.py:recipe number=4" in out
    code, out, _ = hornbook("report", "runs/mine")
    assert code == 0 and "1 stage run" in out


BREAKS_OFF = (
    RECIPE
    + """
from hornbook.errors import HornbookError

@dataclass(frozen=True, kw_only=True)
class Halve(Stage[Metrics]):
    of: Stage[Metrics]
    def run(self, context):
        raise HornbookError("no halves today")

def two() -> Halve:
    return Halve(of=Square(number=4))
"""
)


def test_a_run_that_broke_off_can_be_looked_at(hornbook: Hornbook, tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(BREAKS_OFF)
    assert hornbook("run", "two.py:two")[0] == 2
    code, out, _ = hornbook("show")
    assert code == 0 and "two.py:two (failed)" in out
    code, out, _ = hornbook("show", "runs/two")
    assert code == 0 and "square" in out and "not made" in out
    code, out, _ = hornbook("show", "runs/two", "--stage", "square")
    assert code == 0 and "squared: 16" in out
    code, _, err = hornbook("show", "runs/two", "--stage", "halve")
    assert code == 2 and "halve isn't made yet" in err
    code, _, err = hornbook("show", "runs/two", "--stage", "halv")
    assert code == 2 and "did you mean 'halve'?" in err
    code, _, err = hornbook("report", "runs/two")
    assert code == 2 and "the run in runs/two hasn't come to its end" in err


def test_a_run_that_is_not_there_is_told_by_those_that_are(hornbook: Hornbook) -> None:
    hornbook("run", "mine.py:recipe")
    assert "did you mean 'mine'?" in hornbook("report", "runs/mien")[2]
    code, _, err = hornbook("report", "runs/strict")
    assert code == 2 and "runs/strict holds no run; beside it are: mine" in err


def test_an_early_interrupt_is_told_in_a_sentence(
    hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupted)
    code, _, err = hornbook("show")
    assert code == 130 and "Stopped; what is done is kept." in err


def test_a_plan_says_what_is_done_and_what_is_not(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("plan", "mine.py:recipe", "--json")
    assert code == 0
    assert [stage["status"] for stage in json.loads(out)] == ["to run"]
    hornbook("run", "mine.py:recipe")
    code, out, _ = hornbook("plan", "mine.py:recipe")
    assert "nothing to do" in out
    code, out, _ = hornbook("plan", "mine.py:recipe", "number=9")
    assert "1 of 1 stages to run" in out


BAD_INPUT = {
    "unknown recipe": (["run", "nanoo"], "no recipe is called 'nanoo'"),
    "unknown parameter": (["run", "mine.py:recipe", "numbr=2"], "did you mean 'number'?"),
    "wrong type": (["run", "mine.py:recipe", "number=two"], "number=two is not a whole number"),
    "no value": (["run", "mine.py:recipe", "number"], "not of the form name=value"),
    "no such file": (["run", "absent.py:recipe"], "absent.py is not a file"),
    "no such function": (["run", "mine.py:absent"], "mine.py has no function 'absent'"),
    "unknown stage": (["run", "mine.py:recipe", "--until", "x"], "no stage is named 'x'"),
    "misspelt stage": (["run", "mine.py:recipe", "--until", "sqare"], "did you mean 'square'?"),
    "unknown engine": (["run", "mine.py:recipe", "--engine", "x"], "unknown engine 'x'"),
    "out is a file": (["run", "mine.py:recipe", "--out", "mine.py"], "can't write to mine.py"),
    "no run to show": (["show"], "runs holds no run"),
    "no run to report": (["report"], "runs holds no run"),
    "budget in no currency": (
        ["run", "mine.py:recipe", "--budget", "25 apples"],
        "25 apples",
    ),
    "no cache to show": (["cache", "show"], "no answer cache at"),
    "no checkpoint": (["ask", "absent", "x"], "absent holds no checkpoint"),
    "nothing by that id": (["show", "0123456789abcdef"], "0123456789abcdef"),
    "no file to classify": (["classify", "absent.jsonl", "-o", "out.jsonl"], "absent.jsonl"),
    "not JSON": (["classify", "bad.jsonl", "-o", "out.jsonl", "--strict"], "bad.jsonl, line 2"),
    "no text": (["classify", "notext.jsonl", "-o", "out.jsonl"], "text"),
    "text is a number": (
        ["classify", "number.jsonl", "-o", "out.jsonl"],
        "number.jsonl can be read; line 1",
    ),
    "empty file": (["classify", "empty.jsonl", "-o", "out.jsonl"], "empty.jsonl"),
    "no such format": (["classify", "mine.py", "-o", "out.jsonl"], "mine.py"),
    "cut Parquet": (["classify", "cut.parquet", "-o", "out.parquet"], "cut.parquet"),
    "not a program": (["execute", "bad.jsonl", "-o", "out.jsonl"], "bad.jsonl, line 2"),
    "program without id": (["execute", "notext.jsonl", "-o", "out.jsonl"], "notext.jsonl, line 1"),
    "no programs": (["execute", "empty.jsonl", "-o", "out.jsonl"], "empty.jsonl"),
    "no place for results": (
        ["execute", "good.jsonl", "-o", "absent/out.jsonl"],
        "absent",
    ),
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_one_sentence(hornbook: Hornbook, tmp_path: Path, case: str) -> None:
    (tmp_path / "bad.jsonl").write_text(
        '{"id": "a", "text": "x", "program": "x = 1", "test": ""}\n{"id": "b", \n'
    )
    (tmp_path / "notext.jsonl").write_text('{"content": "x"}\n')
    (tmp_path / "number.jsonl").write_text('{"text": 5}\n')
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "good.jsonl").write_text('{"id": "a", "program": "x = 1", "test": ""}\n')
    arguments, message = BAD_INPUT[case]
    code, _, err = hornbook(*arguments)
    assert code == 2, err
    sentence = err.splitlines()[-1]  # progress may come before it
    assert sentence.startswith("hornbook: ") and message in sentence and "Traceback" not in err
    assert not (tmp_path / "out.jsonl").exists()


def test_classify_adds_a_column(hornbook: Hornbook, tmp_path: Path) -> None:
    rows = [{"text": "def add(a, b):\n    return a + b\n", "kept": 1}, {"text": "not python ("}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, out, _ = hornbook("classify", "in.jsonl", "-o", "out.jsonl", "--workers", "1")
    assert code == 0 and "2 rows scored, 1 of them not Python" in out
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert 0 <= first["educational_value"] <= 5 and first["kept"] == 1
    assert second["educational_value"] is None


def test_execute_tells_the_outcomes_apart(hornbook: Hornbook, tmp_path: Path) -> None:
    programs = {
        "passed": ("def one(): return 1", "def check(f): assert f() == 1"),
        "failed": ("def one(): return 2", "def check(f): assert f() == 1"),
        "timeout": ("def one():\n    while True: pass", "def check(f): assert f() == 1"),
        "error": ("def one(: return 1", "def check(f): assert f() == 1"),
        "memory": ("def one(): return len('x' * (1 << 31))", "def check(f): assert f() == 1"),
    }
    lines = [
        json.dumps({"id": name, "program": program, "test": test, "entry_point": "one"})
        for name, (program, test) in programs.items()
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    code, out, _ = hornbook("execute", "in.jsonl", "-o", "out.jsonl", "--seconds", "1")
    assert code == 0 and "1 passed" in out and "1 timeout" in out
    results = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert {result["id"]: result["outcome"] for result in results} == {n: n for n in programs}


def test_a_corrupt_artifact_is_one_sentence(hornbook: Hornbook, tmp_path: Path) -> None:
    hornbook("run", "mine.py:recipe")
    for path in (tmp_path / "runs" / "artifacts").rglob("metrics.json"):
        path.write_text('{"square": 8}')
    code, _, err = hornbook("run", "mine.py:recipe")
    assert code == 2 and "is corrupt" in err and "remove the folder" in err


def test_a_usage_error_exits_with_2(hornbook: Hornbook) -> None:
    code, _, err = hornbook("run", "--no-such-option")
    assert code == 2 and "--no-such-option" in err


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    probe = (
        "import sys, hornbook.cli, hornbook.recipe; "
        "heavy = {'torch', 'daft', 'sklearn', 'transformers', 'pyarrow', 'openai', 'matplotlib'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
