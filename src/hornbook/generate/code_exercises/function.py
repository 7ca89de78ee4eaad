"""The function that an answer is about: which it is, and what it needs."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.generate.code_exercises.blocks import Statement
from hornbook.generate.code_exercises.checks import (
    NO_DOCSTRING,
    Unfit,
    check_docstring,
    check_gives,
    check_harmless,
)
from hornbook.generate.code_exercises.scope import binds_at_top, free_in, is_test, names_in

NO_FUNCTION = "no function that parses"
OTHER_FUNCTION = "another function than was asked for"
TWO_FUNCTIONS = "defines the function twice, and differently"
NO_SOLUTION = "no solution in the function"


@dataclass(frozen=True)
class Function:
    """A function with a docstring and a body, as an answer has it.

    Attributes:
        name: its own.
        needs: imports and what else has to stand before it, in order.
        head: decorators, signature and docstring.
        body: what follows, indented.
        docstring: without the indentation.
        typed: whether its arguments or its result have annotations.
    """

    name: str
    needs: tuple[str, ...]
    head: str
    body: str
    docstring: str
    typed: bool

    @property
    def prompt(self) -> str:
        """What is to be completed."""
        imports = [text for text in self.needs if text.startswith(("import ", "from "))]
        others = [text for text in self.needs if text not in imports]
        top = ["\n".join(imports), *others]
        return "".join(f"{part}\n\n\n" for part in top if part) + self.head


def choose(statements: Sequence[Statement], wanted: str) -> str:
    """The name of the function that the answer is about: ``wanted``, or the only one there is.

    Raises:
        Unfit: when there is none, or several and none is called ``wanted``.
    """
    defined = {
        each.node.name: each.node
        for each in statements
        if isinstance(each.node, ast.FunctionDef) and not is_test(each.node, wanted)
    }
    if wanted in defined:
        return wanted
    if not defined:
        raise Unfit(NO_FUNCTION)
    used = {
        name
        for function, node in defined.items()
        for name in names_in(node)
        if name in defined and name != function
    }
    first = [name for name in defined if name not in used]
    if len(first) != 1 or any(wanted in names_in(each.node) for each in statements):
        raise Unfit(OTHER_FUNCTION, ", ".join(defined))
    return first[0]


def read_function(statements: Sequence[Statement], name: str) -> Function:
    """The function of that name, with all that it needs.

    Raises:
        Unfit: when it has no docstring or no body, is there twice, or does what exercises don't.
    """
    whole, documented = _definition(statements, name)
    docstring = ast.get_docstring(documented.node) or ""  # type: ignore[arg-type]
    check_docstring(docstring, name)
    needs = tuple(each.text for each in _needed(statements, whole))
    head, body = _parts(whole, documented)
    node = _defined(whole)
    for text in (*needs, whole.text):
        check_harmless(ast.parse(text))
    check_gives(node)
    typed = node.returns is not None or any(each.annotation for each in node.args.args)
    return Function(name, needs, head, body, docstring, typed)


def _definition(statements: Sequence[Statement], name: str) -> tuple[Statement, Statement]:
    """The definition with a body, and the one with the docstring; mostly they are one."""
    found = [
        each
        for each in statements
        if isinstance(each.node, ast.FunctionDef) and each.node.name == name
    ]
    whole = [each for each in found if not _is_stub(each.node)]
    if not whole:
        raise Unfit(NO_SOLUTION)
    if len({ast.dump(_undocumented(each)) for each in whole}) > 1:
        raise Unfit(TWO_FUNCTIONS)
    documented = [each for each in (*whole, *found) if ast.get_docstring(each.node)]  # type: ignore[arg-type]
    if not documented:
        raise Unfit(NO_DOCSTRING)
    return whole[0], documented[0]


def _body(node: ast.stmt) -> list[ast.stmt]:
    assert isinstance(node, ast.FunctionDef)
    return node.body[1:] if ast.get_docstring(node) is not None else node.body


def _is_stub(node: ast.stmt) -> bool:
    """Whether a function does nothing."""
    for statement in _body(node):
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                pass
            case ast.Raise(exc=ast.Name(id=error) | ast.Call(func=ast.Name(id=error))):
                if error != "NotImplementedError":
                    return False
            case _:
                return False
    return True


def _undocumented(each: Statement) -> ast.AST:
    """The function without its docstring and annotations, for comparing."""
    tree = ast.parse(each.text).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.body, tree.returns = _body(tree), None
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
    return tree


def _needed(statements: Sequence[Statement], whole: Statement) -> list[Statement]:
    """The other statements that bind what the function uses, directly or by each other."""
    wanted, needed = free_in(whole.node), set[int]()
    grown = True
    while grown:
        grown = False
        for number, each in enumerate(statements):
            binds = binds_at_top(each.node) - {_defined(whole).name}
            if number not in needed and binds & wanted:
                needed.add(number)
                wanted |= free_in(each.node)
                grown = True
    texts = [statements[number] for number in sorted(needed)]
    return list({each.text: each for each in texts}.values())


def _defined(each: Statement) -> ast.FunctionDef:
    assert isinstance(each.node, ast.FunctionDef)
    return each.node


def _parts(whole: Statement, documented: Statement) -> tuple[str, str]:
    """Signature with docstring, and body, of a function whose docstring may stand in another."""
    if whole is documented and (parts := _split_at(whole.text, _end_of_docstring(whole.text))):
        return parts
    tree = ast.parse(whole.text).body[0]
    assert isinstance(tree, ast.FunctionDef) and isinstance(documented.node, ast.FunctionDef)
    docstring = inspect.cleandoc(ast.get_docstring(documented.node) or "")
    tree.body = [ast.Expr(ast.Constant(docstring)), *_body(tree)]
    text = ast.unparse(ast.fix_missing_locations(tree))
    parts = _split_at(text, _end_of_docstring(text))
    assert parts is not None
    return parts


def _end_of_docstring(text: str) -> int | None:
    """The line in which a function's docstring ends; None where more stands in that line."""
    tree = ast.parse(text).body[0]
    assert isinstance(tree, ast.FunctionDef)
    end, body = tree.body[0].end_lineno or 0, tree.body[1:]
    alone = tree.lineno < tree.body[0].lineno and all(each.lineno > end for each in body)
    return end if alone else None


def _split_at(text: str, line: int | None) -> tuple[str, str] | None:
    if line is None:
        return None
    lines = text.splitlines()
    return "\n".join(lines[:line]) + "\n", "\n".join(lines[line:]).strip("\n") + "\n"
