import ast
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.code_exercises.blocks import fenced, read_statements
from hornbook.generate.code_exercises.reading import NoExercise, read_exercise
from hornbook.generate.exercise import Exercise


def test_an_exercise_has_the_columns_of_procedural_ones(
    exercise: Callable[[str], Exercise],
) -> None:
    found = exercise("count_values_over_limit")
    assert found.prompt == (
        "def count_values_over_limit(values: list[int], limit: int) -> int:\n"
        '    """Count the values that are greater than a limit."""\n'
    )
    assert found.solution == "    return sum(value > limit for value in values)\n"
    assert found.tests == (
        "def check(candidate):\n"
        "    assert candidate([1, 5, 9], 4) == 2\n"
        "    assert candidate([1, 5, 9], 5) == 1\n"
        "    assert candidate([], 3) == 0\n"
    )
    assert found.style == "plain/asked/typed"


def test_what_a_function_needs_stands_before_it(exercise: Callable[[str], Exercise]) -> None:
    prompt = exercise("has_a_function_beside_it").prompt
    assert prompt.startswith('VOWELS = "aeiou"\n\n\ndef begins(word: str) -> bool:\n')
    assert "unused" not in prompt
    assert exercise("puts_markdown_in_json").prompt.startswith("import math\n\n\ndef ")


def test_another_name_is_mended_everywhere(exercise: Callable[[str], Exercise]) -> None:
    found = exercise("is_called_otherwise")
    assert "middle_of_list" not in found.text + found.tests
    assert ">>> is_called_otherwise([3, 1, 2])\n" in found.prompt


def test_examples_are_tests(exercise: Callable[[str], Exercise]) -> None:
    assert "assert candidate([3, 1, 2]) == 1\n" in exercise("is_called_otherwise").tests


def test_what_is_torn_is_left_out(exercise: Callable[[str], Exercise]) -> None:
    assert "x y" not in exercise("ends_in_its_tests").tests


def test_a_docstring_from_a_stub_comes_to_the_solution(
    exercise: Callable[[str], Exercise],
) -> None:
    found = exercise("gives_its_body_later")
    assert found.text.endswith(
        '    """Return the smallest of the values, or zero where there is none."""\n'
        "    return min(values) if values else 0\n"
    )


@pytest.mark.parametrize(
    ("example", "lines"),
    [
        (">>> f(1)\n2", "    assert candidate(1) == 2\n"),
        (">>> x = 4\n>>> f(x)\n5", "    x = 4\n    assert candidate(x) == 5\n"),
        (">>> print(f(1))\n2", "    assert str(candidate(1)) == '2'\n"),
        (">>> f(0)", "    assert candidate(0) is None\n"),
        (">>> f(2)\nCounter({1: 2})", "    assert repr(candidate(2)) == 'Counter({1: 2})'\n"),
        (
            ">>> f(-1)\nTraceback (most recent call last):\nValueError: no",
            "    try:\n        candidate(-1)\n    except ValueError:\n        pass\n"
            "    else:\n        raise AssertionError('ValueError expected')\n",
        ),
    ],
)
def test_each_form_of_example_is_read(example: str, lines: str) -> None:
    indented = example.replace("\n", "\n    ")
    source = f'def f(x):\n    """Add one to x.\n\n    {indented}\n    """\n    return x + 1\n'
    found = read_exercise(source, "f")
    assert isinstance(found, Exercise)
    assert found.tests == "def check(candidate):\n" + lines


@pytest.mark.parametrize(
    ("tests", "lines"),
    [
        (
            "def check(candidate):\n    assert candidate(1) == 2",
            "check_given(candidate)",
        ),
        ("def test_one():\n    assert f(1) == 2", "test_one()"),
        ("for n in range(3):\n    assert f(n) == n + 1", "for n in range(3):"),
        ("cases = [(1, 2)]\nfor a, b in cases:\n    assert f(a) == b", "cases = [(1, 2)]"),
        ("if __name__ == '__main__':\n    assert f(1) == 2", "assert candidate(1) == 2"),
        ("import math\nassert math.isclose(f(1), 2)", "import math"),
        ("try:\n    assert f(1) == 2\nfinally:\n    print('done')", "try:"),
    ],
)
def test_each_form_of_test_is_read(tests: str, lines: str) -> None:
    source = f'def f(x):\n    """Add one to the number x."""\n    return x + 1\n\n{tests}\n'
    found = read_exercise(source, "f")
    assert isinstance(found, Exercise)
    assert f"    {lines}\n" in found.tests
    names: dict[str, object] = {}
    exec(found.text + found.tests + "\ncheck(f)", names)


def test_blocks_that_are_badly_fenced_are_found() -> None:
    assert [block.text for block in fenced("```\n```python\nx = 1\n```")] == ["x = 1\n"]
    assert [block.text for block in fenced("> ```py\nx = 1")] == ["x = 1\n"]
    assert [block.text for block in fenced("Hello\ndef f():\n    pass\n```\nBye")] == [
        "def f():\n    pass\n"
    ]
    assert not fenced("Nothing here.")


def test_statements_are_found_among_words_and_faults() -> None:
    source = "Well then:\nx = (1,\n2)\nassert x ==\ndef f():\n    return x\nSo it is."
    assert [text for _, text in read_statements(source, torn=False)] == [
        "x = (1,\n2)",
        "def f():\n    return x",
    ]


@given(st.text(alphabet="`\n #:()[]{}'\"\\x=defrtun0123é\0", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read_exercise(text, "f", truncated=True), NoExercise | Exercise)


def test_hostile_answers_are_read_in_no_time() -> None:
    for answer in ("```\n" * 5000, "(" * 20_000, "x x\n" * 3000, "```python\n" + "[" * 9000):
        assert isinstance(read_exercise(answer, "f"), NoExercise)


def test_a_prompt_and_its_solution_are_one_program(
    answers: dict[str, str],
) -> None:
    for name, answer in answers.items():
        found = read_exercise(answer, name, truncated=name.startswith("ends_in"))
        if isinstance(found, Exercise):
            ast.parse(found.text), ast.parse(found.prompt), ast.parse(found.tests)
            assert f"def {name}(" in found.prompt
