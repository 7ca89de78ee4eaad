"""Trees forget what an author chooses freely, and nothing that the program does."""

import ast

import pytest

from hornbook.similarity import trees
from hornbook.similarity.trees import outer_functions, parse, program_tokens

PROGRAM = '''
from typing import List

def total(prices: List[int], rate: float = 0.5) -> float:
    """Add up."""
    result: float = 0  # start
    for price in prices:
        if price > 10 and len(prices) > 3:
            result += price * rate
    return round(result, 2)
'''
SAME = [
    ("names", PROGRAM.replace("price", "cost").replace("total", "f").replace("result", "acc")),
    ("docstring", PROGRAM.replace('"""Add up."""', '"""Sum\n    the prices."""')),
    ("no docstring", PROGRAM.replace('    """Add up."""\n', "")),
    ("comment", PROGRAM.replace("  # start", "")),
    ("hints", PROGRAM.replace(": List[int]", "").replace(": float", "").replace("-> float", "")),
    ("numbers", PROGRAM.replace("10", "99").replace("0.5", "7")),
    ("layout", ast.unparse(ast.parse(PROGRAM))),
]
DIFFERENT = [
    ("operator", PROGRAM.replace(" * ", " + ")),
    ("comparison", PROGRAM.replace("> 10", "< 10")),
    ("builtin", PROGRAM.replace("round(", "max(")),
    ("kind of constant", PROGRAM.replace("10", "'10'")),
    ("block", PROGRAM.replace("    return", "        return")),
    ("order", "def f(a, b):\n    g(a)\n    a = b\n    return a\n"),
]


@pytest.mark.parametrize(("what", "program"), SAME)
def test_what_an_author_chooses_freely_is_forgotten(what: str, program: str) -> None:
    assert program != PROGRAM
    assert program_tokens(program) == program_tokens(PROGRAM)


@pytest.mark.parametrize(("what", "program"), DIFFERENT)
def test_what_a_program_does_is_seen(what: str, program: str) -> None:
    assert program_tokens(program) not in (None, program_tokens(PROGRAM))


@pytest.mark.parametrize(
    ("shadowing", "plain"),
    [
        ("def f(sum):\n    return sum\n", "def f(total):\n    return total\n"),
        ("def f(x):\n    len = x\n    return len\n", "def f(x):\n    n = x\n    return n\n"),
        ("def sum(x):\n    return sum(x)\n", "def add(x):\n    return add(x)\n"),
        ("import a as sum\nsum()", "import a as b\nb()"),
        ("from a import sum\nsum()", "from a import b\nb()"),
        ("try:\n f()\nexcept E as id:\n g(id)", "try:\n f()\nexcept E as e:\n g(e)"),
        (
            "match x:\n  case [*map]: f(map)\n  case {**set}: set\n  case int: int",
            "match x:\n  case [*m]: f(m)\n  case {**s}: s\n  case i: i",
        ),
    ],
)
def test_a_builtin_that_is_bound_anew_is_a_variable(shadowing: str, plain: str) -> None:
    assert program_tokens(shadowing) == program_tokens(plain)


def test_methods_of_builtin_types_are_told_apart_and_others_are_not() -> None:
    assert program_tokens("a.sort()") != program_tokens("a.append()")
    assert program_tokens("a.first()") == program_tokens("a.second()")


def test_all_characters_are_single_bytes_and_distinct() -> None:
    tables = (trees._NODE, trees._OTHER, trees._BUILTIN, trees._METHOD)
    codes = [code for table in tables for code in table.values()]
    assert len(codes) == len(set(codes))
    assert max(map(ord, codes)) < 256


def test_every_node_of_this_python_is_in_the_table() -> None:
    leaves = (ast.expr_context, ast.mod, ast.type_ignore, ast.arguments, ast.arg, ast.AnnAssign)
    old = {"Num", "Str", "Bytes", "NameConstant", "Ellipsis", "Index", "ExtSlice", "AugLoad"}
    handled = {"Name", "Constant", "Attribute", "TypeVar", "ParamSpec", "TypeVarTuple", *old}
    names = {
        name
        for name, kind in vars(ast).items()
        if isinstance(kind, type) and issubclass(kind, ast.AST) and not issubclass(kind, leaves)
        if not kind.__subclasses__() and kind.__module__ in ("ast", "_ast")
    }
    assert names - handled <= trees._NODE.keys()


def test_outer_functions_lie_in_no_other_function() -> None:
    tree = parse(
        "import os\nclass A:\n    def one(self):\n        def inner(): pass\n        return inner\n"
        "if os:\n    async def two(): pass\n@wraps\ndef three(): return 1\n"
    )
    assert tree is not None
    found = [(node.name, node.lineno, node.end_lineno) for node in outer_functions(tree)]
    assert found == [("one", 3, 5), ("two", 7, 7), ("three", 9, 9)]


@pytest.mark.parametrize(
    "text",
    ["def f(:", "a\0b", "x" * (trees.LONGEST + 1), "(" * 5000, "\ud800", "-" * 100_000 + "1"],
)
def test_what_does_not_parse_is_none(text: str) -> None:
    assert program_tokens(text) is None


def test_deep_trees_and_bad_escapes_are_no_trouble() -> None:
    deep = "x = " + "+".join(["1"] * 900)
    assert program_tokens(deep) is not None
    assert program_tokens(r"x = '\d'") == program_tokens("x = 'd'")
