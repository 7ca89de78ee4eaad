"""Which families are for training and which for testing: a fair sample of each topic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from random import Random

from hornbook.errors import HornbookError
from hornbook.generate.procedural.class_task import ClassTask
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family
from hornbook.generate.procedural.task import Task
from hornbook.generate.procedural.write import body_of


def split_families(
    families: Sequence[Family], share: float, seed: int
) -> tuple[list[Family], list[Family]]:
    """Families for training and held-out ones, about ``share`` of all.

    A systematic sample: families stand in a row, topic after topic, from easy to hard and back
    again, and every 1/share-th is held out, beginning at a random place. So each topic and each
    level of difficulty gives its part.

    Raises:
        HornbookError: when the share leaves one side empty.
    """
    if not 0 <= share < 1:
        raise HornbookError(f"heldout_share is {share}; it must be at least 0 and below 1")
    row: list[Family] = []
    for number, (_, group) in enumerate(groupby(families, key=lambda f: f.topic)):
        row.extend(sorted(group, key=lambda f: (difficulty(f), f.name), reverse=number % 2 == 1))
    start = Random(f"holdout/{seed}").random()
    places = {int((start + i) / share) for i in range(int(len(row) * share))} if share else set()
    heldout = {row[place].path for place in places if place < len(row)}
    train = [family for family in families if family.path not in heldout]
    if not train:
        raise HornbookError(f"heldout_share {share} leaves no family to train on; lower it")
    return train, [family for family in families if family.path in heldout]


def difficulty(family: Family) -> float:
    """The length in characters of a family's shortest solution, the mean of a few draws."""
    tasks = [family.draw(Draw(f"difficulty/{number}")) for number in range(5)]
    return sum(map(_shortest, tasks)) / len(tasks)


def _shortest(task: Task | ClassTask) -> int:
    return min(len(body_of(task, style)) for style in task.solutions)
