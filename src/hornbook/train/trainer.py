"""The training loop: an optimizer on an objective, as phi-1 was trained (§2.3), in one screen.

A training that was killed goes on from its last save and ends with the weights it would have had:
windows follow from the step's number, and all else that steps depend on is saved with the weights.
A save comes before the look at the losses of its step, so nothing that a look does can lose it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress
from hornbook.train.guard import Guard
from hornbook.train.log import LOSSES, LOSSES_FILE, THROUGHPUT, THROUGHPUT_FILE, Row, Speed, Table
from hornbook.train.objective import Objective
from hornbook.train.optimizers import optimizer_of
from hornbook.train.saves import Saves
from hornbook.train.schedule import Plan, learning_rate
from hornbook.train.spread import Spread
from hornbook.train.windows import Windows

HELDOUT_TOKENS = 32_768
SAVE_SHARE = 0.05  # of the time, at most, for saves that only the clock asks for

Hook = Callable[[Objective, int], Mapping[str, float]]


@dataclass
class Trainer:
    """One training.

    Attributes:
        objective: what to lower; its weights are changed in place.
        plan: how to train, its precision resolved.
        train: what to learn from.
        heldout: what to measure the loss on, or None.
        scratch: where saves and tables go.
        save_seconds: least time between saves, which have no influence on the result; 0 saves
            after each step.
        hooks: called with the objective and the step at each look at the losses, on every process;
            what they return becomes columns of ``losses.csv``.
        peak: operations a second of all devices, to compare the speed with; 0 compares nothing.
    """

    objective: Objective
    plan: Plan
    train: Windows
    heldout: Windows | None
    scratch: Path
    save_seconds: float = 30.0
    hooks: Sequence[Hook] = ()
    peak: float = 0.0
    step: int = 0
    shift: int = 0
    best: tuple[float, int] | None = None
    recent: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.objective.phi.set_dropout(self.plan.dropout)
        self.to_say: list[str] = []
        optimizer = optimizer_of(self.objective, self.plan)
        self.spread = Spread(self.objective, optimizer, self.plan, self.to_say.append)
        self.plan.share(self.spread.world)
        self.guard = Guard(self.plan.spike)
        self.saves = Saves(self.scratch / "saves", mapped=self.spread.world > 1)
        here = self.scratch if self.spread.first else None
        self.losses = Table(here and here / LOSSES_FILE, LOSSES)
        self.throughput = Table(here and here / THROUGHPUT_FILE, THROUGHPUT)
        self.speed = Speed(self.objective.phi.config.flops_per_token(self.train.length), self.peak)
        self.save_at, self.norm, self.late = time.monotonic() + self.save_seconds, 0.0, False

    def run(self, progress: Progress) -> None:
        """Train to the end, from the last save if there is one.

        Raises:
            HornbookError: when the training goes astray for good, or a save fails.
        """
        plan, tokens = self.plan, self.plan.batch * self.train.length
        for sentence in self.to_say:
            progress.say(sentence)
        torch.manual_seed(plan.seed + self.spread.rank)
        saved = self.resume(progress)
        left = (plan.steps - self.step) * tokens
        with progress.bar("training", total=left, unit="tokens") as bar:
            while True:
                if self.step != saved and self.step and (self.is_candidate() or self.late):
                    self.save()
                if self.step and (self.step % plan.evaluate_every == 0 or self.is_candidate()):
                    self.look(tokens)
                if self.step == plan.steps:
                    break
                loss = self.speed.count(tokens, self.update)
                self.step += 1
                bar.advance(tokens, note=self.speed.note(self.step, loss))
                if self.guard.astray:
                    saved = self.go_back(progress)
        if plan.keep == "best" and self.best and self.best[1] != self.step:
            step = self.best[1]
            self.spread.load_weights(self.saves.place(step), self.saves.read(step))
        self.objective.eval()

    def update(self) -> float:
        """Make one step, or leave out a batch that would do harm; returns its loss in nats."""
        plan, spread = self.plan, self.spread
        for group in spread.optimizer.param_groups:
            group["lr"] = learning_rate(plan, self.step)
        spread.model.train()
        batch = self.train.batch(self.step + self.shift, plan.batch, spread.rank, spread.world)
        late = spread.first and time.monotonic() > self.save_at
        # All processes have to do the same, so what one of them sees is told to all.
        count, lates = spread.total(self.objective.counted(batch), late)
        self.late = bool(lates)
        parts, losses = list(batch.split(plan.micro_batch or len(batch))), []
        for number, part in enumerate(parts, start=1):
            with spread.adding_up(last=number == len(parts)):
                part_loss = spread.model(spread.place(part), max(1, int(count)))
                spread.backward(part_loss)
                losses.append(part_loss.detach())
        (loss,) = spread.total(sum(part_loss.item() for part_loss in losses))
        self.norm = spread.clip(plan.clip)
        if self.guard.accepts(self.step, loss, self.norm):
            spread.step()
            self.recent.append(loss)
        else:
            spread.skip()
        return loss

    def look(self, tokens: int) -> None:
        """Note the losses; a candidate whose held-out loss is lowest so far is the best."""
        self.spread.model.eval()
        heldout = self.heldout_loss()
        found = {
            name: value
            for hook in self.hooks
            for name, value in hook(self.objective, self.step).items()
        }
        row: Row = {
            "step": self.step,
            "tokens": self.step * tokens,
            "learning_rate": learning_rate(self.plan, self.step - 1),
            "train_loss": sum(self.recent) / len(self.recent) if self.recent else None,
            "heldout_loss": heldout,
            "grad_norm": self.norm,
        }
        self.losses.add({**row, **found})
        self.throughput.add(self.speed.row(self.step))
        self.recent.clear()
        if heldout is not None and self.is_candidate():
            self.best = min(self.best or (math.inf, 0), (heldout, self.step))

    @torch.no_grad()
    def heldout_loss(self) -> float | None:
        """Mean loss over held-out windows, spread over the array; None if there are none."""
        if self.heldout is None:
            return None
        windows, spread = self.heldout, self.spread
        wanted = min(windows.count, max(1, HELDOUT_TOKENS // windows.length))
        batch = windows.take(range(0, windows.count, windows.count // wanted)[:wanted])
        count, loss = max(1, self.objective.counted(batch)), 0.0
        parts = list(batch.split(self.plan.micro_batch or self.plan.share(spread.world)))
        for start in range(0, len(parts), spread.world):
            # All processes pass as often, as sharded weights need; what is left over isn't counted.
            mine = start + spread.rank
            value = spread.model(spread.place(parts[min(mine, len(parts) - 1)]), count).item()
            loss += value if mine < len(parts) else 0.0
        (loss,) = spread.total(loss)
        return loss

    def is_candidate(self) -> bool:
        """Whether this step is one of those that `Plan.keep` chooses from."""
        return self.step % self.plan.save_every == 0 or self.step == self.plan.steps

    def save(self) -> None:
        """Save everything that later steps depend on, whole or not at all; drop older saves."""
        started, spread = time.monotonic(), self.spread
        with self.saves.writing(self.step, first=spread.first, wait=spread.wait) as directory:
            spread.write(directory, self.state())
        if spread.first:
            self.saves.keep({self.step, *self.returnable()[-1:], *(self.best or ())[1:]})
        took = time.monotonic() - started
        pause = max(self.save_seconds, took / SAVE_SHARE) if self.save_seconds else 0.0
        self.save_at = time.monotonic() + pause

    def state(self) -> dict[str, Any]:
        """What later steps depend on, apart from weights, optimizer and random numbers."""
        return {
            "step": self.step,
            "shift": self.shift,
            "best": self.best,
            "recent": self.recent,
            "norm": self.norm,
            "losses": self.losses.rows,
            "guard": self.guard.state(),
        }

    def restore(self, step: int, state: Mapping[str, Any]) -> None:
        """Go back to a save."""
        self.spread.load(self.saves.place(step), state)
        self.step, self.shift, self.norm = state["step"], state["shift"], state["norm"]
        self.best, self.recent = state["best"], list(state["recent"])
        self.guard = Guard(self.plan.spike, **state["guard"])
        self.losses.restart(state["losses"])
        self.throughput.restart(
            [row for row in self.throughput.read() if (row["step"] or 0) < step]
        )

    def resume(self, progress: Progress) -> int:
        """Go on from the newest save that can be read; returns its step, 0 where there is none."""
        for step, state in self.saves.readable():
            if not isinstance(state, Exception):
                self.restore(step, state)
                progress.say(f"  going on from step {step:,} of {self.plan.steps:,}")
                return step
            progress.say(f"  {self.saves.place(step)} can't be read ({state}); it is passed over")
        self.losses.restart([])
        self.throughput.restart([])
        return 0

    def mean_speed(self) -> dict[str, float | None]:
        """Tokens a second over the whole training, and the share of the peak."""
        rows = self.throughput.rows
        seconds = sum(row["seconds"] or 0.0 for row in rows)
        tokens = self.plan.steps * self.plan.batch * self.train.length
        rate = tokens / seconds if seconds else 0.0
        mfu = rate * self.speed.flops_per_token / self.peak if self.peak else 0.0
        return {"tokens_per_second": round(rate, 1), "mfu": round(mfu, 4)}

    def returnable(self) -> list[int]:
        """Candidates on the disk, in order, of before batches in a row were left out."""
        healthy = self.step - self.guard.in_a_row
        return [
            step
            for step in self.saves.steps()
            if step % self.plan.save_every == 0 and step <= healthy
        ]

    def go_back(self, progress: Progress) -> int:
        """Return to the last candidate, and skip the batches since then; returns its step.

        Raises:
            HornbookError: when there is none, or when that was tried often enough.
        """
        guard, at = self.guard, self.step + self.shift
        candidates = self.returnable()
        if not candidates or guard.exhausted:
            raise HornbookError(
                f"training diverged at step {self.step:,} ({guard.skipped[-1]['reason']}, after "
                f"{len(guard.returns)} returns to a checkpoint); choose a learning_rate below "
                f"{self.plan.learning_rate:g} or a longer warmup"
            )
        step = candidates[-1]
        progress.say(
            f"  [yellow]training went astray at step {self.step:,}, {guard.skipped[-1]['reason']}; "
            f"it returns to step {step:,} and leaves out the batches since[/yellow]"
        )
        self.restore(step, self.saves.read(step))
        # What was left out and returned from stays known, and batches aren't seen again.
        self.guard = replace(
            guard, recent=self.guard.recent, in_a_row=0, returns=[*guard.returns, at]
        )
        self.shift = at - step
        if self.spread.first:
            self.saves.keep({old for old in self.saves.steps() if old <= step})
        self.spread.wait()
        return step
