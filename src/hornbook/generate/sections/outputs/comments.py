"""Outputs that comments state: ``print(f(3))  # 9``, ``f(3)  # -> 9``, ``# Output: 9`` below."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.generate.sections.outputs.conductor import statements_of
from hornbook.generate.sections.page import literal_value

# "Output:" and arrows announce an output whatever follows; verbs do if a value follows, because
# "# prints each item" is a remark.
_NOUN = r"(?:(?:expected |the )?(?:output|result|value|answer)s?(?: is| will be)?:|[-=]+>|→|⇒|>>>)"
_VERB = (
    r"(?:(?:this |it )?(?:will |should |would )?(?:print|output|return|give|display|equal|be)s?"
    r"|evaluates to|outputs?|(?:is |now )+|==?)"
)
_ANNOUNCED = re.compile(rf"(?P<noun>{_NOUN})\s*|(?P<verb>{_VERB}):?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Comment:
    """A comment that may state what statements print or give.

    Attributes:
        first: the first statement that it may speak of.
        last: the last one, which is the one before it.
        said: the output, without what announces it.
        sure: it states an output; else it does if it turns out to look like one.
        row: its line in the code, from 0.
        rows: how many lines it takes.
        before: what stands on its line before the output.
        subject: the name whose value it may give, if the statement has no value of its own.
        inside: the line, from 1, of the call of ``print`` that it stands behind, if that is inside
            of a function or a loop; its output may come at any time, or several times.
    """

    first: int
    last: int
    said: str
    sure: bool
    row: int
    rows: int
    before: str
    subject: str
    inside: int = 0

    @property
    def inline(self) -> bool:
        """Whether it stands behind code."""
        return not self.before.lstrip().startswith("#")


def comments_of(source: str, tree: ast.Module) -> Iterator[Comment]:
    """The comments of a block that may state outputs, in order."""
    statements = statements_of(tree)
    ends = {(node.end_lineno or 0) - 1: number for number, node in enumerate(statements)}
    found = _tokens(source)
    begun = 0  # the first statement that no comment of its own line has spoken of
    skipped = -1
    for row, column in found:
        if row <= skipped:
            continue
        line = source.split("\n")[row]
        if line[:column].strip():
            if row in ends and subject_of(statements[ends[row]]) is not None:
                comment = _inline(statements, ends[row], line, row, column)
            else:
                comment = _inside(tree, line, row, column)
            if comment:
                yield comment
            continue
        last = max((number for end, number in ends.items() if end < row), default=-1)
        close = row - 1 in ends
        if last < 0 or column != statements[last].col_offset:
            continue
        below = _below(found, source.split("\n"), row, column)
        if comment := _own_line(statements, (begun, last), below, row, column, close):
            begun = last + 1
            skipped = row + comment.rows - 1
            yield comment


def subject_of(node: ast.stmt) -> str | None:
    """The name that a statement gives a value to or whose method it calls; "" if it has none.

    None for statements that have neither a value nor a subject.
    """
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name
        case ast.Expr():
            return ""
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return None if isinstance(value, ast.Constant) else name
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
    return None


def _tokens(source: str) -> list[tuple[int, int]]:
    """Where comments begin: rows and columns, from 0."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                found.append((token.start[0] - 1, token.start[1]))
    except (tokenize.TokenError, SyntaxError):
        pass  # a continuation at the very end, say: what has been found is right
    return found


def _inline(
    statements: list[ast.stmt], number: int, line: str, row: int, column: int
) -> Comment | None:
    subject = subject_of(statements[number])
    if subject is None:
        return None
    said, marker, announced = _unmarked(line[column:], subject)
    sure = announced or literal_value(said) is not None
    if not said:
        return None
    before = line[:column] + marker
    return Comment(number, number, said, sure, row, 1, before, subject)


def _inside(tree: ast.Module, line: str, row: int, column: int) -> Comment | None:
    """An output behind a call of ``print`` that isn't a statement of the block itself."""
    said, marker, announced = _unmarked(line[column:], "")
    if not said or not (announced or literal_value(said)):
        return None
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"))) if node.end_lineno == row + 1:
                before = line[:column] + marker
                return Comment(0, 0, said, True, row, 1, before, "", inside=node.lineno)
    return None


def _own_line(
    statements: list[ast.stmt],
    span: tuple[int, int],
    lines: list[str],
    row: int,
    column: int,
    close: bool,
) -> Comment | None:
    """An announced output, on one line or on those after "Output:"; or a bare value."""
    subject = subject_of(statements[span[1]]) or ""
    said, marker, announced = _unmarked(lines[0][column:], subject)
    before = lines[0][:column] + marker
    if announced and not said and len(lines) > 1:
        texts = [line[column:].removeprefix("#") for line in lines[1:]]
        indent = " " if all(text[:1] in ("", " ") for text in texts) else ""
        said = "\n".join(text.removeprefix(indent) for text in texts)
        return Comment(*span, said, True, row, len(lines), before, subject)
    speaks = isinstance(statements[span[1]], ast.Expr)
    if said and (announced or (close and speaks and literal_value(said) is not None)):
        return Comment(*span, said, True, row, 1, before, subject)
    return None


def _below(found: list[tuple[int, int]], lines: list[str], row: int, column: int) -> list[str]:
    """The comment of a line and those right below it."""
    below = [lines[row]]
    places = set(found)
    while (row + 1, column) in places:
        row += 1
        below.append(lines[row])
    return below


def _unmarked(comment: str, subject: str) -> tuple[str, str, bool]:
    """What a comment says, what announces it ("# Output: "), and whether that leaves no doubt."""
    text = comment.lstrip("#").lstrip()
    match = _ANNOUNCED.match(text)
    if match is None and subject:
        match = re.match(rf"(?P<verb>{re.escape(subject)}\s*(?:==?|is(?: now)?|becomes)\s+)", text)
    if match is None:
        return _trimmed(comment, text, False)
    rest = text[match.end() :]
    if match["noun"] if "noun" in match.groupdict() else None:
        return _trimmed(comment, rest, True)
    return _trimmed(comment, rest, True) if literal_value(rest) else _trimmed(comment, text, False)


def _trimmed(comment: str, said: str, announced: bool) -> tuple[str, str, bool]:
    return said.rstrip(), comment[: len(comment) - len(said)], announced
