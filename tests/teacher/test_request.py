from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.teacher import Answer, Request, chat

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_everything_that_changes_the_answer_changes_the_key() -> None:
    request = chat("Hello", max_tokens=5, temperature=0.5, seed=1)
    keys = {
        request.key("here"),
        request.key("there"),
        replace(request, sample=1).key("here"),
        replace(request, kind="completions").key("here"),
        chat("Hello!", max_tokens=5, temperature=0.5, seed=1).key("here"),
        chat("Hello", max_tokens=6, temperature=0.5, seed=1).key("here"),
        chat("Hello", max_tokens=5, temperature=0.6, seed=1).key("here"),
        chat("Hello", max_tokens=5, temperature=0.5, seed=2).key("here"),
        chat("Hello", max_tokens=5, temperature=0.5).key("here"),
        chat("Hello", max_tokens=5, temperature=0.5, seed=1, system="Be brief").key("here"),
        chat("Hello", max_tokens=5, temperature=0.5, seed=1, stop=["x"]).key("here"),
    }
    assert len(keys) == 11


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_order_of_a_payload_is_no_part_of_the_key(payload: dict[str, Any]) -> None:
    backwards = dict(reversed(payload.items()))
    assert Request(payload=payload).key("e") == Request(payload=backwards).key("e")


def test_a_chat_carries_the_system_prompt_first() -> None:
    request = chat("Hello", system="Be brief", max_tokens=5)
    assert [message["role"] for message in request.payload["messages"]] == ["system", "user"]
    assert "seed" not in request.payload


def test_both_kinds_of_completion_are_read() -> None:
    for body in (
        {"choices": [{"message": {"content": "Hi"}, "finish_reason": "length"}]},
        {"choices": [{"text": "Hi", "finish_reason": "length"}], "usage": None},
    ):
        answer = Answer.read(body, index=0, key="k", seconds=1, cached=False)
        assert (answer.text, answer.finish_reason, answer.prompt_tokens) == ("Hi", "length", 0)


def test_an_answer_without_text_is_empty() -> None:
    body = {"choices": [{"message": {"content": None}}]}
    assert Answer.read(body, index=0, key="k", seconds=1, cached=False).text == ""


@pytest.mark.parametrize(
    "body", [{}, {"choices": []}, {"choices": [3]}, {"choices": [{}]}, {"choices": None}]
)
def test_what_is_no_completion_is_told(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="isn't a completion"):
        Answer.read(body, index=0, key="k", seconds=1, cached=False)
