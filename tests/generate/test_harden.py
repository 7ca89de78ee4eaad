"""Tests that grow until mutants fail them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from hornbook.generate.exercise import Exercise
from hornbook.generate.faults import survivors
from hornbook.generate.harden import Tally, extended, harden, judged
from hornbook.generate.procedural import families
from hornbook.generate.procedural.inputs import more_tests
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import write_exercise
from hornbook.generate.proof import prove
from hornbook.sandbox import Sandbox

WEAK = Exercise(
    topic="lists",
    family="above",
    name="above",
    prompt='def above(numbers):\n    """Return the numbers above 5."""\n',
    solution="    result = []\n    for n in numbers:\n        if n > 5:\n"
    "            result.append(n)\n    return result\n",
    tests="def check(candidate):\n    assert candidate([9, 1]) == [9]\n",
    style="plain/loop/untyped",
)
MORE = [
    "def check(candidate):\n    assert candidate([7]) == [7]\n",
    "def check(candidate):\n    assert candidate([6]) == [6]\n",
    "def check(candidate):\n    assert candidate([5]) == []\n",
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def hardened(
    exercises: list[Exercise], box: Sandbox, more: Sequence[str]
) -> tuple[list[Exercise], Tally]:
    tally = Tally()
    return list(harden(exercises, box, lambda exercise: more, tally)), tally


def test_only_inputs_that_tell_a_mutant_are_added(sandbox: Sandbox) -> None:
    (hard,), tally = hardened([WEAK], sandbox, MORE)
    assert "candidate([6]) == [6]" in hard.tests  # tells n > 6
    assert "candidate([5]) == []" in hard.tests  # tells n >= 5
    assert "candidate([7])" not in hard.tests  # tells nothing that is alive
    assert tally.extended == 1 and tally.passed.total() == 2 and not tally.alive
    assert hard.text == WEAK.text
    assert [outcome for _, outcome, _ in prove([hard], sandbox)] == ["passed"]


def test_what_nothing_tells_counts_as_equivalent(sandbox: Sandbox) -> None:
    (same,), tally = hardened([WEAK], sandbox, MORE[:1])
    assert same == WEAK
    assert tally.alive == {"off by one": 1, "turned comparison": 1}
    assert tally.facts()["equivalent_as_far_as_tried"] == dict(sorted(tally.alive.items()))


def test_order_is_kept_and_strong_tests_stay(sandbox: Sandbox) -> None:
    strong = extended(WEAK, MORE)
    some = [strong, WEAK, strong] * 5
    hard, tally = hardened(some, sandbox, MORE)
    assert [exercise.tests == strong.tests for exercise in hard[::3]] == [True] * 5
    assert tally.extended == 5


def test_a_mutant_that_never_ends_is_dead() -> None:
    loop = "def f(n):\n    while n > 0:\n        n = n - 1\n    return n\n"
    tests = "def check(candidate):\n    assert candidate(3) == 0\n    assert candidate(-2) == -2\n"
    counts, alive = survivors(loop, tests, "f", [])
    assert counts["other operator"] == 1
    assert all(fault != "other operator" for fault, *_ in alive)


def test_an_endless_comprehension_is_dead_too() -> None:
    search = (
        "import itertools\ndef f(k):\n    return next(n for n in itertools.count() if n == k)\n"
    )
    counts, alive = survivors(
        search, "def check(candidate):\n    assert candidate(3) == 3\n", "f", []
    )
    assert not alive and counts["turned comparison"] == 1


def test_a_program_that_cannot_be_tried_is_counted(sandbox: Sandbox) -> None:
    endless = replace(WEAK, tests="def check(candidate):\n    assert candidate([9]) == []\n")
    _, tally = hardened([endless, WEAK], sandbox, MORE)
    assert tally.unknown == 1 and tally.extended == 1


def test_further_tests_of_the_curriculum_hold(sandbox: Sandbox) -> None:
    some = families()[::7]
    exercises = []
    for family in some:
        exercise = write_exercise(family, f"more/{family.path}/2", Namer())
        exercises.append(extended(exercise, more_tests(family, exercise.seed)))
    assert [outcome for _, outcome, _ in prove(exercises, sandbox)] == ["passed"] * len(some)
    grown = sum(exercise.tests.count("candidate(") for exercise in exercises)
    assert grown > 15 * len(some)


def test_further_tests_do_not_depend_on_chance() -> None:
    family = families()[20]
    exercise = write_exercise(family, "again", Namer())
    assert more_tests(family, exercise.seed) == more_tests(family, exercise.seed)


def test_an_exercise_is_judged_by_whether_its_tests_tell_all_mutants(sandbox: Sandbox) -> None:
    strong, tally = extended(WEAK, MORE), Tally()
    wrong = replace(WEAK, tests="def check(candidate):\n    assert candidate([9]) == []\n")
    some = [strong, WEAK, strong, wrong]
    assert [told for _, told in judged(some, sandbox, tally)] == [True, False, True, False]
    assert tally.passed.total() == 2 and tally.unknown == 1
