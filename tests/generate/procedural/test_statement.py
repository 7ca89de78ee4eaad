"""Tasks in words with assertions: laws over the whole curriculum."""

import ast
from collections.abc import Iterator
from itertools import islice

import pytest

from hornbook.generate.exercise import COMPLETION, TASK, Exercise
from hornbook.generate.procedural import Draw, Task, families
from hornbook.generate.procedural.behaviour import Flaw
from hornbook.generate.procedural.docstring import Example
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.procedural.statement import _impersonal, _opened, statement
from hornbook.generate.procedural.write import write_exercise, write_unnamed
from hornbook.generate.proof import bundle_of
from hornbook.generate.shape import program_shape
from hornbook.sandbox import Sandbox

PER_FAMILY = 2


def written(share: float) -> Iterator[Exercise]:
    namer = Namer()
    for family in families():
        for number in range(PER_FAMILY):
            try:
                yield write_exercise(family, f"stated/{family.path}/{number}", namer, share)
            except Flaw as flaw:
                assert str(flaw) == "all inputs give the same result"


@pytest.fixture(scope="module")
def stated() -> list[Exercise]:
    """As many tasks as possible, of all families."""
    return list(written(1.0))


@pytest.fixture(scope="module")
def tasks(stated: list[Exercise]) -> list[Exercise]:
    return [exercise for exercise in stated if exercise.form == TASK]


def assertions(task: Exercise) -> list[ast.Assert]:
    """What stands in the words, be they a docstring or comments."""
    words = ast.get_docstring(ast.parse(task.prompt), clean=False)
    if words is None:
        words = "\n".join(line.removeprefix("# ") for line in task.prompt.splitlines())
    found = [line for line in words.splitlines() if line.startswith("assert ")]
    (*lines,) = ast.parse("\n".join(found)).body
    assert all(isinstance(line, ast.Assert) for line in lines)
    return [line for line in lines if isinstance(line, ast.Assert)]


def test_nearly_all_functions_can_be_stated_so(stated: list[Exercise]) -> None:
    functions = [exercise for exercise in stated if exercise.topic != "classes"]
    of_tasks = sum(exercise.form == TASK for exercise in functions)
    assert of_tasks > 0.96 * len(functions)


def test_what_goes_on_is_one_function_that_the_assertions_name(tasks: list[Exercise]) -> None:
    for task in tasks:
        assert task.solution.startswith(f"def {task.name}(")
        *words, function = ast.parse(task.text).body
        assert isinstance(function, ast.FunctionDef) and function.name == task.name
        assert [type(word) for word in words] in ([ast.Expr], [])
        told = assertions(task)
        assert 1 <= len(told) <= 3
        for line in told:
            called = {node.id for node in ast.walk(line) if isinstance(node, ast.Name)}
            assert task.name in called


def test_only_the_assertions_tell_the_name(tasks: list[Exercise]) -> None:
    for task in tasks:
        words = task.prompt.partition("assert ")[0].split()
        assert task.name not in words or "_" not in task.name


def test_assertions_and_tests_hold(tasks: list[Exercise]) -> None:
    def programs() -> Iterator[Exercise]:
        for task in tasks[::3]:
            held = "".join(f"    {ast.unparse(line)}\n" for line in assertions(task))
            shown = f"def check({task.name}):\n{held}" if held else ""
            yield from (task, task.__class__(**{**vars(task), "tests": shown}))

    with Sandbox() as sandbox:
        source = programs()
        bundles = iter(lambda: list(islice(source, 32)), [])
        verdicts = list(sandbox.execute(bundle_of(bundle) for bundle in bundles))
    assert len(verdicts) > 20
    assert [verdict.detail for verdict in verdicts if not verdict.passed] == []


def test_both_forms_have_the_same_program(tasks: list[Exercise]) -> None:
    completions = {exercise.seed: exercise for exercise in written(0.0)}
    for task in tasks:
        completion = completions[task.seed]
        assert completion.form == COMPLETION and completion.body == completion.solution
        shapes = {program_shape(each.body) for each in (task, completion)}
        assert len(shapes) == 1, task.text
        assert task.tests == completion.tests


def test_a_share_changes_nothing_about_the_other_exercises() -> None:
    some = families()[::5]
    changed = 0
    for family in some:
        try:
            plain, shared = (
                write_unnamed(family, f"share/{family.path}", share) for share in (0.0, 0.3)
            )
        except Flaw:
            continue
        changed += shared.exercise.form == TASK
        assert shared == plain or shared.exercise.form == TASK
    assert 0.1 * len(some) < changed < 0.5 * len(some)


def test_one_layout_is_that_of_mbpp(tasks: list[Exercise]) -> None:
    """A docstring in quotes on lines of their own, the assertions after an empty line."""
    alike = [
        task
        for task in tasks
        if task.prompt.startswith('"""\n') and task.prompt.splitlines()[2] == ""
    ]
    assert 0.3 * len(tasks) < len(alike) < 0.6 * len(tasks)
    for task in alike:
        quotes, _, empty, *told, end = task.prompt.splitlines()
        assert (quotes, empty, end) == ('"""', "", '"""') and task.prompt.endswith('"""\n')
        assert all(line.startswith("assert ") for line in told)


@pytest.mark.parametrize(
    ("says", "takes", "expected"),
    [
        ("Count the spaces in text.", {"text": "str"}, "string."),
        ("Join one and other with a space.", {"one": "str", "other": "str"},
         "Join the first string and the second string with a space."),
        ("Return the items of words longer than n.", {"words": "list[str]", "n": "int"},
         "integer."),
        # the noun would follow a noun, stand in a formula, or be taken for an article
        ("Reverse the text text.", {"text": "str"}, "Reverse the text text."),
        ("Return n * 2.", {"n": "int"}, "Return n * 2."),
        ("Return the first of nums[0] and 1.", {"nums": "list[int]"},
         "Return the first of nums[0] and 1."),
        ("Subtract a from b.", {"a": "int", "b": "int"}, "Subtract a from b."),
        ("Return whether x is None.", {"x": "int | None"}, "Return whether x is None."),
    ],
)  # fmt: skip
def test_nouns_stand_for_parameters_where_they_can(
    says: str, takes: dict[str, str], expected: str
) -> None:
    for seed in range(20):
        said = _impersonal(says, takes, Draw(seed))
        assert said.endswith(expected)
        if expected != says and not expected[0].isupper():
            assert not any(f" {name} " in f"{said[:-1]} " for name in takes)


def test_sentences_become_wishes_for_a_function() -> None:
    said = {_opened("Return the sum and return it.", Draw(seed)) for seed in range(200)}
    assert "Write a function to find the sum and return it." in said
    assert "Write a function that finds the sum and and returns it." not in said
    assert "Return the sum and return it." in said
    let = {_opened("Let x be 1. Return x.", Draw(seed)) for seed in range(50)}
    assert let == {
        "Let x be 1. Return x.",
        "Write a function for this: let x be 1. Return x.",
        "A function is needed: let x be 1. Return x.",
    }


def test_backslashes_survive_the_quotes() -> None:
    task = Task(
        names=("f",),
        takes={"text": "str"},
        gives="int",
        does=("Count in text what '\\n' ends.",),
        solutions={},
        inputs=["a\nb"],
    )
    for seed in range(20):
        layout, text = statement(task, "f", [Example(("a\n\\b",), 1)], Draw(seed))
        if layout == "docstring":
            said = ast.get_docstring(ast.parse(text), clean=False)
            assert said is not None and r"assert f('a\n\\b') == 1" in said
