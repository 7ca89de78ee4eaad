"""What ``hornbook plan`` says of trainings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

Hornbook = Callable[..., tuple[int, str, str]]

RECIPE = """
from hornbook.corpus.installed import InstalledPackages
from hornbook.model.presets import PHI_1
from hornbook.pipeline.split import Split
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import PretrainedTokenizer
from hornbook.train.training import Train

def recipe(steps: int = 24_000, vocabulary: str = "Salesforce/codegen-350M-mono") -> Train:
    documents = Split(InstalledPackages(packages=("rich",), label="corpus"), "documents")
    tokenizer = PretrainedTokenizer(model=vocabulary, label="tokenizer")
    sources = (Source(split=documents),)
    data = Pack(tokenizer=tokenizer, sources=sources, tokens=7_000_000_000, length=2048)
    plan = Plan(steps=steps, batch=1024, learning_rate=1e-3, precision="float16")
    return Train(label="phi-1-base", data=data, tokenizer=tokenizer, shape=PHI_1, plan=plan)
"""
ON_A100S = ("--device", "A100", "--devices", "8", "--mfu", "0.5")


@pytest.fixture
def recipe_text() -> str:
    return RECIPE


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "220")


def test_a_plan_says_what_trainings_take_beside_the_papers(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("plan", "mine.py:recipe", *ON_A100S)
    assert code == 0
    lines = out.splitlines()
    (line,) = [line for line in lines if line.startswith("phi-1-base") and "1.42B" in line]
    for said in ("24,000", "50.3B", "7.2", "4.3e+20", "(760 device hours)", "ddp, "):
        assert said in line
    assert "A100: 50% of 312 TFLOP/s in bfloat16; 80 GB" in out
    table = lines[next(n for n, line in enumerate(lines) if "beside the paper" in line) :]
    rows = [" ".join(line.split()) for line in table]
    assert rows[1].startswith("phi-1-base parameters 1.31B 1.3B +1.0% phi-1, §2.3")
    assert {"tokens 50.3B 50B +0.7%", "epochs 7.19 8 -10.1%", "A100 hours 760 770 -1.3%"} < {*rows}
    assert rows[-1].startswith("hours at 50% of the devices' peak") and "phi-1-base 49%" in rows[-1]


def test_a_plan_for_programs(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("plan", "mine.py:recipe", *ON_A100S, "--json")
    assert code == 0
    stages = {stage["name"]: stage for stage in json.loads(out)}
    assert stages["corpus"]["training"] is None
    training = stages["phi-1-base"]["training"]
    assert training["parameters"] == 1_418_270_720
    assert training["tokens"] == 24_000 * 1024 * 2048
    (run,) = training["runs"]
    assert run["device_hours"] == pytest.approx(770, rel=0.02)
    hours = training["paper"]["figures"]["A100 hours"]
    assert hours["paper"] == 770 and hours["planned"] == pytest.approx(run["device_hours"])
    assert hours["off"] == pytest.approx(hours["planned"] / 770 - 1)
    assert run["fits"] and sum(run["in_use"].values()) < run["memory"] < 80e9


def test_this_machine_is_planned_on_by_default(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("plan", "mine.py:recipe", "steps=10")
    assert code == 0
    assert "this machine: " in out and "GFLOP/s" in out


def test_what_has_to_be_made_first_is_named(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("plan", "mine.py:recipe", "vocabulary=somebody/else", *ON_A100S)
    assert code == 0 and "phi-1-base: what it takes is known after 'tokenizer'" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--device", "abacus"), "no device is named 'abacus'; choose one of: A100-40, A100, H100"),
        (("--devices", "8"), "say which 8 devices, such as --device H200"),
        (("--device", "H200", "--devices", "7"), "a batch of 1024 doesn't divide by 7 processes"),
        (("--device", "H200", "--mfu", "40"), "choose one above 0 and at most 1"),
    ],
)
def test_what_can_not_be_planned_is_said_in_a_sentence(
    hornbook: Hornbook, options: tuple[str, ...], said: str
) -> None:
    code, _, err = hornbook("plan", "mine.py:recipe", *options)
    assert code == 2 and said in err


def test_planning_a_training_loads_nothing_heavy() -> None:
    program = (
        "import sys, hornbook.train.planned, hornbook.train.placement\n"
        "import hornbook.terminal.trainings\n"
        "print(sorted({'torch', 'daft', 'pyarrow', 'transformers'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
