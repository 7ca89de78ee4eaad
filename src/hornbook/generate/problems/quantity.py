"""Whole numbers that remember the expression they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SUM, PRODUCT, ATOM = 1, 2, 3
LARGEST = 1_000_000


class Unfit(Exception):
    """These numbers make no good problem: something isn't whole, not positive, or too large."""


@dataclass(frozen=True)
class Quantity:
    """A number of a story, or what is worked out from some.

    Arithmetic gives quantities again. ``//`` is for what divides without a rest; `rounded_down`
    and `rounded_up` are for the rest of the world.

    Attributes:
        value: the number itself.
        code: the expression that a program has for it.
        level: how tightly the outermost operator of ``code`` binds.
        shown: how the story writes it, where that isn't simply the number.
    """

    value: int
    code: str
    level: int = ATOM
    shown: str = ""

    def __str__(self) -> str:
        return self.shown or f"{self.value:,}"

    def __add__(self, other: Quantity | int) -> Quantity:
        return self._join("+", other, SUM, lambda a, b: a + b)

    def __radd__(self, other: int) -> Quantity:
        return constant(other) + self

    def __sub__(self, other: Quantity | int) -> Quantity:
        return self._join("-", other, SUM, lambda a, b: a - b)

    def __rsub__(self, other: int) -> Quantity:
        return constant(other) - self

    def __mul__(self, other: Quantity | int) -> Quantity:
        return self._join("*", other, PRODUCT, lambda a, b: a * b)

    def __rmul__(self, other: int) -> Quantity:
        return constant(other) * self

    def __mod__(self, other: Quantity | int) -> Quantity:
        return self._join("%", other, PRODUCT, lambda a, b: a % b)

    def __floordiv__(self, other: Quantity | int) -> Quantity:
        """What comes out where nothing is left over.

        Raises:
            Unfit: something is.
        """
        return self._join("//", other, PRODUCT, _exact)

    def rounded_down(self, other: Quantity | int) -> Quantity:
        """How many times the other fits in."""
        return self._join("//", other, PRODUCT, lambda a, b: a // b)

    def rounded_up(self, other: Quantity | int) -> Quantity:
        """How many of the other it takes to hold all of it."""
        by = _quantity(other)
        code = f"({self._within(SUM)} + {by._within(SUM, right=True)} - 1) // "
        return Quantity(-(-self.value // by.value), code + by._within(PRODUCT, right=True), PRODUCT)

    def _join(
        self, sign: str, other: Quantity | int, level: int, compute: Callable[[int, int], int]
    ) -> Quantity:
        right = _quantity(other)
        # Sums of sums and products of products need no parentheses, but a - (b + c) does.
        loose = sign in "+*" and "//" not in right.code and "%" not in right.code
        code = f"{self._within(level)} {sign} {right._within(level, right=not loose)}"
        return Quantity(compute(self.value, right.value), code, level)

    def _within(self, level: int, *, right: bool = False) -> str:
        needed = self.level < level or (right and self.level == level)
        return f"({self.code})" if needed else self.code


def constant(number: int) -> Quantity:
    """A number that stands in the program as it is."""
    return Quantity(number, str(number))


def _quantity(number: Quantity | int) -> Quantity:
    return constant(number) if isinstance(number, int) else number


def _exact(number: int, by: int) -> int:
    if by == 0 or number % by:
        raise Unfit
    return number // by
