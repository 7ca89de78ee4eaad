"""Answers of a teacher, one for each thing that can be wrong with them, and some that are right.

Each is named after the function that it was asked for.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hornbook.generate.code_exercises.reading import read_exercise
from hornbook.generate.code_exercises.strengthen import Prover
from hornbook.generate.exercise import Exercise

ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(scope="session")
def answers() -> dict[str, str]:
    return {path.stem: path.read_text() for path in sorted(ANSWERS.glob("*.md"))}


@pytest.fixture(scope="session")
def exercise(answers: dict[str, str]) -> Callable[[str], Exercise]:
    """The exercise in an answer that has one."""

    def read(name: str) -> Exercise:
        found = read_exercise(answers[name], name, truncated=name.startswith("ends_in"))
        assert isinstance(found, Exercise), found
        return found

    return read


@pytest.fixture(scope="session")
def prover() -> Iterator[Prover]:
    with Prover() as prover:
        yield prover
