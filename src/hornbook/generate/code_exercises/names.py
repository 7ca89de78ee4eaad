"""Names for functions to be written: plausible, and never the same twice (phi-1, §2.3)."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hornbook.errors import HornbookError
from hornbook.generate.code_exercises.words import TOPICS, Topic

ANY_TOPIC = "what its name says"

# How often names of each shape are drawn while there are some: with an adjective, an ending.
_SHAPES = (((False, False), 3), ((True, False), 3), ((False, True), 2), ((True, True), 2))


@dataclass(frozen=True)
class Name:
    """A function's name, and the topic that it is about."""

    text: str
    topic: str = ANY_TOPIC


def function_names(seed: int) -> Iterator[Name]:
    """Names by topic in turn, each once, until a topic has no more: more than a million.

    The same seed gives the same names in the same order, and none of them is Python's own.
    """
    drawers = [_drawn(topic, Random(f"{seed}/{topic.title}")) for topic in TOPICS]
    order = list(range(len(TOPICS)))
    Random(f"{seed}/topics").shuffle(order)
    while True:
        for number in order:
            text = next(drawers[number], None)
            if text is None:
                return
            yield Name(text, TOPICS[number].title)


def count(topic: Topic) -> int:
    """How many names a topic has."""
    verbs, endings = len(topic.field.verbs), len(topic.field.endings)
    return verbs * (len(topic.adjectives) + 1) * len(topic.nouns) * (endings + 1)


def read_names(path: Path) -> list[Name]:
    """A user's names: one a line, with a topic behind it or not; ``#`` begins a comment.

    Raises:
        HornbookError: for a file that can't be read, or a name that isn't one, is Python's own,
            or stands there twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise HornbookError(f"can't read the names in {path} ({error})") from None
    found: dict[str, int] = {}
    listed = []
    for number, line in enumerate(lines, start=1):
        name, _, topic = line.partition("#")[0].strip().partition(" ")
        if not name:
            continue
        if problem := _problem(name):
            raise HornbookError(f"{path}, line {number}: {name!r} {problem}; give another name")
        if name in found:
            again = sum(1 for each in lines if each.split()[:1] == [name])
            raise HornbookError(
                f"{path}, line {number}: {name!r} stands in line {found[name]} already "
                f"({again} times in all); each function needs a name of its own"
            )
        found[name] = number
        listed.append(Name(name, topic.strip() or ANY_TOPIC))
    if not listed:
        raise HornbookError(f"{path} has no names in it; write one a line")
    return listed


def _problem(name: str) -> str:
    if not name.isidentifier() or not name.isascii():
        return "isn't a name that a function can have"
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        return "is a word of Python's grammar"
    if hasattr(builtins, name):
        return "is a function of Python's own"
    return "is what tests are called by" if name in ("check", "candidate") else ""


def _drawn(topic: Topic, r: Random) -> Iterator[str]:
    """All names of a topic, drawn without replacement."""
    left = {shape: _shuffled(topic, shape, r) for shape, _ in _SHAPES}
    weights = dict(_SHAPES)
    while left:
        (shape,) = r.choices(list(left), [weights[shape] for shape in left])
        if (name := next(left[shape], None)) is None:
            del left[shape]
        else:
            yield name


def _shuffled(topic: Topic, shape: tuple[bool, bool], r: Random) -> Iterator[str]:
    """All names of one shape in random order."""
    verbs, nouns = topic.field.verbs, topic.nouns
    adjectives = topic.adjectives if shape[0] else ("",)
    endings = topic.field.endings if shape[1] else ("",)
    total = len(verbs) * len(nouns) * len(adjectives) * len(endings)
    for number in r.sample(range(total), total):
        number, ending = divmod(number, len(endings))
        number, adjective = divmod(number, len(adjectives))
        verb, noun = divmod(number, len(nouns))
        words = (verbs[verb], adjectives[adjective], nouns[noun], endings[ending])
        yield "_".join(filter(None, words))
