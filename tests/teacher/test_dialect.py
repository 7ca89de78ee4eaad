from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.teacher import Answer, Failure, OpenAITeacher, chat
from hornbook.teacher.client import Client

# The fixtures' types live in conftest, which importlib mode doesn't let tests import.
Endpoint = Any
Say = Any

LIMIT_REFUSED = (
    "Unsupported parameter: 'max_tokens' is not supported with this model. "
    "Use 'max_completion_tokens' instead."
)
TEMPERATURE_REFUSED = (
    "Unsupported value: 'temperature' does not support 0.2 with this model. "
    "Only the default (1) value is supported."
)


def ask(client: Client, count: int = 1, **more: Any) -> list[Answer | Failure]:
    requests = (chat(f"{n}", max_tokens=7, temperature=0.2, **more) for n in range(count))
    return list(client.complete(requests))


def test_an_endpoint_that_refuses_max_tokens_is_asked_the_other_way(
    endpoint: Endpoint, say: Say, open_client: Callable[[], Client], teacher: OpenAITeacher
) -> None:
    def reasoning_model(number: int, payload: dict[str, Any]) -> Say:
        if "max_tokens" in payload:
            return say(LIMIT_REFUSED, status=400)
        return say(f"within {payload['max_completion_tokens']}")

    endpoint.answer = reasoning_model
    with open_client() as client:
        assert [reply.text for reply in ask(client) if isinstance(reply, Answer)] == ["within 7"]
        assert all(isinstance(reply, Answer) for reply in ask(client, 4))
        assert client.usage.failures == 0
    assert sum("max_tokens" in payload for payload in endpoint.payloads) == 1
    with open_client() as client:  # one cache entry, whatever the field is called
        assert all(isinstance(reply, Answer) for reply in ask(client, 4))
        assert client.usage.requests == 0


def test_the_field_may_be_named_beforehand(
    endpoint: Endpoint, teacher: OpenAITeacher, tmp_path: Path
) -> None:
    with teacher.open(tmp_path) as client:
        ask(client)
    with replace(teacher, limit_field="max_completion_tokens").open(tmp_path) as client:
        ask(client)
        assert client.usage.cached == 1
        ask(client, 2)
    assert "max_tokens" not in endpoint.payloads[-1]
    assert endpoint.payloads[-1]["max_completion_tokens"] == 7


def test_a_sampling_parameter_that_isn_t_taken_ends_the_run_with_the_remedy(
    endpoint: Endpoint, say: Say, open_client: Callable[[], Client]
) -> None:
    endpoint.answer = lambda number, payload: say(TEMPERATURE_REFUSED, status=400)
    with open_client() as client, pytest.raises(HornbookError) as raised:
        ask(client, 50)
    assert "small-model doesn't take temperature=0.2; leave it out with ?temperature=null" in str(
        raised.value
    )
    assert len(endpoint.payloads) < 50


def test_what_extra_says_goes_along_or_is_left_out(
    endpoint: Endpoint, teacher: OpenAITeacher, tmp_path: Path
) -> None:
    extra = {"temperature": None, "chat_template_kwargs": {"enable_thinking": False}, "top_p": 0.5}
    with replace(teacher, extra=json.dumps(extra)).open(tmp_path) as client:
        ask(client)
    assert endpoint.payloads == [
        {
            "messages": [{"role": "user", "content": "0"}],
            "max_tokens": 7,
            "top_p": 0.5,
            "chat_template_kwargs": {"enable_thinking": False},
            "model": "small-model",
        }
    ]


def test_a_model_without_logprobs_refuses_the_request_and_not_the_key(
    endpoint: Endpoint, say: Say, open_client: Callable[[], Client]
) -> None:
    def answer(number: int, payload: dict[str, Any]) -> Say:
        if "logprobs" in payload:
            return say("You are not allowed to request logprobs from this model", status=403)
        return say("fine")

    endpoint.answer = answer
    with open_client() as client:
        (refused,) = ask(client, logprobs=True)
        assert isinstance(refused, Failure) and "logprobs" in refused.reason
        (answered,) = ask(client)
        assert isinstance(answered, Answer)
    endpoint.answer = lambda number, payload: say("bad key", status=403)
    with open_client() as client, pytest.raises(HornbookError, match="refused the key"):
        ask(client, logprobs=True)


@pytest.mark.parametrize("extra", ["[1]", "no", "{", "3"])
def test_an_extra_that_is_no_object_is_told(extra: str) -> None:
    with pytest.raises(HornbookError, match="isn't a JSON object"):
        OpenAITeacher(base_url="http://localhost/v1", model="m", extra=extra)
