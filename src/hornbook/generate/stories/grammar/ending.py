"""How stories end: with what was learned, or with the evening of the day."""

from __future__ import annotations

from hornbook.generate.stories.grammar.tale import Tale

_GOOD = (
    "That [night|evening], {hero} [fell asleep with a smile|told {grown} all about it|slept "
    "like a stone].",
    "It was a day that {hero} would [never|not soon] forget.",
    "And when the [moon|first star] came out, {hero} was already asleep.",
    "{hero} [laughed|smiled] about it for [days|a whole week].",
    "And from then on, [everything was better than before|they spoke of it every year].",
    "What a day it had been!",
    "[Then|After that], it was time for supper, and there was [soup|pie|cake] for everyone.",
)
_BAD = (
    "It was a sad [day|evening], and [even the birds were quiet|nobody sang].",
    "{hero} thought about it for a [long|very long] time.",
    "That night, {hero} [did not want a story|could not sleep].",
    "It was not a good day for {hero}.",
    "{hero} [wished|often wished] that it had all gone another way.",
)
_MORALS = (
    "[From that day on|Since then], {hero} knew that {lesson}.",
    "{hero} [had learned|learned] that {lesson}.",
    "And so {hero} [found out|understood] that {lesson}.",
    "Now {hero} knew: {lesson}.",
    "[Later|That evening], {grown} said that {lesson}, and {hero} [nodded|agreed].",
)


def end_story(tale: Tale) -> None:
    """Tell the last paragraph: the lesson if one is asked for, or how the day ended."""
    tale.turn()
    lessons = tale.lessons
    if lessons and tale.wants("moral value", 0.25):
        if tale.random.random() < 0.4:
            tale.tell(*(_BAD if "bad ending" in tale.told else _GOOD))
        tale.tell(*(text.replace("{lesson}", tale.pick(lessons)) for text in _MORALS))
    else:
        tale.tell(*(_BAD if "bad ending" in tale.told else _GOOD))
