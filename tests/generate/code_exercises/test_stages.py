from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hornbook.generate import answers as bad
from hornbook.generate.code_exercises import assertions, checks, function, strengthen
from hornbook.generate.code_exercises.stages import WriteExercises
from hornbook.pipeline.context import Settings
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.teacher import Request, ScriptedTeacher

KEPT = ""
REASONS = {
    "answers_nothing": bad.NOTHING,
    "asks_for_input": checks.FORBIDDEN,
    "changes_its_argument": KEPT,
    "count_values_over_limit": KEPT,
    "depends_on_chance": strengthen.UNSTEADY,
    "depends_on_hashes": strengthen.UNSTEADY,
    "echoes_the_prompt": bad.ECHO,
    "ends_in_its_body": bad.CUT_OFF,
    "ends_in_its_tests": KEPT,
    "fences_its_json": KEPT,
    "gives_its_body_later": KEPT,
    "has_a_function_beside_it": KEPT,
    "has_a_syntax_error": function.NO_FUNCTION,
    "has_a_wrong_example": "failed in the sandbox",
    "has_an_empty_docstring": checks.NO_DOCSTRING,
    "has_no_body": function.NO_SOLUTION,
    "has_no_docstring": checks.NO_DOCSTRING,
    "has_no_tests": assertions.NO_TESTS,
    "has_nothing_to_get_wrong": strengthen.NO_FAULTS,
    "holds_two_others": function.OTHER_FUNCTION,
    "ignores_its_arguments": strengthen.TOO_LITTLE,
    "indents_its_fences": KEPT,
    "is_called_otherwise": KEPT,
    "is_wrong": "failed in the sandbox",
    "loops_forever": "timeout in the sandbox",
    "opens_no_fence": KEPT,
    "prints_its_result": checks.PRINTS,
    "puts_markdown_in_json": KEPT,
    "raises_its_own_error": KEPT,
    "refuses_to_answer": bad.REFUSED,
    "repeats_itself": bad.LOOP,
    "says_no_more_than_its_name": checks.NO_DOCSTRING,
    "speaks_spanish": bad.LANGUAGE,
    "talks_in_its_code": KEPT,
    "tests_constants_alone": assertions.NO_TESTS,
    "tests_define_it_again": function.TWO_FUNCTIONS,
    "tests_rebind_it": assertions.REBINDS,
    "tests_something_else": assertions.NO_CALL,
    "tests_types_alone": KEPT,
    "tests_use_the_network": checks.FORBIDDEN,
    "tests_with_unittest": KEPT,
    "uses_the_network": checks.FORBIDDEN,
    "writes_javascript": function.NO_FUNCTION,
    "yields_its_results": KEPT,
}

Rows = dict[str, list[dict[str, Any]]]


def scripted(answers: Mapping[str, str]) -> ScriptedTeacher:
    """Answers a prompt with what is filed under the function's name."""

    def script(request: Request) -> Mapping[str, Any]:
        prompt: str = request.payload["messages"][-1]["content"]
        name = prompt.split("named `")[1].split("`")[0]
        reason = "length" if name.startswith("ends_in") else "stop"
        choice = {"message": {"content": answers[name]}, "finish_reason": reason}
        return {"choices": [choice], "usage": {"prompt_tokens": 9, "completion_tokens": 9}}

    return ScriptedTeacher(title="filed", script=script)


def run(stage: WriteExercises, folder: Path, workers: int = 2) -> tuple[Rows, Any]:
    runner = Runner(
        open_store(folder), progress=Progress(quiet=True), settings=Settings(workers=workers)
    )
    graph = runner.run(stage).graph
    dataset = runner.open(stage, graph)
    rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
    return rows, runner.manifest(stage, graph)


@pytest.fixture(scope="module")
def names(answers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("names") / "names.txt"
    path.write_text("\n".join(answers))
    return path


@pytest.fixture(scope="module")
def stage(answers: dict[str, str], names: Path) -> WriteExercises:
    return WriteExercises(teacher=scripted(answers), requests=len(answers), names=str(names))


@pytest.fixture(scope="module")
def written(stage: WriteExercises, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Any]:
    return run(stage, tmp_path_factory.mktemp("written"))


def test_every_answer_is_looked_at(answers: dict[str, str]) -> None:
    assert sorted(answers) == sorted(REASONS)


@pytest.mark.parametrize("name", sorted(REASONS))
def test_each_kind_of_answer_is_told_apart(name: str, written: tuple[Rows, Any]) -> None:
    rows = {row["name"]: row for split in written[0].values() for row in split}
    assert rows[name].get("reason", KEPT) == REASONS[name], rows[name]["detail"]
