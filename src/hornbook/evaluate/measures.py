"""What is measured under a name: the stages behind ``hornbook evaluate MODEL --problems NAME``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError
from hornbook.evaluate.answer_accuracy import AnswerAccuracy
from hornbook.evaluate.completions import COMPLETIONS, CompletePrompts
from hornbook.evaluate.grading import GradeCompletions
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.memorisation import PerturbationGap
from hornbook.evaluate.perturb import perturbation
from hornbook.evaluate.safety import JudgeSafety
from hornbook.evaluate.speed import MeasureSpeed
from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.evaluate.story_controls import JudgeControls
from hornbook.evaluate.story_grades import GradeStories
from hornbook.evaluate.subject import GivenCheckpoint, Subject, checkpoint_context
from hornbook.evaluate.toxicity import ToxiGenScore
from hornbook.evaluate.zero_shot import LOCAL, ZeroShot
from hornbook.model.sampling import Sampling
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.sandbox import Limits
from hornbook.teacher import Teacher

FILE = "file:"
USUAL_K = (1, 10, 100)
STORY_SAMPLES = 10

_LENGTH = 256
_OPTIONS = {
    "zero-shot": {"suites"},
    "toxigen": set[str](),
    "safety": {"judge", "max_new_tokens"},
    "stories": {"judge", "max_new_tokens", "samples", "temperature"},
    "speed": {"precision"},
}
"""Which options each has that isn't a benchmark of programs or answers, beside those of all."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to measure, and how; None and empty stand for what is usual.

    Attributes:
        problems: a benchmark's name, ``file:`` and a path, or zero-shot, toxigen, safety, stories,
            speed.
        folder: where files lie.
        samples: completions a problem.
        temperature: of more than one; 0.8 is usual.
        k: of pass@k.
        at_most: so many items, evenly spaced.
        max_new_tokens: of a completion.
        bits: bits per byte of the reference solutions, too.
        perturbed: the same on reworded problems, and the gap.
        suites: of zero-shot.
        judge: who grades programs and stories, or judges safety.
        precision: of speed.
        limits: of each program.
        seed: of the sampling and the intervals.
    """

    problems: str = "humaneval"
    folder: Path | None = None
    samples: int | None = None
    temperature: float | None = None
    k: tuple[int, ...] = ()
    at_most: int | None = None
    max_new_tokens: int | None = None
    bits: bool = False
    perturbed: str = ""
    suites: tuple[str, ...] = ()
    judge: Teacher | None = None
    precision: str = ""
    limits: Limits = field(default_factory=Limits)
    seed: int = 0


def measures(model: Subject, wish: Wish) -> tuple[Stage[Any], ...]:
    """The stages that measure what is wished, in the order to show them.

    Raises:
        HornbookError: for a name that nothing has, or options that it hasn't.
    """
    _check_options(wish)
    folder = str(wish.folder) if wish.folder else ""
    match wish.problems:
        case "zero-shot":
            suites = wish.suites or LOCAL
            return (ZeroShot(model=model, suites=suites, folder=folder, at_most=wish.at_most),)
        case "toxigen":
            return (ToxiGenScore(model=model, folder=folder, at_most=wish.at_most),)
        case "speed":
            return (MeasureSpeed(model=model, precision=wish.precision or "float32"),)
        case "safety":
            return _safety(model, wish)
        case "stories":
            return _stories(model, wish)
    in_words = any(not each.tests.strip() for each in problems_of(wish.problems, wish.folder))
    place = _place(wish)
    measured = (_answers if in_words else _programs)(model, wish, place)
    if wish.bits:
        name, where = place
        bits = BitsPerByte(
            model=model, problems=name, folder=where, at_most=wish.at_most, seed=wish.seed
        )
        measured += (bits,)
        if wish.perturbed == "renamed":
            measured += (replace(bits, perturbed=wish.perturbed, label="bits-per-byte-renamed"),)
    return measured


def problems_of(name: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """The problems of a benchmark, or after ``file:`` those of one's own.

    Raises:
        HornbookError: when there are none of that name, or their file is missing or malformed.
    """
    if name.startswith(FILE):
        return benchmark.own.load(Path(name.removeprefix(FILE)))
    return benchmark.load(name, folder)


def _place(wish: Wish) -> tuple[str, str | None]:
    """Name and folder by which stages know the problems; a path is no part of an identity."""
    if wish.problems.startswith(FILE):
        path = Path(wish.problems.removeprefix(FILE))
        return path.name, str(path)
    return wish.problems, str(wish.folder) if wish.folder else None


def _programs(model: Subject, wish: Wish, place: tuple[str, str | None]) -> tuple[Stage[Any], ...]:
    samples = wish.samples or 1
    temperature = wish.temperature
    if temperature is None:
        temperature = 0.0 if samples == 1 else 0.8
    passed = PassAtK(
        model=model,
        problems=place[0],
        folder=place[1],
        k=wish.k or tuple(k for k in USUAL_K if k <= samples),
        samples=samples,
        temperature=temperature,
        max_new_tokens=_length(model, wish),
        at_most=wish.at_most,
        limits=wish.limits,
        seed=wish.seed,
    )
    graded: tuple[Stage[Any], ...] = ()
    if wish.judge is not None:
        judge = Judge(teacher=wish.judge)
        graded = (GradeCompletions(completions=Split(passed, COMPLETIONS), judge=judge),)
    return (*_with_gap(passed, wish), *graded)


def _answers(model: Subject, wish: Wish, place: tuple[str, str | None]) -> tuple[Stage[Any], ...]:
    if wish.samples or wish.temperature or wish.k or wish.judge:
        raise HornbookError(
            f"{wish.problems} is answered in words, greedily and once; leave out "
            "--samples-per-problem, --temperature, --k and --judge"
        )
    accuracy = AnswerAccuracy(
        model=model,
        problems=place[0],
        folder=place[1],
        max_new_tokens=_length(model, wish),
        at_most=wish.at_most,
    )
    return _with_gap(accuracy, wish)


def _with_gap(original: PassAtK | AnswerAccuracy, wish: Wish) -> tuple[Stage[Any], ...]:
    if not wish.perturbed:
        return (original,)
    perturbation(wish.perturbed)
    label = f"{original.name}-{wish.perturbed}"
    perturbed = replace(original, perturbed=wish.perturbed, label=label)
    gap = PerturbationGap(original=original, perturbed=perturbed, seed=wish.seed)
    return (original, perturbed, gap)


def _safety(model: Subject, wish: Wish) -> tuple[Stage[Any], ...]:
    if wish.judge is None:
        raise HornbookError(
            "safety needs a judge, who says whether each completion is harmless; name a capable "
            "one, as in --judge gpt-5-mini"
        )
    sampling = Sampling(max_new_tokens=_length(model, wish, 128))
    said = CompletePrompts(model=model, prompts="safety", sampling=sampling, at_most=wish.at_most)
    judge = Judge(teacher=wish.judge)
    return (JudgeSafety(completions=Split(said, COMPLETIONS), judge=judge),)


def _stories(model: Subject, wish: Wish) -> tuple[Stage[Any], ...]:
    """Ten continuations of each beginning at a temperature of 1 (TinyStories), and the judge.

    The judge is graded, too: on continuations whose rank is known.
    """
    if wish.judge is None:
        raise HornbookError(
            "stories need a judge, who grades what the model writes; name a capable one, as in "
            "--judge gpt-5-mini"
        )
    temperature = 1.0 if wish.temperature is None else wish.temperature
    sampling = Sampling(
        max_new_tokens=_length(model, wish), temperature=temperature, seed=wish.seed
    )
    told = CompletePrompts(
        model=model,
        prompts="stories",
        folder=str(wish.folder) if wish.folder else None,
        samples=wish.samples or (1 if temperature == 0 else STORY_SAMPLES),
        sampling=sampling,
        at_most=wish.at_most,
    )
    judge = Judge(teacher=wish.judge)
    return (
        GradeStories(completions=Split(told, COMPLETIONS), judge=judge, seed=wish.seed),
        JudgeControls(judge=judge, folder=told.folder, at_most=wish.at_most, seed=wish.seed),
    )


def _length(model: Subject, wish: Wish, usual: int = _LENGTH) -> int:
    """Tokens of a completion: half the context at most, where nothing is wished."""
    if wish.max_new_tokens is not None:
        return wish.max_new_tokens
    if isinstance(model, GivenCheckpoint):
        return min(usual, checkpoint_context(model) // 2)
    return usual


def _check_options(wish: Wish) -> None:
    usual = Wish()
    allowed = _OPTIONS.get(wish.problems)
    own = {name for names in _OPTIONS.values() for name in names}
    options = {
        "samples": "--samples-per-problem",
        "temperature": "--temperature",
        "k": "--k",
        "max_new_tokens": "--max-new-tokens",
        "bits": "--bits",
        "perturbed": "--perturbed",
        "suites": "--suites",
        "judge": "--judge",
        "precision": "--precision",
    }
    if allowed is None:
        allowed = options.keys() - (own - {"judge", "max_new_tokens", "samples", "temperature"})
    for name, option in options.items():
        if getattr(wish, name) != getattr(usual, name) and name not in allowed:
            raise HornbookError(f"{option} says nothing about {wish.problems}; leave it out")
    if wish.at_most is not None and wish.problems == "speed":
        raise HornbookError("--at-most says nothing about speed; leave it out")
