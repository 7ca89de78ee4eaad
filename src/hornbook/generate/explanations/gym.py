"""Questions of reasoning-gym, with solutions of ours: it gives answers, but no way to them.

Each is worked out here, step by step, and reasoning-gym's own scorer judges the result. What its
questions say about the form of the answer ("give only the result") is left out, because a system
message that asks for an explanation says otherwise. A generator whose tasks depend on the order of
a set, such as ``ransom_note``, isn't used: its tasks differ from one process to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import gcd
from typing import Any

from hornbook.generate.explanations.question import Draw, Kind, Question, Step
from hornbook.generate.explanations.vocabulary import article, listed
from hornbook.generate.reasoning_tasks import ReasoningTask, reasoning_gym

TOPIC = "reasoning-gym"

Told = tuple[str, tuple[Step, ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], str]
"""An answer, its steps, the rules, wrong answers with what is wrong, and a fact."""

_FORM = re.compile(
    r"\s*(?:(?:Give|Provide|Respond|Return|Reply|State|Do not|Only|Write)\b[^.:?\n]*"
    r"(?:\([^)]*\))?[^.:?\n]*\.|\(Example[^)]*\))"
)


def gym_kinds() -> list[Kind]:
    """All of them, by name."""
    return [_kind(name) for name in sorted(_TOLD)]


def _kind(name: str) -> Kind:
    tell, definition, picture = _TOLD[name]

    def draw_one(draw: Draw) -> Question:
        task = _task(name, draw.getrandbits(30))
        answer, steps, rules, wrong, fact = tell(task)
        return Question(
            definition=definition,
            given=_stripped(task.question),
            asks=draw.pick("What is the answer?", "What is the solution?", "What comes out?"),
            rules=rules,
            steps=steps,
            answer=answer,
            picture=picture,
            fact=fact,
            wrong=wrong,
            proven=lambda answer: task.score(answer) == 1.0,
        )

    return Kind(TOPIC, name, draw_one, None)


@cache
def _tasks(generator: str) -> Any:  # noqa: ANN401 - a ProceduralDataset
    return reasoning_gym().create_dataset(generator, seed=0, size=1 << 30)


def _task(generator: str, number: int) -> ReasoningTask:
    """The task of that number; opening a generator takes longer than drawing from it."""
    entry = _tasks(generator)[number]
    return ReasoningTask(
        generator=generator,
        question=str(entry["question"]),
        answer=str(entry["answer"]),
        metadata=entry["metadata"],
        entry=entry,
    )


def _stripped(question: str) -> str:
    """Without instructions on the form of the answer, blank lines and what leads up to "Now,"."""
    question = question.rpartition("\n\nNow, ")[2]
    question = " ".join(_FORM.sub("", question).split()).removesuffix("=").strip()
    end = "" if question[-1] in ".?!" else "."
    return f"{question[0].upper()}{question[1:]}{end}"


def _common_divisor(task: ReasoningTask) -> Told:
    first, *rest = (int(number) for number in task.metadata["numbers"])
    steps, value = [], first
    for other in rest:
        big, small = max(value, other), min(value, other)
        while small:
            quotient, left = divmod(big, small)
            steps.append(
                Step(
                    f"{small} × {quotient} + {left} = {big}.",
                    f"{small} goes into {big} {quotient} times",
                )
            )
            big, small = small, left
        steps.append(Step(f"The remainder is 0, so {big} divides both.", "nothing is left over"))
        value = big
    numbers = [first, *rest]
    return (
        str(value),
        tuple(steps),
        (
            ("The greatest common divisor divides all the numbers", f"{value} does"),
            ("Remainders keep the common divisors", "so we may go on with smaller numbers"),
        ),
        (
            (str(value * 2), f"it doesn't divide {numbers[0]} and {numbers[1]} both"),
            (str(min(numbers)), "the smallest of the numbers doesn't divide the others"),
            (str(value + 1), f"{value} is the largest that divides all"),
        ),
        "This is Euclid's algorithm, more than two thousand years old",
    )


def _common_multiple(task: ReasoningTask) -> Told:
    one, other = (int(number) for number in task.metadata["numbers"])
    shared = gcd(one, other)
    part, multiple = other // shared, one * (other // shared)
    return (
        str(multiple),
        (
            Step(
                f"The greatest common divisor of {one} and {other} is {shared}.",
                f"{one} ÷ {shared} = {one // shared} and {other} ÷ {shared} = {part} share no "
                "factor any more",
            ),
            Step(f"{one} × {part} = {multiple}.", "one number times what the other has beside it"),
            Step(f"So the least common multiple is {multiple}."),
        ),
        (
            ("A common multiple is divisible by both", f"{multiple} ÷ {one} = {part}"),
            ("The least one counts shared factors once", f"what is shared is {shared}"),
        ),
        (
            (str(one * other), f"it counts the shared factor {shared} twice"),
            (str(shared), "that is the greatest common divisor"),
            (str(multiple * 3), "it is a common multiple, but not the least"),
        ),
        "The product of two numbers is their least common multiple times their greatest common "
        "divisor",
    )


_LEGS = {
    0: "flatworm jellyfish leech sea_slug snake",
    2: "bird chicken duck human",
    4: "cat cow deer dog elephant giraffe horse lion sheep tiger",
    5: "starfish",
    6: "ant bee beetle butterfly cockroach cricket firefly grasshopper insect praying_mantis wasp",
    8: "scorpion spider",
    10: "crab lobster shrimp",
    14: "woodlouse",
}
_LEGS_OF = {
    animal.replace("_", " "): legs for legs, names in _LEGS.items()
    for animal in names.split()
}  # fmt: skip


def _legs(task: ReasoningTask) -> Told:
    animals = {str(name): int(count) for name, count in task.metadata["animals"].items()}
    steps, total = [], 0
    for name, count in animals.items():
        each = _LEGS_OF[name]
        before, total = total, total + count * each
        steps.append(
            Step(
                f"For the {name}: {count} × {each} = {count * each}, and {before} + "
                f"{count * each} = {total}.",
                f"{article(name)} has {each} legs",
            )
        )
    first = next(iter(animals))
    return (
        str(total),
        (*steps, Step(f"In all there are {total} legs.")),
        (
            ("Each animal has its number of legs", f"{article(first)} has {_LEGS_OF[first]}"),
            ("Kinds of animals are added up", f"{listed(list(animals))} all count"),
        ),
        (
            (str(sum(animals.values()) * 4), "it gives every animal four legs"),
            (str(sum(animals.values())), "it counts the animals and not their legs"),
            (str(total + 2), "it counts two legs too many"),
        ),
        "Insects have six legs, spiders and scorpions eight, birds two",
    )


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _base(task: ReasoningTask) -> Told:
    source, target = int(task.metadata["source_base"]), int(task.metadata["target_base"])
    written = str(task.metadata["source_repr"])
    steps, value = [], 0
    for sign in written:
        digit = _DIGITS.index(sign)
        steps.append(f"{value} × {source} + {digit} = {value * source + digit}")
        value = value * source + digit
    down, left, digits = [], value, []
    while left:
        quotient, rest = divmod(left, target)
        down.append(f"{quotient} × {target} + {rest} = {left}")
        digits.append(_DIGITS[rest])
        left = quotient
    answer = "".join(reversed(digits)) or "0"
    return (
        answer,
        (
            Step(f"In base ten the number is built up so: {'; '.join(steps)}.",
                 f"each digit further to the left counts {source} times as much"),
            Step(f"Dividing by {target} again and again: {'; '.join(down) or '0'}.",
                 f"the remainders are the digits in base {target}"),
            Step(f"The remainders, read from the last to the first, are {answer}.",
                 "the first remainder is the digit of ones"),
        ),
        (
            (f"A digit's place tells its worth in base {source}", f"{written} is {value}"),
            (f"Base {target} has the digits below {target}", "letters stand for digits above 9"),
        ),
        (
            (answer[::-1], "it reads the remainders in the wrong order"),
            (str(value), "that is the number in base ten"),
            (written, f"that is how it is written in base {source}"),
        ),
        "Any number can be written in any base, and stays the same number",
    )  # fmt: skip


def _factors(task: ReasoningTask) -> Told:
    number = int(task.metadata["number"])
    factors, left, by, steps = [], number, 2, []
    while left > 1:
        if left % by == 0:
            steps.append(
                Step(
                    f"{left} ÷ {by} = {left // by}.",
                    f"{by} is the smallest number above 1 that divides {left}",
                )
            )
            factors.append(by)
            left //= by
        else:
            by = left if by * by > left else by + 1
    answer = " × ".join(map(str, factors))
    return (
        answer,
        (*steps, Step(f"Nothing is left but 1, so the factors are {answer}.")),
        (
            ("All factors are prime", f"the first is {factors[0]}"),
            ("Their product is the number", f"here {number}"),
        ),
        (
            (f"1 × {answer}", "1 is no prime number"),
            (f"{answer} × {factors[-1]}", f"it has a factor {factors[-1]} too many"),
            (f"{answer} × 2", "its product is twice as large"),
        ),
        "Every whole number above 1 is a product of primes in only one way",
    )


def _chain(task: ReasoningTask) -> Told:
    first, *rest = str(task.metadata["expression"]).split(" ")
    value, steps = int(first), []
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        after = value + int(number) if sign == "+" else value - int(number)
        steps.append(
            Step(
                f"{value} {sign} {number} = {after}.",
                "sums and differences are worked out from left to right",
            )
        )
        value = after
    last, turned = rest[-1], value
    turned += 2 * int(last) if rest[-2] == "-" else -2 * int(last)
    return (
        str(value),
        tuple(steps),
        (
            ("Go from left to right", f"so begin with {first}"),
            ("A minus takes away, a plus adds", f"the last sign is {rest[-2]}"),
        ),
        (
            (str(turned), f"it takes the sign before {last} the wrong way round"),
            (str(value + 10), "it is ten too much: a carry went wrong"),
            (str(value - 1), "it is one too little"),
        ),
        "Subtracting a number is the same as adding its negative",
    )


def _bits(task: ReasoningTask) -> Told:
    number = int(task.metadata["number"])
    written = f"{number:b}"
    groups = [written[max(0, end - 4) : end] for end in range(len(written), 0, -4)][::-1]
    counts, total = [], 0
    for group in groups:
        ones = group.count("1")
        counts.append(f"{group} has {ones} ({total} + {ones} = {total + ones})")
        total += ones
    zeros = len(written) - total
    return (
        str(total),
        (
            Step(f"In binary {number} is {written}.", "that writes it as a sum of powers of two"),
            Step(f"In groups of four: {'; '.join(counts)}.", "small groups are easy to count"),
            Step(f"So there are {total} ones."),
        ),
        (
            ("Write the number in base two", f"it has {len(written)} digits"),
            ("Count the ones only", f"the {zeros} zeros don't count"),
        ),
        (
            (str(zeros), "that is the number of zeros"),
            (str(len(written)), "that is the number of all digits"),
            (str(total + 1), "it counts a one too many"),
        ),
        "The number of ones is called the population count or Hamming weight",
    )


def _caesar(task: ReasoningTask) -> Told:
    cipher, rotation = str(task.metadata["cipher_text"]), int(task.metadata["rotation"])
    words = cipher.split()
    clear = [_shifted(word, rotation) for word in words]
    answer = " ".join(clear)
    table = "; ".join(f"{a} becomes {b}" for a, b in zip(words, clear, strict=True))
    return (
        answer,
        (
            Step(f"Moving back by {rotation} letters turns {words[0]} into {clear[0]}.",
                 "of the 25 possible shifts this one gives English words"),
            Step(f"The same for every word: {table}.", "all letters are shifted alike"),
            Step(f"The text is {answer}."),
        ),
        (
            ("All letters are shifted by the same number", f"here by {rotation}"),
            ("The right shift gives words that make sense", f"such as {clear[0]}"),
        ),
        (
            (_shifted(cipher, rotation + 1), f"it is shifted by {rotation + 1}"),
            (cipher, "it isn't decrypted at all"),
        ),
        "Julius Caesar is said to have written letters with a shift of three",
    )  # fmt: skip


def _shifted(text: str, by: int) -> str:
    return "".join(chr((ord(c) - 65 - by) % 26 + 65) if c.isupper() else c for c in text)


_TOLD: dict[str, tuple[Callable[[ReasoningTask], Told], str, str]] = {
    "base_conversion": (
        _base,
        "Convert a number from one base to another.",
        "It is like changing coins: the money stays the same, but the coins are others",
    ),
    "caesar_cipher": (
        _caesar,
        "Decrypt a text in which every letter was moved along the alphabet by the same number.",
        "Every letter has walked a few steps, and we send them all back home",
    ),
    "chain_sum": (
        _chain,
        "Compute a sum of several terms.",
        "We walk along the number line, forward for a plus and back for a minus",
    ),
    "count_bits": (
        _bits,
        "Count the ones in the binary form of a number.",
        "The number is a row of lamps, and we count those that are lit",
    ),
    "gcd": (
        _common_divisor,
        "Find the greatest number that divides all the given ones.",
        "We look for the longest stick that measures all lengths without a rest",
    ),
    "lcm": (
        _common_multiple,
        "Find the smallest number that all the given ones divide.",
        "Two frogs hop along a line, and we look where both land for the first time",
    ),
    "leg_counting": (
        _legs,
        "Count the legs of all the animals together.",
        "All animals stand in a row, and we count the feet on the floor",
    ),
    "prime_factorization": (
        _factors,
        "Write a number as a product of primes, separated by ×.",
        "We break a chocolate bar into equal pieces until no piece can be broken evenly",
    ),
}
