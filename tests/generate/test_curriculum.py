"""What every family of the curriculum owes its readers."""

import ast
import doctest
import inspect
from collections import Counter
from collections.abc import Callable
from types import ModuleType

import pytest

from hornbook.generate.exercise import Exercise
from hornbook.generate.procedural import Draw, Family, curriculum, families
from hornbook.generate.procedural.annotations import phrase, typing_style
from hornbook.generate.procedural.behaviour import agreed_results
from hornbook.generate.procedural.class_behaviour import agreed_class_results
from hornbook.generate.procedural.class_task import ClassTask, method

# Verbs that sentences about tasks may begin with; a new one is welcome.
VERBS = set(
    "Add Align Append Apply Assign Begin Book Build Calculate Call Capitalize Center Chain"
    " Change Check Choose Classify Clean Collect Combine Compare Compress Compute Concatenate"
    " Convert Count Cut Deal Decide Decode Describe Determine Distribute Divide Do Double Draw"
    " Drop Encode Evaluate Exchange Expand Extract Fill Filter Find Flatten Fold Follow Format"
    " Generate Give Go Group Index Insert Join Keep Let Limit List Look Make Map Mark Match"
    " Measure Merge Mix Move Multiply Negate Number Order Pad Pair Parse Pick Play Print"
    " Process Push Put Raise Rank Read Rearrange Reduce Remove Repeat Replace Replay Report"
    " Return Reverse Rotate Round Run Schedule Score Search Select Separate Serve Shift Shorten"
    " Simplify Simulate Skip Slide Sort Split Square Subtract Sum Swap Switch Take Tell Test"
    " Track Translate Trim Try Turn Undo Use Walk Wrap Write Yield".split()
)
Write = Callable[[Family, int], list[Exercise]]

everywhere = pytest.mark.parametrize("family", families(), ids=lambda family: family.path)


def run(exercise: Exercise) -> dict[str, object]:
    """Define an exercise of the curriculum, which is our own code, and run its tests."""
    names: dict[str, object] = {}
    exec(exercise.text + exercise.tests, names)
    names["check"](names[exercise.name])  # type: ignore[operator]
    return names


def test_the_curriculum_is_broad() -> None:
    topics = Counter(family.topic for family in families())
    assert len(families()) >= 500
    assert len(topics) >= 25
    assert min(topics.values()) >= 4


def test_paths_are_unique() -> None:
    paths = [family.path for family in families()]
    assert len(set(paths)) == len(paths)


@everywhere
def test_a_family_explains_itself(family: Family) -> None:
    assert family.title[0].isupper() and not family.title.endswith(".")
    assert family.lesson and all(len(paragraph) > 60 for paragraph in family.lesson)


@everywhere
def test_solutions_agree_with_each_other_and_with_the_reference(family: Family) -> None:
    for number in range(8):
        task = family.draw(Draw(f"agree/{number}"))
        assert len(task.solutions) >= 2
        assert len(task.calls) >= (4 if isinstance(task, ClassTask) else 5)
        style = next(iter(task.solutions))
        try:
            if isinstance(task, ClassTask):
                agreed_class_results(task, style)
            else:
                agreed_results(task, style)
        except Exception as flaw:
            assert str(flaw) == "all inputs give the same result"


@everywhere
def test_sentences_begin_with_a_verb_and_end_with_a_period(family: Family) -> None:
    for number in range(8):
        task = family.draw(Draw(f"say/{number}"))
        for says in (*task.does, *task.notes):
            assert says.endswith("."), says
            assert "  " not in says and "{" not in says.replace("'{'", ""), says
        if isinstance(task, ClassTask):
            check_class(task)
            continue
        for says in task.does:
            assert says.split(" ")[0] in VERBS, says
        for kind in (*task.takes.values(), task.gives):
            assert phrase(kind) and typing_style(kind)
        for name in (*task.names, *task.takes):
            assert name.isidentifier() and name == name.lower(), name


def check_class(task: ClassTask) -> None:
    for says in task.methods.values():
        assert says[0].isupper() and says.endswith("."), says
    for name in task.names:
        assert name.isidentifier() and name[0].isupper(), name
    told = {method(signature).name for signature in task.methods}
    for bodies in task.solutions.values():
        assert told <= set(bodies)
        assert all("(" in name for name in set(bodies) - told)


@everywhere
def test_exercises_parse_and_pass_their_tests(
    family: Family, sample: dict[str, list[Exercise]]
) -> None:
    for exercise in sample[family.path]:
        tree = ast.parse(exercise.text)
        function = tree.body[-1]
        assert isinstance(function, ast.FunctionDef | ast.ClassDef)
        assert function.name == exercise.name
        assert ast.get_docstring(function)
        run(exercise)


@everywhere
def test_examples_in_docstrings_are_true(family: Family, sample: dict[str, list[Exercise]]) -> None:
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner(verbose=False)
    for exercise in sample[family.path]:
        names = run(exercise)
        for test in finder.find(names[exercise.name], exercise.name, ModuleType("m"), names):
            assert runner.run(test).failed == 0, exercise.text


@everywhere
def test_a_constant_result_fails(family: Family, sample: dict[str, list[Exercise]]) -> None:
    for exercise in sample[family.path][:2]:
        constants = ("None", "0", "[]", "True", "''")
        bodies = [f"    return {constant}\n" for constant in constants]
        for body in ["    pass\n"] if exercise.name[0].isupper() else bodies:
            with pytest.raises((AssertionError, TypeError, AttributeError)):
                run(Exercise(**{**vars(exercise), "solution": body}))


@everywhere
def test_a_family_is_deterministic(
    family: Family, write: Write, sample: dict[str, list[Exercise]]
) -> None:
    again = write(family, 3)
    assert again == sample[family.path][: len(again)]


@everywhere
def test_a_family_seldom_repeats_itself(family: Family, sample: dict[str, list[Exercise]]) -> None:
    exercises = sample[family.path]
    assert len(exercises) >= 6
    assert len({exercise.text for exercise in exercises}) == len(exercises)
    assert len({exercise.name for exercise in exercises}) >= len(exercises) - 1


def test_topics_say_what_they_hold() -> None:
    for family in families():
        module = inspect.getmodule(family.draw)
        assert module is not None and module.__doc__
        assert module.__name__.startswith(curriculum.__name__)
