"""The random source that families draw from: `random.Random` with a sense of the subject."""

from __future__ import annotations

from random import Random
from typing import TypeVar

from hornbook.generate.procedural import conditions
from hornbook.generate.procedural.conditions import Change, Condition
from hornbook.generate.procedural.vocabulary import NAMES, TWINS, WORDS

T = TypeVar("T")


class Draw(Random):
    """Everything a family needs to vary: names, conditions, settings, sample inputs."""

    def pick(self, *options: T) -> T:
        """One of the options."""
        return self.choice(options)

    def coin(self, share: float = 0.5) -> bool:
        """True with probability ``share``."""
        return self.random() < share

    def name(self, kind: str) -> str:
        """A name for a parameter, from `vocabulary.NAMES`."""
        return self.choice(NAMES[kind])

    def twins(self) -> tuple[str, str]:
        """Names for two parameters of the same kind."""
        return self.choice(TWINS)

    def number_condition(self) -> Condition:
        """A condition on integers: even, greater than 5 …."""
        return conditions.number_condition(self)

    def word_condition(self) -> Condition:
        """A condition on words: starting with 's', of exactly 4 characters …."""
        return conditions.word_condition(self)

    def character_condition(self) -> Condition:
        """A kind of character: vowels, digits …."""
        return conditions.character_condition(self)

    def number_change(self) -> Change:
        """Something done to an integer: squared, increased by 3 …."""
        return conditions.number_change(self)

    def word_change(self) -> Change:
        """Something done to a word: reversed, in upper case …."""
        return conditions.word_change(self)

    def integers(self, size: int, low: int = -9, high: int = 30) -> list[int]:
        """A list of ``size`` integers."""
        return [self.randint(low, high) for _ in range(size)]

    def number_lists(
        self, near: tuple[int, ...] = (), *, empty: bool = True, low: int = -9, high: int = 30
    ) -> list[list[int]]:
        """Lists to try: empty, single, the values in ``near``, repetitions, and random ones."""
        edges = [[], [self.randint(low, high)]] if empty else [[self.randint(low, high)]]
        if near:
            edges.append(list(near))
        twice = self.integers(3, low, high)
        lists = [self._near(self.integers(self.randint(3, 7), low, high), near) for _ in range(4)]
        return [*edges, [*twice, *twice[:2]], *lists]

    def _near(self, items: list[T], near: tuple[T, ...]) -> list[T]:
        for value in near:
            if self.coin(0.4):
                items[self.randrange(len(items))] = value
        return items

    def words(self, size: int) -> list[str]:
        """A list of ``size`` words."""
        return [self.choice(WORDS) for _ in range(size)]

    def word(self) -> str:
        """A word in lower case."""
        return self.choice(WORDS)

    def word_lists(self, near: tuple[str, ...] = (), *, empty: bool = True) -> list[list[str]]:
        """Lists of words to try: empty, single, those in ``near``, repetitions, random ones."""
        edges = [[], self.words(1)] if empty else [self.words(1)]
        if near:
            edges.append(list(near))
        twice = self.words(2)
        lists = [self._near(self.words(self.randint(3, 6)), near) for _ in range(5)]
        return [*edges, [*twice, *twice], *lists]

    def sentence(self, size: int) -> str:
        """A sentence of ``size`` words, in mixed case, at times with digits."""
        words = self.words(size)
        words[0] = words[0].capitalize()
        if self.coin(0.4):
            words[self.randrange(size)] = str(self.randint(1, 99))
        if self.coin(0.3):
            words[-1] = words[-1].upper()
        return " ".join(words)

    def texts(self, *, empty: bool = True) -> list[str]:
        """Texts to try: empty, a letter, a word, mixed case, several words."""
        edges = ["", self.choice("aeXz7 ")] if empty else [self.choice("aeXz7")]
        middle = [self.word(), self.word().upper(), f"{self.word()}{self.randint(0, 99)}"]
        return [*edges, *middle, *(self.sentence(size) for size in (2, 3, self.randint(2, 5)))]
