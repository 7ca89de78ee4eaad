"""Who or what is more."""

from __future__ import annotations

import itertools
import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import listed

_SCALES = (
    ("taller", "shorter", "tallest", "shortest"),
    ("older", "younger", "oldest", "youngest"),
    ("faster", "slower", "fastest", "slowest"),
    ("stronger", "weaker", "strongest", "weakest"),
    ("richer", "poorer", "richest", "poorest"),
)


def _extreme(text: str) -> str:
    """Who is never on the smaller side (or on the bigger one) of a comparison."""
    for more, less, most, least in _SCALES:
        pairs = [(a, b) for a, w, b in re.findall(r"(\w+) is (\w+) than (\w+)", text) if w == more]
        pairs += [(b, a) for a, w, b in re.findall(r"(\w+) is (\w+) than (\w+)", text) if w == less]
        if pairs:
            people: set[str] = {name for pair in pairs for name in pair}
            if most in text:
                (found,) = people - {small for _, small in pairs}
            else:
                assert least in text
                (found,) = people - {big for big, _ in pairs}
            return found
    return ""


@kind(_extreme)
def extremes(draw: Draw) -> Question:
    """The tallest of people who are compared in pairs."""
    people = draw.people(draw.randint(3, 5))  # from most to least
    more, less, most, least = draw.choice(_SCALES)
    facts = [
        f"{a} is {more} than {b}." if draw.coin() else f"{b} is {less} than {a}."
        for a, b in itertools.pairwise(people)
    ]
    draw.shuffle(facts)
    top = draw.coin()
    answer, word = (people[0], most) if top else (people[-1], least)
    line = people if top else people[::-1]
    than = more if top else less
    steps = [
        Step(f"{a} is {than} than {b}.", "a fact says so, if perhaps the other way round")
        for a, b in itertools.pairwise(line)
    ]
    return Question(
        definition=draw.pick(
            "From comparisons of pairs, find the one at the top or the bottom.",
            "Some people are compared two at a time; say who is first or last among all.",
        ),
        given=" ".join(facts),
        asks=draw.pick(f"Who is the {word}?", f"Who is {word} of all?"),
        rules=(
            (
                "Comparisons can be chained",
                f"{line[0]} is {than} than {line[1]}, and {line[1]} than {line[2]}",
            ),
            ("A fact may be turned round", f"{more} read backwards is {less}"),
        ),
        steps=(*steps, Step(f"So the order is {', '.join(line)}, and {answer} is the {word}.")),
        answer=answer,
        picture="We let them stand in a row, everybody beside the one they were compared with",
        fact="An order is transitive: if A is above B and B above C, then A is above C",
        options=tuple(sorted(people)),
        why_not={b: f"{a} is {than} than {b}" for a, b in itertools.pairwise(line)},
    )


def _as_hundredths(number: str) -> int:
    whole, _, rest = number.partition(".")
    return int(whole) * 1000 + int(rest.ljust(3, "0"))


def _smallest_decimal(text: str) -> str:
    numbers: list[str] = re.findall(r"\d+\.\d+", text)
    best = max if "largest" in text else min
    return best(numbers, key=_as_hundredths)


@kind(_smallest_decimal)
def decimals(draw: Draw) -> Question:
    """The largest of decimals of different lengths."""
    whole = draw.randint(0, 40)
    numbers: dict[int, str] = {}
    while len(numbers) < 4:
        digits = draw.randint(1, 3)
        number = f"{whole}.{draw.randint(1, 9)}{str(draw.randrange(1000))[: digits - 1]}"
        numbers.setdefault(_as_hundredths(number), number)
    order = [numbers[key] for key in sorted(numbers)]
    top = draw.coin()
    answer = order[-1] if top else order[0]
    word = "largest" if top else "smallest"
    shown = draw.sample(order, 4)
    padded = {n: f"{n}{'0' * (3 - len(n.partition('.')[2]))}" for n in order}
    return Question(
        definition=draw.pick(
            "Choose the largest or the smallest of some decimal numbers.",
            "Compare decimal numbers and name the one at the end that is asked for.",
        ),
        given=f"The numbers are {listed(shown)}.",
        asks=draw.pick(f"Which is the {word}?", f"Which of them is {word}?"),
        rules=(
            ("Digits are compared from the left", "tenths first, then hundredths, thousandths"),
            ("Zeros at the end change nothing", f"{answer} is the same as {padded[answer]}"),
        ),
        steps=(
            Step(
                f"With three digits after the point they read {', '.join(padded[n] for n in shown)}"
                ".",
                "zeros at the end of a decimal change nothing",
            ),
            Step(
                f"In order: {' < '.join(padded[n] for n in order)}.",
                "digits are compared from the left",
            ),
            Step(f"The {word} is {answer}."),
        ),
        answer=answer,
        picture="We cut a cake into ten, each piece into ten again, and see who has more cake",
        fact="A longer decimal isn't a larger one: 0.5 is more than 0.45",
        options=tuple(shown),
        why_not={
            n: f"{padded[n]} is {'less' if top else 'more'} than {padded[answer]}" for n in shown
        },
    )


def _nearest(text: str) -> str:
    *numbers, target = (int(n) for n in re.findall(r"\d+", text))
    for distance in range(1000):
        for number in numbers:
            if number in (target - distance, target + distance):
                return str(number)
    return ""


@kind(_nearest)
def nearest(draw: Draw) -> Question:
    """The guess that comes closest."""
    target = draw.randint(60, 480)
    gaps = draw.sample(range(1, 55), 4)
    people = draw.people(4)
    guesses = [target + gap * draw.pick(-1, 1) for gap in gaps]
    best = gaps.index(min(gaps))
    thing = draw.pick("beans in a jar", "steps of a tower", "pages of a book", "coins in a chest")
    said = [f"{who} says {guess}" for who, guess in zip(people, guesses, strict=True)]

    def distance(guess: int) -> str:
        big, small = max(guess, target), min(guess, target)
        return f"{big} - {small} = {big - small}"

    return Question(
        definition=draw.pick(
            "Find the number that is closest to a target.",
            "Several numbers are guessed; name the one that misses the true number by the least.",
        ),
        given=f"The {thing} are guessed: {listed(said)}. In truth there are {target}.",
        asks=draw.pick("Which guess is closest?", "Which number comes nearest to the truth?"),
        rules=(
            ("Distance is the larger number less the smaller", distance(guesses[0])),
            ("The smallest distance wins", "it doesn't matter on which side the guess lies"),
        ),
        steps=(
            *(
                Step(f"{who} is off by {distance(guess)}.", "a distance is never negative")
                for who, guess in zip(people, guesses, strict=True)
            ),
            Step(f"The smallest of these is {min(gaps)}, for {guesses[best]}."),
        ),
        answer=str(guesses[best]),
        picture="Everybody throws a ball at the goal, and we measure who landed closest",
        fact="The distance of two numbers on the number line is the size of their difference",
        options=tuple(map(str, guesses)),
        why_not={
            str(guess): f"it is off by {distance(guess)}, and another is off by only {min(gaps)}"
            for guess in guesses
        },
    )
