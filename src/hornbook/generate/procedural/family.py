"""Families, and the curriculum that they make up."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from hornbook.generate.procedural.class_task import ClassTask
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.task import Task


@dataclass(frozen=True)
class Family:
    """Exercises of one kind.

    Attributes:
        topic: the file (or folder) of the curriculum that it stands in.
        name: the name of its function.
        title: the first line of its docstring.
        lesson: the rest of it: the explanation that lessons print, a paragraph each.
        draw: makes one task from a random source.
    """

    topic: str
    name: str
    title: str
    lesson: tuple[str, ...]
    draw: Callable[[Draw], Task | ClassTask]

    @property
    def path(self) -> str:
        """Topic and name: ``lists/count_matching``."""
        return f"{self.topic}/{self.name}"


def family(draw: Callable[[Draw], Task | ClassTask]) -> Family:
    """Declare a function of the curriculum to be a family."""
    title, *lesson = inspect.cleandoc(draw.__doc__ or "").split("\n\n")
    topic = draw.__module__.removeprefix(f"{__package__}.curriculum.").split(".")[0]
    paragraphs = tuple(" ".join(paragraph.split()) for paragraph in lesson)
    return Family(topic, draw.__name__, title.rstrip("."), paragraphs, draw)


@cache
def families() -> tuple[Family, ...]:
    """All families, by topic in alphabetical order, then in the order of their files."""
    from hornbook.generate.procedural import curriculum

    found: list[Family] = []
    for module in pkgutil.walk_packages(curriculum.__path__, prefix=f"{curriculum.__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        found.extend(member for member in members if isinstance(member, Family))
    return tuple(found)


@cache
def _by_path() -> dict[str, Family]:
    return {family.path: family for family in families()}


def family_at(path: str) -> Family:
    """The family of that path: ``lists/count_matching``, or ``composed/a+b``."""
    from hornbook.generate.procedural.compose import TOPIC, composition_at

    return composition_at(path) if path.startswith(f"{TOPIC}/") else _by_path()[path]
