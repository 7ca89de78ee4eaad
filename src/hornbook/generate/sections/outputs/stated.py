"""What a section claims that its code prints or gives, and where it stands on the page."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from hornbook.generate.sections.outputs.comments import comments_of
from hornbook.generate.sections.page import Part, parsed

Form = Literal["block", "inline", "comments", "session", "prose"]

_PROSE = re.compile(
    r"^(?P<before>[\s>*_]*(?:Expected )?(?:Output|Result|Prints)[*_]*:[*_]*\s*)"
    r"(?P<tick>`*)(?P<said>.*?)(?P=tick)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Step:
    """Something to run: a block's statements, or a session's examples.

    Attributes:
        kind: ``code``, ``session``, or ``docstring`` for examples in a docstring, which share no
            names with what follows.
        source: of a block.
        subjects: of a block, the statements whose value is wanted, and the name that has it where
            the statement itself has none.
        inside: of a block, the lines of calls of ``print`` inside functions that are listened to.
        examples: of a session.
        part: the part of the page that it stands in.
    """

    kind: Literal["code", "session", "docstring"]
    part: int
    source: str = ""
    subjects: dict[int, str] = field(default_factory=dict)
    inside: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def work(self) -> tuple[str, Any]:
        """As the conductor takes it."""
        if self.kind == "code":
            return self.kind, (self.source, self.subjects, list(self.inside))
        return self.kind, list(self.examples)


@dataclass(frozen=True)
class Stated:
    """An output as the page states it.

    Attributes:
        step: the step whose output it is.
        first: the first of its statements that it may speak of.
        last: the last of them.
        lines: the lines of the page to be replaced when it is wrong; None if they can't be.
        before: what stands before the output on the first of those lines.
        after: what stands behind it there.
        sure: it is an output; else it is if it looks like one.
        inside: the line of the call of ``print`` that it belongs to, if that is in a function.
    """

    form: Form
    step: int
    first: int
    last: int
    said: str
    lines: tuple[int, int] | None
    before: str
    after: str = ""
    sure: bool = True
    inside: int = 0


@dataclass
class Script:
    """A section's steps and statements, in order."""

    steps: list[Step] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)


def script_of(parts: list[Part], lines: list[str]) -> Script:
    """What is to be run of a page (its lines are for what stands in prose), and what it states."""
    script = Script()
    code: int | None = None  # the step of the code that comes before, if nothing else has come
    for number, part in enumerate(parts):
        if part.kind == "code" and (tree := parsed(part.text)):
            code = len(script.steps)
            _add_code(script, number, part, tree)
        elif part.kind == "session":
            _add_session(script, number, part)
        elif code is not None and (stated := _below_code(script, code, part, lines)):
            script.stated.append(stated)
        if part.kind not in ("code", "prose"):
            code = None
    return script


def _add_code(script: Script, number: int, part: Part, tree: ast.Module) -> None:
    comments = list(comments_of(part.text, tree))
    subjects = {comment.last: comment.subject for comment in comments if not comment.inside}
    inside = tuple(comment.inside for comment in comments if comment.inside)
    subjects.setdefault(_count(tree) - 1, "")
    step = len(script.steps)
    script.steps.append(Step("code", number, part.text, subjects, inside))
    for comment in comments:
        start = part.first + comment.row
        script.stated.append(
            Stated(
                form="inline" if comment.inline else "comments",
                step=step,
                first=comment.first,
                last=comment.last,
                said=comment.said,
                lines=(start, start + comment.rows),
                before=part.margin + comment.before,
                sure=comment.sure,
                inside=comment.inside,
            )
        )
    for text, row in _docstrings(tree):
        _add_examples(script, number, "docstring", text, part, row)


def _count(tree: ast.Module) -> int:
    from hornbook.generate.sections.outputs.conductor import statements_of

    return len(statements_of(tree))


def _docstrings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Docstrings with a session, and the row of the block on which each begins."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            text = ast.get_docstring(node, clean=False)
            if text and ">>>" in text:
                yield text, node.body[0].lineno - 1


def _add_session(script: Script, number: int, part: Part) -> None:
    _add_examples(script, number, "session", part.text, part, 0)


def _add_examples(
    script: Script,
    number: int,
    kind: Literal["session", "docstring"],
    text: str,
    part: Part,
    row: int,
) -> None:
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:  # indented wrongly: it is no session
        return
    step = len(script.steps)
    sources = tuple(example.source for example in examples if parsed(example.source))
    if not examples or len(sources) < len(examples):
        return
    script.steps.append(Step(kind, number, examples=sources))
    block = part.text.split("\n")
    for index, example in enumerate(examples):
        first = row + example.lineno + example.source.count("\n")
        lines = (part.first + first, part.first + first + example.want.count("\n"))
        shown = block[row + example.lineno].strip() if row + example.lineno < len(block) else ""
        found = shown.endswith(">>> " + example.source.split("\n")[0].strip())
        script.stated.append(
            Stated(
                form="session",
                step=step,
                first=index,
                last=index,
                said=example.want,
                lines=lines if found and (kind == "session" or "\\" not in text) else None,
                before=part.margin + " " * example.indent,
            )
        )


def _below_code(script: Script, code: int, part: Part, lines: list[str]) -> Stated | None:
    """The output that a part states which follows a block: a block too, or "Output: 3"."""
    source = parsed(script.steps[code].source)
    last = _count(source) - 1 if source else 0
    if part.kind == "output":
        place = (part.first, part.last)
        return Stated("block", code, 0, last, part.text, place, part.margin)
    if part.kind == "prose" and part.last - part.first == 1:
        match = _PROSE.match(lines[part.first])
        if match and match["said"]:
            before, tick = match["before"] + match["tick"], match["tick"]
            place = (part.first, part.last)
            return Stated("prose", code, 0, last, match["said"], place, before, tick)
    return None
