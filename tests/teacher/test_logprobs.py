from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.teacher import Answer
from hornbook.teacher.logprobs import Token, read_tokens

EXPECTED = (
    Token("Hi", -0.5, (("Hi", -0.5), ("Ho", -1.0))),
    Token("!", -0.25),
)
CHAT = {
    "content": [
        {
            "token": "Hi",
            "logprob": -0.5,
            "bytes": [72, 105],
            "top_logprobs": [
                {"token": "Hi", "logprob": -0.5, "bytes": None},
                {"token": "Ho", "logprob": -1.0},
            ],
        },
        {"token": "!", "logprob": -0.25, "top_logprobs": []},
    ],
    "refusal": None,
}
LISTS = {
    "tokens": ["Hi", "!"],
    "token_logprobs": [-0.5, -0.25],
    "top_logprobs": [{"Hi": -0.5, "Ho": -1.0}, None],
    "text_offset": [0, 2],
}


def body(logprobs: object) -> dict[str, Any]:
    return {"choices": [{"text": "Hi!", "logprobs": logprobs}]}


@pytest.mark.parametrize("shape", [CHAT, LISTS])
def test_both_shapes_say_the_same(shape: dict[str, Any]) -> None:
    assert read_tokens(body(shape)) == EXPECTED
    answer = Answer.read(body(shape), index=0, key="k", seconds=1, cached=False)
    assert answer.tokens == EXPECTED


@pytest.mark.parametrize("nothing", [None, {}, {"content": None}, {"content": []}])
def test_an_endpoint_without_them_gives_none(nothing: object) -> None:
    assert read_tokens(body(nothing)) == ()
    assert read_tokens({"choices": [{"text": "Hi"}]}) == ()


def test_the_first_token_of_an_echoed_prompt_has_none() -> None:
    shape = {"tokens": ["a", "b"], "token_logprobs": [None, -1.0]}
    assert read_tokens(body(shape)) == (Token("b", -1.0),)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["content", "tokens", "token_logprobs", "top_logprobs", "token"]), inner
        )
    ),
    max_leaves=10,
)


@given(JSON)
def test_whatever_stands_there_is_read_or_told(value: object) -> None:
    try:
        read_tokens(body(value))
    except ValueError as error:
        assert "log-probabilities" in str(error)
