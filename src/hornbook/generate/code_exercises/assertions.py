"""The tests of an answer, in whichever form they come, as one ``check(candidate)``.

Assertions, functions that are called ``test_…`` or ``check``, methods of a ``unittest.TestCase``,
``pytest.raises``, and the examples of a docstring.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterable, Iterator, Sequence

from hornbook.generate.code_exercises.blocks import Statement, parsed
from hornbook.generate.code_exercises.checks import Unfit, check_harmless
from hornbook.generate.code_exercises.frameworks import (
    defined,
    expected_error,
    plain,
    raising,
    test_methods,
)
from hornbook.generate.code_exercises.scope import binds_at_top, bound_by, is_test, names_in

NO_TESTS = "no tests that parse"
NO_CALL = "its tests never call the function"
REBINDS = "its tests define the function again"
BROKEN_EXAMPLES = "examples in its docstring that can't be read"

_CANDIDATE = "candidate"


def read_tests(statements: Sequence[Statement], docstring: str, name: str) -> str:
    """The source of ``check(candidate)``.

    Args:
        statements: of the whole answer; the function's own are passed over.
        docstring: of the function.
        name: of the function.

    Raises:
        Unfit: when there are none, or they test something else.
    """
    body = [*_examples(docstring), *_body([each.node for each in statements], name)]
    if not any(
        isinstance(node, ast.Assert | ast.Raise) for each in body for node in ast.walk(each)
    ):
        raise Unfit(NO_TESTS)
    for each in body:
        if {name, _CANDIDATE} & bound_by(each) - _arguments(each):
            raise Unfit(REBINDS)
        check_harmless(each)
    body = [_Renamed(name).visit(each) for each in body]
    if not any(_CANDIDATE in names_in(each) for each in body):
        raise Unfit(NO_CALL)
    return written(body)


def written(body: Iterable[ast.stmt]) -> str:
    """The source of a ``check`` with this body; assertions that stand in it twice do so once."""
    once: list[ast.stmt] = []
    said: set[str] = set()
    for each in body:
        text = ast.unparse(ast.fix_missing_locations(each))
        if text not in said or not isinstance(each, ast.Assert):
            once.append(each)
        said.add(text)
    return ast.unparse(ast.fix_missing_locations(defined("check", [_CANDIDATE], once))) + "\n"


class _Renamed(ast.NodeTransformer):
    """Calls the function by the name that ``check`` has for it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(_CANDIDATE, node.ctx) if node.id == self.name else node


def _body(nodes: Sequence[ast.stmt], name: str) -> Iterator[ast.stmt]:
    """The statements that test, and those that they need."""
    for node in nodes:
        match node:
            case ast.FunctionDef() if is_test(node, name):
                yield from _function(node)
            case ast.ClassDef(bases=bases) if any("TestCase" in ast.unparse(b) for b in bases):
                yield from test_methods(node)
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                yield from _body(node.body, name)
            case ast.With() | ast.For() | ast.Try() if name in names_in(node) and _asserts(node):
                yield from plain([node])
            case ast.Expr(value=ast.Call(func=ast.Name(id=called))) if called == name:
                yield node
            case _ if _is_needed(node, nodes, name):
                yield node


def _is_needed(node: ast.stmt, nodes: Sequence[ast.stmt], name: str) -> bool:
    """Whether it asserts something, or binds a name that a test uses."""
    match node:
        case ast.Assert(test=test):
            return bool(names_in(test))
        case (
            ast.FunctionDef()
            | ast.ClassDef()
            | ast.Import(names=[ast.alias("pytest" | "unittest")])
        ):
            return False
    binds = binds_at_top(node)
    return any(
        binds & names_in(each)
        for each in nodes
        if each is not node and (not isinstance(each, ast.FunctionDef) or is_test(each, name))
    )


def _asserts(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Assert) or expected_error(each) for each in ast.walk(node))


def _arguments(node: ast.AST) -> set[str]:
    return {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}


def _function(node: ast.FunctionDef) -> Iterator[ast.stmt]:
    """A test function without arguments, or with the candidate as its only one, and its call."""
    arguments = [each.arg for each in node.args.args]
    body = plain(node.body)
    if node.decorator_list or len(arguments) > 1 or not any(map(_asserts_now, body)):
        return
    called = "check_given" if node.name == "check" else node.name
    yield defined(called, arguments, body)
    yield from ast.parse(f"{called}({_CANDIDATE if arguments else ''})").body


def _asserts_now(node: ast.stmt) -> bool:
    return any(isinstance(each, ast.Assert | ast.Raise) for each in ast.walk(node))


def _examples(docstring: str) -> Iterator[ast.stmt]:
    """The examples of a docstring as assertions."""
    try:
        examples = doctest.DocTestParser().get_examples(docstring)
    except ValueError:
        raise Unfit(BROKEN_EXAMPLES) from None
    for example in examples:
        tree = parsed(example.source)
        if tree is None:
            raise Unfit(BROKEN_EXAMPLES, example.source.strip())
        match tree.body:
            case [ast.Expr(value=value)]:
                yield _example(value, example)
            case statements:
                yield from statements


def _example(value: ast.expr, example: doctest.Example) -> ast.stmt:
    code, want = ast.unparse(value), example.want.strip()
    match value:
        case ast.Call(func=ast.Name(id="print"), args=[argument], keywords=[]):
            source = f"assert str({ast.unparse(argument)}) == {want!r}"
        case _ if example.exc_msg:
            error = example.exc_msg.partition(":")[0].strip()
            if not error.isidentifier():
                raise Unfit(BROKEN_EXAMPLES, example.exc_msg)
            return raising(error, [ast.Expr(value)])
        case _ if not want:
            source = f"assert ({code}) is None"
        case _ if _is_literal(want):
            source = f"assert {code} == {want}"
        case _:
            source = f"assert repr({code}) == {want!r}"
    return ast.parse(source).body[0]


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
    return True
