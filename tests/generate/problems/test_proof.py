from collections.abc import Iterator
from math import inf

import pytest

from hornbook.generate.problems.proof import (
    FAILS,
    MEMORY,
    NOT_A_NUMBER,
    NOT_FINITE,
    SLOW,
    TOO_LARGE,
    executed,
    outcomes,
)
from hornbook.sandbox import Limits, Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(limits=Limits(seconds=0.5), workers=2) as opened:
        yield opened


def giving(expression: str, before: str = "pass") -> str:
    return f"def simple_math_problem() -> int:\n    {before}\n    return {expression}\n"


@pytest.mark.parametrize("bundle", [1, 3])
def test_numbers_of_all_kinds_are_told_in_order(sandbox: Sandbox, bundle: int) -> None:
    wholes = [giving(str(number)) for number in range(20)]
    found = list(outcomes([*wholes, giving("7 / 2"), giving("36.0")], sandbox, bundle=bundle))
    assert [each.answer for each in found] == [*range(20), 3.5, 36]
    exact = giving("Fraction(7, 2)", "from fractions import Fraction")
    decimal = giving("Decimal('2.5')", "from decimal import Decimal")
    assert [each.answer for each in outcomes([exact, decimal], sandbox)] == [3.5, 2.5]


@pytest.mark.parametrize("bundle", [1, 4])
@pytest.mark.parametrize(
    ("program", "reason", "detail"),
    [
        (giving("'36'"), NOT_A_NUMBER, "str"),
        (giving("None"), NOT_A_NUMBER, "NoneType"),
        (giving("True"), NOT_A_NUMBER, "bool"),
        (giving("[36]"), NOT_A_NUMBER, "list"),
        (giving("1j"), NOT_A_NUMBER, "complex"),
        (giving("float('nan')"), NOT_FINITE, "nan"),
        (giving("1e308 * 10"), NOT_FINITE, "inf"),
        (giving("10 ** 16"), TOO_LARGE, ""),
        (giving("10 ** 9999"), TOO_LARGE, ""),
        (giving("1 / 0"), FAILS, "ZeroDivisionError"),
        (giving("eggs"), FAILS, "NameError"),
        (giving("int(input())"), FAILS, "EOFError"),
        (giving("1", "import os; os._exit(0)"), FAILS, ""),
        (giving("1", "print('x' * 2_000_000)"), FAILS, ""),
        (giving("1", "while True: pass"), SLOW, ""),
        (giving("len('x' * 10 ** 10)"), MEMORY, ""),
    ],
)
def test_what_comes_to_no_number_says_why(
    sandbox: Sandbox, program: str, reason: str, detail: str, bundle: int
) -> None:
    before, outcome, after = outcomes([giving("1"), program, giving("2")], sandbox, bundle=bundle)
    assert outcome.answer is None and outcome.reason == reason and detail in outcome.detail
    assert (before.answer, after.answer) == (1, 2)


def test_what_a_program_prints_is_not_its_answer(sandbox: Sandbox) -> None:
    talking = giving("2", """print('["answer", 7]', end="")""")
    assert [found.answer for found in outcomes([talking], sandbox)] == [2]
    texts = [giving("1"), giving("2", "print(7)"), giving("3")]
    assert [found.answer for found in outcomes(texts, sandbox, bundle=3)] == [1, 2, 3]


def test_pieces_stay_with_their_outcomes(sandbox: Sandbox) -> None:
    pieces = [("a", giving("1")), ("b", giving(str(inf))), ("c", giving("3"))]
    found = list(executed(pieces, lambda piece: piece[1], sandbox, bundle=2))
    assert [(piece[0], outcome.answer) for piece, outcome in found] == [
        ("a", 1), ("b", None), ("c", 3),
    ]  # fmt: skip
