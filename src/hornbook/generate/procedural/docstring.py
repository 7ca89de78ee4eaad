"""Docstrings in several registers ("Return …", "Given …") and styles (plain, Google, …)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hornbook.generate.procedural.annotations import phrase
from hornbook.generate.procedural.behaviour import imports_of
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.task import Arguments, Task

# HumanEval's prompts are sentences with examples, so these are the most frequent.
STYLES = ("plain", *3 * ("doctest",), *2 * ("examples",), "google", "rest", "numpy")
SHOWS_EXAMPLES = ("doctest", "examples", "google")
WIDTH = 84
INDENT = "    "
RETURN = re.compile(r"\band return\b")


@dataclass(frozen=True)
class Example:
    """A call and what it gives, looked at through ``view``."""

    arguments: Arguments
    result: object
    view: str = "{}"

    def call(self, name: str) -> str:
        """The call as code."""
        return self.view.replace("{}", f"{name}({', '.join(map(literal, self.arguments))})")


def docstring(
    task: Task, name: str, style: str, examples: Sequence[Example], typed: bool, r: Random
) -> str:
    """The text of a docstring, without quotes and not indented."""
    sectioned = style in ("google", "rest", "numpy")
    # A docstring with sections opens with its verb.
    sentences = [_sentence(task, r.random() * (0.7 if sectioned else 1), r), *task.notes]
    if sectioned:
        return _sections(task, name, style, sentences, examples, typed)
    body = textwrap.fill(" ".join(sentences), WIDTH)
    if style == "doctest" and examples:
        gap = "\n\n" if r.random() < 0.3 else "\n"
        return body + gap + "\n".join(_session(task, name, examples))
    if style == "examples" and examples:
        return f"{body}\n{_spoken(name, examples, r)}"
    return body


def _sentence(task: Task, register: float, r: Random) -> str:
    says = r.choice(task.does)
    verb, rest = says.split(" ", 1)
    if register < 0.5 or (verb == "Let" and not 0.7 <= register < 0.88):
        return says
    if register < 0.7:
        return f"{third_person(verb)} {RETURN.sub('and returns', rest)}"
    if register < 0.88:
        called = r.choice(("", "called ", "named "))
        given = [f"{phrase(kind)} {called}{name}" for name, kind in task.takes.items()]
        return f"Given {listed(given)}, {verb.lower()} {rest}"
    opening = r.choice(("Write a function that", "This function", "A function that"))
    return f"{opening} {third_person(verb).lower()} {RETURN.sub('and returns', rest)}"


def third_person(verb: str) -> str:
    """A verb's third person: "Return" gives "Returns", "Multiply" "Multiplies"."""
    if verb.endswith(("ch", "sh", "s", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def listed(parts: Sequence[str]) -> str:
    """Parts joined as prose: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _session(task: Task, name: str, examples: Sequence[Example]) -> list[str]:
    """Examples as an interpreter shows them, with what has to be imported to look at results."""
    needed = [f">>> {line}" for line in imports_of(task.view)]
    return needed + [_doctest(example, name) for example in examples]


def _doctest(example: Example, name: str) -> str:
    call = example.call(name)
    if isinstance(example.result, set):  # its order of printing isn't fixed
        return f">>> {call} == {literal(example.result)}\nTrue"
    shown = "" if example.result is None else f"\n{literal(example.result)}"
    return f">>> {call}{shown}"


def _spoken(name: str, examples: Sequence[Example], r: Random) -> str:
    style = r.choice(("For example, {} returns {}.", "{} == {}", "{} -> {}", "{} => {}"))
    lines = [style.format(example.call(name), literal(example.result)) for example in examples]
    if style.startswith("For"):
        return "\n".join(lines[:1] + [line.replace("For example, ", "", 1) for line in lines[1:]])
    head = r.choice(("", "", "For example:\n", "Examples:\n", "Example:\n"))
    return head + "\n".join(lines)


def outcome(task: Task) -> str:
    """What comes back, as a noun phrase, from the first sentence about the task."""
    says = task.does[0].rstrip(".")
    rest = says.split(" ", 1)[1]
    told = re.search(r"(?:^|[.:;] )(?:Return|Yield|Generate) ([^.]+)", says)
    if told:
        return told[1][0].upper() + told[1][1:]
    if task.gives == "bool" and rest.startswith(("whether", "if")):
        return f"True if {rest.removeprefix('whether ').removeprefix('if ')}, otherwise False"
    return f"{phrase(task.gives).capitalize()}, the result"


def _sections(
    task: Task,
    name: str,
    style: str,
    sentences: Sequence[str],
    examples: Sequence[Example],
    typed: bool,
) -> str:
    summary = textwrap.fill(" ".join(sentences), WIDTH)
    takes = [(arg, kind, phrase(kind).capitalize()) for arg, kind in task.takes.items()]
    gives, result, back = task.gives, outcome(task), "Returns"
    if gives.startswith("Iterator["):
        gives, back = gives.removeprefix("Iterator[").removesuffix("]"), "Yields"
    if style == "google":
        lines = ["", "Args:"]
        lines += [f"    {arg}{'' if typed else f' ({kind})'}: {says}." for arg, kind, says in takes]
        lines += ["", f"{back}:", f"    {'' if typed else gives + ': '}{result}."]
        if examples:
            lines += ["", "Examples:"]
            shown = "\n".join(_session(task, name, examples))
            lines += [textwrap.indent(shown, "    ")]
    elif style == "rest":
        lines = [""]
        lines += [f":param {arg}: {says.lower()}" for arg, kind, says in takes]
        lines += [] if typed else [f":type {arg}: {kind}" for arg, kind, says in takes]
        lines += [f":return: {result[0].lower() + result[1:]}"]
        lines += [] if typed else [f":rtype: {task.gives}"]
    else:
        lines = ["", "Parameters", "----------"]
        for arg, kind, says in takes:
            lines += [f"{arg} : {kind}", f"    {says}."]
        lines += ["", back, "-" * len(back), gives, f"    {result}."]
    return "\n".join([summary, *lines])


def quoted(text: str, r: Random) -> str:
    """A docstring in quotes, indented, in one of the usual layouts."""
    prefix = "r" if "\\" in text else ""
    layout = r.random()
    if "\n" not in text and layout < 0.6:
        lines = f'{prefix}"""{text}"""'
    elif layout < 0.75:
        lines = f'{prefix}"""{text}\n"""'
    elif layout < 0.9:
        lines = f'{prefix}"""\n{text}\n"""'
    else:
        lines = f'{prefix}""" {text}\n"""'
    return textwrap.indent(lines, INDENT) + "\n"
