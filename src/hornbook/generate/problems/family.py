"""Families of word problems, and the problems that are drawn from them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Protocol

from hornbook.errors import HornbookError
from hornbook.generate.problems.program import Unusable, WordProblem
from hornbook.generate.problems.quantity import Unfit
from hornbook.generate.problems.render import COMMENTS, GIVENS, Form, program_of
from hornbook.generate.problems.story import Ending, Story, aside
from hornbook.generate.problems.twists import TWISTS

_TRIES = 200

Tell = Callable[[Story], Ending]


class ProblemFamily(Protocol):
    """Whatever draws word problems of one kind."""

    @property
    def path(self) -> str:
        """Topic and name."""

    def draw(self, seed: str) -> Told | Unusable:
        """A problem, or why there is none for this seed."""


@dataclass(frozen=True)
class Manner:
    """How much the problems of a family differ in form.

    Attributes:
        asides: share of the problems with a sentence that isn't needed.
        twists: shares of the problems that go on no further, once, twice …
        comments: where programs have comments; see `render.Form`.
        givens: where programs have the story's numbers.
        named: share of the programs whose last step has a name of its own.
    """

    asides: float = 0.25
    twists: tuple[float, ...] = (0.35, 0.45, 0.2)
    comments: tuple[str, ...] = COMMENTS
    givens: tuple[str, ...] = GIVENS
    named: float = 0.5


VARIED = Manner()
PLAIN = Manner(asides=0.0, twists=(0.15, 0.85), comments=("none",), givens=("inline",), named=0.0)
"""The shortest form, for models that have minutes to learn: a third of the tokens.

Most go on in some way: a model that sees few such stories ends each where its family usually does.
"""


@dataclass(frozen=True)
class StoryFamily:
    """Word problems of one kind.

    Attributes:
        topic: the file of ``families`` that it stands in.
        name: the name of its function.
        tell: tells a story and ends it.
        manner: how much its problems differ in form.
    """

    topic: str
    name: str
    tell: Tell
    manner: Manner = VARIED

    @property
    def path(self) -> str:
        """Topic and name: ``shopping/percent_off``."""
        return f"{self.topic}/{self.name}"

    def draw(self, seed: str) -> Told:
        """The problem that the family makes of a seed.

        Raises:
            HornbookError: none of many tries had sane numbers.
        """
        r = Random(seed)
        for _ in range(_TRIES):
            try:
                return _told(self, r)
            except Unfit:
                continue
        raise HornbookError(f"the family {self.path} came to no sane numbers in {_TRIES} tries")


@dataclass(frozen=True)
class Told:
    """A word problem of a family.

    Attributes:
        family: the path of the family.
        problem: the question and its program.
        twists: how the story went on after what the family told, in order.
        aside: whether there is a sentence that isn't needed.
        steps: how many results are worked out.
        answer: what it was made to be; the program is to give the same.
    """

    family: str
    problem: WordProblem
    twists: tuple[str, ...]
    aside: bool
    steps: int
    answer: float


def family(tell: Tell) -> StoryFamily:
    """Declare a function of ``families`` to be a family."""
    return StoryFamily(tell.__module__.rpartition(".")[2], tell.__name__, tell)


@cache
def families() -> tuple[StoryFamily, ...]:
    """All families, by topic in alphabetical order, then in the order of their files."""
    from hornbook.generate.problems import families as folder

    found: list[StoryFamily] = []
    for module in pkgutil.iter_modules(folder.__path__, prefix=f"{folder.__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        found.extend(member for member in members if isinstance(member, StoryFamily))
    return tuple(found)


def split_families(
    all_families: Sequence[ProblemFamily], share: float, seed: int
) -> tuple[list[ProblemFamily], list[ProblemFamily]]:
    """Families for training and held-out ones: every 1/share-th from a random place on.

    They stand by topic, so each topic gives its part.

    Raises:
        HornbookError: the share isn't one, or leaves no family to train on.
    """
    if not 0 <= share < 1:
        raise HornbookError(f"heldout_share is {share}; it must be at least 0 and below 1")
    start = Random(f"holdout/{seed}").random()
    count = int(len(all_families) * share)
    places = {int((start + number) / share) for number in range(count)} if share else set()
    train = [each for place, each in enumerate(all_families) if place not in places]
    heldout = [each for place, each in enumerate(all_families) if place in places]
    return train, heldout


def _told(chosen: StoryFamily, r: Random) -> Told:
    story, manner = Story(r), chosen.manner
    ending = chosen.tell(story)
    going_on = r.choices(range(len(manner.twists)), manner.twists)[0]
    twists: list[str] = []
    for _ in range(going_on):
        fit = [twist for twist in TWISTS.get(ending.kind, ()) if twist.__name__ not in twists]
        if not fit:
            break
        twist = r.choice(fit)
        ending = twist(story, ending)
        twists.append(twist.__name__)
    with_aside = r.random() < manner.asides
    if with_aside:
        # Not in between, where it would come before a "they" or a "this money".
        place = r.choice((0, len(story.sentences))) if not twists else 0
        story.sentences.insert(place, aside(story, ending.who))
    question = " ".join([*story.sentences, r.choice(ending.questions)])
    form = Form(r.choice(manner.comments), r.choice(manner.givens), r.random() < manner.named)
    return Told(
        family=chosen.path,
        problem=WordProblem(question, program_of(story.steps, ending.total, form)),
        twists=tuple(twists),
        aside=with_aside,
        steps=sum(not step.given for step in story.steps),
        answer=ending.total.value,
    )
