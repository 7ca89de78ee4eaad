"""Puzzles and exercises with checkable answers, from reasoning-gym's generators.

https://github.com/open-thought/reasoning-gym (Apache-2.0). A generator is known by its name:
``gsm_symbolic``, ``leg_counting``, ``family_relationships`` … It is an extra, not needed by
anything that doesn't ask for its tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from hornbook.errors import HornbookError
from hornbook.generate.piece import seed_of

BLOCK = 500  # tasks that are drawn with one seed


@dataclass(frozen=True, kw_only=True)
class ReasoningTask:
    """One task.

    Attributes:
        generator: the name of what made it.
        metadata: what the generator says of it: variables, a worked solution, its difficulty.
        entry: the task as reasoning-gym has it, for its own way of scoring an answer.
    """

    generator: str
    question: str
    answer: str
    metadata: Mapping[str, Any]
    entry: dict[str, Any]

    def score(self, answer: str) -> float:
        """How right an answer is, from 0 to 1, as the generator judges it."""
        return float(reasoning_gym().get_score_answer_fn(self.generator)(answer, self.entry))


def reasoning_tasks(generator: str, seed: int = 0, **options: object) -> Iterator[ReasoningTask]:
    """Tasks of one generator without end; the first n don't depend on how many are taken.

    reasoning-gym draws item i with seed + i, so that data sets of neighbouring seeds overlap. Here
    each block of tasks has a seed of its own, far from all others.

    Args:
        generator: one of `generators`.
        seed: of the tasks; equal seeds give equal tasks with one version of reasoning-gym.
        options: fields of the generator's configuration, such as its difficulty.

    Raises:
        HornbookError: reasoning-gym isn't installed, or has no such generator or option.
    """
    if generator not in generators():
        known = ", ".join(generators())
        raise HornbookError(
            f"reasoning-gym has no generator named {generator!r}; choose one of: {known}"
        )
    for number in count():
        for entry in _block(generator, seed_of(generator, seed, number), options):
            yield ReasoningTask(
                generator=generator,
                question=str(entry["question"]),
                answer=str(entry["answer"]),
                metadata=entry["metadata"],
                entry=entry,
            )


def generators() -> tuple[str, ...]:
    """The names of all generators, sorted.

    Raises:
        HornbookError: reasoning-gym isn't installed.
    """
    reasoning_gym()
    from reasoning_gym.factory import DATASETS

    return tuple(sorted(DATASETS))


def reasoning_gym_version() -> str:
    """What the tasks depend on besides their seed; for ``Stage.external``.

    Raises:
        HornbookError: reasoning-gym isn't installed.
    """
    from importlib.metadata import version

    reasoning_gym()
    return f"reasoning-gym=={version('reasoning-gym')}"


def reasoning_gym() -> Any:  # noqa: ANN401 - a module
    """The package.

    Raises:
        HornbookError: it isn't installed.
    """
    try:
        import reasoning_gym as module
    except ImportError:
        raise HornbookError(
            "tasks of reasoning-gym need it installed; run: pip install 'hornbook[reasoning]'"
        ) from None
    return module


def _block(generator: str, seed: int, options: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    try:
        block = reasoning_gym().create_dataset(generator, seed=seed, size=BLOCK, **options)
    except (AssertionError, TypeError) as error:
        given = ", ".join(f"{name}={value!r}" for name, value in options.items())
        raise HornbookError(
            f"reasoning-gym's generator {generator!r} doesn't take {given}: {error}"
        ) from None
    return iter(block)
