"""From a family and a seed to an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural.behaviour import agreed_results, dedent
from hornbook.generate.procedural.class_behaviour import agreed_class_results
from hornbook.generate.procedural.class_draft import ClassDraft
from hornbook.generate.procedural.class_task import ClassTask, class_body
from hornbook.generate.procedural.docstring import STYLES
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.function_draft import FunctionDraft
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.task import Task

# Stands for the name until one is chosen; no family writes it.
UNNAMED = "unnamed_"


@dataclass(frozen=True)
class Unnamed:
    """An exercise that only lacks its name, which no other choice depends on.

    So exercises can be written side by side, and named one after the other.

    Attributes:
        exercise: named `UNNAMED`.
        names: what would suit it.
        takes: the names of its parameters, which it can't have.
        seed: of the choice among names.
    """

    exercise: Exercise
    names: tuple[str, ...]
    takes: Mapping[str, str]
    seed: str

    def named(self, namer: Namer) -> Exercise:
        """The exercise with a name that wasn't used before."""
        name, exercise = namer.name(self, Draw(f"{self.seed}/name")), self.exercise
        return replace(
            exercise,
            name=name,
            prompt=exercise.prompt.replace(UNNAMED, name),
            solution=exercise.solution.replace(UNNAMED, name),
        )


def body_of(task: Task | ClassTask, style: str) -> str:
    """One solution as it was written: a function's body, or the methods of a class."""
    if isinstance(task, ClassTask):
        return class_body(task, style)
    return dedent(task.solutions[style])


def draft(family: Family, r: Draw, namer: Namer | None = None) -> FunctionDraft | ClassDraft:
    """Draw a task, choose a solution, run and compare all of them, and find a name.

    Raises:
        Flaw: when the solutions disagree, or for another reason not to publish it.
    """
    task = family.draw(r)
    style = r.choice(tuple(task.solutions))
    name = namer.name(task, r) if namer else UNNAMED
    if isinstance(task, ClassTask):
        return ClassDraft(task, name, style, agreed_class_results(task, style))
    return FunctionDraft(task, name, style, agreed_results(task, style))


def write_unnamed(family: Family, seed: str, task_share: float = 0.0) -> Unnamed:
    """The exercise that a family makes of a seed, without its name.

    Args:
        family: whose task it is.
        seed: of all choices.
        task_share: how likely it is a task with assertions, if that is possible, in place of a
            signature to complete. Exercises of other seeds don't depend on it.

    Raises:
        Flaw: when the solutions disagree, or for another reason not to publish it.
    """
    r = Draw(seed)
    drafted = draft(family, r)
    exercise = None
    if isinstance(drafted, FunctionDraft) and Draw(f"{seed}/form").coin(task_share):
        exercise = drafted.stated(family, r)
    exercise = replace(exercise or drafted.exercise(family, r.choice(STYLES), r), seed=seed)
    return Unnamed(exercise, drafted.task.names, drafted.task.takes, seed)


def write_exercise(family: Family, seed: str, namer: Namer, task_share: float = 0.0) -> Exercise:
    """The exercise that a family makes of a seed.

    Raises:
        Flaw: when the solutions disagree, or for another reason not to publish it.
    """
    return write_unnamed(family, seed, task_share).named(namer)
