"""A story: what a family tells, the steps of its program, and the question at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from hornbook.generate.problems import words
from hornbook.generate.problems.quantity import LARGEST, Quantity, Unfit
from hornbook.generate.problems.words import FRACTIONS, NUMBERS, Kind, Person, Thing, identifier

T = TypeVar("T")

_SPELLED = 0.2  # of the stories write small numbers as words
_PERCENTS = (2, 4, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80)


@dataclass(frozen=True)
class Step:
    """An assignment: a number of the story (``given``), or what is worked out."""

    name: str
    code: str
    note: str
    given: bool


@dataclass(frozen=True)
class Ending:
    """What is asked for, and what it is, so that the story can go on from there.

    Attributes:
        total: the answer.
        questions: ways to ask for it.
        kind: ``paid``, ``bill`` (paid just once), ``earned``, ``held`` (things), ``minutes``,
            ``kilometers``, ``people``; ``plain`` where nothing follows.
        who: who pays, earns, holds …
        thing: what is held.
    """

    total: Quantity
    questions: tuple[str, ...]
    kind: str = "plain"
    who: Person | None = None
    thing: Thing | None = None


@dataclass
class Story:
    """What a family has drawn and said so far.

    Attributes:
        r: whatever is left to chance.
        currency: the sign before prices.
    """

    r: Random
    sentences: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.currency = self.r.choice("$$$$€£")
        self._spells = self.r.random() < _SPELLED
        self._names = set[str]()
        self._people = set[str]()
        self._things = set[str]()

    # --- people and things -----------------------------------------------------------------

    def person(self) -> Person:
        """Somebody new."""
        woman = self.r.random() < 0.5
        name = self._new(words.WOMEN if woman else words.MEN, self._people)
        return Person(name, woman)

    def people(self, count: int) -> tuple[Person, ...]:
        """Several."""
        return tuple(self.person() for _ in range(count))

    def thing(self, *kinds: Kind) -> Thing:
        """A kind of thing that the story hasn't had, of one of the kinds or of any."""
        return Thing(self._new(words.THINGS[self.pick(*(kinds or tuple(words.THINGS)))],
                               self._things))  # fmt: skip

    def container(self) -> Thing:
        """What things are kept in."""
        return Thing(self._new(words.CONTAINERS, self._things))

    def one_of(self, pool: Sequence[str]) -> str:
        """A word of a pool of `words` that the story hasn't had."""
        return self._new(pool, self._things)

    def pick(self, *options: T) -> T:
        """One of some values."""
        return self.r.choice(options)

    # --- numbers ---------------------------------------------------------------------------

    def number(self, name: str, low: int, high: int, by: int = 1) -> Quantity:
        """A number of the story, which gets a variable: low, low + by … up to high."""
        return self._given(name, self.r.randrange(low, high + 1, by))

    def price(self, name: str, low: int, high: int, by: int = 1) -> Quantity:
        """An amount of money."""
        value = self.r.randrange(low, high + 1, by)
        return self._given(name, value, f"{self.currency}{value:,}")

    def percent(self, name: str, of: Quantity, most: int = 80) -> Quantity:
        """A percentage up to ``most`` that leaves no fractions of a quantity."""
        fit = [p for p in _PERCENTS if p <= most and of.value * p % 100 == 0]
        value = self._any(fit)
        return self._given(name, value, f"{value}%")

    def divisor(self, name: str, of: Quantity, low: int, high: int) -> Quantity:
        """A number that divides another."""
        return self._given(name, self._any([n for n in range(low, high + 1) if not of.value % n]))

    def multiple(self, name: str, of: Quantity, low: int, high: int) -> Quantity:
        """A number of the story that is another, taken low to high times."""
        return self._given(name, of.value * self.r.randint(low, high))

    def below(self, name: str, of: Quantity, least: int = 1) -> Quantity:
        """A number from ``least`` to one less than another, rather not close to it."""
        if of.value <= least + 1:
            raise Unfit
        most = max(least, of.value * 9 // 10)
        return self._given(name, self.r.randint(least, min(most, of.value - 1)))

    def fraction(self, of: Quantity) -> tuple[str, Quantity]:
        """A fraction of a quantity: its words ("two thirds") and how much it is."""
        fit = [(part, whole) for part, whole in FRACTIONS if of.value * part % whole == 0]
        part, whole = self._any(fit)
        return FRACTIONS[part, whole], (of * part if part > 1 else of) // whole

    def times(self) -> tuple[str, int]:
        """A factor with its words: "three times"."""
        factor = self.pick(*words.TIMES)
        return words.TIMES[factor], factor

    # --- telling and working out -----------------------------------------------------------

    def tell(self, *phrasings: str) -> None:
        """One of several ways to say something; sentences get their capital letters."""
        text = self.r.choice(phrasings)
        self.sentences.append(_written(text))

    def step(self, name: str, quantity: Quantity, note: str) -> Quantity:
        """Work something out, and call it by a name.

        Raises:
            Unfit: the result is below 1 or very large, or there is a variable of that name.
        """
        if not 1 <= quantity.value <= LARGEST:
            raise Unfit
        return self._variable(name, quantity.value, quantity.code, note, given=False)

    def paid(self, total: Quantity, who: Person, *questions: str) -> Ending:
        """End with what somebody pays."""
        return Ending(total, questions, "paid", who)

    def bill(self, total: Quantity, who: Person, *questions: str) -> Ending:
        """End with what somebody pays just this once."""
        return Ending(total, questions, "bill", who)

    def earned(self, total: Quantity, who: Person, *questions: str) -> Ending:
        """End with money that somebody has got."""
        return Ending(total, questions, "earned", who)

    def held(self, total: Quantity, who: Person, thing: Thing, *questions: str) -> Ending:
        """End with things that somebody has."""
        return Ending(total, questions, "held", who, thing)

    def lasting(self, total: Quantity, who: Person, *questions: str) -> Ending:
        """End with minutes that somebody needs."""
        return Ending(total, questions, "minutes", who)

    def far(self, total: Quantity, who: Person, *questions: str) -> Ending:
        """End with kilometers that somebody covers."""
        return Ending(total, questions, "kilometers", who)

    def crowd(self, total: Quantity, *questions: str) -> Ending:
        """End with a number of people."""
        return Ending(total, questions, "people")

    def plain(self, total: Quantity, *questions: str) -> Ending:
        """End with a number that no story goes on from."""
        return Ending(total, questions)

    def _given(self, name: str, value: int, shown: str = "") -> Quantity:
        if not shown and self._spells and value < len(NUMBERS):
            shown = NUMBERS[value]
        known = self._variable(name, value, str(value), "", given=True)
        return Quantity(known.value, known.code, shown=shown)

    def _variable(self, name: str, value: int, code: str, note: str, *, given: bool) -> Quantity:
        name = identifier(name)
        if name in self._names or name in ("", "result") or not name.isidentifier():
            raise Unfit
        self._names.add(name)
        self.steps.append(Step(name, code, note, given))
        return Quantity(value, name)

    def _any(self, fit: Sequence[T]) -> T:
        if not fit:
            raise Unfit
        return self.r.choice(fit)

    def _new(self, pool: Sequence[str], known: set[str]) -> str:
        found = self.r.choice(pool)
        while found in known:
            found = self.r.choice(pool)
        known.add(found)
        return found


def aside(story: Story, who: Person | None) -> str:
    """A sentence with a number that nothing depends on."""
    blanks: Mapping[str, object] = {
        "who": who or story.person(),
        "other": story.person(),
        "n": story.r.randint(3, 60),
        "hour": story.r.randint(5, 11),
        "things": story.thing().many,
        "place": story.pick(*words.PLACES),
        "shop": story.pick(*words.SHOPS),
    }
    return _written(story.pick(*words.ASIDES).format(**blanks))


def _written(text: str) -> str:
    """A text with capital letters at the beginnings of sentences, and "an" before vowels."""
    text = re.sub(r"\b([Aa]) (?=[aeioAEIO])", r"\1n ", text)
    return re.sub(r"(?:\A|(?<=[.?!] ))[a-z]", lambda match: match[0].upper(), text)
