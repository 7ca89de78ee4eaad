from collections.abc import Callable
from dataclasses import replace

import pytest

from hornbook.generate.code_exercises.addition import announced
from hornbook.generate.code_exercises.inputs import Call
from hornbook.generate.code_exercises.probe import Seen, probing, read_calls, read_seen, recording
from hornbook.generate.code_exercises.strengthen import MOST_ADDED, TOO_LITTLE, Prover, spread
from hornbook.generate.exercise import Exercise
from hornbook.sandbox import Outcome, Verdict

Read = Callable[[str], Exercise]


def told(output: str, outcome: Outcome = Outcome.PASSED) -> Verdict:
    return Verdict(id="", outcome=outcome, seconds=0.0, output=output)


def test_weak_tests_are_extended_until_mutants_fail(exercise: Read, prover: Prover) -> None:
    weak = exercise("tests_types_alone")
    (proof,) = prover.prove([weak])
    assert proof.reason == "" and proof.mutants > 4
    assert proof.killed > proof.killed_at_first and proof.killed + proof.alike == proof.mutants
    assert 0 < proof.added <= MOST_ADDED
    assert proof.exercise.tests.startswith(weak.tests)
    (again,) = prover.prove([proof.exercise])
    assert again.killed_at_first == proof.killed and again.added == 0


def test_strong_tests_stay_as_they_are(exercise: Read, prover: Prover) -> None:
    strong = exercise("count_values_over_limit")
    (proof,) = prover.prove([strong])
    assert proof.exercise == strong and proof.killed == proof.mutants > 0


def test_few_tests_become_more(exercise: Read, prover: Prover) -> None:
    single = replace(
        exercise("opens_no_fence"), tests="def check(candidate):\n    assert candidate('aa')\n"
    )
    (proof,) = prover.prove([single])
    assert proof.added >= 2


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("changes_its_argument", "    candidate(given_1, given_2)\n"),
        ("yields_its_results", "    assert list(candidate("),
    ],
)
def test_other_results_are_asserted_in_their_way(
    exercise: Read, prover: Prover, name: str, line: str
) -> None:
    (proof,) = prover.prove([exercise(name)])
    assert line in proof.exercise.tests


def test_an_error_that_befalls_a_solution_is_not_asserted(prover: Prover) -> None:
    weak = Exercise(
        topic="",
        family="",
        name="first_above",
        prompt='def first_above(values, limit):\n    """First value above a limit."""\n',
        solution="    return [value for value in values if value > limit][0]\n",
        tests="def check(candidate):\n    assert candidate([1, 2, 3], 2) == 3\n",
        style="",
    )
    assert announced(weak.text) == set()
    (proof,) = prover.prove([weak])
    assert "except" not in proof.exercise.tests and proof.added


def test_the_neighbours_of_an_exercise_change_nothing(exercise: Read, prover: Prover) -> None:
    names = ("tests_types_alone", "is_wrong", "changes_its_argument", "is_wrong")
    together = list(prover.prove([exercise(name) for name in names]))
    alone = [next(iter(prover.prove([exercise(name)]))) for name in names]
    assert together == alone


def test_a_share_may_be_asked_for(exercise: Read) -> None:
    with Prover(least=1.0, workers=1) as strict:
        (proof,) = strict.prove([exercise("ignores_its_arguments")])
    assert proof.reason == TOO_LITTLE and "mutants noticed" in proof.detail


def test_mutants_are_of_all_parts(exercise: Read) -> None:
    long = exercise("count_values_over_limit")
    many = "".join(f"    limit += {number}\n" for number in range(60))
    found = spread(replace(long, solution=many + long.solution))
    assert len(found) == 24 and "limit -= 0" in "".join(found) and ">= limit" in found[-1]


def test_what_a_program_tells_is_never_more_than_values() -> None:
    lines = [
        "(0, 'gives', '__import__(\"os\")', None)",
        "(1, 'raises', 'ValueError: x', None)",
        "(2, 'gives', '[1,   2]', None)",
        "(9, 'gives', '1', None)",
        "(3, 'gives', '1', 5)",
        "nonsense(",
        "(4, 'raises', 'KeyError', None)",
    ]
    seen = read_seen(told("printed" + "".join(f"\n\x1e{line}" for line in lines)), 6)
    hides = Seen("hides", "")
    assert seen == [hides, hides, Seen("gives", "[1, 2]"), None, Seen("raises", "KeyError"), None]
    assert read_seen(told("", Outcome.TIMEOUT), 1) == [Seen("hangs", "")]


def test_calls_with_names_that_are_none_are_not_believed() -> None:
    output = "\n\x1e('call', (1,), {'x=1); import os #': 2})\n\x1e('call', ([2],), {'y': 3})"
    assert read_calls(told(output)) == [Call(([2],), {"y": 3})]


def test_calls_are_recorded_through_loops(exercise: Read, prover: Prover) -> None:
    looped = replace(
        exercise("opens_no_fence"),
        tests="def check(candidate):\n    for word in ('a', 'bb'):\n        candidate(word)\n",
    )
    (verdict,) = prover._sandbox.execute([recording(looped)])
    assert [call.source for call in read_calls(verdict)] == ["'a'", "'bb'"]


def test_a_probe_tells_what_a_function_does(prover: Prover) -> None:
    program = (
        "def f(x):\n    if x == 1:\n        x = {3, 1}\n    elif x == 2:\n        return f\n"
        "    elif x == 3:\n        return iter([1])\n    elif x == 4:\n        x.append\n"
        "    elif isinstance(x, list):\n        x.clear()\n        return None\n"
        "    elif x == 5:\n        while True:\n            pass\n    return x\n"
    )
    asked = [Call((value,)) for value in (0, 1, 2, 3, 4, [7], 5, 6)]
    (verdict,) = prover._quick.execute([probing(program, "f", asked)])
    assert read_seen(verdict, len(asked)) == [
        Seen("gives", "0"),
        Seen("gives", "{1, 3}"),
        Seen("hides", ""),
        Seen("lists", "[1]"),
        Seen("raises", "AttributeError"),
        Seen("gives", "None", ["[]"]),
        Seen("hangs", ""),
        None,
    ]
