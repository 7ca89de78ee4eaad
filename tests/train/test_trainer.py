from __future__ import annotations

import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from accelerate.optimizer import AcceleratedOptimizer
from torch import Tensor

from hornbook.errors import HornbookError
from hornbook.model.phi import Phi
from hornbook.model.presets import Shape
from hornbook.pipeline.progress import Progress
from hornbook.train.batch import Batch
from hornbook.train.guard import IN_A_ROW
from hornbook.train.objective import NextToken, Objective
from hornbook.train.saves import STATE_FILE
from hornbook.train.schedule import Plan
from hornbook.train.trainer import Trainer
from hornbook.train.windows import Windows

CONFIG = Shape(width=32, layers=2, heads=2, context=32).config(64)
PLAN = Plan(
    steps=12,
    batch=4,
    learning_rate=1e-2,
    warmup=3,
    dropout=0.1,
    evaluate_every=5,
    precision="float32",
)
QUIET = Progress(quiet=True)


def pattern(count: int) -> np.ndarray:
    """Something to learn: each token follows from the one before it."""
    return (np.arange(count) * 7 % 61).astype(np.uint16)


def trainer(scratch: Path, plan: Plan = PLAN, *, save_seconds: float = 1e9) -> Trainer:
    train, heldout = Windows(pattern(3000), 32, plan.seed), Windows(pattern(400), 32, 0)
    scratch.mkdir(exist_ok=True)
    return Trainer(NextToken(Phi(CONFIG, seed=1)), plan, train, heldout, scratch, save_seconds)


class Killed(Exception):
    pass


def killed_at(step: int, update: Callable[[Trainer], float]) -> Callable[[Trainer], float]:
    def dying(self: Trainer) -> float:
        if self.step == step:
            raise Killed
        return update(self)

    return dying


def test_the_loss_falls_and_is_noted(tmp_path: Path) -> None:
    made = trainer(tmp_path, replace(PLAN, steps=60))
    made.run(QUIET)
    assert [row["step"] for row in made.losses.rows] == list(range(5, 61, 5))
    first, last = made.losses.rows[0], made.losses.rows[-1]
    assert first["train_loss"] is not None and 3 < first["train_loss"] < math.log(64) + 0.1
    assert last["heldout_loss"] is not None and last["heldout_loss"] < 0.5
    assert last["tokens"] == 60 * 4 * 32
    assert not made.objective.training


def test_training_twice_gives_the_same_bits(tmp_path: Path) -> None:
    first, second = trainer(tmp_path / "a"), trainer(tmp_path / "b")
    first.run(QUIET)
    torch.rand(3)
    second.run(QUIET)
    assert_same(first, second)


@pytest.mark.parametrize("step", [1, 5, 8, 11])
@pytest.mark.parametrize(
    ("precision", "optimizer"), [("float32", "adamw"), ("bfloat16", "adamw"), ("float32", "muon")]
)
def test_a_resumed_training_gives_the_same_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, precision: str, optimizer: str
) -> None:
    plan = replace(PLAN, precision=precision, optimizer=optimizer)
    whole = trainer(tmp_path / "whole", plan)
    whole.run(QUIET)
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "update", killed_at(step, Trainer.update))
        with pytest.raises(Killed):
            trainer(tmp_path / "cut", plan, save_seconds=0).run(QUIET)
    resumed = trainer(tmp_path / "cut", plan)
    resumed.resume(QUIET)
    assert resumed.step == step
    resumed.run(QUIET)
    assert_same(whole, resumed)


def assert_same(first: Trainer, second: Trainer) -> None:
    assert first.losses.rows == second.losses.rows
    others = second.objective.state_dict()
    for name, weights in first.objective.state_dict().items():
        assert torch.equal(weights, others[name]), name


KILLED = """
import sys; sys.path.insert(0, {here!r})
from pathlib import Path
from test_trainer import *
torch.set_num_threads(1)
trainer(Path({scratch!r}), replace(PLAN, steps={steps}), save_seconds=0).run(QUIET)
"""


def started(scratch: Path, steps: int) -> subprocess.Popen[bytes]:
    here = str(Path(__file__).parent)
    program = KILLED.format(here=here, scratch=str(scratch), steps=steps)
    return subprocess.Popen([sys.executable, "-c", program])


def killed_after_saving(process: subprocess.Popen[bytes], saves: Path, seconds: float) -> None:
    """Kill a training so long after it has saved something new."""
    before = {path.name for path in saves.glob("0*")}
    deadline = time.monotonic() + 60
    while {path.name for path in saves.glob("0*")} <= before and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_a_killed_process_resumes_to_the_same_bits(tmp_path: Path) -> None:
    plan, cut = replace(PLAN, steps=150), tmp_path / "cut"
    killed_after_saving(started(cut, 150), cut / "saves", 0.05)
    resumed, whole = trainer(cut, plan), trainer(tmp_path / "whole", plan)
    resumed.resume(QUIET)
    assert 0 < resumed.step < 150
    resumed.run(QUIET)
    whole.run(QUIET)
    assert_same(whole, resumed)


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_with_the_same_bits(tmp_path: Path) -> None:
    plan, cut, draw = replace(PLAN, steps=1000), tmp_path / "cut", random.Random(0)
    for _ in range(6):
        killed_after_saving(started(cut, 1000), cut / "saves", draw.uniform(0.0, 0.5))
    resumed, whole = trainer(cut, plan), trainer(tmp_path / "whole", plan)
    resumed.run(QUIET)
    whole.run(QUIET)
    assert_same(whole, resumed)


def test_a_damaged_save_starts_anew(tmp_path: Path) -> None:
    whole = trainer(tmp_path / "whole")
    whole.run(QUIET)
    made = trainer(tmp_path / "cut")
    (tmp_path / "cut" / "saves" / "000000007").mkdir(parents=True)
    (tmp_path / "cut" / "saves" / "000000007" / STATE_FILE).write_bytes(b"not a save")
    made.run(QUIET)
    assert_same(whole, made)


def test_micro_batches_add_up_to_the_batch(tmp_path: Path) -> None:
    plan = replace(PLAN, dropout=0.0, steps=6)
    whole, parts = trainer(tmp_path / "a", plan), trainer(tmp_path / "b", plan)
    parts.plan = replace(plan, micro_batch=1)
    whole.run(QUIET)
    parts.run(QUIET)
    for row, other in zip(whole.losses.rows, parts.losses.rows, strict=True):
        assert row == pytest.approx(other, rel=1e-4)


def test_evaluation_leaves_the_training_alone(tmp_path: Path) -> None:
    often = trainer(tmp_path / "a", replace(PLAN, evaluate_every=1))
    never = trainer(tmp_path / "b", replace(PLAN, evaluate_every=100))
    never.heldout = None
    often.run(QUIET)
    never.run(QUIET)
    assert never.losses.rows[-1]["heldout_loss"] is None
    for name, weights in often.objective.state_dict().items():
        assert torch.equal(weights, never.objective.state_dict()[name])


class Poison(NextToken):
    """A loss that is not a number for some batches, by their place in the data."""

    places: set[int] | range = range(0)
    place = -1

    def forward(self, batch: Batch, count: int) -> Tensor:
        loss = super().forward(batch, count)
        return loss * math.nan if self.training and self.place in self.places else loss


def poisoned(scratch: Path, places: set[int] | range, plan: Plan, **change: float) -> Trainer:
    made = trainer(scratch, plan, **change)
    made.objective.__class__ = Poison
    objective, batch = made.objective, made.train.batch
    assert isinstance(objective, Poison)
    objective.places = places

    def placed(step: int, size: int, rank: int = 0, world: int = 1) -> Batch:
        objective.place = step
        return batch(step, size, rank, world)

    made.train.batch = placed  # type: ignore[method-assign]
    return made


def test_a_batch_whose_loss_is_no_number_is_left_out(tmp_path: Path) -> None:
    made = poisoned(tmp_path, {3, 7}, PLAN)
    made.run(QUIET)
    assert [each["step"] for each in made.guard.skipped] == [3, 7]
    assert made.step == PLAN.steps
    assert all(row["train_loss"] is not None for row in made.losses.rows)
    assert all(torch.isfinite(weights).all() for weights in made.objective.state_dict().values())


def test_a_training_that_goes_astray_returns_and_takes_other_batches(tmp_path: Path) -> None:
    plan = replace(PLAN, steps=40, save_every=10)
    made = poisoned(tmp_path, range(13, 13 + IN_A_ROW), plan)
    made.run(QUIET)
    assert made.guard.returns == [23]
    assert [each["step"] for each in made.guard.skipped] == [*range(13, 13 + IN_A_ROW)]
    # The batches since step 10 aren't seen again: that of step 10 is now the one behind them.
    assert (made.step, made.shift) == (40, 13)
    assert [row["step"] for row in made.losses.rows] == [*range(5, 41, 5)]


def test_a_training_that_returned_resumes_to_the_same_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, places = replace(PLAN, steps=40, save_every=10), range(13, 13 + IN_A_ROW)
    whole = poisoned(tmp_path / "whole", places, plan)
    whole.run(QUIET)
    for step in (20, 30):  # in the midst of what is left out, and after the return
        with monkeypatch.context() as patch:
            patch.setattr(Trainer, "update", killed_at(step, Trainer.update))
            with pytest.raises(Killed):
                poisoned(tmp_path / "cut", places, plan, save_seconds=0).run(QUIET)
    resumed = poisoned(tmp_path / "cut", places, plan)
    resumed.run(QUIET)
    assert_same(whole, resumed)
    assert resumed.guard.skipped == whole.guard.skipped


def test_a_training_that_goes_astray_again_and_again_says_what_to_change(tmp_path: Path) -> None:
    plan = replace(PLAN, steps=40, save_every=10)
    made = poisoned(tmp_path, range(13, 10**6), plan)
    told = r"diverged at step 20 \(the loss is not a number, after 3 returns .*learning_rate below"
    with pytest.raises(HornbookError, match=told):
        made.run(QUIET)
    assert made.saves.steps() == [10]


def test_without_a_checkpoint_there_is_nothing_to_return_to(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"diverged at step 10 .*after 0 returns"):
        poisoned(tmp_path, range(10**6), replace(PLAN, steps=40)).run(QUIET)


def test_a_save_comes_before_the_look(tmp_path: Path) -> None:
    def failing(objective: Objective, step: int) -> dict[str, float]:
        raise Killed

    plan = replace(PLAN, save_every=4)
    cut = trainer(tmp_path / "cut", plan)
    cut.hooks = (failing,)
    with pytest.raises(Killed):
        cut.run(QUIET)
    assert cut.saves.steps() == [4]
    resumed, whole = trainer(tmp_path / "cut", plan), trainer(tmp_path / "whole", plan)
    resumed.run(QUIET)
    whole.run(QUIET)
    assert [row["step"] for row in whole.losses.rows] == [4, 5, 8, 10, 12]
    assert_same(whole, resumed)


def test_what_hooks_find_becomes_columns(tmp_path: Path) -> None:
    made = trainer(tmp_path)
    made.hooks = (lambda objective, step: {"double": 2.0 * step},)
    made.run(QUIET)
    assert [row["double"] for row in made.losses.rows] == [10.0, 20.0, 24.0]
    assert made.losses.read() == made.losses.rows


def test_the_table_of_losses_can_be_watched(tmp_path: Path) -> None:
    made, lines = trainer(tmp_path), []
    path = tmp_path / "losses.csv"
    made.hooks = (lambda objective, step: lines.append(path.exists() and path.read_text()) or {},)  # type: ignore[func-returns-value]
    made.run(QUIET)
    assert [str(text).count("\n") for text in lines] == [0, 2, 3]


def test_few_saves_are_kept(tmp_path: Path) -> None:
    made = trainer(tmp_path, replace(PLAN, save_every=5), save_seconds=0)
    made.run(QUIET)
    assert made.saves.steps() == [12] or made.saves.steps() == [10, 12]


def scaled(scratch: Path, plan: Plan, scale: float) -> Trainer:
    """As under float16, but for the format: accelerate has that on accelerators only."""
    made = trainer(scratch, plan)
    accelerator = made.spread.accelerator
    accelerator.state._mixed_precision = "fp16"
    accelerator.scaler = torch.amp.GradScaler("cpu", init_scale=scale, growth_interval=5)
    accelerator.native_amp = True
    made.spread.optimizer = AcceleratedOptimizer(
        made.spread.optimizer.optimizer, device_placement=False, scaler=accelerator.scaler
    )
    accelerator._optimizers = [made.spread.optimizer]
    return made


def test_scaled_losses_train_the_same(tmp_path: Path) -> None:
    plain, made = trainer(tmp_path / "a"), scaled(tmp_path / "b", PLAN, 2.0**10)
    plain.run(QUIET)
    made.run(QUIET)
    assert made.spread.accelerator.scaler.get_scale() == 2.0**12
    for row, other in zip(plain.losses.rows, made.losses.rows, strict=True):
        assert row == pytest.approx(other, rel=1e-5)


def test_a_scale_that_overflows_falls_and_is_no_fault(tmp_path: Path) -> None:
    made = scaled(tmp_path, PLAN, 2.0**127)
    made.run(QUIET)
    assert made.spread.accelerator.scaler.get_scale() < 2.0**127
    assert made.guard.skipped == []


def test_the_scale_is_saved(tmp_path: Path) -> None:
    plan = replace(PLAN, save_every=6)
    whole = scaled(tmp_path / "whole", plan, 2.0**10)
    whole.run(QUIET)
    made = scaled(tmp_path / "whole", plan, 1.0)
    made.resume(QUIET)
    assert made.spread.accelerator.scaler.get_scale() == 2.0**12


def test_a_batch_can_be_left_out_of_a_scaled_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = scaled(tmp_path, PLAN, 2.0**10)
    monkeypatch.setattr(made.guard, "accepts", lambda step, loss, norm: step != 3)
    made.run(QUIET)
    assert made.step == PLAN.steps
