"""Programs alike but for their names are one; programs that do different things aren't."""

import pytest

from hornbook.similarity.alpha import alpha_form

PROGRAM = '''
def total(values, start=0):
    """Add the values up."""
    for value in values:
        start += value  # one by one
    return print(start)
'''


@pytest.mark.parametrize(
    "other",
    [
        "def add(xs, s=0):\n  for x in xs:\n    s += x\n  return print(s)",
        "def total(a: list, b: int = (0)) -> int:\n    for c in a: b += c\n    return print(b)",
    ],
)
def test_names_layout_and_hints_make_no_difference(other: str) -> None:
    assert alpha_form(PROGRAM) == alpha_form(other) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start=0", "start=1"),
        ("+=", "-="),
        ("in values", "in start"),
        ("print", "len"),
        ("return print(start)", "print(start)"),
    ],
)
def test_what_a_program_does_makes_one(old: str, new: str) -> None:
    assert alpha_form(PROGRAM) != alpha_form(PROGRAM.replace(old, new))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("import numpy as np\nnp.sum(x)", "import numpy as n\nn.sum(x)"),
        ("def f():\n global g\n g = 1", "def h():\n global k\n k = 1"),
        ("def f(a): return a\nf(a=1)", "def g(b): return b\ng(b=1)"),
        ("try: x()\nexcept E as e: raise e", "try: x()\nexcept E as error: raise error"),
        ("match m:\n case {**rest}: rest", "match m:\n case {**more}: more"),
    ],
)
def test_every_way_to_give_a_name(one: str, other: str) -> None:
    assert alpha_form(one) == alpha_form(other)


def test_order_of_arguments_matters() -> None:
    assert alpha_form("def f(a, b): return a - b") != alpha_form("def f(a, b): return b - a")


@pytest.mark.parametrize("text", ["def f(:", "\0", "x = " + "(" * 500, "-" * 5000 + "1"])
def test_no_program_no_form(text: str) -> None:
    assert alpha_form(text) is None
