from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.curate.parse import parse, parse_excerpt

CODE = '''
class Stack:
    """Last in,
    first out.
    """

    def push(self, value):
        if value is not None:
            self.items.append(
                [value, {"a": 1}],
            )
        return self


def total(values):
    """Sum of the values."""
    result = 0
    for value in values:
        result += value
    return result
'''


@given(st.integers(min_value=2, max_value=CODE.count("\n")))
def test_any_cut_at_a_line_still_parses(lines: int) -> None:
    excerpt = "\n".join(CODE.split("\n")[:lines])
    assert parse_excerpt(excerpt)


def test_a_cut_keeps_what_came_before() -> None:
    cut = CODE[: CODE.index("    return result")]
    body = parse_excerpt(cut)
    assert body is not None
    names = [node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert names == ["Stack", "total"]
    table = parse_excerpt("WIDTHS = [\n    (1, 2),\n    (3, 4),")
    assert table is not None and ast.unparse(table[0]) == "WIDTHS = [(1, 2), (3, 4)]"


@pytest.mark.parametrize("text", ["def f(:", "x = \0", "print 'hello'", "(" * 10_000, "1 +"])
def test_what_is_no_python_gives_none(text: str) -> None:
    assert parse(text) is None


def test_strange_escapes_do_not_warn() -> None:
    assert parse("x = '\\d'") is not None
