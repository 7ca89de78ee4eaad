import pytest

from hornbook.generate.answers import CUT_OFF
from hornbook.generate.problems.program import (
    ARGUMENTS,
    NO_NUMBERS,
    NO_PARSE,
    NO_QUESTION,
    NO_RESULT,
    TOO_SHORT,
    Unusable,
    WordProblem,
)
from hornbook.generate.problems.reading import NOT_ASKING, read_problems, read_questions

EGGS = "Ann has 3 boxes of 12 eggs each. How many eggs does she have?"
COINS = "Bo had 20 coins and lost a quarter of them. How many coins are left?"
EGGS_CODE = f'def simple_math_problem():\n    """{EGGS}"""\n    return 3 * 12'
COINS_CODE = (
    f'def simple_math_problem():\n    """{COINS}"""\n    result = 20 - 20 // 4\n    return result'
)


SCRIPT = "boxes = 3\nprint(boxes * 12)"


def fenced(*codes: str) -> str:
    return "\n\n".join(f"```python\n{code}\n```" for code in codes)


def said(answer: str, *, truncated: bool = False) -> list[str]:
    """The questions of an answer, or the reasons against them."""
    return [
        found.question if isinstance(found, WordProblem) else found.reason
        for found in read_problems(answer, truncated=truncated)
    ]


@pytest.mark.parametrize(
    "answer",
    [
        fenced(EGGS_CODE, COINS_CODE),
        fenced(f"{EGGS_CODE}\n\n\n{COINS_CODE}"),
        f"Sure! Two:\n\n1. First\n\n{fenced(EGGS_CODE)}\n\n2. Second\n\n{fenced(COINS_CODE)}",
        f"{EGGS_CODE}\n\n{COINS_CODE}\n\nI hope that these help!",
        fenced(f"{EGGS_CODE}\nprint(simple_math_problem())\n{COINS_CODE}\nThat was it."),
        f"1. {EGGS}\n\n   ```python\n   def f():\n       return 36\n   ```\n\n"
        f"2. {COINS}\n\n   ```python\n   def f():\n       return 15\n   ```",
        f"**Problem 1:** {EGGS}\n\n{fenced(SCRIPT)}\n\n"
        f"**Problem 2:** {COINS}\n\nThe program:\n\n{fenced('result = 15')}",
        fenced(f"# {EGGS}\ndef one():\n    return 36\n\n# {COINS}\ndef two():\n    return 15"),
        f"~~~\n{EGGS_CODE}\n~~~\n\n```py\n{COINS_CODE}\n```",
        fenced(EGGS_CODE, COINS_CODE).replace("\n", "\r\n"),
        fenced(EGGS_CODE.replace("    ", "\t"), COINS_CODE),
    ],
)
def test_problems_are_found_in_every_form(answer: str) -> None:
    assert said(answer) == [EGGS, COINS]


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        ("", []),
        ("The answer is 36.", []),
        ("def ", []),
        (fenced("def f(:\n    return 1"), [NO_PARSE]),
        (fenced("The answer is thirty-six eggs."), [NO_PARSE]),
        (fenced("def f():\n    return 36"), [NO_QUESTION]),
        (fenced("print('hello')"), [NO_QUESTION]),
        (fenced(EGGS_CODE.replace(EGGS, "(the question)")), [TOO_SHORT]),
        (fenced(EGGS_CODE.replace(EGGS, "How many eggs has Ann got in her boxes?")), [NO_NUMBERS]),
        (fenced(EGGS_CODE.replace("problem()", "problem(n)")), [ARGUMENTS]),
        (fenced(EGGS_CODE.replace("return 3 * 12", "pass")), [NO_RESULT]),
        (
            fenced(EGGS_CODE.replace("return 3 * 12", "a = 3\n    (the steps)\n    return a")),
            [NO_PARSE],
        ),
        (fenced(EGGS_CODE.partition("    return")[0]), [NO_RESULT]),
        (fenced(EGGS_CODE.replace('?"""', "?")), [NO_PARSE]),
        (fenced("class Eggs:\n    boxes = 3"), [NO_QUESTION]),
        (fenced("async def f():\n    return 1"), [NO_QUESTION]),
        (fenced(f"{EGGS_CODE}\n\ndef f(:\n    return 1"), [EGGS, NO_PARSE]),
        (fenced("def f():\n" + "    x = 1\n" * 300), [NO_QUESTION]),
        (fenced("\0"), [NO_PARSE]),
        (fenced("(" * 1000), [NO_PARSE]),
    ],
)
def test_a_broken_answer_says_what_is_wrong(answer: str, reasons: list[str]) -> None:
    assert said(answer) == reasons


@pytest.mark.parametrize("closed", [True, False])
def test_the_last_problem_of_a_torn_answer_is_given_up(closed: bool) -> None:
    torn = f"{fenced(EGGS_CODE)}\n\n```python\n{COINS_CODE.removesuffix('    return result')}"
    assert said(torn, truncated=True) == [EGGS, CUT_OFF]
    assert said(torn + "\n```\n" * closed) == [EGGS, COINS]


def test_every_function_of_a_block_keeps_the_imports_that_it_needs() -> None:
    code = f"import math\n\n{EGGS_CODE}\n\n{COINS_CODE.replace('20 // 4', 'math.ceil(20 / 4)')}"
    eggs, coins = read_problems(fenced(code))
    assert isinstance(eggs, WordProblem) and "import" not in eggs.body
    assert isinstance(coins, WordProblem) and coins.body.startswith("import math\n")


def test_a_question_that_was_given_stands_above_every_program() -> None:
    found = next(read_problems(fenced("def f():\n    return 36"), question=EGGS))
    assert isinstance(found, WordProblem) and found.question == EGGS


@pytest.mark.parametrize(
    "answer",
    [
        f"1. {EGGS}\n2. {COINS}",
        f"Here are two variants:\n\n1) {EGGS}\n\n2) {COINS}\n\nI hope this helps!",
        f"- {EGGS}\n- {COINS}",
        f"**Variant 1:** {EGGS}\n\n**Variant 2:** {COINS}",
        f"### Variant 1\n\n{EGGS}\n\n### Variant 2\n\n{COINS}",
        f"{EGGS}\n\n{COINS}",
    ],
)
def test_questions_are_found_in_every_form(answer: str) -> None:
    assert list(read_questions(answer)) == [EGGS, COINS]


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        ("", []),
        ("I like eggs.", []),
        ("1. Why?", [TOO_SHORT]),
        ("1. How many eggs has Ann got in all of her boxes?", [NO_NUMBERS]),
        ("1. Andy walks 140 meters to the market, so 140 and 10 make 150.", [NOT_ASKING]),
    ],
)
def test_a_broken_question_says_what_is_wrong(answer: str, reasons: list[str]) -> None:
    found = list(read_questions(answer))
    assert [each.reason if isinstance(each, Unusable) else each for each in found] == reasons


def test_a_torn_question_is_given_up() -> None:
    (first, last) = read_questions(f"1. {EGGS}\n2. {COINS[:40]}", truncated=True)
    assert first == EGGS
    assert isinstance(last, Unusable) and last.reason == CUT_OFF
