from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.pipeline.stage import canonical
from hornbook.recipe import build, load
from hornbook.teacher import LocalTeacher, OpenAITeacher, Teacher
from hornbook.teacher.spec import OPENAI, read_teacher


def openai(text: str) -> OpenAITeacher:
    teacher = read_teacher(text)
    assert isinstance(teacher, OpenAITeacher)
    return teacher


def test_a_model_s_name_is_openai_s_with_the_usual_key() -> None:
    teacher = openai("gpt-5-mini")
    assert (teacher.base_url, teacher.model) == (OPENAI, "gpt-5-mini")
    assert teacher.key_variable == "OPENAI_API_KEY"
    assert openai("ft:gpt-4o-mini:me::x1").model == "ft:gpt-4o-mini:me::x1"


def test_an_address_is_any_endpoint_s_and_gets_no_key_of_openai_s() -> None:
    teacher = openai("http://localhost:8000/v1#Qwen/Qwen3-8B")
    assert (teacher.base_url, teacher.model) == ("http://localhost:8000/v1", "Qwen/Qwen3-8B")
    assert teacher.key_variable == ""
    assert openai("https://api.example.org/v1#m?key=THEIR_KEY").key_variable == "THEIR_KEY"


def test_local_is_the_default_teacher_to_the_letter() -> None:
    assert read_teacher("local") == LocalTeacher()
    assert canonical(LocalTeacher(), {}) == {"type": "LocalTeacher", "context_tokens": 2048}
    assert read_teacher("local?slots=2") == LocalTeacher(slots=2)


def test_a_gguf_file_is_a_local_teacher(tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(b"GGUF and more")
    assert read_teacher(f"{path}?context_tokens=512") == LocalTeacher(
        gguf=str(path), context_tokens=512
    )
    with pytest.raises(HornbookError, match=r"can't read the teacher's model .*no\.gguf"):
        read_teacher(str(tmp_path / "no.gguf"))


def test_options_are_the_teacher_s_or_go_into_the_payload() -> None:
    teacher = openai(
        "gpt-5-mini?rpm=500&temperature=null&reasoning_effort=low"
        '&chat_template_kwargs={"enable_thinking":false}'
    )
    assert teacher.rpm == 500
    assert json.loads(teacher.extra) == {
        "temperature": None,
        "reasoning_effort": "low",
        "chat_template_kwargs": {"enable_thinking": False},
    }


@pytest.mark.parametrize(
    "text",
    [
        "local",
        "local?slots=2",
        "gpt-5-mini",
        'gpt-5-mini?key=OTHER&reasoning_effort=low&seed=7&stop=["a"]&temperature=null',
        "http://localhost:8000/v1#Qwen/Qwen3-8B?in_flight=64&rpm=5.0",
        "o4-mini?limit_field=max_completion_tokens",
        'gpt-5-mini?user="7"',
    ],
)
def test_a_teacher_is_written_as_it_is_read(text: str) -> None:
    assert str(read_teacher(text)) == text


@given(
    st.dictionaries(st.from_regex(r"x[a-z]+", fullmatch=True), st.text("ab1 &={}\"'", max_size=6))
)
def test_whatever_is_added_survives_writing(extra: dict[str, str]) -> None:
    teacher = OpenAITeacher(base_url=OPENAI, model="m", extra=json.dumps(extra))
    assert read_teacher(str(teacher)) == teacher


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "isn't a teacher; write local, a path"),
        ("Qwen/Qwen3-8B", "isn't a teacher"),
        ("localhost:8000#m", "isn't a teacher"),
        ("two words", "isn't a teacher"),
        ("ftp://example.org/v1#m", "isn't an HTTP address"),
        ("http://localhost:8000/v1#", "isn't a teacher"),
        ("https://me:hunter2@example.org/v1#m", "holds a password"),
        ("https://me:hunter2@example.org/v1", "isn't a teacher"),
        ("gpt-5-mini?key=sk-hunter2", "hold a key, which would be written"),
        ("gpt-5-mini?api_key=hunter2&rpm=x", "hold a key"),
        ("gpt-5-mini?hunter2", "must be like"),
        ("local?temperature=1", "has no option temperature; it has: context_tokens, slots"),
        ("local?slots=many", "slots=many of .* isn't a number"),
        ("gpt-5-mini?rpm", "must be like"),
        ("gpt-5-mini?limit_field=max", "limit_field of the teacher gpt-5-mini"),
        ("gpt-5-mini?rpm=-1", "must be positive"),
    ],
)
def test_what_names_no_teacher_is_told(text: str, message: str) -> None:
    with pytest.raises(HornbookError, match=message) as raised:
        read_teacher(text)
    assert "\n" not in str(raised.value)
    assert "hunter2" not in str(raised.value)


@given(st.text(max_size=40))
def test_any_text_is_a_teacher_or_one_sentence(text: str) -> None:
    try:
        teacher = read_teacher(text)
    except HornbookError:
        return
    assert isinstance(teacher, Teacher)


def test_a_recipe_s_parameter_may_be_a_teacher(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        """
from dataclasses import dataclass
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.stage import Stage
from hornbook.teacher import LocalTeacher, Teacher

@dataclass(frozen=True, kw_only=True)
class Asks(Stage[Metrics]):
    teacher: Teacher

def recipe(author: Teacher = LocalTeacher()):
    return Asks(teacher=author)
"""
    )
    recipe = load(f"{path}:recipe")
    assert vars(build(recipe, []))["teacher"] == LocalTeacher()
    assert str(vars(build(recipe, ["author=gpt-5-mini"]))["teacher"]) == "gpt-5-mini"
    with pytest.raises(HornbookError, match="isn't a teacher"):
        build(recipe, ["author=no such/teacher"])
