"""What TinyGSM's generators learn from, what its verifiers practise on, and what both face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hornbook.benchmark import HUB
from hornbook.decontaminate.detectors import Ngrams
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.generate.problems.author import AuthorProblems
from hornbook.generate.problems.questions import BenchmarkQuestions
from hornbook.generate.problems.stages import SolveQuestions, VaryQuestions, WriteProblems
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._parts import kept
from hornbook.recipes._tinygsm_numbers import Numbers
from hornbook.report.stages import Written
from hornbook.teacher import Teacher
from hornbook.train.sources import Source

TEACHER = "gpt-5-mini"
"""Who stands for the paper's GPT-3.5 if nobody is named."""

PAIR, QUESTION = 146, 60
"""Tokens of a problem with its program (§2: 1.8B of 12.3M pairs), and of a question alone."""

GSM8K_TEST = "GSM8K"
"""The title of that test."""


@dataclass(frozen=True, kw_only=True)
class Problems:
    """Problems to attempt.

    Attributes:
        title: what the reader sees.
        problems: rows, or the name of a benchmark.
        folder: where the benchmark's files lie.
    """

    title: str
    problems: Split | str
    folder: str | None = None


@dataclass(frozen=True, kw_only=True)
class Data:
    """All that a run needs.

    Attributes:
        train: problems with programs, for generators.
        practice: problems that no generator has learned from, for verifiers.
        tests: for both together.
        written: what the report shows.
        decontaminated: the searches for GSM8K's test questions.
    """

    train: tuple[Source, ...]
    practice: Problems
    tests: tuple[Problems, ...]
    written: tuple[Written, ...]
    decontaminated: tuple[Decontaminate, ...] = ()


def authored(numbers: Numbers, gsm8k: Path | None, seed: int) -> Data:
    """Problems of families that rules tell; GSM8K is only tested on, where there is a folder."""
    tested = numbers.tested or 0
    problems = AuthorProblems(
        problems=numbers.problems,
        practice_problems=numbers.practice,
        practised_problems=tested,
        known_problems=tested,
        template_problems=tested,
        template_share=0.2,
        practice_share=0.2,
        heldout_problems=tested,
        topics=numbers.topics,
        plain=True,
        seed=seed,
        label="problems",
    )
    train = Split(problems, "train")
    searched: tuple[Decontaminate, ...] = ()
    grade_school: tuple[Problems, ...] = ()
    if gsm8k is not None:
        search = clean_of(problems, "train", str(gsm8k), "clean problems")
        train, searched = kept(search), (search,)
        grade_school = (grade_school_test(str(gsm8k)),)
    return Data(
        train=(Source(split=train, answer=numbers.learned),),
        practice=Problems(title="practice", problems=Split(problems, "practice")),
        tests=(
            Problems(title="practised templates", problems=Split(problems, "practised")),
            Problems(title="held-out templates", problems=Split(problems, "templates")),
            Problems(title="known templates", problems=Split(problems, "known")),
            Problems(title="held-out families", problems=Split(problems, "heldout")),
            *grade_school,
        ),
        written=(_shown("Problems", problems),),
        decontaminated=searched,
    )


def asked(numbers: Numbers, teacher: Teacher, gsm8k: Path | None, seed: int) -> Data:
    """A teacher's problems, on both of the paper's routes; GSM8K from the hub without a folder."""
    hub, folder = ("", str(gsm8k)) if gsm8k else (HUB, None)
    questions = BenchmarkQuestions(
        benchmark=f"{hub}gsm8k-train", folder=folder, label="GSM8K's training questions"
    )
    shown, wanted = Split(questions, "questions"), numbers.asked
    similar = WriteProblems(
        teacher=teacher,
        requests=wanted.similar,
        questions=shown,
        expected=(270, 10 * PAIR),
        seed=seed,
        label="problems",
    )
    variants = VaryQuestions(
        teacher=teacher,
        requests=wanted.variants,
        questions=shown,
        expected=(160, 10 * QUESTION),
        seed=seed,
        label="variants",
    )
    solved = SolveQuestions(
        teacher=teacher,
        requests=wanted.solved,
        questions=Split(variants, "questions"),
        expected=(220, PAIR - QUESTION),
        seed=seed,
        label="solved variants",
    )
    searches = (
        clean_of(similar, "problems", folder, "clean problems"),
        clean_of(solved, "problems", folder, "clean solved variants"),
    )
    # As many tokens of each as there are problems, one request giving ten or one.
    weights = 10.0 * wanted.similar, float(wanted.solved)
    return Data(
        train=tuple(
            Source(split=kept(search), weight=weight, answer=numbers.learned)
            for search, weight in zip(searches, weights, strict=True)
        ),
        practice=Problems(
            title="GSM8K's training set", problems=f"{hub}gsm8k-train-program", folder=folder
        ),
        tests=(grade_school_test(folder),),
        written=(_shown("Problems", similar), _shown("Solved variants", solved)),
        decontaminated=searches,
    )


def clean_of(source: Stage[Dataset], split: str, gsm8k: str | None, label: str) -> Decontaminate:
    """Problems without those that share 13 words in a row with GSM8K's test set (TinyGSM, §2)."""
    known = Benchmark(name="gsm8k", folder=gsm8k) if gsm8k else f"{HUB}gsm8k"
    return Decontaminate(
        source=Split(source, split), benchmarks=(known,), detectors=(Ngrams(),), label=label
    )


def grade_school_test(folder: str | None) -> Problems:
    """GSM8K's test set, in TinyGSM's format; from the hub without a folder."""
    hub = "" if folder else HUB
    return Problems(title=GSM8K_TEST, problems=f"{hub}gsm8k-program", folder=folder)


def _shown(name: str, data: Stage[Dataset]) -> Written:
    return Written(name=name, data=data, unit="problems", language="python")
