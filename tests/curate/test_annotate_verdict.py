from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.curate.annotate_verdict import Score, Unjudged, expected_score, written_score
from hornbook.teacher.logprobs import Token


@pytest.mark.parametrize(
    "text",
    [
        '{"score": 3}',
        '```json\n{"reason": "fair", "score": 3}\n```',
        "3",
        " 3.0 ",
        "Score: 3",
        "It is short.\n\n**Score:** 3/5",
        "**Final score: 3 out of 5**",
        "- Score = 3 points.",
        "Score: 3\nScore: 3",
        "<think>Perhaps 4?</think>\nScore: 3",
    ],
)
def test_a_stated_score_is_read(text: str) -> None:
    assert written_score(text) == Score(3.0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no score in the answer"),
        ("The code gets a score of 3 points, since 3 is fair.", "no score in the answer"),
        ("Score: 3\nScore: 4", "several scores that differ"),
        ("Score: 7", "a score outside 0 to 5"),
        ('{"score": -1}', "a score outside 0 to 5"),
        ("Score: 2.5", "a score that is no whole number"),
        ("Score: 3/10", "a score on another scale than 0 to 5"),
        ('{"score": "3"}', "JSON without a score"),
        ('{"score": true}', "JSON without a score"),
        ("{}", "JSON without a score"),
        ("True", "no score in the answer"),
        ("int('3')", "no score in the answer"),
    ],
)
def test_what_states_none_says_why(text: str, reason: str) -> None:
    assert written_score(text) == Unjudged(reason)


@given(st.text() | st.from_regex(r"(Score[:= ]*[0-9/. *]*\n?)+", fullmatch=True))
def test_any_answer_is_a_score_or_a_reason(text: str) -> None:
    match written_score(text):
        case Score(value=value):
            assert value in range(6)
        case Unjudged(reason=reason):
            assert reason


def test_a_hostile_answer_takes_no_time() -> None:
    started = time.perf_counter()
    for text in ("score" + " " * 200_000, "*" * 200_000, "[" * 200_000, "Score: " + "9" * 5_000):
        assert isinstance(written_score(text), Unjudged)
    assert time.perf_counter() - started < 2


def token(text: str, **alternatives: float) -> Token:
    others = {name.removeprefix("_"): math.log(share) for name, share in alternatives.items()}
    return Token(text, math.log(0.5), tuple(others.items()))


def numbers(score: Score | Unjudged) -> tuple[float, float | None]:
    assert isinstance(score, Score)
    return score.value, score.coverage


def test_scores_are_weighted_where_one_was_written() -> None:
    tokens = [Token('{"', -0.1, (("5", -0.1),)), token("2", _2=0.5, _3=0.25, x=0.25), token("}")]
    assert numbers(expected_score(tokens)) == pytest.approx((7 / 3, 0.75))


def test_spellings_of_one_score_count_together() -> None:
    alternatives = (("4", math.log(0.25)), (" 4", math.log(0.25)), (' "1', math.log(0.5)))
    score = expected_score([Token("4", math.log(0.25), alternatives)])
    assert numbers(score) == pytest.approx((2.5, 1.0))


def test_a_token_without_alternatives_is_a_certain_score() -> None:
    assert numbers(expected_score([Token(" 3", -0.7)])) == pytest.approx((3.0, math.exp(-0.7)))


@pytest.mark.parametrize(
    ("tokens", "reason"),
    [
        ([], "no token of the answer is a score"),
        ([Token("The", -0.1, (("3", -3.0),))], "no token of the answer is a score"),
        ([Token("7", -0.1)], "no token of the answer is a score"),
        ([Token("3", math.nan)], "scores without a probability"),
        ([Token("3", -math.inf)], "scores without a probability"),
    ],
)
def test_what_has_no_score_says_why(tokens: list[Token], reason: str) -> None:
    assert expected_score(tokens) == Unjudged(reason)


@given(
    st.lists(
        st.builds(
            Token,
            st.sampled_from(["0", "5", " 3", "x", "17", "-1"]),
            st.floats(),
            st.lists(st.tuples(st.sampled_from(["0", "5", "2", "y"]), st.floats())).map(tuple),
        ),
        max_size=3,
    )
)
def test_an_expected_score_is_between_the_lowest_and_the_highest(tokens: list[Token]) -> None:
    match expected_score(tokens):
        case Score(value=value, coverage=coverage):
            assert 0 <= value <= 5
            assert coverage is not None and 0 < coverage <= 1
        case Unjudged(reason=reason):
            assert reason
