import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate import answers as bad
from hornbook.generate.code_exercises import assertions, checks, function, strengthen
from hornbook.generate.code_exercises.stages import WriteExercises, WriteStructuredExercises
from hornbook.pipeline.context import Settings
from hornbook.pipeline.graph import Graph
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
        prompt: str = request.payload["messages"][0]["content"]
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


def test_what_is_kept_is_a_whole_exercise(written: tuple[Rows, Any]) -> None:
    for row in written[0]["train"]:
        assert row["text"] == row["prompt"] + row["solution"]
        assert row["id"] == document_id(row["text"])
        assert row["entry_point"] == row["name"] and f"def {row['name']}(" in row["prompt"]
        assert row["tests"].startswith("def check(candidate):\n")
        assert row["source"] == "teacher:filed" and row["topic"]
        assert 0 < row["killed"] and row["killed"] + row["alike"] <= row["mutants"]
        assert json.loads(row["slots"])["name"] == row["name"]
    assert any(row["added_tests"] for row in written[0]["train"])


def test_yield_and_reasons_are_on_record(stage: WriteExercises, written: tuple[Rows, Any]) -> None:
    rows, manifest = written
    (account,) = manifest.facts["accounts"]
    assert account["asked"] == stage.requests == len(rows["train"]) + len(rows["rejected"])
    assert account["kept"] == account["verified"] == len(rows["train"]) < account["parsed"]
    assert account["teacher"] == "filed" and account["template"] == "exercise"
    assert sum(manifest.facts["reasons"].values()) == len(rows["rejected"])
    details = {row["name"]: row["detail"] for row in rows["rejected"]}
    assert details["uses_the_network"] == "import urllib.request"
    assert details["holds_two_others"] == "first_of_list, last_of_list"
    assert "mutants noticed" in details["ignores_its_arguments"]


def test_workers_change_nothing(
    stage: WriteExercises, written: tuple[Rows, Any], tmp_path: Path
) -> None:
    again = run(replace(stage, requests=20), tmp_path, workers=1)[0]
    for split, rows in again.items():
        assert rows and rows == written[0][split][: len(rows)]


def test_the_same_exercise_under_another_name_is_rejected(tmp_path: Path) -> None:
    body = '(n: int) -> int:\n    """Return twice the number n."""\n    return 2 * n\n'

    def script(request: Request) -> str:
        name = request.payload["messages"][-1]["content"].split("named `")[1].split("`")[0]
        tests = "".join(f"assert {name}({n}) == {2 * n}\n" for n in range(3))
        return f"```python\ndef {name}{body}\n{tests}```"

    teacher = ScriptedTeacher(title="same", script=script)
    rows, _ = run(WriteExercises(teacher=teacher, requests=3), tmp_path)
    assert len(rows["train"]) == 1
    assert {row["reason"] for row in rows["rejected"]} == {"same text as another"}


def test_a_teacher_may_answer_in_json_alone(answers: dict[str, str], tmp_path: Path) -> None:
    name = "puts_markdown_in_json"
    names = tmp_path / "names.txt"
    names.write_text(f"{name}\nwrites_javascript\n")
    stage = WriteStructuredExercises(teacher=scripted(answers), requests=2, names=str(names))
    rows, manifest = run(stage, tmp_path)
    assert [row["name"] for row in rows["train"]] == [name]
    assert "doesn't fit the schema after 2 repairs" in rows["rejected"][0]["reason"]
    assert manifest.facts["accounts"][0]["template"] == "exercise-json"


def test_names_and_share_are_part_of_the_identity(stage: WriteExercises, tmp_path: Path) -> None:
    def mark(stage: WriteExercises) -> str:
        return Graph.of(stage).fingerprints[stage]

    mine = tmp_path / "mine.txt"
    mine.write_text(Path(stage.names).read_text())
    assert mark(replace(stage, names=str(mine))) == mark(stage)
    mine.write_text(Path(stage.names).read_text().replace("is_wrong", "is_right"))
    others = (replace(stage, names=str(mine)), replace(stage, least_killed=0.9))
    assert len({mark(stage), *map(mark, others)}) == 3


def test_too_few_names_are_told(stage: WriteExercises, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match=r"names.txt has 44 names, too few for requests=45"):
        run(replace(stage, requests=45), tmp_path)


def test_a_share_out_of_range_is_refused() -> None:
    with pytest.raises(HornbookError, match=r"least_killed=1\.5: give a share from 0 to 1"):
        WriteExercises(requests=1, least_killed=1.5)
