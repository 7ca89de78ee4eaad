"""How many there are."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import NUMBERS, listed, spelled

_GROUPS = {
    "tools": ("hammer", "saw", "wrench", "chisel", "drill", "screwdriver", "plane", "rasp"),
    "birds": ("heron", "finch", "sparrow", "owl", "magpie", "swan", "wren", "crane"),
    "clothes": ("coat", "sock", "glove", "hat", "jacket", "belt", "vest", "shawl"),
    "pieces of furniture": ("chair", "table", "desk", "shelf", "stool", "bench", "sofa"),
    "vegetables": ("carrot", "leek", "turnip", "onion", "radish", "cucumber", "beetroot"),
    "instruments": ("flute", "violin", "drum", "trumpet", "harp", "cello", "clarinet"),
}


def _many(count: int, noun: str) -> str:
    plural = {
        "shelf": "shelves",
        **{each: f"{each}es" for each in ("radish", "bench", "finch", "wrench")},
    }
    return f"{spelled(count)} {noun if count == 1 else plural.get(noun, noun + 's')}"


def _of_group(text: str) -> str:
    asked = next(group for group in _GROUPS if f"How many {group}" in text)
    total = 0
    for word, noun in re.findall(rf"\b({'|'.join(NUMBERS[1:])}) (\w+)", text):
        singular = {"shelves": "shelf"}.get(noun, noun)
        names = {singular, singular.removesuffix("s"), singular.removesuffix("es")}
        total += NUMBERS.index(word) if names & set(_GROUPS[asked]) else 0
    return str(total)


@kind(_of_group)
def of_a_group(draw: Draw) -> Question:
    """Things of one group among others."""
    (who,) = draw.people(1)
    asked, other = draw.some(tuple(_GROUPS), 2)
    inside = [(noun, draw.randint(1, 5)) for noun in draw.some(_GROUPS[asked], draw.randint(2, 4))]
    outside = [(noun, draw.randint(1, 5)) for noun in draw.some(_GROUPS[other], 2)]
    both = [*inside, *outside]
    draw.shuffle(both)
    total, running = 0, []
    for noun, count in both:
        if (noun, count) in inside:
            running.append(f"{_many(count, noun)} ({total} + {count} = {total + count})")
            total += count
    strangers = listed([noun for noun, _ in outside])
    everything = sum(count for _, count in both)
    return Question(
        definition=draw.pick(
            "Count the things that belong to one group.",
            "Among things of several groups, count those of the group asked for.",
        ),
        given=draw.pick(f"{who} sees ", f"In {who}'s barn there are ", f"{who} draws ")
        + f"{listed([_many(count, noun) for noun, count in both])}.",
        asks=f"How many {asked} are there?",
        rules=(
            (f"Only {asked} count", f"{inside[0][0]} is one of them, {outside[0][0]} isn't"),
            ("Numbers of the same group are added", f"beginning with {running[0]}"),
        ),
        steps=(
            Step(
                f"Of what is named, {strangers} don't count.",
                f"they are {other} and not {asked}",
            ),
            Step(f"The others are added one by one: {'; '.join(running)}."),
            Step(f"That makes {total}."),
        ),
        answer=str(total),
        picture=f"We put everything that belongs to the {asked} on one blanket and count it",
        fact=f"{listed([noun for noun, _ in inside]).capitalize()} are all {asked}",
        wrong=(
            (str(everything), f"it counts the {other}, too"),
            (str(len(inside)), "it counts each word once, whatever number stands before it"),
            (str(everything - total), f"it counts the {other} instead"),
        ),
    )


def _letter(text: str) -> str:
    word, letter = re.findall(r"'(\w+)'", text)
    return str(sum(1 for each in word if each == letter))


@kind(_letter)
def letters(draw: Draw) -> Question:
    """How often a letter stands in a made-up compound word."""
    word = "".join(draw.words(draw.randint(2, 3)))
    letter = max(sorted(set(word)), key=lambda each: (word.count(each), draw.random()))
    if draw.coin():
        letter = draw.choice(sorted(set(word)))
    count = word.count(letter)
    spelled_out = "-".join(word)
    places = [str(at + 1) for at, each in enumerate(word) if each == letter]
    where = f"place{'s' if count > 1 else ''} {listed(places)}"
    return Question(
        definition=draw.pick(
            "Count how often a letter stands in a word.",
            "Given a word and a letter, say how many times the letter occurs.",
        ),
        given=draw.pick(f"The word is '{word}'.", f"Look at the word '{word}'."),
        asks=draw.pick(
            f"How many times does the letter '{letter}' occur?",
            f"How often is there the letter '{letter}' in it?",
        ),
        rules=(
            ("Every place counts", f"the word has {len(word)} letters: {spelled_out}"),
            ("Only the letter asked for counts", f"that is '{letter}' and no other"),
        ),
        steps=(
            Step(f"Spelled out, the word is {spelled_out}.", "so that no letter is passed over"),
            Step(f"'{letter}' stands at {where} of {len(word)}."),
            Step(f"So it occurs {count} times." if count > 1 else "So it occurs 1 time."),
        ),
        answer=str(count),
        picture=f"We walk along the letters with a finger and clap at every '{letter}'",
        fact="Letters are best counted by spelling the word out, for the eye skips repeated ones",
        wrong=(
            (str(count + 1), f"there is no further '{letter}' in {spelled_out}"),
            (str(count - 1), f"it misses one: '{letter}' stands at {where}"),
            (str(len(word)), "that is the number of all letters"),
        ),
    )


def _meeting(text: str) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", text.partition(":")[2].partition(".")[0])]
    question = text.rpartition(".")[2]
    limit = int(re.findall(r"\d+", question)[-1])
    if "multiples of" in question:
        return str(sum(number in range(0, 1000, limit) for number in numbers))
    parity = 0 if "even" in question else 1
    return str(sum(n & 1 == parity and n > limit for n in numbers))


@kind(_meeting)
def meeting_a_condition(draw: Draw) -> Question:
    """How many numbers of a list meet a condition."""
    numbers = [draw.randint(2, 99) for _ in range(draw.randint(6, 9))]
    if draw.coin():
        by = draw.randint(3, 7)
        hits = [n for n in numbers if n % by == 0]
        condition, why = f"multiples of {by}", f"dividing them by {by} leaves no remainder"
    else:
        even, limit = draw.coin(), draw.randint(20, 60)
        hits = [n for n in numbers if n % 2 == (0 if even else 1) and n > limit]
        condition = f"{'even' if even else 'odd'} and greater than {limit}"
        why = f"both is true of them: {'even' if even else 'odd'}, and more than {limit}"
    misses = [str(n) for n in numbers if n not in hits]
    shown = listed([str(n) for n in hits]) if hits else "none of them"
    return Question(
        definition=draw.pick(
            "Count the numbers of a list that meet a condition.",
            "Check each number of a list and say how many pass.",
        ),
        given=f"{draw.pick('The list', 'A list of numbers', 'The numbers')}: "
        f"{', '.join(map(str, numbers))}.",
        asks=f"How many of them are {condition}?",
        rules=(
            ("Each number is checked by itself", f"the first is {numbers[0]}"),
            ("A number counts if all of the condition holds", f"it must be {condition}"),
        ),
        steps=(
            Step(f"These pass: {shown}.", why if hits else "the condition holds for no number"),
            Step(
                f"These don't: {listed(misses) if misses else 'none of them'}.",
                f"they aren't {condition}" if misses else "all of them pass",
            ),
            Step(f"So {len(hits)} of {len(numbers)} pass."),
        ),
        answer=str(len(hits)),
        picture="Each number comes to a little gate, and only those that fit may go through",
        fact="A number is a multiple of another if dividing by it leaves the remainder 0",
        wrong=(
            (str(len(misses)), "that is how many fail"),
            (str(len(hits) + 1), f"only {shown} pass, and no other"),
            (str(len(numbers)), "that counts all numbers of the list"),
        ),
    )
