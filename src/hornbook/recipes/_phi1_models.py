"""phi-1's models: how they are trained, and what they are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._phi1_data import RICH, Data
from hornbook.recipes._phi1_numbers import Numbers, Size
from hornbook.report.stages import Entrant, Model, Test
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan, StoppedPlan
from hornbook.train.training import Train

TUNED = "+ exercises"
"""Pretrained on filtered code and textbooks, then finetuned on exercises."""


@dataclass(frozen=True, kw_only=True)
class Trainer:
    """Trains phi-1's models; those of one kind differ in their seeds.

    Attributes:
        numbers: of the scale.
        data: to train on.
        seed: of the first model of each kind.
    """

    numbers: Numbers
    data: Data
    seed: int

    @property
    def seeds(self) -> range:
        """Of the models of one kind."""
        return range(self.seed, self.seed + self.numbers.seeds)

    def pretrained(self, size: Size, data: str, seed: int) -> Train:
        """A model of this size, pretrained on one of Figure 1's data sets (§2.3)."""
        plan = self.numbers.pretraining
        window = plan.batch * self.numbers.length
        planned = self._plan(plan, size.tokens // window, seed)
        if data == RICH and size.stop:
            values = vars(planned) | {"steps": size.stop // window}
            planned = StoppedPlan(**values, scheduled=planned.steps)
        published = f"{size.published}-base" if size.published and data == RICH else ""
        return Train(
            label=self._label(published or f"{size.name}, {data}", seed),
            data=self.data.packs[data],
            tokenizer=self.data.tokenizer,
            plan=planned,
            shape=size.shape,
        )

    def finetuned(
        self, size: Size, seed: int, exercises: Pack | None = None, name: str = ""
    ) -> Train:
        """The model on filtered code and textbooks, finetuned (§2.3).

        Args:
            size: of the model.
            seed: of both trainings.
            exercises: to finetune on, if not all.
            name: of what comes of it, if they are not all.
        """
        plan = self.numbers.finetuning
        steps = self.numbers.finetune_tokens // (plan.batch * self.numbers.length)
        published = f"{size.published}, finetuning" if size.published else f"{size.name}, {TUNED}"
        return Train(
            label=self._label(f"{size.name}, {name}" if name else published, seed),
            data=exercises or self.data.tuning,
            tokenizer=self.data.tokenizer,
            plan=self._plan(plan, steps, seed),
            start=self.pretrained(size, RICH, seed),
        )

    def _plan(self, plan: Plan, steps: int, seed: int) -> Plan:
        warmup = plan.warmup or round(self.numbers.warm_share * steps)
        return replace(plan, steps=steps, warmup=warmup, seed=seed)

    def _label(self, name: str, seed: int) -> str:
        return name if self.numbers.seeds == 1 else f"{name}, seed {seed}"


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The tests of Figure 1: HumanEval, MBPP where its files are, and held-out families.

    Attributes:
        numbers: of the scale.
        heldout: exercises of families that no training data has.
        mbpp: the folder with MBPP's files.
        seed: of the intervals.
    """

    numbers: Numbers
    heldout: Split
    mbpp: Path | None
    seed: int

    @property
    def left_out(self) -> str:
        """A sentence about what isn't tested, if anything."""
        return "" if self.mbpp else " MBPP is left out: its files weren't given (mbpp=FOLDER)."

    def entrant(self, name: str, trained: Iterator[Train]) -> Entrant:
        """Models of one kind, each with its tests."""
        return Entrant(name=name, models=tuple(self.model(each) for each in trained))

    def model(self, trained: Stage[Checkpoint]) -> Model:
        """A model with its tests."""
        return Model(checkpoint=trained, tests=tuple(self.tests(trained)))

    def tests(self, trained: Stage[Checkpoint]) -> Iterator[Test]:
        """Bits per byte of reference solutions, and pass@1."""
        folder = str(self.mbpp) if self.mbpp else None
        asked: list[tuple[str, Split | str, str | None]] = [("HumanEval", "humaneval", None)]
        if folder:
            asked.append(("MBPP", "mbpp-test", folder))
        asked.append(("held-out families", self.heldout, None))
        for title, problems, where in asked:
            for stage in (self.bits(trained), self.passes(trained)):
                label = f"{title} {stage.label}, {trained.name}"
                yield Test(
                    title=title,
                    evaluation=replace(stage, problems=problems, folder=where, label=label),
                )

    def bits(self, trained: Stage[Checkpoint]) -> BitsPerByte:
        """How well HumanEval's solutions are predicted."""
        return BitsPerByte(
            model=trained, at_most=self.numbers.problems, seed=self.seed, label="bits"
        )

    def passes(self, trained: Stage[Checkpoint]) -> PassAtK:
        """How many of HumanEval's problems are solved at the first, greedy, try (§3)."""
        return PassAtK(
            model=trained,
            at_most=self.numbers.problems,
            max_new_tokens=self.numbers.completion,
            seed=self.seed,
            label="pass@1",
        )
