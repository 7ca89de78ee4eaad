import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.explanations.equations import false_equations

numbers = st.integers(-999, 999)


@given(numbers, st.integers(0, 999), st.sampled_from("+-×"), st.integers(-3, 3))
def test_exactly_the_wrong_ones_are_found(a: int, b: int, sign: str, off: int) -> None:
    value = {"+": a + b, "-": a - b, "×": a * b}[sign]
    found = false_equations(f"We see that {a} {sign} {b} = {value + off}, so it is.")
    assert bool(found) == bool(off)


@pytest.mark.parametrize(
    "text",
    [
        "2 + 3 × 4 = 14",
        "12 ÷ 5 = 2.4",
        "7 × 1 + 2 = 9; 9 - 9 = 0.",
        "(0 + 2 = 2)",
        "no 1 = 2 here, for it has no sign",
        "1 ÷ 4 = 0.25 and 6 * 7 = 42",
    ],
)
def test_true_ones_pass(text: str) -> None:
    assert false_equations(text) == []


@pytest.mark.parametrize("text", ["2 + 3 × 4 = 20", "3 ÷ 0 = 0", "0.1 + 0.2 = 0.31", "1 + 1 = 3."])
def test_false_ones_are_found(text: str) -> None:
    assert len(false_equations(text)) == 1
