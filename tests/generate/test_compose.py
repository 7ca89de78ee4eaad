"""Tasks made of others, and what tells whether an input suits a task."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.procedural import Draw, Family, Task, families
from hornbook.generate.procedural.behaviour import Flaw, agreed_results
from hornbook.generate.procedural.compose import compose, composition_at, compositions
from hornbook.generate.procedural.domain import Domain
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.write import write_exercise


def keep_even(r: Draw) -> Task:
    return Task(
        names=("evens",),
        takes={"scores": "list[int]"},
        gives="list[int]",
        does=("Return the even numbers in scores.", "Keep the even numbers in scores."),
        solutions={
            "short": "return [n for n in scores if n % 2 == 0]",
            "loop": "kept = []\nfor n in scores:\n    if n % 2 == 0:\n        kept.append(n)\n"
            "return kept",
        },
        inputs=[[], [2, 4], [1, 2, 8], [6, 3, 3, 10], [4, 4, -2], [12, 1]],
    )


def largest(r: Draw) -> Task:
    return Task(
        names=("largest", "max"),
        takes={"values": "list[int]"},
        gives="int",
        does=("Return the largest of values.",),
        notes=("At least one is there.",),
        solutions={
            "short": "return max(values)",
            "recursion": "if len(values) == 1:\n    return values[0]\n"
            "return max(values[0], solve(values[1:]))",
        },
        inputs=[[1], [2, 3], [7, 5, 5], [-4, 0], [9, 30, -2]],
    )


EVENS = Family("lists", "keep_even", "Keep some", (), keep_even)
LARGEST = Family("lists", "largest", "Find one", (), largest)


def test_the_result_of_one_step_is_the_input_of_the_next() -> None:
    task = compose([EVENS, LARGEST]).draw(Draw("steps"))
    assert isinstance(task, Task)
    assert task.does == ("Let values be the even numbers in scores. Return the largest of values.",)
    assert task.takes == {"scores": "list[int]"}
    assert task.gives == "int"
    # [] leads to nothing that has a largest item, and all that `largest` is tried with has one.
    assert [2, 4] in task.inputs and [] not in task.inputs
    for style in task.solutions:
        assert agreed_results(task, style) == [4, 8, 10, 4, 12]


def test_steps_are_assignments_or_helper_functions() -> None:
    bodies: set[str] = set()
    for number in range(20):
        task = compose([EVENS, LARGEST]).draw(Draw(f"styles/{number}"))
        bodies.update(task.solutions.values())  # type: ignore[arg-type]
    assert "values = [n for n in scores if n % 2 == 0]\nreturn max(values)" in bodies
    assert any("def evens(scores):" in body and "values = evens(scores)" in body for body in bodies)
    assert any("return largest(evens(scores))" in body for body in bodies)
    assert any("largest(values[1:])" in body for body in bodies)


def test_three_steps_are_told_in_order() -> None:
    same = Family("lists", "again", "Keep some", (), _renamed)
    task = compose([EVENS, same, LARGEST]).draw(Draw("three"))
    assert task.does == (
        "Let numbers be the even numbers in scores. Let values be the numbers that exceed 2."
        " Return the largest of values.",
    )


def _renamed(r: Draw) -> Task:
    return Task(
        names=("above",),
        takes={"numbers": "list[int]"},
        gives="list[int]",
        does=("Return the numbers that exceed 2.",),
        solutions={
            "short": "return [n for n in numbers if n > 2]",
            "filter": "return list(filter(lambda n: n > 2, numbers))",
        },
        inputs=[[], [2, 2], [1, 8], [6, 3, 10], [4, -2, 4], [12], [5, 7, 7]],
    )


def test_steps_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Flaw, match="don't fit"):
        compose([LARGEST, EVENS]).draw(Draw("order"))


def test_a_composition_is_found_by_its_path() -> None:
    some = compositions(families()[:60])[:5]
    for family in some:
        assert composition_at(family.path).name == family.name


def test_compositions_of_the_curriculum_can_be_read_and_run() -> None:
    namer, made = Namer(), 0
    reasons = []
    for family in compositions(families())[:150]:
        try:
            exercise = write_exercise(family, f"read/{family.path}", namer)
        except Flaw as flaw:
            reasons.append(str(flaw))
            continue
        made += 1
        assert exercise.topic == "composed" and "+" in exercise.family
        function = ast.parse(exercise.text).body[-1]
        assert isinstance(function, ast.FunctionDef)
        assert " be " in (ast.get_docstring(function) or "").replace("\n", " ")
        names: dict[str, object] = {}
        exec(exercise.text + exercise.tests, names)
        names["check"](names[exercise.name])  # type: ignore[operator]
    assert made > 50
    usual = ("the steps don't fit", "all inputs give the same result")
    assert sum(reason not in usual for reason in reasons) < 8


@pytest.mark.parametrize(
    ("calls", "inside", "outside"),
    [
        ([([1, 2, 5],), ([3, 3],), ([9],)], [([4, 6],)], [([],), ([6, 4],), ([-1],), ("a",)]),
        ([([],), ([13, 1, 1],), ([-2, 0],)], [([5, 5],)], [(["a"],), ([40],)]),
        ([("2024-01-31",), ("1999-12-01",)], [("2020-10-10",)], [("20201010",), ("a-b",)]),
        ([(3, [1, 2, 3]), (1, [5])], [(2, [4, 5])], [(3, [1, 2]), (0, [1])]),
        ([([1, 2], [3, 4]), ([], [])], [([1], [2])], [([1], [])]),
        ([({"a": 1},), ({"b": 2, "c": 0},)], [({"d": 1},)], [({1: 1},), ({"a": -1},)]),
    ],
)
def test_inputs_are_held_to_what_they_have_in_common(
    calls: list[tuple[object, ...]],
    inside: list[tuple[object, ...]],
    outside: list[tuple[object, ...]],
) -> None:
    domain = Domain(calls)
    assert all(call in domain for call in [*calls, *inside])
    assert not any(call in domain for call in outside)


@given(st.lists(st.tuples(st.lists(st.integers()), st.integers(), st.text()), min_size=1))
def test_a_domain_holds_what_it_was_made_of(calls: list[tuple[list[int], int, str]]) -> None:
    domain = Domain(calls)
    assert all(call in domain for call in calls)


def test_three_steps_are_only_tried_with_what_each_is_made_for() -> None:
    same = Family("lists", "again", "Keep some", (), _renamed)
    task = compose([EVENS, same, LARGEST]).draw(Draw("three"))
    assert isinstance(task, Task) and task.ready
    assert task.ready(([8, 4],))
    assert not task.ready(([2, 2],))  # nothing is left for the last step
    assert not task.ready(("no list",))
