import ast
import contextlib
import io
import re

import pytest

from hornbook.generate.procedural import Draw, families
from hornbook.generate.procedural.author import lesson_author
from hornbook.generate.procedural.explain import explain
from hornbook.generate.procedural.lesson import FORMS, Lesson
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import body_of


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    pieces = lesson_author("lesson", Namer()).pieces(families()[::3], 60)
    return [piece for piece in pieces if isinstance(piece, Lesson)]


def code_of(lesson: Lesson) -> str:
    if lesson.form != "markdown":
        return lesson.text
    return "\n".join(re.findall(r"```python\n(.*?)```", lesson.text, re.DOTALL))


def test_all_forms_occur(lessons: list[Lesson]) -> None:
    assert {lesson.form for lesson in lessons} == set(FORMS)


def test_the_code_runs_and_prints_what_the_page_says(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        code = code_of(lesson)
        stated = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(code, {})
        assert stated
        for shown, printed in zip(stated, said.getvalue().splitlines(), strict=True):
            value = ast.literal_eval(shown)
            assert printed == str(value) or isinstance(value, set), lesson.text


def test_a_lesson_explains_and_exercises(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        (family,) = (f for f in families() if f.path == f"{lesson.topic}/{lesson.family}")
        assert family.title in lesson.text
        for exercise in lesson.exercises:
            assert exercise.text.rstrip() in lesson.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return total", "The function returns `total`."),
        ("count = 0", "`count` starts as `0`."),
        ("found = []", "`found` starts as an empty list."),
        ("count += 1", "`count` grows by `1`."),
        ("found.append(n)", "`n` is appended to `found`."),
        ("return sum(n for n in x)", "The function returns `sum(n for n in x)`."),
        ("if a:\n    return b", "If `a`, the function returns `b`."),
        ("raise ValueError(x)", "An error is raised."),
        ("yield n", "The function yields `n`."),
        ("def put(self):\n    return 1", "`put` is a method."),
    ],
)
def test_statements_are_put_into_words(body: str, said: str) -> None:
    assert explain(body)[0] == said


def test_every_solution_can_be_explained() -> None:
    for family in families():
        task = family.draw(Draw("explain"))
        for style in task.solutions:
            assert all(sentence.endswith(".") for sentence in explain(body_of(task, style)))
