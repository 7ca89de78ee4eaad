"""TinyGSM's format: a question as a docstring, and a program that works out its answer.

::

    def simple_math_problem() -> int:
        \"\"\"
        Ann has 3 boxes of 12 eggs. She uses 6 of the eggs. How many eggs are left?
        \"\"\"
        boxes = 3
        eggs = boxes * 12
        result = eggs - 6
        return result

What teachers write differs from it in many small ways; `read_problem` takes them all to this form
by their syntax tree, and keeps the comments.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

NAME = "simple_math_problem"
LEAST_WORDS = 8  # the shortest of GSM8K's 7,473 training questions has 9

NO_PARSE = "a program that doesn't parse"
NO_QUESTION = "a program without a question"
TOO_SHORT = "question too short"
NO_NUMBERS = "question without numbers"
ARGUMENTS = "the program takes arguments"
NO_RESULT = "no result at the end of the program"

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|thirds?"
    r"|quarters?|fifths?|twice|thrice|doubled?|triple|pair)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A[\s*#_>]*(?:(?:(?:math|word|new|similar)\s+)*"
    r"(?:problem|question|variant|variation|example|exercise)\s*#?\s*\d*\s*[*_]*\s*[:.)\-–]"
    r"|\(?\d{1,2}[.):](?=\s))[\s*_]*",
    re.IGNORECASE,
)
# Where a docstring goes on to say what is no part of the question.
_AFTERWARDS = re.compile(
    r"\s*(?:[*_]*(?:args|arguments|parameters|returns?|raises|solution|answer|explanation|output"
    r"|example|step \d+)[*_]*\s*:|>>>|:returns?:|:rtype|-{3,})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WordProblem:
    """A question, and the statements that end in ``return result``, not indented."""

    question: str
    body: str

    @property
    def prompt(self) -> str:
        """What a model completes."""
        return prompt_of(self.question)

    @property
    def solution(self) -> str:
        """The body as it stands in the function."""
        return textwrap.indent(self.body, "    ") + "\n"

    @property
    def text(self) -> str:
        """The whole function: what a model is trained on."""
        return self.prompt + self.solution


@dataclass(frozen=True)
class Unusable:
    """Why something isn't a word problem, in a phrase that many share, and what it was."""

    reason: str
    source: str = ""


def prompt_of(question: str) -> str:
    """A question as the beginning of the function that answers it."""
    quoted = question.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\0", "\ufffd")
    lines = "".join(f"    {line.strip()}\n" for line in quoted.splitlines() if line.strip())
    return f'def {NAME}() -> int:\n    """\n{lines}    """\n'


def read_problem(source: str, nearby: str = "", given: str = "") -> WordProblem | Unusable:
    """Take a function, or a script without one, to the format.

    Args:
        source: one function with the imports that it needs, or statements.
        nearby: a question for a program that has none as its docstring.
        given: the question, whatever the docstring says.
    """
    source = source.replace("\0", "\ufffd").expandtabs(4)
    module = parsed(source)
    if module is None:
        return Unusable(NO_PARSE, source)
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    within = functions[0] if functions else module
    if functions and any(ast.iter_child_nodes(functions[0].args)):
        return Unusable(ARGUMENTS, source)
    docstring = ast.get_docstring(within)
    question = given or tidy_question(docstring or nearby or _leading_comment(source))
    statements = within.body[1:] if docstring is not None else within.body
    imports = [node for node in module.body if functions and _is_import(node)]
    body = _body(source, statements, imports)
    if reason := what_is_wrong(question) or ("" if body else NO_RESULT):
        return Unusable(reason, source)
    return WordProblem(question, body)


def tidy_question(text: str) -> str:
    """A question on one line, without its number and without what follows it in a docstring."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if lines and _AFTERWARDS.match(line):
            break
        lines.append(line)
    return _LABEL.sub("", " ".join(" ".join(lines).split())).strip("*_ ")


def what_is_wrong(question: str) -> str:
    """TinyGSM's reasons to drop a question (2312.09241, appendix), or nothing."""
    if not question:
        return NO_QUESTION
    if len(question.split()) < LEAST_WORDS:
        return TOO_SHORT
    return "" if _NUMBER.search(question) else NO_NUMBERS


def in_format(text: str) -> bool:
    """Whether a text is one function as `WordProblem.text` has it."""
    module = parsed(text)
    match module and module.body:
        case [ast.FunctionDef(name=name) as function]:
            return (
                name == NAME
                and ast.get_docstring(function) is not None
                and ast.unparse(function).startswith(f"def {NAME}() -> int:")
                and ast.unparse(function.body[-1]) == "return result"
                and _sets_result(function.body[1:])
            )
    return False


def parsed(source: str) -> ast.Module | None:
    """The syntax tree, if there is one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no reason to speak up
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _body(source: str, statements: Sequence[ast.stmt], imports: Sequence[ast.stmt]) -> str:
    """The statements as text that ends in ``return result``, or nothing where none follows.

    The text is the source's own, comments included, if that means what it should; else what the
    syntax tree says.
    """
    *rest, last = [*statements] or [ast.Pass()]
    ending = _ending(last, rest)
    if not ending:
        return ""
    used = {node.id for statement in statements for node in ast.walk(statement)
            if isinstance(node, ast.Name)}  # fmt: skip
    needed = [ast.unparse(node) for node in imports if _binds(node) & used]
    tree = ast.Module([*rest], type_ignores=[])
    plain = "\n".join([*needed, *filter(None, [ast.unparse(tree)]), ending])
    commented = "\n".join([*needed, *_lines(source, rest, last), ending])
    again = parsed(commented)
    same = again is not None and ast.dump(again) == ast.dump(ast.parse(plain))
    return commented if same else plain


def _ending(last: ast.stmt, rest: Sequence[ast.stmt]) -> str:
    """What ends the program in place of its last statement."""
    match last:
        case ast.Return(value=ast.Name(id="result")) if _sets_result(rest):
            return "return result"
        case ast.Return(value=ast.expr() as value):
            pass
        case ast.Assign(targets=[ast.Name(id="result")], value=value):
            pass
        case ast.Assign(targets=[ast.Name()]) | ast.AugAssign(target=ast.Name()):
            name = ast.unparse(last.targets[0] if isinstance(last, ast.Assign) else last.target)
            return f"{ast.unparse(last)}\nresult = {name}\nreturn result"
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[value])):
            pass
        case ast.Expr(value=ast.Name() as value):
            pass
        case _:
            return ""
    if isinstance(value, ast.Constant) and value.value is None:
        return ""
    return f"result = {ast.unparse(value)}\nreturn result"


def _sets_result(statements: Sequence[ast.stmt]) -> bool:
    """Whether a statement, or one inside of it, binds the name ``result``."""
    return any(
        isinstance(node, ast.Name) and node.id == "result" and isinstance(node.ctx, ast.Store)
        for statement in statements
        for node in ast.walk(statement)
    )


def _lines(source: str, rest: Sequence[ast.stmt], last: ast.stmt) -> list[str]:
    """The source's lines of all statements but the last, and the comments before that."""
    lines = source.splitlines()
    first = rest[0].lineno if rest else getattr(last, "lineno", 1)
    start = first - 1
    while start > 0 and lines[start - 1].lstrip()[:1] in ("", "#"):
        start -= 1
    block = textwrap.dedent("\n".join(lines[start : getattr(last, "lineno", 1) - 1])).strip("\n")
    return [line.rstrip() for line in block.splitlines()]


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _binds(node: ast.stmt) -> set[str]:
    names = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
    return {(alias.asname or alias.name).split(".")[0] for alias in names}


def _leading_comment(source: str) -> str:
    lines = []
    for line in source.strip().splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return "\n".join(lines)
