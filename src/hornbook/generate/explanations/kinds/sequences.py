"""What comes next."""

from __future__ import annotations

import itertools
import re
from string import ascii_uppercase as ALPHABET

from hornbook.generate.explanations.question import Draw, Question, Step, kind


def _terms(text: str) -> list[int]:
    found = re.search(r"-?\d+(?:, -?\d+)+", text)
    return [int(term) for term in found[0].split(", ")] if found else []


def _by_differences(text: str) -> str:
    """By the table of differences, down to a row that is constant."""
    rows = [_terms(text)]
    while len(set(rows[-1])) > 1:
        rows.append([b - a for a, b in zip(rows[-1], rows[-1][1:], strict=False)])
    return str(sum(row[-1] for row in rows))


def _shown(terms: list[int]) -> str:
    return ", ".join(map(str, terms))


def _ask(draw: Draw) -> str:
    return draw.pick("Which number comes next?", "What is the next number?", "How does it go on?")


@kind(_by_differences)
def steady(draw: Draw) -> Question:
    """The same is added each time."""
    first, gap = draw.randint(1, 90), draw.choice([*range(2, 25), *range(-9, -1)])
    if gap < 0:
        first += 60
    terms = [first + gap * at for at in range(draw.randint(4, 6))]
    answer = terms[-1] + gap
    gaps = "; ".join(f"{b} - {a} = {b - a}" for a, b in itertools.pairwise(terms))
    return Question(
        definition=draw.pick(
            "Continue a sequence of numbers.", "Find the rule of a sequence and its next number."
        ),
        given=draw.pick(f"{_shown(terms)}, …", f"The sequence begins {_shown(terms)}."),
        asks=_ask(draw),
        rules=(
            ("Neighbours are compared", f"{terms[1]} - {terms[0]} = {gap}"),
            ("The rule must fit everywhere", "the difference is the same between all of them"),
        ),
        steps=(
            Step(f"The differences are: {gaps}.", "a rule shows in how neighbours differ"),
            Step(
                f"They are all {gap}.",
                "so the sequence grows evenly" if gap > 0 else "so it falls evenly",
            ),
            Step(
                f"The next number is {terms[-1]} {'+' if gap > 0 else '-'} {abs(gap)} = {answer}.",
                "the rule goes on",
            ),
        ),
        answer=str(answer),
        picture="The numbers climb stairs whose steps are all equally high",
        fact="A sequence with a constant difference is called arithmetic",
        wrong=(
            (str(answer + 1), "the last step would be higher than the others by 1"),
            (str(answer + gap), "that is the number after the next"),
            (str(terms[-1] + 1), f"it counts on by 1 where the rule is {gap}"),
        ),
    )


@kind(_by_differences)
def growing(draw: Draw) -> Question:
    """What is added grows evenly."""
    first, gap, more = draw.randint(0, 60), draw.randint(1, 15), draw.randint(1, 9)
    terms, gaps = [first], []
    for at in range(draw.randint(4, 5)):
        gaps.append(gap + more * at)
        terms.append(terms[-1] + gaps[-1])
    following = gaps[-1] + more
    answer = terms[-1] + following
    shown = "; ".join(f"{b} - {a} = {b - a}" for a, b in itertools.pairwise(terms))
    return Question(
        definition=draw.pick(
            "Continue a sequence whose differences form a pattern.",
            "Find the rule of a sequence and its next number.",
        ),
        given=draw.pick(f"{_shown(terms)}, …", f"The sequence begins {_shown(terms)}."),
        asks=_ask(draw),
        rules=(
            ("Neighbours are compared", f"{terms[1]} - {terms[0]} = {gaps[0]}"),
            ("If the differences differ, they are compared in turn", f"each is {more} more"),
        ),
        steps=(
            Step(f"The differences are: {shown}.", "a rule shows in how neighbours differ"),
            Step(
                f"They grow by {more} each time, so the next is {gaps[-1]} + {more} = {following}.",
                "a rule must fit all differences",
            ),
            Step(f"The next number is {terms[-1]} + {following} = {answer}.", "it is added last"),
        ),
        answer=str(answer),
        picture="The numbers climb stairs, and each step is a little higher than the one before",
        fact="A sequence whose second differences are constant is quadratic",
        wrong=(
            (str(terms[-1] + gaps[-1]), f"it adds {gaps[-1]} once more and not {following}"),
            (str(answer + more), "its last difference would have grown twice"),
            (str(terms[-1] + more), f"it adds {more}, which is only what the differences grow by"),
        ),
    )


def _by_ratio(text: str) -> str:
    terms = _terms(text)
    return str(terms[-1] * terms[-1] // terms[-2])


@kind(_by_ratio)
def multiplied(draw: Draw) -> Question:
    """Each number is a multiple of the one before."""
    first, factor = draw.randint(1, 40), draw.randint(2, 6)
    terms = [first * factor**at for at in range(draw.randint(3, 5))]
    answer = terms[-1] * factor
    shown = "; ".join(f"{b} ÷ {a} = {factor}" for a, b in itertools.pairwise(terms))
    return Question(
        definition=draw.pick(
            "Continue a sequence of numbers.", "Find the rule of a sequence and its next number."
        ),
        given=draw.pick(f"{_shown(terms)}, …", f"The sequence begins {_shown(terms)}."),
        asks=_ask(draw),
        rules=(
            ("If differences don't help, divide", f"{terms[1]} ÷ {terms[0]} = {factor}"),
            ("The rule must fit everywhere", f"each number is {factor} times the one before"),
        ),
        steps=(
            Step(
                f"The differences grow too fast: {terms[1]} - {terms[0]} = {terms[1] - terms[0]}, "
                f"{terms[2]} - {terms[1]} = {terms[2] - terms[1]}.",
                "so nothing is added evenly",
            ),
            Step(f"The quotients are: {shown}.", "dividing neighbours shows a factor"),
            Step(f"The next number is {terms[-1]} × {factor} = {answer}.", "the rule goes on"),
        ),
        answer=str(answer),
        picture=f"Each number is a rabbit family that becomes {factor} times as large every year",
        fact="A sequence with a constant ratio is called geometric",
        wrong=(
            (str(2 * terms[-1] - terms[-2]), "it adds the last difference once more"),
            (str(terms[-1] * (factor + 1)), f"it multiplies by {factor + 1} and not by {factor}"),
            (str(terms[-1] + factor), f"it adds {factor} where the rule multiplies"),
        ),
    )


def _letters(text: str) -> str:
    places = [ALPHABET.index(each) for each in re.findall(r"\b[A-Z]\b", text)]
    return ALPHABET[2 * places[-1] - places[-2]]


@kind(_letters)
def alphabet(draw: Draw) -> Question:
    """Letters at even distances."""
    gap = draw.choice([2, 3, 4, 5, -2, -3, -4])
    size = draw.randint(4, 25 // abs(gap))
    size = min(size, 6)
    low = 0 if gap > 0 else -gap * size
    high = 25 - gap * size if gap > 0 else 25
    start = draw.randint(low, high)
    places = [start + gap * at for at in range(size + 1)]
    letters = [ALPHABET[place] for place in places]
    away = f"{abs(gap)} letters {'on' if gap > 0 else 'back'}"
    numbered = ", ".join(f"{letters[at]} is {places[at] + 1}" for at in range(size))
    near = [ALPHABET[places[-1] + shift] for shift in (-1, 1) if 0 <= places[-1] + shift < 26]
    return Question(
        definition=draw.pick(
            "Continue a sequence of letters.", "Find the rule of a row of letters and go on."
        ),
        given=draw.pick(
            f"{', '.join(letters[:-1])}, …", f"The letters begin {', '.join(letters[:-1])}."
        ),
        asks=draw.pick("Which letter comes next?", "What is the next letter?"),
        rules=(
            ("Letters have places in the alphabet", f"{letters[0]} is number {places[0] + 1}"),
            ("The places follow a rule", f"each is {away}"),
        ),
        steps=(
            Step(f"Their places in the alphabet: {numbered}.", "numbers are easier to compare"),
            Step(f"Each is {away} from the one before."),
            Step(
                f"The next is number {places[-2] + 1} {'+' if gap > 0 else '-'} {abs(gap)} = "
                f"{places[-1] + 1}, which is {letters[-1]}.",
                "the rule goes on",
            ),
        ),
        answer=letters[-1],
        picture="We hop along the alphabet song and always skip equally many letters",
        fact="The alphabet has 26 letters, A being the first and Z the last",
        wrong=(
            *((letter, f"it isn't {away} from {letters[-2]}") for letter in near),
            (letters[-3], "the row doesn't turn back"),
        ),
    )
