import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.problems.quantity import Quantity, Unfit, constant

numbers = st.integers(1, 40).map(constant)


def joined(parts: tuple[Quantity, str, Quantity]) -> Quantity:
    left, sign, right = parts
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "up":
            return left.rounded_up(right if right.value > 0 else 3)
        case "down":
            return left.rounded_down(right if right.value > 0 else 3)
    return left % (right if right.value > 0 else 3)


expressions = st.recursive(
    numbers,
    lambda inner: st.tuples(
        inner, st.sampled_from(["+", "-", "*", "%", "up", "down"]), inner
    ).map(joined),
    max_leaves=8,
)  # fmt: skip


@given(expressions)
def test_the_code_of_an_expression_has_its_value(quantity: Quantity) -> None:
    assert eval(quantity.code) == quantity.value


@given(numbers, numbers, numbers)
def test_an_exact_division_has_no_rest(a: Quantity, b: Quantity, c: Quantity) -> None:
    whole = (a * b // b) * c
    assert eval(whole.code) == whole.value == a.value * c.value


@pytest.mark.parametrize("divisor", [0, 4])
def test_what_leaves_a_rest_is_unfit(divisor: int) -> None:
    with pytest.raises(Unfit):
        constant(6) // divisor


def test_parentheses_are_put_only_where_they_are_needed() -> None:
    a, b, c = Quantity(8, "a"), Quantity(2, "b"), Quantity(3, "c")
    assert (a * b + c).code == "a * b + c"
    assert ((a + b) * c).code == "(a + b) * c"
    assert (a - (b + c)).code == "a - (b + c)"
    assert (a * (b * c)).code == "a * b * c"
    assert (a * ((a * b) // b)).code == "a * (a * b // b)"
    assert (100 - a + 1).code == "100 - a + 1"
    assert f"{Quantity(1200, 'x')} and {Quantity(5, 'y', shown='$5')}" == "1,200 and $5"
