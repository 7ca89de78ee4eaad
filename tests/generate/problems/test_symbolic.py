from fractions import Fraction

import pytest

from hornbook.generate.problems.family import Told
from hornbook.generate.problems.program import Unusable, WordProblem, in_format
from hornbook.generate.problems.proof import executed
from hornbook.generate.problems.symbolic import (
    FROM_NOWHERE,
    NO_ANSWER,
    NO_STEPS,
    UNTRUE,
    derive,
    reasoning_gym_families,
)
from hornbook.sandbox import Sandbox

QUESTION = "Mia peels 12 carrots a minute and cooks 35 in 6 minutes. How long do 1,260 take?"


def test_equations_become_steps_under_the_names_of_variables() -> None:
    solution = (
        "First peel: 1260 carrots / 12 carrots/minute = 105 minutes.\n"
        "Then find the batches: 1,260 carrots / 35 = 36 batches\n"
        "36 x 6 = 216, so in all 216 minutes + 105 minutes = 321 minutes\n#### 321"
    )
    variables = {"total": 1260, "peel_time": 105, "cook time": 216, "name": "Mia"}
    found = derive(QUESTION, solution, Fraction(321), variables)
    assert isinstance(found, WordProblem)
    assert found.body.splitlines() == [
        "total = 1260",
        "peel_time = total / 12",
        "step_3 = total / 35",
        "cook_time = step_3 * 6",
        "step_5 = cook_time + peel_time",
        "result = step_5",
        "return result",
    ]
    assert in_format(found.text)


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("She needs a while.\n#### 321", NO_STEPS),
        ("12 * 35 = 421\n#### 421", UNTRUE),
        ("0.35 * 12 = 4\n#### 4", UNTRUE),
        ("12 * 999 = 11988\n#### 321", FROM_NOWHERE),
        ("12 + 35 = 47\n#### 321", NO_ANSWER),
        ("12 / 0 = 0\n#### 0", UNTRUE),
    ],
)
def test_what_makes_no_program_says_why(solution: str, reason: str) -> None:
    found = derive(QUESTION, solution, Fraction(321), {})
    assert isinstance(found, Unusable) and found.reason == reason


def test_programs_of_reasoning_gym_give_the_stated_answers_nearly_always() -> None:
    chosen = [*reasoning_gym_families()[::5], reasoning_gym_families()[-1]]
    drawn = [each.draw(f"test/{number}") for each in chosen for number in range(3)]
    made = [each for each in drawn if isinstance(each, Told)]
    assert len(made) > 0.6 * len(drawn)
    with Sandbox(workers=2) as sandbox:
        right = [
            outcome.answer == each.answer
            for each, outcome in executed(made, lambda one: one.problem.text, sandbox, bundle=64)
        ]
    assert sum(right) > 0.97 * len(made)
    assert drawn[-1] == reasoning_gym_families()[-1].draw("test/2")
