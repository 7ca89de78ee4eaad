import ast
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.prompts import Template
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.generate.steering import Steering
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.teacher import LocalTeacher, Request, ScriptedTeacher
from hornbook.teacher.faults import Refused

PROSE = (
    "Here is one way to do it, in words that are plain enough for anybody who reads them, "
    "and short enough for those who don't like to read."
)
CODE = "```python\ndef f(x):\n    return x\n```"


def script(request: Request) -> str:
    """A good section for most topics; each of the others fails in its own way."""
    prompt: str = request.payload["messages"][-1]["content"]
    topic = prompt.split("Write the section on ")[1].split(". Explain")[0]
    if topic.startswith("bubble"):
        return "I don't know."
    if topic.startswith("merge sort"):
        raise Refused("too hard")
    if "list" in topic:
        return f"{PROSE} Lists.\n\n{CODE}"  # the same for all of them
    return f"# {topic}\n\n{PROSE}\n\n{CODE}\n\nIn short: {topic}."


SCRIPTED = WriteTextbooks(
    teacher=ScriptedTeacher(title="most topics", script=script),
    requests=78,
    steering=Steering(near=None),
    label="sections",
)


def run(stage: WriteTextbooks, folder: Path) -> tuple[dict[str, list[dict[str, Any]]], Any]:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    dataset = runner.open(stage, graph)
    rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
    return rows, runner.manifest(stage, graph)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Any]:
    return run(SCRIPTED, tmp_path_factory.mktemp("written"))


def test_a_section_carries_its_origin(written: tuple[dict[str, Any], Any]) -> None:
    rows, _ = written
    for row in rows["sections"]:
        assert row["id"] == document_id(row["text"])
        assert row["source"] == "teacher:most topics" and row["teacher"] == "most topics"
        assert row["stage"] == "sections" and row["parents"] == []
        assert json.loads(row["slots"]) == {key: row[key] for key in ("audience", "style", "topic")}
        assert row["template"] == "textbook" and len(row["request"]) == 64
        assert row["template_digest"] == Template.load("textbook").digest
        assert row["cost"] == 0.0 and row["prompt_tokens"] > 0 and row["completion_tokens"] > 0
        assert row["code_blocks"] == 1 and row["finish_reason"] == "stop"
        assert row["text"].startswith("# ")


def test_what_is_rejected_is_kept_with_its_reason(written: tuple[dict[str, Any], Any]) -> None:
    rows, manifest = written
    by_topic = {row["topic"]: row for row in rows["rejected"]}
    assert by_topic["bubble sort"]["reason"] == "no Python code block that parses"
    assert by_topic["bubble sort"]["text"] == "I don't know."
    assert by_topic["merge sort with recursion"]["reason"] == "the teacher didn't answer: too hard"
    assert by_topic["merge sort with recursion"]["completion_tokens"] is None
    assert manifest.facts["reasons"] == {
        "same text as another": 21,
        "no Python code block that parses": 1,
        "the teacher didn't answer: too hard": 1,
    }
    (account,) = manifest.facts["accounts"]
    assert account["failures"] == 1 and account["asked"] == 78 and account["parsed"] == 76
    assert account["kept"] == len(rows["sections"]) and account["template"] == "textbook"


def test_the_same_words_under_another_title_are_rejected(
    written: tuple[dict[str, Any], Any],
) -> None:
    rows, _ = written
    (kept,) = [row for row in rows["sections"] if "Lists." in row["text"]]
    assert kept["text"].startswith("# " + kept["topic"][0].upper() + kept["topic"][1:] + "\n\n")


def test_a_section_that_came_before_is_rejected(tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=(f"# One\n\n{PROSE}\n\n{CODE}",))
    rows, _ = run(WriteTextbooks(teacher=teacher, requests=3), tmp_path)
    assert len(rows["sections"]) == 1
    assert {row["reason"] for row in rows["rejected"]} == {"same text as another"}


def test_sections_are_the_same_again_and_a_bigger_run_begins_with_them(
    written: tuple[dict[str, Any], Any], tmp_path: Path
) -> None:
    fewer, _ = run(replace(SCRIPTED, requests=10), tmp_path)
    assert fewer["sections"] == written[0]["sections"][: len(fewer["sections"])]
    again, manifest = run(SCRIPTED, tmp_path)
    assert again == written[0]
    assert manifest.facts["accounts"][0]["cached"] >= len(fewer["sections"])


def test_the_identity_holds_the_prompt_and_the_model_but_no_path(tmp_path: Path) -> None:
    stage = WriteTextbooks(requests=2)
    assert stage == WriteTextbooks(requests=2, teacher=LocalTeacher())
    mark = Graph.of(stage).fingerprints[stage]
    for other in (
        replace(stage, requests=3),
        replace(stage, seed=1),
        replace(stage, temperature=0.7),
        replace(stage, teacher=ScriptedTeacher()),
    ):
        assert Graph.of(other).fingerprints[other] != mark
    template = tmp_path / "mine.md"
    template.write_text("{{ topic }} {{ audience }} {{ style }}")
    mine = replace(stage, template=str(template))
    before = Graph.of(mine).fingerprints[mine]
    template.write_text("{{ topic }}, {{ audience }}, {{ style }}")
    assert Graph.of(mine).fingerprints[mine] != before
    elsewhere = tmp_path / "folder" / "mine.md"
    elsewhere.parent.mkdir()
    template.rename(elsewhere)
    moved = replace(stage, template=str(elsewhere))
    assert Graph.of(moved).fingerprints[moved] != before
    elsewhere.write_text("{{ topic }} {{ audience }} {{ style }}")
    assert Graph.of(moved).fingerprints[moved] == before


def test_a_template_that_lacks_a_slot_is_told(tmp_path: Path) -> None:
    template = tmp_path / "mine.md"
    template.write_text("Write about {{ topic }}.")
    with pytest.raises(HornbookError, match=r"mine\.md has no slot {{ audience }} and has no slot"):
        run(replace(SCRIPTED, template=str(template)), tmp_path)


def test_a_teacher_that_refuses_everything_is_told(tmp_path: Path) -> None:
    def refuse(request: Request) -> str:
        raise Refused("never")

    teacher = ScriptedTeacher(title="refuses", script=refuse)
    with pytest.raises(HornbookError, match=r"refuses answered nothing: .* never"):
        run(WriteTextbooks(teacher=teacher, requests=3), tmp_path)


@pytest.mark.parametrize("fields", [{"requests": 0}, {"requests": 1, "max_tokens": 0}])
def test_nothing_to_ask_for_is_told(fields: dict[str, int]) -> None:
    with pytest.raises(HornbookError, match="must be at least 1"):
        WriteTextbooks(**fields)  # type: ignore[arg-type]


def test_the_real_teacher_writes_and_is_asked_once(tmp_path: Path) -> None:
    stage = WriteTextbooks(requests=3, max_tokens=70)
    rows, manifest = run(stage, tmp_path / "one")
    assert len(rows["sections"]) + len(rows["rejected"]) == 3
    assert manifest.facts["accounts"][0]["answers"] == 3
    assert all(row["completion_tokens"] <= 70 for split in rows.values() for row in split)
    for row in rows["sections"]:
        assert ast.parse(row["text"].split("```python\n")[1].split("```")[0])
    (tmp_path / "two" / "cache").mkdir(parents=True)
    for path in (tmp_path / "one" / "cache").iterdir():
        path.rename(tmp_path / "two" / "cache" / path.name)
    again, manifest = run(stage, tmp_path / "two")
    assert again == rows and manifest.facts["accounts"][0]["requests"] == 0


def test_code_runs_and_stated_outputs_are_made_true(tmp_path: Path) -> None:
    def wrong(request: Request) -> str:
        prompt: str = request.payload["messages"][-1]["content"]
        topic = prompt.split("Write the section on ")[1].split(". Explain")[0]
        words = " ".join(f"{topic} {number}" for number in range(20))
        line = "print(undefined)" if "list" in topic else "print(f(1))  # 2"
        return f"{PROSE} {words}.\n\n{CODE}\n\n```python\n{line}\n```"

    teacher = ScriptedTeacher(title="often wrong", script=wrong)
    rows, manifest = run(WriteTextbooks(teacher=teacher, requests=12), tmp_path)
    assert rows["sections"] and rows["rejected"]
    for row in rows["sections"]:
        assert "print(f(1))  # 1" in row["text"] and row["id"] == document_id(row["text"])
        assert (row["outputs_checked"], row["outputs_corrected"]) == (1, 1)
    for row in rows["rejected"]:
        assert row["reason"] == "code that raises NameError"
        assert row["detail"] == "NameError: name 'undefined' is not defined"
    (account,) = manifest.facts["accounts"]
    assert account["parsed"] == 12 and account["verified"] == account["kept"] < 12


def test_topics_of_ones_own_are_part_of_the_identity() -> None:
    stage = WriteTextbooks(requests=2)
    mine = replace(stage, topics=("tides", "knitting patterns"))
    assert Graph.of(mine).fingerprints[mine] != Graph.of(stage).fingerprints[stage]
    with pytest.raises(HornbookError, match="there is no topic in it"):
        replace(stage, topics=())
