import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.explanations.final_answer import (
    RIGHT,
    UNCHECKED,
    WRONG,
    checkable,
    equal,
    final_answer,
    verdict,
)

GOLDEN = [
    (r"So $x = 3$ and thus \boxed{42}.", "42"),
    ("First 3 + 4 = 7.\n#### 7", "7"),
    ("It takes 3 steps.\n\nAnswer: 12", "12"),
    ("It takes 3 steps.\n\n**Answer:** 12", "12"),
    ("It takes 3 steps.\n**Final answer: 12**", "12"),
    ("We add. Answer: 12", "12"),
    ("- Answer: yes", "yes"),
    ("Adding up gives 9. Therefore, the answer is 9.", "9"),
    ("The answer is not 3. The answer is 4, as we saw.", "4, as we saw"),
    ("The correct option is (B) 12 coins. It fits.", "(B) 12 coins"),
    ("The final answer is: **Tuesday**.", "Tuesday"),
    ("The answer to the question is 3.25.", "3.25"),
    ("So the answer is ) ] >.", ") ] >"),
    ("The answer is from 10:00 to 12:00.", "from 10:00 to 12:00"),
    ("42", "42"),
    ("(C)", "(C)"),
    ("yes, it follows", "yes, it follows"),
]


@pytest.mark.parametrize(("response", "found"), GOLDEN)
def test_answers_are_found(response: str, found: str) -> None:
    assert final_answer(response) == found


@pytest.mark.parametrize(
    "response",
    [
        "",
        "   ",
        "I am not sure what to say about this, since it could be 3 or 4 or 5.",
        "Let me think step by step. First, we have 3 apples. Then we buy 4.",
        "The answer depends on many things and can't be given here in a few words.",
        "The answer is not clear to me at all, so I would rather say nothing here.",
    ],
)
def test_nothing_is_guessed(response: str) -> None:
    assert final_answer(response) is None


def test_the_first_counts_where_a_response_is_to_begin_with_it() -> None:
    response = "The answer is (B) 4.\n\n(A) 3 is wrong: whoever says the answer is 3 forgets one."
    assert verdict(response, "(B) 4", ("3", "4"), first=True) == RIGHT
    assert verdict(response, "(B) 4", ("3", "4")) == WRONG


OPTIONS = ("brass key", "red kite", "key")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("(B)", "red kite"),
        ("B", "(B) red kite"),
        ("b) Red Kite", "red kite"),
        ("option B", "red kite"),
        ("the **red kite**", "(B) red kite"),
        ("red kite, which she got last", "red kite"),
        ("(A) brass key.", "brass key"),
        ("key", "(C) key"),
    ],
)
def test_options_are_equal_by_text_and_letter(given: str, answer: str) -> None:
    assert equal(given, answer, OPTIONS)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("(A)", "red kite"),
        ("(B) brass key", "red kite"),  # it contradicts itself
        ("keyhole", "key"),
        ("(H)", "key"),
        ("red", "red kite"),
        ("", "key"),
    ],
)
def test_other_options_are_not(given: str, answer: str) -> None:
    assert not equal(given, answer, OPTIONS)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("1,234", "1234"),
        ("7.0", "7"),
        ("$7", "7"),
        ("7 coins", "7"),
        ("Yes, because it is so.", "yes"),
        ("**True**", "true"),
        ("- true", "true"),
        ("-3", "-3.0"),
        ("The Red Kite.", "red kite"),
        ("“noissim”", "noissim"),
    ],
)
def test_open_answers_are_equal_however_they_are_dressed(given: str, answer: str) -> None:
    assert equal(given, answer)


@pytest.mark.parametrize(
    ("given", "answer"),
    [("7 of 9", "7"), ("17", "7"), ("-7", "7"), ("yesterday", "yes"), ("not true", "true"),
     ("noissimo", "noissim"), ("7 coins", "seven"), ("3.5", "3")],
)  # fmt: skip
def test_others_are_not(given: str, answer: str) -> None:
    assert not equal(given, answer)


@pytest.mark.parametrize("answer", ["7", "yes", "red kite", "2 × 2 × 2 × 3 × 5 × 7 × 11", "-1,000"])
def test_short_answers_can_be_checked(answer: str) -> None:
    assert checkable(answer)
    assert verdict(f"We think. The answer is {answer}.", answer) == RIGHT
    assert verdict("I wonder what it could be, and I wonder about it still.", answer) == WRONG


@pytest.mark.parametrize(
    "answer",
    [None, "", "  ", "The king had three sons, and the youngest was the wisest.", "a\nb", "x" * 99],
)
def test_texts_can_not(answer: str | None) -> None:
    assert verdict("The answer is yes.", answer) == UNCHECKED


def test_an_answer_that_is_no_option_can_not() -> None:
    assert verdict("The answer is 3.", "7", ("3", "4")) == UNCHECKED


@given(st.text(max_size=200), st.text(max_size=20), st.lists(st.text(max_size=9), max_size=4))
def test_no_text_breaks_it(response: str, answer: str, options: list[str]) -> None:
    for first in (False, True):
        assert verdict(response, answer, options, first=first) in (RIGHT, WRONG, UNCHECKED)
