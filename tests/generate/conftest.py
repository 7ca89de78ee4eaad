from collections.abc import Callable

import pytest

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural import Family
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.family import family_at
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import write_exercise

# Of each family; there are so many families that the laws are tried thousands of times anyway.
DRAWS = 10


def _written(family: Family, count: int) -> list[Exercise]:
    namer, found = Namer(), []
    for number in range(count):
        try:
            found.append(write_exercise(family, f"test/{family.path}/{number}", namer))
        except Flaw as flaw:
            # Whether inputs tell anything depends on the draw; everything else is a bug.
            assert str(flaw) == "all inputs give the same result", family.path
    return found


@pytest.fixture(scope="session")
def write() -> Callable[[Family, int], list[Exercise]]:
    """Writes the first few draws of a family, without those that are refused."""
    return _written


class _Sample(dict[str, list[Exercise]]):
    """Exercises by family, written when they are asked for."""

    def __missing__(self, path: str) -> list[Exercise]:
        self[path] = _written(family_at(path), DRAWS)
        return self[path]


@pytest.fixture(scope="session")
def sample() -> dict[str, list[Exercise]]:
    """Some exercises of every family; of one that isn't used, none are written."""
    return _Sample()
