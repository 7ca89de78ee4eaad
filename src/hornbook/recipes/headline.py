"""A small model that solves problems of HumanEval, made from nothing, on a laptop.

The curriculum's exercises alone, with emphasis on first steps and on the core of the language, are
read once. What resembles a problem of a benchmark is taken out first: by words in a row, and by
phi-1's own rule of syntax trees and embeddings (phi-1, §5.2). Every solved problem is listed beside
the exercise that is nearest to it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hornbook.decontaminate.detectors import Ngrams, phi1
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.prune import CompareWithBenchmark, SplitBenchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.evaluate.solved import ListSolved
from hornbook.evaluate.stages import PassAtK
from hornbook.generate.exercises import AuthorExercises
from hornbook.model.presets import Shape
from hornbook.pipeline.split import Split
from hornbook.recipe import command_line
from hornbook.recipes._parts import kept, steps
from hornbook.report.stages import Comparison, Entrant, Model, Test, WriteReport, Written
from hornbook.train.pack import Pack
from hornbook.train.schedule import Plan
from hornbook.train.sources import Source
from hornbook.train.tokenizers import TrainTokenizer
from hornbook.train.training import Train

# How many times as much a family of these topics writes as others do.
EMPHASIS = (
    ("first_steps", 12),
    *(
        (topic, 4)
        for topic in (
            "dicts",
            "lists",
            "number_theory",
            "numbers",
            "searching",
            "sets",
            "sorting",
            "statistics",
            "strings",
            "tuples",
            "words",
        )
    ),
)

# Windows of 512 tokens an update.
BATCH = 8

# Below this match rate, what is "nearest" has nothing in common but being a function.
NEAR = 0.5


def headline(
    *,
    exercises: int = 130_000,
    task_share: float = 0.3,
    lessons: int = 6_000,
    tokens: int = 12_500_000,
    width: int = 192,
    layers: int = 6,
    learning_rate: float = 6e-3,
    vocabulary: int = 4096,
    samples: int = 20,
    mbpp: Path | None = None,
    problems: int | None = None,
    heldout_exercises: int = 200,
    seed: int = 0,
) -> WriteReport:
    """Make a small model of exercises alone, and say which problems it solves.

    Args:
        exercises: to write and prove.
        task_share: how many of them state a task before there is any code, as MBPP does; the
            others complete a function, as in HumanEval. A choice, and not one of a paper's.
        lessons: pages about the same families, a twentieth of the tokens.
        tokens: what the model reads.
        width: of the model.
        layers: of the model.
        learning_rate: its peak, with Muon.
        vocabulary: tokens of the tokenizer.
        samples: completions a problem for pass@10.
        mbpp: folder with MBPP's files, to clean the data of it, and to be tested on it.
        problems: test on only so many problems of each kind.
        heldout_exercises: exercises of other families, to be tested on.
        seed: of everything.
    """
    command = command_line(headline, locals())
    authored = AuthorExercises(
        exercises=exercises,
        heldout_exercises=heldout_exercises,
        heldout_share=0.05,
        lessons=lessons,
        emphasis=EMPHASIS,
        task_share=task_share,
        seed=seed,
        label="exercises",
    )
    clean = cleaned(authored, mbpp)
    model = trained(packed(clean, vocabulary, tokens, seed), width, layers, learning_rate)
    greedy = PassAtK(
        model=model, at_most=problems, max_new_tokens=256, seed=seed, label="HumanEval, greedy"
    )
    drawn = sampled(greedy, samples)
    heldout = replace(greedy, problems=Split(authored, "heldout"), label="held-out families")
    on_mbpp = replace(greedy, problems="mbpp", folder=str(mbpp), label="MBPP, greedy")
    tests = [greedy, drawn, heldout, *([on_mbpp] if mbpp else [])]
    solved = solved_beside_nearest(drawn, kept(clean[0]))
    return WriteReport(
        label="report",
        title="Hornbook headline",
        command=command,
        exercises=authored,
        decontaminated=clean,
        comparisons=(
            Comparison(
                title="What it solves",
                entrants=(Entrant(name="exercises alone", models=(tested(model, tests),)),),
                note="No exercise resembles a problem, as far as the detectors can tell.",
            ),
        ),
        written=(Written(name="Solved", data=solved, unit="problems", language="python"),),
    )


def cleaned(authored: AuthorExercises, mbpp: Path | None) -> tuple[Decontaminate, Decontaminate]:
    """Exercises and lessons without what resembles a benchmark's problem."""
    benchmarks: tuple[str | Benchmark, ...] = ("humaneval",)
    if mbpp:
        benchmarks += (Benchmark(name="mbpp", folder=str(mbpp)),)
    exercises = Decontaminate(
        source=Split(authored, "train"),
        benchmarks=benchmarks,
        detectors=(Ngrams(), phi1()),
        label="clean exercises",
    )
    return exercises, replace(exercises, source=Split(authored, "lessons"), label="clean lessons")


def packed(
    clean: tuple[Decontaminate, Decontaminate], vocabulary: int, tokens: int, seed: int
) -> Pack:
    """Exercises with a twentieth of lessons, in the words of their own tokenizer."""
    exercises, lessons = map(kept, clean)
    return Pack(
        tokenizer=TrainTokenizer(
            sources=(exercises, lessons), vocab_size=vocabulary, label="tokenizer"
        ),
        sources=(Source(split=exercises, weight=0.95), Source(split=lessons, weight=0.05)),
        tokens=tokens,
        length=512,
        seed=seed,
        label="pack",
    )


def trained(data: Pack, width: int, layers: int, learning_rate: float) -> Train:
    """A model that has read the data once."""
    return Train(
        data=data,
        tokenizer=data.tokenizer,
        shape=Shape(width=width, layers=layers, heads=width // 32, context=data.length),
        plan=Plan(
            steps=steps(data, BATCH),
            batch=BATCH,
            micro_batch=BATCH // 2,
            optimizer="muon",
            learning_rate=learning_rate,
            warmup=steps(data, BATCH) // 50,
            weight_decay=0.1,
            seed=data.seed,
        ),
        label="train",
    )


def sampled(greedy: PassAtK, samples: int) -> PassAtK:
    """The same test with several samples of each problem."""
    return replace(
        greedy,
        samples=samples,
        k=tuple(k for k in (1, 10) if k <= samples),
        temperature=0.4,
        top_p=0.95,
        label="HumanEval, sampled",
    )


def solved_beside_nearest(sampled: PassAtK, trained_on: Split) -> ListSolved:
    """Each problem that is solved in some sample, beside the exercise that is nearest to it."""
    nearest = SplitBenchmark(
        comparison=CompareWithBenchmark(source=trained_on, floor=NEAR, label="nearest exercises"),
        rate=0.8,
        label="problems like exercises",
    )
    return ListSolved(evaluation=sampled, nearest=nearest, rows=trained_on, label="solved problems")


def tested(model: Train, evaluations: list[PassAtK]) -> Model:
    """The model with its tests, which are called what their stages are."""
    tests = tuple(Test(title=each.name, evaluation=each) for each in evaluations)
    return Model(checkpoint=model, tests=tests)
