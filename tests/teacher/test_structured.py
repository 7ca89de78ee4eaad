from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.teacher import (
    Answer,
    Failure,
    LocalTeacher,
    Request,
    ScriptedTeacher,
    chat,
    continuation,
)
from hornbook.teacher.client import Client, in_order
from hornbook.teacher.faults import Refused
from hornbook.teacher.schema import Misfit, is_strict, read_json
from hornbook.teacher.structured import RepairPrompt, Structured, complete_structured

POINT = {
    "type": "object",
    "properties": {"x": {"type": "integer"}, "y": {"type": "integer", "minimum": 0}},
    "required": ["x", "y"],
    "additionalProperties": False,
}


def asked(count: int) -> Iterator[Request]:
    return (chat(str(number), max_tokens=9) for number in range(count))


def turns(request: Request) -> list[str]:
    return [message["content"] for message in request.payload["messages"]]


def scripted(script: Callable[[Request], str]) -> ScriptedTeacher:
    return ScriptedTeacher(title=script.__qualname__, script=script)


def values(replies: Iterator[Structured | Failure]) -> list[Any]:
    return [
        (reply.value, reply.repairs) if isinstance(reply, Structured) else reply.reason
        for reply in replies
    ]


def test_values_come_in_order_and_repairs_are_requests_of_their_own(tmp_path: Path) -> None:
    def script(request: Request) -> str:
        said = turns(request)
        if int(said[0]) % 3:
            return f'{{"x": {said[0]}, "y": 1}}'
        return '{"x": 1}' if len(said) == 1 else '```json\n{"x": 0, "y": 0}\n```'

    for run in range(2):
        with scripted(script).open(tmp_path) as client:
            replies = list(complete_structured(client, asked(300), POINT, ordered=True))
            assert client.usage.requests == (400 if run == 0 else 0)  # repairs are kept too
        assert [reply.index for reply in replies] == list(range(300))
        got = values(iter(replies))
        assert got[:4] == [
            ({"x": 0, "y": 0}, 1),
            ({"x": 1, "y": 1}, 0),
            ({"x": 2, "y": 1}, 0),
            got[0],
        ]


def test_a_repair_shows_the_last_answer_and_what_is_wrong(tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def script(request: Request) -> str:
        seen.append(turns(request))
        return '{"x": 1, "y": -1}'

    with scripted(script).open(tmp_path) as client:
        got = values(complete_structured(client, asked(1), POINT, repairs=2))
    assert got == [
        "the answer doesn't fit the schema after 2 repairs: "
        "at ['y']: -1 is less than the minimum of 0"
    ]
    assert len(seen) == 2  # the second repair is the first one's request, which was answered
    assert seen[-1] == [
        "0",
        '{"x": 1, "y": -1}',
        "That answer can't be used: at ['y']: -1 is less than the minimum of 0.\n\nGive the whole "
        "answer again, corrected: only JSON that fits the schema, without any words around it.",
    ]


def test_a_slow_repair_holds_up_nobody(tmp_path: Path) -> None:
    def script(request: Request) -> str:
        if turns(request)[0] == "0":
            if len(turns(request)) > 1:
                time.sleep(0.5)
            return "no"
        return '{"x": 1, "y": 1}'

    arrived = []
    with ScriptedTeacher(title="slow", script=script).open(tmp_path) as client:
        for reply in complete_structured(client, asked(8), POINT, repairs=1):
            arrived.append(reply.index)
    assert arrived[-1] == 0 and sorted(arrived) == list(range(8))


def test_failures_are_failures_wherever_they_happen(tmp_path: Path) -> None:
    def script(request: Request) -> str:
        if turns(request)[0] == "0" or len(turns(request)) > 1:
            raise Refused("too rude")
        return "no"

    with scripted(script).open(tmp_path) as client:
        got = values(complete_structured(client, asked(2), POINT, ordered=True))
    assert got == ["too rude", "too rude"]


def test_what_was_cut_off_is_told_as_such(tmp_path: Path) -> None:
    def script(request: Request) -> dict[str, Any]:
        choice = {"message": {"content": '{"x": 1'}, "finish_reason": "length"}
        return {"choices": [choice]}

    with ScriptedTeacher(title="cut", script=script).open(tmp_path) as client:
        (reason,) = values(complete_structured(client, asked(1), POINT, repairs=0))
    assert reason.startswith("the answer doesn't fit the schema: it was cut off because it got too")


def test_the_schema_is_sent_along_unless_it_isn_t_to_be_enforced(tmp_path: Path) -> None:
    seen: list[Any] = []

    def script(request: Request) -> str:
        seen.append(request.payload.get("response_format"))
        return '{"x": 1, "y": 1}'

    with scripted(script).open(tmp_path) as client:
        list(complete_structured(client, asked(1), POINT))
        list(complete_structured(client, asked(1), POINT, enforce=False))
    shape = {"name": "answer", "schema": POINT, "strict": True}
    assert seen == [{"type": "json_schema", "json_schema": shape}, None]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "strong"}, r"schema 'answer' can't be used: \['type'\]: 'strong' is not valid"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, r"refers to '#/\$defs/b', which isn't in"),
        ({"$ref": "https://example.org/schema.json"}, "refers to 'https://example.org/schema"),
        ({"const": {1, 2}}, "isn't JSON"),
        ([], "is no JSON object"),
    ],
)
def test_a_schema_that_can_t_be_used_is_told(schema: Any, message: str, tmp_path: Path) -> None:
    with (
        ScriptedTeacher().open(tmp_path) as client,
        pytest.raises(HornbookError, match=message) as raised,
    ):
        list(complete_structured(client, asked(1), schema))
    assert "\n" not in str(raised.value)


def test_a_request_that_is_no_chat_is_told(tmp_path: Path) -> None:
    request = Request(payload={"prompt": "a", "max_tokens": 1}, kind="completions")
    with (
        ScriptedTeacher().open(tmp_path) as client,
        pytest.raises(HornbookError, match="needs a chat"),
    ):
        list(complete_structured(client, [request], POINT))


def test_a_repair_prompt_of_the_user_s_needs_its_slot(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("Again, please.")
    with (
        ScriptedTeacher().open(tmp_path) as client,
        pytest.raises(HornbookError, match=r"mine\.md has no slot {{ problem }}"),
    ):
        list(complete_structured(client, asked(1), POINT, template=str(path)))
    assert RepairPrompt.load("repair").slots == {"problem"}


def test_a_pydantic_model_is_a_schema_too(tmp_path: Path) -> None:
    pydantic = pytest.importorskip("pydantic")
    model = pydantic.create_model("Point", x=(int, ...), y=(int, ...))
    teacher = ScriptedTeacher(answers=('{"x": 1, "y": 2}',))
    with teacher.open(tmp_path) as client:
        ((point, _),) = values(complete_structured(client, asked(1), model))
    assert isinstance(point, model) and (point.x, point.y) == (1, 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2]}', {"a": [1, 2]}),
        ("  3\n", 3),
        ("Here you are:\n\n```json\n[1]\n```\nAnything else?", [1]),
        ("```\n{}\n```", {}),
        ('<think>\nPerhaps {"a": 1}?\n</think>\n{"a": 2}', {"a": 2}),
    ],
)
def test_json_is_read_bare_or_from_its_block(text: str, value: object) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("Sure! It is 3.", "isn't JSON"),
        ("```json\n{}\n```\n```json\n[]\n```", "several code blocks"),
        ("```json\n{'a': 1}\n```", "code block isn't JSON"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ("[" * 100_000, "isn't JSON"),
        ("1" * 10_000, "isn't JSON"),
        (r'"\ud800"', "half of a character"),
        ('__import__("os").getcwd()', "isn't JSON"),
    ],
)
def test_what_isn_t_json_to_the_letter_is_told(text: str, problem: str) -> None:
    with pytest.raises(Misfit, match=problem):
        read_json(text)


@given(st.text())
def test_any_text_is_a_value_or_a_misfit(text: str) -> None:
    try:
        json.dumps(read_json(text))
    except Misfit as misfit:
        assert str(misfit)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    )
)
def test_what_was_written_is_read(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(f"So:\n\n```json\n{json.dumps(value)}\n```\n") == value


def test_only_closed_objects_are_strict() -> None:
    assert is_strict(POINT)
    assert not is_strict({**POINT, "required": ["x"]})
    assert not is_strict({"type": "array", "items": {"type": "object"}})


def test_the_local_model_keeps_to_a_schema_and_fails_by_name_where_it_can_t(tmp_path: Path) -> None:
    person = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 12}, "age": {"enum": [7, 8, 9]}},
        "required": ["name", "age"],
        "additionalProperties": False,
    }
    requests = [chat(f"Name child {n}.", max_tokens=48, seed=n) for n in range(3)]
    impossible = {"type": "string", "minLength": 300}
    with LocalTeacher(slots=2).open(tmp_path) as client:
        for reply in complete_structured(client, requests, person, repairs=0):
            assert isinstance(reply, Structured)
            assert reply.value["age"] in (7, 8, 9) and len(reply.value["name"]) <= 12
        short = [chat("Say it.", max_tokens=8, seed=1)]
        (failed,) = complete_structured(client, short, impossible, repairs=1)
    assert isinstance(failed, Failure)
    assert failed.reason.startswith("the answer doesn't fit the schema after 1 repair: it was cut")


def test_the_local_model_tells_log_probabilities(tmp_path: Path) -> None:
    with LocalTeacher(slots=2).open(tmp_path) as client:
        for request in (
            chat("Say a digit.", max_tokens=2, temperature=0.0, logprobs=True, top_logprobs=5),
            continuation("One two", max_tokens=2, temperature=0.0, logprobs=5),
        ):
            (answer,) = in_order(client.complete([request]))
            assert isinstance(answer, Answer)
            assert "".join(token.text for token in answer.tokens) == answer.text
            for token in answer.tokens:
                assert len(token.alternatives) == 5
                assert token.logprob == max(logprob for _, logprob in token.alternatives)


def test_a_client_that_is_stopped_amid_repairs_ends(open_client: Callable[[], Client]) -> None:
    with open_client() as client:
        replies = complete_structured(client, asked(50), POINT)
        next(replies)
        replies.close()
