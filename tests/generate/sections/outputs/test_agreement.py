import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.sections.outputs.agreement import (
    agrees,
    changes,
    remark_agrees,
    resembles,
    states_nothing,
)


@pytest.mark.parametrize(
    ("said", "actual"),
    [
        ("3", "3\n"),
        ("a  \n\nb", "a\n\nb   "),
        ("[1,2]", "[1, 2]"),
        ('"a"', "'a'"),
        ("{2, 1}", "{1, 2}"),
        ("[0, ..., 9]", "[0, 1, 9]"),
    ],
)
def test_outputs_that_read_the_same_agree(said: str, actual: str) -> None:
    assert agrees(said, actual) and remark_agrees(said, actual)


@pytest.mark.parametrize(
    ("said", "actual"),
    [("3", "4"), ("1", "True"), ("1.0", "1"), ("a", "'a'"), ("[1]", "(1,)"), ("a b", "a\nb")],
)
def test_other_outputs_do_not(said: str, actual: str) -> None:
    assert not agrees(said, actual)


@pytest.mark.parametrize(
    ("said", "actual"),
    [
        ("3 (three)", "3"),
        ("True because it is", "True"),
        ("'a '", "a "),
        ("`3`", "3"),
        ("3.14...", "3.14159"),
        ("about 3.1", "3.14159"),
        ("≈ 3", "3.14159"),
    ],
)
def test_remarks_may_quote_round_and_explain(said: str, actual: str) -> None:
    assert remark_agrees(said, actual)


@pytest.mark.parametrize(
    ("said", "actual"),
    [
        ("30", "3"),
        ("3, 4", "3"),
        ("3.5", "3"),
        ("about 3.2", "3.14159"),
        ("", "3"),
        ("3.1...", "3.2"),
    ],
)
def test_remarks_that_say_something_else_do_not_agree(said: str, actual: str) -> None:
    assert not remark_agrees(said, actual)


@given(st.text())
def test_an_output_agrees_with_itself(text: str) -> None:
    assert agrees(text, text) and agrees(text, text + "\n")
    assert states_nothing(text) or remark_agrees(text, text)


def test_a_likeness_is_a_claim() -> None:
    assert resembles("Hello, Bobby!", "Hello, Bob!")
    assert not resembles("call it twice", "Hello, Bob!")
    assert not resembles("anything", "")


def test_what_changes() -> None:
    assert (
        changes(["1"], ["2"]) and changes(["1"], []) and changes(["<f at 0x7f001122>"] * 1, ["x"])
    )
    assert changes(["<f at 0x7f001122>"], ["<f at 0x7f001122>"])
    assert not changes(["{'a', 'b'}"], ["{'b', 'a'}"]) and not changes(["0x0180FE"], ["0x0180FE"])
