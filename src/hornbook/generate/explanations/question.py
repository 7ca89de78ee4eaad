"""A question with its worked solution: what the procedural author explains in many registers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from hornbook.generate.explanations import vocabulary

T = TypeVar("T")


class Draw(Random):
    """The random source that kinds of questions draw from."""

    def pick(self, *options: T) -> T:
        """One of the options."""
        return self.choice(options)

    def coin(self, share: float = 0.5) -> bool:
        """True with probability ``share``."""
        return self.random() < share

    def some(self, options: tuple[T, ...], count: int) -> list[T]:
        """Different ones of the options, in random order."""
        return self.sample(options, count)

    def people(self, count: int) -> list[str]:
        """Different first names."""
        return self.sample(vocabulary.PEOPLE, count)

    def things(self, count: int) -> list[str]:
        """Different things that one can hold: ``brass key``."""
        things = self.sample(vocabulary.THINGS, count)
        return [f"{self.choice(vocabulary.LOOKS)} {thing}" for thing in things]

    def words(self, count: int) -> list[str]:
        """Different common words in lower case."""
        return self.sample(vocabulary.WORDS, count)


@dataclass(frozen=True)
class Step:
    """One step of a solution.

    Attributes:
        does: a sentence that says what is done and what comes out.
        because: why it may be done, as it follows "because"; empty where that is plain.
    """

    does: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, and everything that an explanation of the answer may say.

    Attributes:
        definition: what tasks of this kind ask, as an instruction.
        given: what this one gives.
        asks: the question itself.
        rules: the key parts of the definition, each with its use here.
        steps: of the solution, in order.
        answer: as it is to be given.
        picture: how a five-year-old may see it.
        fact: a piece of knowledge that helps.
        options: what there is to choose from, the answer among them; none for an open question.
        why_not: why an option is wrong, for those that aren't the answer.
        wrong: answers that a hasty reader may give, for an open question to become a choice.
        proven: judges an answer, where the kind has no other way to find it.
    """

    definition: str
    given: str
    asks: str
    rules: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    answer: str
    picture: str
    fact: str
    options: tuple[str, ...] = ()
    why_not: dict[str, str] = field(default_factory=dict)
    wrong: tuple[tuple[str, str], ...] = ()
    proven: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Kind:
    """Questions of one kind.

    Attributes:
        topic: the file that it stands in.
        name: of its function.
        draw: makes one question.
        solve: finds the answer again in another way, from the words of the question alone; none
            where each question knows how to judge an answer.
    """

    topic: str
    name: str
    draw: Callable[[Draw], Question]
    solve: Callable[[str], str] | None

    @property
    def path(self) -> str:
        """Topic and name: ``tracking/swaps``."""
        return f"{self.topic}/{self.name}"


def kind(solve: Callable[[str], str]) -> Callable[[Callable[[Draw], Question]], Kind]:
    """Declare a function of ``kinds/`` to be a kind of question, proven by ``solve``."""

    def declare(draw: Callable[[Draw], Question]) -> Kind:
        return Kind(draw.__module__.rpartition(".")[2], draw.__name__, draw, solve)

    return declare
