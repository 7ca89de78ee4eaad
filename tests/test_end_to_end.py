"""The nano recipe at its smallest, through the command line, twice."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

# Small enough for a minute: a few sections by the real teacher, a few steps of training.
SMALLEST = (
    "files=120",
    "sections=6",  # about a quarter of what so small a teacher writes is rejected
    "exercises=150",
    "heldout_exercises=12",
    "lessons=30",
    "tokens=16000",
    "finetune_tokens=8000",
    "vocabulary=1024",
    "problems=4",
)


def hornbook(*arguments: str, out: Path) -> subprocess.CompletedProcess[str]:
    program = "from hornbook.cli import main; main()"
    command = [sys.executable, "-c", program, *arguments, "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of the smallest nano."""
    place = tmp_path_factory.mktemp("nano")
    first = hornbook("run", "nano", *SMALLEST, out=place)
    assert first.returncode == 0, first.stderr
    assert "0 already done" in first.stdout
    return place


def test_the_page_shows_what_was_made(out: Path) -> None:
    page = (out / "nano" / "report.html").read_text(encoding="utf-8")
    for text in ("raw", "filtered + textbooks + lessons", "HumanEval", "held-out exercises"):
        assert text in page
    assert "http-equiv" in page and "<script src" not in page


def test_a_second_run_does_nothing_in_under_five_seconds(out: Path) -> None:
    before = processor_time()
    again = hornbook("run", "nano", *SMALLEST, out=out)
    assert again.returncode == 0, again.stderr
    assert "0 stages run" in again.stdout
    assert processor_time() - before < 5


def processor_time() -> float:
    """Seconds of all children that ended: unlike the clock's, not those of other work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_every_stage_is_planned_done(out: Path) -> None:
    plan = hornbook("plan", "nano", *SMALLEST, "--json", out=out)
    stages = json.loads(plan.stdout)
    assert {stage["status"] for stage in stages} == {"done"}
    assert len(stages) == 51


def test_another_finetuning_reuses_the_data_and_the_pretraining(out: Path) -> None:
    fewer = [each for each in SMALLEST if not each.startswith("finetune_tokens")]
    plan = hornbook("plan", "nano", *fewer, "finetune_tokens=9000", "--json", out=out)
    status = {stage["name"]: stage["status"] for stage in json.loads(plan.stdout)}
    assert status["pretrain raw"] == "done" and status["finetune raw"] == "to run"


def test_the_ancestry_of_a_row_leads_to_its_seed(out: Path) -> None:
    from hornbook.pipeline.dataset import Dataset
    from hornbook.pipeline.run import RunRecord

    record = RunRecord.read(out / "nano")
    row = next(Dataset(out / record.stages["filter"]).rows("kept"))
    shown = hornbook("show", row["id"], out=out)
    assert shown.returncode == 0, shown.stderr
    assert row["source"] in shown.stdout


def test_the_last_model_continues_a_prompt(out: Path) -> None:
    # ``ask`` takes a run, not a store, so it has no --out.
    program = "from hornbook.cli import main; main()"
    arguments = ["ask", str(out / "nano"), "def add(a, b):", "--max-new-tokens", "5"]
    asked = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.startswith("def add(a, b):")
