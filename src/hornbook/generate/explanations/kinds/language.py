"""Words and signs."""

from __future__ import annotations

import itertools
import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind


def _listed_words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.partition(":")[2].partition(".")[0])


def _sorted_place(text: str) -> str:
    words = _listed_words(text)
    found = re.search(r"(first|second|last) in", text)
    which = found[1] if found else ""
    return {"first": min(words), "second": sorted(words)[1], "last": max(words)}[which]


@kind(_sorted_place)
def dictionary_order(draw: Draw) -> Question:
    """Which word comes first, second or last in the dictionary."""
    words = draw.words(draw.randint(4, 7))
    order = sorted(words)
    which, answer = draw.pick(("first", order[0]), ("second", order[1]), ("last", order[-1]))
    initials = ", ".join(f"{word[0]} of {word}" for word in words)
    shared = {a[0] for a, b in itertools.pairwise(order) if a[0] == b[0]}
    tie = (
        f"where they agree ({', '.join(sorted(shared))}), the next letters decide"
        if shared
        else "no two begin alike, so nothing else has to be compared"
    )
    return Question(
        definition=draw.pick(
            "Put words into alphabetical order and name the one asked for.",
            "Which of some words has a given place in a dictionary?",
        ),
        given=f"{draw.pick('The words', 'Take these words', 'A list')}: {', '.join(words)}.",
        asks=draw.pick(
            f"Which comes {which} in alphabetical order?", f"Which is the {which} in a dictionary?"
        ),
        rules=(
            ("Words are compared by their first letters", initials),
            ("If these agree, the next letters decide", tie),
        ),
        steps=(
            Step(f"The first letters are {initials}.", "a dictionary goes by them"),
            Step(f"In order: {', '.join(order)}.", tie),
            Step(f"The {which} is {answer}."),
        ),
        answer=answer,
        picture="We sing the alphabet, and each word jumps up when its letter is sung",
        fact="Lexicographic order compares letter by letter; a word comes before its extensions",
        options=tuple(words),
        why_not={
            word: f"{word} is number {n} in order, and not the {which}"
            for n, word in enumerate(order, 1)
        },
    )


_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _unclosed(text: str) -> str:
    found = re.search(r"[(\[{<][()\[\]{}<> ]*", text)
    signs = found[0].replace(" ", "") if found else ""
    while True:
        fewer = re.sub(r"\(\)|\[\]|\{\}|<>", "", signs)
        if fewer == signs:
            return " ".join(_CLOSING[sign] for sign in reversed(signs))
        signs = fewer


@kind(_unclosed)
def brackets(draw: Draw) -> Question:
    """What closes all the brackets that are open."""
    open_: list[str] = []
    signs: list[str] = []
    steps: list[str] = []
    length = draw.randint(6, 11)
    while len(signs) < length or not 2 <= len(open_) <= 5:
        if len(open_) > 1 and (draw.coin(0.45) or len(open_) > 4):
            sign = _CLOSING[open_.pop()]
            did = "closes the last open one"
        else:
            sign = draw.choice("([{<")
            open_.append(sign)
            did = "opens"
        signs.append(sign)
        steps.append(f"{sign} {did}, open: {' '.join(open_) or 'none'}")
    closing = [_CLOSING[sign] for sign in reversed(open_)]
    answer = " ".join(closing)
    wrong = [" ".join(reversed(closing)), " ".join(closing[1:]), " ".join([*closing, closing[0]])]
    return Question(
        definition=draw.pick(
            "Complete a row of brackets so that all of them are closed in the right order.",
            "Say which closing brackets are missing at the end of a row, separated by spaces.",
        ),
        given=" ".join(signs),
        asks=draw.pick(
            "Which brackets are missing at the end?", "With which brackets must it go on to close?"
        ),
        rules=(
            ("Each bracket is closed by one of its own shape", "( by ), [ by ], { by }, < by >"),
            ("What was opened last is closed first", f"so the first to close is {open_[-1]}"),
        ),
        steps=(
            Step(f"Reading from the left: {'; '.join(steps)}.", "we note what is still open"),
            Step(f"Still open are {' '.join(open_)}."),
            Step(
                f"Closed from the last to the first, that is {answer}.",
                "the last one opened is closed first",
            ),
        ),
        answer=answer,
        picture="Brackets are like dolls within dolls: the innermost one is shut first",
        fact="Such rows are called Dyck words; a stack of open brackets recognises them",
        wrong=(
            (wrong[0], "it closes the one that was opened first before the others"),
            (wrong[1], f"it leaves out the first, {closing[0]}"),
            (wrong[2], "it closes one bracket too many"),
        ),
    )


def _backwards(text: str) -> str:
    found = re.search(r"'([a-z]+)'", text)
    word = found[1] if found else ""
    spelled = list(word)
    spelled.reverse()
    return "".join(spelled)


@kind(_backwards)
def backwards(draw: Draw) -> Question:
    """A word read from its end."""
    (word,) = draw.words(1)
    if draw.coin():
        word = "".join(draw.words(2))
    turned = word[::-1]
    swapped = turned[1] + turned[0] + turned[2:]
    return Question(
        definition=draw.pick("Spell a word backwards.", "Write the letters of a word in reverse."),
        given=draw.pick(f"The word is '{word}'.", f"Take the word '{word}'."),
        asks=draw.pick("How does it read backwards?", "What is it in reverse?"),
        rules=(
            ("Begin with the last letter", f"that is {word[-1]}"),
            ("Take every letter once", f"there are {len(word)} of them"),
        ),
        steps=(
            Step(f"The letters are {' '.join(word)}.", "single letters are easier to turn round"),
            Step(
                f"From the end they are {' '.join(turned)}.",
                f"the last one, {word[-1]}, comes first",
            ),
            Step(f"Together: {turned}."),
        ),
        answer=turned,
        picture="The word is a train, and now the last wagon leads the way",
        fact="A word that stays the same when reversed is called a palindrome",
        wrong=(
            (word, "that is the word as it was"),
            (swapped, "its first two letters are in the wrong order"),
            (turned[1:] + turned[0], "its first letter has moved to the end"),
        ),
    )
