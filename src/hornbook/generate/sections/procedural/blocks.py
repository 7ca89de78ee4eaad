"""Paragraphs, and blocks of code and of what it prints."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Sequence

from hornbook.generate.procedural import Draw
from hornbook.generate.procedural.behaviour import imports_of
from hornbook.generate.procedural.class_draft import ClassDraft
from hornbook.generate.procedural.docstring import Example
from hornbook.generate.procedural.function_draft import FunctionDraft
from hornbook.generate.procedural.literal import literal

WIDTH = 96


def code(source: str) -> str:
    """A block of Python."""
    return f"```python\n{source.strip(chr(10))}\n```"


def filled(text: str) -> str:
    """A paragraph."""
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def whole(shown: FunctionDraft | ClassDraft, style: str) -> str:
    """One of the solutions as a program, without docstrings and types."""
    imports = imports_of(shown.body(style), tuple(shown.task.takes))
    return "\n".join([*imports, "", shown.bare(style)]).strip()


def trials(shown: FunctionDraft, examples: Sequence[Example], r: Draw) -> list[str]:
    """Calls with what they give, in one of the ways in which books show that."""
    imports = imports_of(shown.task.view)
    calls = [(example.call(shown.name), example.result) for example in examples]
    results = [result for _, result in calls]
    sets = any("{" in literal(result) for result in results)
    forms = ["session", *(["comments", "variable"] if all(map(_plain, results)) else [])]
    form = r.choice([*forms, *(["output"] if all(map(_plain, results)) and not sets else [])])
    if form == "session":
        lines = [f">>> {line}" for line in imports]
        for call, result in calls:
            lines += [f">>> {call}", *([] if result is None else [literal(result)])]
        return [code("\n".join(lines))]
    if form == "output":
        source = "\n".join([*imports, *(f"print({call})" for call, _ in calls)])
        lead = ["This prints:"] if r.coin() else []
        return [code(source), *lead, output("\n".join(map(_printed, results)))]
    if form == "variable":
        return [code("\n".join([*imports, *_variables(examples, shown, r)]))]
    lines = [f"print({call})  # {_printed(result)}" for call, result in calls]
    return [code("\n".join([*imports, *lines]))]


def _variables(examples: Sequence[Example], shown: FunctionDraft, r: Draw) -> Iterator[str]:
    """Calls of which each has its first argument in a variable."""
    name = next(iter(shown.task.takes))
    arrow = r.pick("# ", "# -> ", "# Output: ")
    for example in examples:
        first, *rest = map(literal, example.arguments)
        yield f"{name} = {first}"
        call = f"{shown.name}({', '.join([name, *rest])})"
        yield f"print({example.view.replace('{}', call)})  {arrow}{_printed(example.result)}"


def output(text: str) -> str:
    """A block that shows what was printed."""
    return f"```output\n{text}\n```"


def _plain(result: object) -> bool:
    """Whether what is printed shows on a line of its own: not an empty text, or one of spaces."""
    text = _printed(result)
    return bool(text) and text == text.strip() and text.isprintable()


def _printed(result: object) -> str:
    """What ``print`` makes of it, the items of sets in order."""
    return result if isinstance(result, str) else literal(result)


def as_printed(text: str) -> str:
    """What ``print`` makes of a literal; the literal itself where that wouldn't show."""
    value = ast.literal_eval(text)
    return _printed(value) if _plain(value) else text
