"""phi-1, "Textbooks Are All You Need" (2306.11644), at the paper's size or small.

Code is filtered by its educational value, textbooks and exercises are written; models are
pretrained on filtered code and textbooks and finetuned on exercises. ``variant`` says which of the
paper's results is made: Figure 1 with its data ablations, phi-1-base, phi-1-small or phi-1 alone,
Table 2 (grades on problems that nobody had seen) or Table 3 (retrained without what is like the
benchmark). The numbers of each scale are in `hornbook.recipes._phi1_numbers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from hornbook.decontaminate.prune import CompareWithBenchmark, prune_at
from hornbook.errors import HornbookError
from hornbook.evaluate.grading import GradeCompletions
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.memorisation import SplitBySimilarity
from hornbook.pipeline.split import Split
from hornbook.recipe import command_line
from hornbook.recipes._parts import Scale, kept
from hornbook.recipes._phi1_code import Places
from hornbook.recipes._phi1_data import FILTERED, RAW, RICH, Data
from hornbook.recipes._phi1_models import TUNED, Bench, Trainer
from hornbook.recipes._phi1_numbers import NUMBERS, Numbers, Size
from hornbook.report.stages import Arm, Comparison, Entrant, Model, Test, WriteReport
from hornbook.teacher import Teacher
from hornbook.train.pack import Pack
from hornbook.train.sources import Source
from hornbook.train.training import Train

Variant: TypeAlias = Literal["figure1", "base", "small", "phi-1", "table2", "table3"]

TITLES: dict[Variant, str] = {
    "figure1": "phi-1: Figure 1",
    "base": "phi-1-base",
    "small": "phi-1-small",
    "phi-1": "phi-1",
    "table2": "phi-1: Table 2, unconventional problems",
    "table3": "phi-1: Table 3, retrained on pruned data",
}

SAME = (
    "Training data was searched for the benchmarks' problems first. Seeds differ in the models' "
    "first weights and in the order of the data, not in the data."
)
PUBLISHED = (
    "In the paper: phi-1-base 29, phi-1-small 45 and phi-1 50.6 percent on HumanEval, "
    "phi-1 55.5 percent on MBPP."
)
TABLE_2 = (
    "The paper's Table 2, graded by GPT-4 on 50 problems of its own: phi-1-base 37, "
    "phi-1-small 45, phi-1 52 percent. How far the judge agrees with the tests stands in the "
    "artifacts of the grades."
)
TABLE_3 = (
    "HumanEval's problems are similar where an exercise has as much of their syntax tree, and "
    "other where none has. In the paper's Table 3, all exercises / pruned: τ 0.95 similar 81.7 / "
    "74.6, other 26.9 / 32.3; 0.9: 63.4 / 51.6, 33.8 / 36.6; 0.85: 62.3 / 52.8, 29.3 / 34.5; "
    "0.8: 59.5 / 52.6, 29.2 / 27.1."
)
FIGURE_1 = (
    "All see the same number of tokens in pretraining; the last row is finetuned on exercises "
    "besides. HumanEval pass@1 in the paper's Figure 1, The Stack+ / CodeTextbook / "
    "+ CodeExercises: 11 / 16 / 41 (350M, 26B tokens), 12 / 20 / 45 (350M, 76B), "
    "17 / 29 / 51 (1.3B); filtered without textbooks 17.7 (350M, 76B)."
)

STOPPED = " As in the paper, the model on textbooks is stopped before the others."


def phi1(
    *,
    scale: Scale = "nano",
    variant: Variant = "figure1",
    seeds: int | None = None,
    tokens: int | None = None,
    finetune_tokens: int | None = None,
    files: int | None = None,
    exercises: int | None = None,
    problems: int | None = None,
    author: Teacher | None = None,
    annotator: Teacher | None = None,
    judge: Teacher | None = None,
    mbpp: Path | None = None,
    stack: Path | None = None,
    stackoverflow: Path | None = None,
    codegen: Path | None = None,
    seed: int = 0,
) -> WriteReport:
    """Filter code, have textbooks and exercises written, train, and measure as the paper did.

    Args:
        scale: ``full`` has the paper's numbers; ``nano`` takes minutes on two cores, and ``tiny``
            seconds. What is left out below is the scale's own.
        variant: what is made: ``figure1``, ``base``, ``small``, ``phi-1``, ``table2``, ``table3``.
        seeds: trainings of each kind, all on the same data.
        tokens: what the largest model sees in pretraining; the others in proportion.
        finetune_tokens: what it sees in finetuning.
        files: documents of the corpus, where that is of installed packages.
        exercises: to finetune on.
        problems: test on only so many problems of each kind.
        author: who writes textbooks and exercises, in place of the procedural curriculum.
        annotator: who scores a sample of the corpus, for the classifier to learn from.
        judge: who grades for Table 2.
        mbpp: the folder with MBPP's files; without it, MBPP is left out.
        stack: a folder in place of The Stack on the hub (at full scale).
        stackoverflow: a folder in place of StackOverflow's posts on the hub (at full scale).
        codegen: a folder with codegen-350M-mono, in place of the hub (at full scale).
        seed: of everything.
    """
    command = command_line(phi1, locals())
    numbers = _numbers(
        NUMBERS[scale],
        seeds=seeds,
        tokens=tokens,
        finetune_tokens=finetune_tokens,
        files=files,
        exercises=exercises,
        problems=problems,
    )
    places = Places(stack=stack, stackoverflow=stackoverflow, codegen=codegen, mbpp=mbpp)
    data = Data.of(numbers, places, author, annotator, seed)
    made = Tables(
        trainer=Trainer(numbers=numbers, data=data, seed=seed),
        bench=Bench(numbers=numbers, heldout=data.heldout, mbpp=mbpp, seed=seed),
        judge=Judge(teacher=judge or Teacher.parse(numbers.judge)),
    )
    return replace(
        data.report(),
        label="report",
        title=f"{TITLES[variant]} ({scale})",
        command=command,
        note=SAME,
        arms=made.arms() if variant == "figure1" else (),
        comparisons=made.comparisons(variant),
    )


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The paper's results, each as rows of models.

    Attributes:
        trainer: makes the models.
        bench: tests them.
        judge: grades for Table 2.
    """

    trainer: Trainer
    bench: Bench
    judge: Judge

    @property
    def small(self) -> Size:
        """phi-1-small's size."""
        return self.trainer.numbers.sizes[self.trainer.numbers.small]

    @property
    def large(self) -> Size:
        """phi-1's size."""
        return self.trainer.numbers.sizes[-1]

    def comparisons(self, variant: Variant) -> tuple[Comparison, ...]:
        """The tables of a variant."""
        match variant:
            case "figure1":
                return tuple(self.figure1(size) for size in self.trainer.numbers.sizes)
            case "table2":
                return (self.table2(),)
            case "table3":
                return tuple(self.table3())
            case "small":
                return (self.published(self.small, TITLES[variant], tuned=True),)
        return (self.published(self.large, TITLES[variant], tuned=variant == "phi-1"),)

    def figure1(self, size: Size) -> Comparison:
        """Data sets at one size of model and matched tokens."""
        pretrained = (
            self.bench.entrant(data, self._pretrained(size, data)) for data in (RAW, FILTERED, RICH)
        )
        tuned = self.bench.entrant(TUNED, self._finetuned(size))
        title = f"Figure 1: {size.name}"
        note = FIGURE_1 + (STOPPED if size.stop else "") + self.bench.left_out
        return Comparison(title=title, entrants=(*pretrained, tuned), note=note)

    def published(self, size: Size, title: str, *, tuned: bool) -> Comparison:
        """One of the paper's models, before and after finetuning."""
        entrants = [self.bench.entrant("base", self._pretrained(size, RICH))]
        if tuned:
            entrants.append(self.bench.entrant(TUNED, self._finetuned(size)))
        note = PUBLISHED + self.bench.left_out
        return Comparison(title=title, entrants=tuple(entrants), note=note)

    def table2(self) -> Comparison:
        """Grades on problems that nobody had seen, beside what their tests say (§4)."""
        rows = (
            (f"{self.large.name}, {RICH}", self._pretrained(self.large, RICH)),
            (f"{self.small.name}, {TUNED}", self._finetuned(self.small)),
            (f"{self.large.name}, {TUNED}", self._finetuned(self.large)),
        )
        entrants = (
            Entrant(name=name, models=tuple(self._graded(each) for each in trained))
            for name, trained in rows
        )
        return Comparison(title="Table 2", entrants=tuple(entrants), note=TABLE_2)

    def table3(self) -> Iterator[Comparison]:
        """phi-1 finetuned anew without the exercises that are like HumanEval's (§5.2)."""
        numbers, data = self.trainer.numbers, self.trainer.data
        embedder = data.embedder if numbers.distance else None
        comparison = CompareWithBenchmark(
            source=kept(data.exercises.clean),
            floor=min(numbers.rates),
            embedder=embedder,
            label="exercises like HumanEval",
        )
        pairs = prune_at(comparison, numbers.rates, numbers.distance)
        for rate, (pruned, split) in zip(numbers.rates, pairs, strict=True):
            name = f"pruned at {rate:g}"
            exercises = replace(
                data.tuning, sources=(Source(split=kept(pruned)),), label=f"pack {name}"
            )
            similar = Split(split, "similar")
            rows = (
                (name, self._finetuned(self.large, exercises=exercises, name=name)),
                ("all exercises", self._finetuned(self.large)),
            )
            entrants = (
                Entrant(
                    name=row, models=tuple(self._split(each, similar, rate) for each in trained)
                )
                for row, trained in rows
            )
            yield Comparison(title=f"Table 3: τ = {rate:g}", entrants=tuple(entrants), note=TABLE_3)

    def arms(self) -> tuple[Arm, ...]:
        """The first models of phi-1's size, for their losses and completions."""
        size, seed, packs = self.large, self.trainer.seed, self.trainer.data.packs
        base = {data: self.trainer.pretrained(size, data, seed) for data in (RAW, FILTERED, RICH)}
        tuned = self.bench.model(self.trainer.finetuned(size, seed))
        return tuple(
            Arm(
                name=data,
                data=packs[data],
                base=self.bench.model(trained),
                tuned=tuned if data == RICH else None,
            )
            for data, trained in base.items()
        )

    def _pretrained(self, size: Size, data: str) -> Iterator[Train]:
        return (self.trainer.pretrained(size, data, seed) for seed in self.trainer.seeds)

    def _finetuned(
        self, size: Size, exercises: Pack | None = None, name: str = ""
    ) -> Iterator[Train]:
        seeds = self.trainer.seeds
        return (self.trainer.finetuned(size, seed, exercises, name) for seed in seeds)

    def _graded(self, trained: Train) -> Model:
        passes = replace(
            self.bench.passes(trained),
            problems="unconventional",
            at_most=self.trainer.numbers.unconventional,
            label=f"unconventional pass@1, {trained.name}",
        )
        graded = GradeCompletions(
            completions=Split(passes, "completions"),
            judge=self.judge,
            seed=self.bench.seed,
            label=f"unconventional grades, {trained.name}",
        )
        return Model(
            checkpoint=trained,
            tests=(
                Test(title="unconventional problems, graded", evaluation=graded),
                Test(title="unconventional problems, tested", evaluation=passes),
            ),
        )

    def _split(self, trained: Train, similar: Split, rate: float) -> Model:
        passes = replace(self.bench.passes(trained), label=f"HumanEval pass@1, {trained.name}")
        bits = replace(self.bench.bits(trained), label=f"HumanEval bits, {trained.name}")
        tests = (
            Test(
                title="HumanEval",
                evaluation=SplitBySimilarity(
                    evaluation=evaluation,
                    matches=similar,
                    seed=self.bench.seed,
                    label=f"{evaluation.label}, by likeness at {rate:g}",
                ),
            )
            for evaluation in (passes, bits)
        )
        return Model(checkpoint=trained, tests=tuple(tests))


def _numbers(numbers: Numbers, tokens: int | None, **values: int | None) -> Numbers:
    """A scale's numbers, with those that were given in their place."""
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    if given.get("seeds", 1) < 1:
        raise HornbookError("seeds has to be at least 1, which is one training of each kind")
    if tuned := given.get("finetune_tokens"):
        given["exercise_tokens"] = numbers.exercise_tokens * tuned // numbers.finetune_tokens
    numbers = replace(numbers, **given)
    if tokens is None:
        return numbers
    most = max(size.tokens for size in numbers.sizes)
    sizes = tuple(
        replace(size, tokens=size.tokens * tokens // most, stop=size.stop * tokens // most)
        for size in numbers.sizes
    )
    arrays = {
        name: getattr(numbers, name) * tokens // most
        for name in ("raw_tokens", "filtered_tokens", "rich_tokens")
    }
    return replace(numbers, sizes=sizes, **arrays)
