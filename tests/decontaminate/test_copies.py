"""Planted copies are what their names say: changed there, and nowhere else."""

import random

import pytest

from hornbook import benchmark
from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.copies import (
    CHANGED,
    VERBATIM,
    copies,
    paraphrased,
    paraphrased_prose,
    renamed,
    renumbered,
)
from hornbook.similarity.trees import parse, program_tokens

PROGRAM = '''def total(prices):  # 3 of them
    """Return the sum of the list of 12 numbers.

    >>> total([1, 2])
    3
    """
    result = 0
    for price in prices:
        result += round(price.value, 2)
    return f"{result}"
'''
PROSE = "The list has 12 numbers. Find the sum of 3.5 and item2!"


def test_only_names_change() -> None:
    made = renamed(PROGRAM, random.Random(0))
    assert program_tokens(made) == program_tokens(PROGRAM)
    assert '"""Return the sum of the list of 12 numbers.' in made
    assert ".value" in made
    assert "round(" in made
    for name in ("prices", "price", "result"):
        assert f"{name} " not in made.replace('"""', "")
    assert made.count("\n") == PROGRAM.count("\n")


def test_only_numbers_change_in_the_docstring_too() -> None:
    made = renumbered(PROGRAM, random.Random(0))
    assert program_tokens(made) == program_tokens(PROGRAM)
    assert "list of 12 numbers" not in made
    assert "result = 0" not in made
    assert [line.split("(")[0] for line in made.splitlines()][:1] == ["def total"]


def test_only_the_docstring_and_comments_change() -> None:
    made = paraphrased(PROGRAM)
    assert "Give back that total belonging to that sequence belonging to 12 values." in made
    assert ">>> total([1, 2])" in made
    assert made.splitlines()[6:] == PROGRAM.splitlines()[6:]


def test_prose_keeps_its_numbers_and_signs() -> None:
    said = "That sequence has 12 values. Determine that total belonging to 3.5 as well as item2!"
    assert paraphrased_prose(PROSE) == said


def test_prose_has_all_forms_but_renaming() -> None:
    question = Problem(id="q", prompt=PROSE + "\n", solution="It is 15.", tests="")
    forms = dict(copies(question, random.Random(0)))
    assert list(forms) == ["item", "prompt", "solution", *(f for f in CHANGED if f != "renamed")]
    assert "12" not in forms["renumbered"]
    assert "3.5" in forms["renumbered"]
    assert "item2" in forms["renumbered"]


def test_copies_of_the_real_benchmark_parse_and_keep_their_trees() -> None:
    for problem in benchmark.load("humaneval"):
        forms = dict(copies(problem, random.Random(0)))
        assert set(forms) >= {*CHANGED, *VERBATIM} - {"docstring"}
        tokens = program_tokens(forms["item"])
        for form in CHANGED:
            assert parse(forms[form]) is not None, (problem.id, form)
            if form not in ("renumbered", "rewritten"):
                assert program_tokens(forms[form]) == tokens, (problem.id, form)


def test_copies_are_seeded() -> None:
    (problem, *_) = benchmark.load("humaneval")
    assert list(copies(problem, random.Random(5))) == list(copies(problem, random.Random(5)))


@pytest.mark.parametrize("text", ["x = 1\n\x0cy = 2\n", "def f():\n\treturn 1\n", "x = '\\d'\n"])
def test_odd_programs_are_no_trouble(text: str) -> None:
    odd = Problem(id="odd", prompt=text, solution="", tests="")
    for _, copy in copies(odd, random.Random(0)):
        assert copy.strip()
