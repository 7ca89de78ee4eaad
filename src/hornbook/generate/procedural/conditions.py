"""Conditions and changes that many families share, each with its words and its code.

Sharing them across families is what lets a model that learned to *count* even numbers and to
*keep* large ones go on to *sum* the even ones in a family that it has never seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Code = Callable[[str], str]


@dataclass(frozen=True)
class Condition:
    """Something that holds or not: ``test.of("numbers")`` in prose, ``test("n")`` in code.

    Attributes:
        label: for names of functions: ``even``, ``above_5``.
        before: an adjective before the noun ("even"), or
        after: a phrase after it ("greater than 5").
        verb: the same about one thing ("is even").
        code: the expression for a variable.
        near: values around which the condition changes, good to test with.
    """

    label: str
    before: str
    after: str
    verb: str
    code: Code
    near: tuple[Any, ...] = ()

    def of(self, noun: str) -> str:
        """The noun with the condition: "even numbers", "numbers greater than 5"."""
        return " ".join(filter(None, (self.before, noun, self.after)))

    def __call__(self, variable: str) -> str:
        """The condition as an expression over ``variable``."""
        return self.code(variable)


@dataclass(frozen=True)
class Change:
    """Something done to a value: "the square of {}" in prose, ``n * n`` in code.

    Attributes:
        label: for names of functions: ``square``, ``add_3``.
        done: the participle: "squared", "increased by 3".
        phrase: the result as a noun with a gap: "the square of {}".
        code: the expression for a variable.
    """

    label: str
    done: str
    phrase: str
    code: Code

    def of(self, noun: str) -> str:
        """The result for a noun: "the square of the number"."""
        return self.phrase.format(noun)

    def __call__(self, variable: str) -> str:
        """The change as an expression over ``variable``."""
        return self.code(variable)


def _adjective(label: str, code: str, *near: int) -> Condition:
    return Condition(label, label, "", f"is {label}", lambda x: code.replace("@", x), near)


def _phrase(label: str, phrase: str, code: str, *near: int) -> Condition:
    verb = f"is {phrase.removeprefix('of ')}"
    return Condition(label, "", phrase, verb, lambda x: code.replace("@", x), near)


def number_condition(r: Random) -> Condition:
    """A condition on integers."""
    k = r.randint(2, 9)
    limit = r.randint(-5, 25)
    high = limit + r.randint(3, 20)
    signed = str(limit).replace("-", "minus_")
    span = (limit - 1, limit, high, high + 1)
    return r.choice(
        (
            _adjective("even", "@ % 2 == 0", 0, 1, 2, 3),
            _adjective("odd", "@ % 2 == 1", 0, 1, 2, 3),
            _adjective("positive", "@ > 0", -1, 0, 1),
            _adjective("negative", "@ < 0", -1, 0, 1),
            _adjective("nonzero", "@ != 0", -1, 0, 1),
            _phrase(f"divisible_by_{k}", f"divisible by {k}", f"@ % {k} == 0", 0, k, k + 1, 2 * k),
            _phrase(f"not_divisible_by_{k}", f"not divisible by {k}", f"@ % {k} != 0", 0, k, k + 1),
            _phrase(f"above_{signed}", f"greater than {limit}", f"@ > {limit}", *_around(limit)),
            _phrase(f"below_{signed}", f"less than {limit}", f"@ < {limit}", *_around(limit)),
            _phrase(f"at_least_{signed}", f"of at least {limit}", f"@ >= {limit}", *_around(limit)),
            _phrase(f"at_most_{signed}", f"of at most {limit}", f"@ <= {limit}", *_around(limit)),
            _phrase(
                f"between_{signed}_and_{high}".replace("-", "minus_"),
                f"between {limit} and {high} (both included)",
                f"{limit} <= @ <= {high}",
                *span,
            ),
        )
    )


def _around(limit: int) -> tuple[int, int, int]:
    return limit - 1, limit, limit + 1


def word_condition(r: Random) -> Condition:
    """A condition on words."""
    c = r.choice("abcdeghilmnoprst")
    k = r.randint(2, 7)
    sized = tuple("wonderland"[: k + extra] for extra in (-1, 0, 1))
    lettered = (c, f"{c}x", f"x{c}", f"x{c}x", "xyz", c.upper())

    def make(label: str, after: str, verb: str, code: str, near: tuple[str, ...]) -> Condition:
        return Condition(label, "", after, verb, lambda x: code.replace("@", x), near)

    return r.choice(
        (
            make(f"starting_with_{c}", f"starting with {c!r}", f"starts with {c!r}",
                 f'@.startswith("{c}")', lettered),
            make(f"ending_in_{c}", f"ending in {c!r}", f"ends in {c!r}",
                 f'@.endswith("{c}")', lettered),
            make(f"containing_{c}", f"containing the letter {c!r}", f"contains the letter {c!r}",
                 f'"{c}" in @', lettered),
            make(f"without_{c}", f"without the letter {c!r}", f"lacks the letter {c!r}",
                 f'"{c}" not in @', lettered),
            make(f"longer_than_{k}", f"longer than {k} characters",
            f"is longer than {k} characters",
                 f"len(@) > {k}", sized),
            make(f"shorter_than_{k}", f"shorter than {k} characters",
                 f"is shorter than {k} characters", f"len(@) < {k}", sized),
            make(f"of_length_{k}", f"of exactly {k} characters", f"has exactly {k} characters",
                 f"len(@) == {k}", sized),
            make("palindromic", "that are palindromes", "is a palindrome",
                 "@ == @[::-1]", ("noon", "level", "x", "xy", "abca")),
        )
    )  # fmt: skip


def character_condition(r: Random) -> Condition:
    """A kind of character; ``of("")`` gives its plural ("digits")."""
    letter = r.choice("aeiourstln")

    def make(label: str, plural: str, one: str, code: str) -> Condition:
        return Condition(label, plural, "", f"is {one}", lambda x: code.replace("@", x))

    return r.choice(
        (
            make("vowels", "vowels", "a vowel", '@ in "aeiouAEIOU"'),
            make("lowercase_vowels", "lowercase vowels", "a lowercase vowel", '@ in "aeiou"'),
            make("digits", "digits", "a digit", "@.isdigit()"),
            make("letters", "letters", "a letter", "@.isalpha()"),
            make("uppercase_letters", "uppercase letters", "an uppercase letter", "@.isupper()"),
            make("lowercase_letters", "lowercase letters", "a lowercase letter", "@.islower()"),
            make("spaces", "spaces", "a space", '@ == " "'),
            make(
                f"{letter}s",
                f"occurrences of the letter {letter!r}",
                f"the letter {letter!r}",
                f'@ == "{letter}"',
            ),
        )
    )


def number_change(r: Random) -> Change:
    """Something done to an integer."""
    k = r.randint(2, 12)

    def make(label: str, done: str, phrase: str, code: str) -> Change:
        return Change(label, done, phrase, lambda x: code.replace("@", x))

    return r.choice(
        (
            make("square", "squared", "the square of {}", "@ ** 2"),
            make("cube", "cubed", "the cube of {}", "@ ** 3"),
            make("double", "doubled", "twice {}", "@ * 2"),
            make("negate", "negated", "the negative of {}", "-@"),
            make("absolute", "made positive", "the absolute value of {}", "abs(@)"),
            make(f"add_{k}", f"increased by {k}", f"{{}} plus {k}", f"@ + {k}"),
            make(f"subtract_{k}", f"decreased by {k}", f"{{}} minus {k}", f"@ - {k}"),
            make(f"times_{k}", f"multiplied by {k}", f"{k} times {{}}", f"@ * {k}"),
            make(
                f"modulo_{k}",
                f"reduced to their remainder modulo {k}",
                f"the remainder of {{}} divided by {k}",
                f"@ % {k}",
            ),
        )
    )


def word_change(r: Random) -> Change:
    """Something done to a word."""
    letter = r.choice("!?.-*")
    size = r.randint(2, 4)

    def make(label: str, done: str, phrase: str, code: str) -> Change:
        return Change(label, done, phrase, lambda x: code.replace("@", x))

    return r.choice(
        (
            make("upper", "in upper case", "{} in upper case", "@.upper()"),
            make("lower", "in lower case", "{} in lower case", "@.lower()"),
            make("capitalize", "capitalized", "{} capitalized", "@.capitalize()"),
            make("reverse", "reversed", "{} reversed", "@[::-1]"),
            make("repeat", "written twice", "{} written twice", "@ * 2"),
            make(
                f"first_{size}",
                f"cut to their first {size} characters",
                f"the first {size} characters of {{}}",
                f"@[:{size}]",
            ),
            make(
                f"last_{size}",
                f"cut to their last {size} characters",
                f"the last {size} characters of {{}}",
                f"@[-{size}:]",
            ),
            make(
                "mark",
                f"followed by {letter!r}",
                f"{{}} followed by {letter!r}",
                f'@ + "{letter}"',
            ),
        )
    )
