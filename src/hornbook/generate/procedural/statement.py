"""A task in words with assertions, before any code: how instructions ask, and MBPP's prompts too.

The words are the family's own, behind one of several openings. The function's name stands
nowhere but in the assertions.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

from hornbook.generate.procedural.annotations import phrase
from hornbook.generate.procedural.docstring import RETURN, WIDTH, Example, third_person
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.task import Task

_LAYOUTS = (*4 * ("docstring",), "comment")
_TO = ("Write a function to", "Write a Python function to", "Implement a function to")
_THAT = ("Write a function that", "Write Python code for a function that", "Define a function that")
_FOR = ("Write a function for this:", "A function is needed:")
# What may stand for "return", by the word after it.
_RETURNS = {
    "the": ("return", "find", "get"),
    "how": ("return", "find", "determine"),
    "whether": ("return", "check", "determine"),
}
_ORDINALS = ("first", "second", "third")
# Where a parameter's name can give way to a noun with its article: after one of these words.
_BEFORE_NOUNS = frozenset(
    "of in from to with by for through than that where when into over if whether and or at as"
    " between".split()
)


def statement(task: Task, name: str, examples: Sequence[Example], r: Draw) -> tuple[str, str]:
    """The layout that was chosen, and the text, whose last line is ended.

    Args:
        task: what to state.
        name: of the function.
        examples: what to assert, at least one: nothing else tells the name.
        r: chooses words and layout.
    """
    says = " ".join([r.choice(task.does), *task.notes])
    asked = _opened(_impersonal(says, task.takes, r) if r.coin() else says, r)
    assertions = [f"assert {each.call(name)} == {literal(each.result)}" for each in examples]
    layout = r.choice(_LAYOUTS)
    if layout == "comment":
        lines = [*textwrap.wrap(asked, WIDTH), *assertions]
        return layout, "".join(f"# {line}\n" for line in lines)
    start, gap = r.pick("\n", "\n", "\n", ""), r.pick("\n\n", "\n\n", "\n\n", "\n")
    text = f"{asked}{gap}" + "\n".join(assertions)
    return layout, f'"""{start}{text}\n"""\n'.replace("\\", "\\\\")


def _opened(says: str, r: Draw) -> str:
    """A sentence in the imperative as the wish for a function, or as it is."""
    verb, rest = says.split(" ", 1)
    register = r.random()
    if register < 0.15:
        return says
    if verb == "Let":
        return f"{r.choice(_FOR)} {says[0].lower()}{says[1:]}"
    verb = verb.lower()
    if verb == "return" and not rest.startswith(("the given ", "the first ", "the second ")):
        verb = r.choice(_RETURNS.get(rest.split(" ", 1)[0], ("return",)))
    if register < 0.75:
        return f"{r.choice(_TO)} {verb} {rest}"
    return f"{r.choice(_THAT)} {third_person(verb)} {RETURN.sub('and returns', rest)}"


def _impersonal(says: str, takes: Mapping[str, str], r: Draw) -> str:
    """The sentences with nouns for the parameters, where all of them can be said so.

    Example:
        >>> _impersonal("Count the spaces in text.", {"text": "str"}, Draw(3))
        'Count the spaces in a given string.'
    """
    if "a" in takes or any("None" in kind for kind in takes.values()):
        return says
    nouns = _nouns(takes, r)
    names = re.compile(rf"(?<![\w'\"])(?:{'|'.join(map(re.escape, takes))})(?![\w'\"])")
    verb = says.split(" ", 1)[0]
    if not all(_stands_alone(says, place, verb) for place in names.finditer(says)):
        return says
    return names.sub(lambda place: nouns[place[0]], says)


def _stands_alone(says: str, place: re.Match[str], verb: str) -> bool:
    """Whether a name is where an article and a noun would be, and no part of a formula."""
    *_, before = says[: place.start()].split()
    follows = re.match(r"[,.;:]|\s(?![-+*/%<>=])", says[place.end() :])
    return before in (*_BEFORE_NOUNS, verb) and follows is not None


def _nouns(takes: Mapping[str, str], r: Draw) -> dict[str, str]:
    """What can stand for each parameter's name: "the given string", "the first string"."""
    nouns: dict[str, str] = {}
    kinds = list(takes.values())
    for number, (name, kind) in enumerate(takes.items()):
        article, noun = phrase(kind).split(" ", 1)
        if kinds.count(kind) > 1:
            nouns[name] = f"the {_ORDINALS[kinds[:number].count(kind)]} {noun}"
        else:
            nouns[name] = r.pick(f"the given {noun}", f"a given {noun}", f"{article} {noun}")
    return nouns
