"""Problem sets and their answers, nothing else: a leaf that other packages share.

``load("humaneval")`` gives a benchmark's problems as a tuple of :class:`Problem`. A benchmark is
one small module with a ``load(folder)`` function, named in ``LOADERS``; `benchmark.own` loads a
user's file. Files come from the folder that is given, from an installed package (HumanEval), or
from the Hugging Face hub when the name says so: ``load("hub:mbpp")``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hornbook.benchmark import (
    agieval,
    bbh,
    gsm8k,
    humaneval,
    mbpp,
    own,
    safety,
    stories,
    unconventional,
)
from hornbook.benchmark.problem import Answer, AnswerKind, Problem
from hornbook.errors import HornbookError

__all__ = ["LOADERS", "Answer", "AnswerKind", "Problem", "load"]

LOADERS: dict[str, Callable[[Path | None], tuple[Problem, ...]]] = {
    "agieval": agieval.load,
    "agieval-math": agieval.load_math,
    "bbh": bbh.load_multiple_choice,
    "bbh-all": bbh.load,
    "gsm8k": gsm8k.load,
    "gsm8k-program": gsm8k.load_programs,
    "gsm8k-train": gsm8k.load_train,
    "gsm8k-train-program": gsm8k.load_train_programs,
    "humaneval": humaneval.load,
    "humaneval-plus": humaneval.load_plus,
    "mbpp": mbpp.load,
    "mbpp-plus": mbpp.load_plus,
    "mbpp-sanitized": mbpp.load_sanitized,
    "mbpp-test": mbpp.load_test,
    "safety": safety.load,
    "stories": stories.load,
    "unconventional": unconventional.load,
}

HUB = "hub:"


def load(name: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """Load a benchmark by name, in its published order.

    Args:
        name: one of ``LOADERS``, after ``hub:`` if it should be fetched from the Hugging Face hub;
            any name for a file of one's own.
        folder: where its files lie, or its one file; by default wherever the benchmark is
            installed, if it comes in a package. A name of one's own with a JSONL file is a
            benchmark of one's own.

    Raises:
        HornbookError: unknown name, or a file that is missing, malformed or empty.
    """
    known = name.removeprefix(HUB)
    if known not in LOADERS:
        if folder is not None and folder.is_file():
            return own.load(folder)
        names = ", ".join(sorted(LOADERS))
        raise HornbookError(f"There is no benchmark named {known!r}; choose one of: {names}.")
    if name.startswith(HUB):
        from hornbook.benchmark import hub

        return hub.load(known, LOADERS[known])
    return LOADERS[known](folder)
