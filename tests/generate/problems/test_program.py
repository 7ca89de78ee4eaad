import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hornbook.generate.problems.program import (
    ARGUMENTS,
    NO_NUMBERS,
    NO_PARSE,
    NO_QUESTION,
    NO_RESULT,
    TOO_SHORT,
    Unusable,
    WordProblem,
    in_format,
    prompt_of,
    read_problem,
    tidy_question,
    what_is_wrong,
)

QUESTION = "Ann has 3 boxes of 12 eggs each. How many eggs does she have?"


def function(body: str, head: str = "def solve():", question: str = QUESTION) -> str:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f'{head}\n    """{question}"""\n{lines}\n'


def read(source: str) -> WordProblem:
    found = read_problem(source)
    assert isinstance(found, WordProblem), found
    assert in_format(found.text)
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("result = 3 * 12\nreturn result", "result = 3 * 12\nreturn result"),
        ("eggs = 3 * 12\nreturn eggs", "eggs = 3 * 12\nresult = eggs\nreturn result"),
        ("return 3 * 12", "result = 3 * 12\nreturn result"),
        ("eggs = 3 * 12", "eggs = 3 * 12\nresult = eggs\nreturn result"),
        ("result = 36", "result = 36\nreturn result"),
        ("eggs = 36\nprint(eggs)", "eggs = 36\nresult = eggs\nreturn result"),
        (
            "# boxes first\nboxes = 3  # given\n\neggs = boxes * 12\nreturn eggs",
            "# boxes first\nboxes = 3  # given\n\neggs = boxes * 12\nresult = eggs\nreturn result",
        ),
        (
            "if 3 > 2:\n    result = 36\nelse:\n    result = 0\nreturn result",
            "if 3 > 2:\n    result = 36\nelse:\n    result = 0\nreturn result",
        ),
        ("eggs = 3; return eggs * 12", "eggs = 3\nresult = eggs * 12\nreturn result"),
    ],
)
def test_a_program_ends_by_setting_and_returning_its_result(body: str, expected: str) -> None:
    assert read(function(body)).body == expected


def test_a_name_is_replaced_and_a_needed_import_moves_inside() -> None:
    head = "import math\nimport os\ndef problem_7() -> float:"
    found = read(function("return math.ceil(7 / 2)", head))
    assert found.body == "import math\nresult = math.ceil(7 / 2)\nreturn result"
    assert found.text.startswith(f'def simple_math_problem() -> int:\n    """\n    {QUESTION}\n')


def test_a_script_becomes_a_function_under_the_question_that_was_asked() -> None:
    found = read_problem("boxes = 3\nprint(boxes * 12)", given=QUESTION)
    assert isinstance(found, WordProblem)
    assert found.body == "boxes = 3\nresult = boxes * 12\nreturn result"
    assert found.question == QUESTION


def test_a_string_of_several_lines_keeps_its_content() -> None:
    body = 'note = """one\n  two"""\nresult = len(note)\nreturn result'
    found = read(function(body).replace("    two", "  two"))
    assert "one" in found.body and ast.parse(found.body)
    assert "'one\\n" in found.body or '"""one' in found.body


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def f(:", NO_PARSE),
        ("def f():\n    return 36", NO_QUESTION),
        (function("return 5", question="How many are 5?"), TOO_SHORT),
        (
            function("return 5", question="How many eggs does poor old Ann have in her boxes?"),
            NO_NUMBERS,
        ),
        (function("return boxes * 12", head="def f(boxes):"), ARGUMENTS),
        (function("return boxes * 12", head="def f(boxes=3):"), ARGUMENTS),
        (function("pass"), NO_RESULT),
        (function(""), NO_RESULT),
        (function("return"), NO_RESULT),
        (function("return None"), NO_RESULT),
        (function("for i in range(3):\n    print(i)"), NO_RESULT),
        (function("..."), NO_RESULT),
    ],
)
def test_what_is_no_word_problem_says_why(source: str, reason: str) -> None:
    found = read_problem(source)
    assert isinstance(found, Unusable) and found.reason == reason
    assert found.source == source


@pytest.mark.parametrize(
    "text",
    [
        f"Problem 3: {QUESTION}",
        f"**Question:** {QUESTION}",
        f"4. {QUESTION}",
        f"{QUESTION}\n\nReturns:\n    int: the number of eggs",
        f"{QUESTION}\n>>> solve()\n36",
        f"{QUESTION}\nAnswer: 36",
        QUESTION.replace(". ", ".\n      "),
    ],
)
def test_a_question_loses_its_label_and_what_comes_after_it(text: str) -> None:
    assert tidy_question(text) == QUESTION


def test_numbers_may_be_words() -> None:
    assert not what_is_wrong("Ann has twice as many eggs as Bo, who has a dozen.")
    question = "Someone often has tension and therefore attends weightlifting lessons."
    assert what_is_wrong(question) == NO_NUMBERS


@given(st.text())
@example('He said """two""" and \\n, or \\')
def test_any_question_makes_a_docstring_that_reads_back(question: str) -> None:
    question = " ".join(question.split())
    text = WordProblem(question, "result = 1\nreturn result").text
    if not question or "\r" in text or not question.isprintable():
        return
    (made,) = ast.parse(text).body
    assert isinstance(made, ast.FunctionDef)
    assert (ast.get_docstring(made) or "").strip() == question
    assert prompt_of(question) == text[: len(prompt_of(question))]
    assert in_format(text)
