import json
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.sections.author import AuthorTextbooks
from hornbook.generate.sections.books import AuthorOutlines, WriteBooks, WriteOutlines
from hornbook.generate.sections.outline import Outline
from hornbook.generate.steering import Steering
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.teacher import Request, ScriptedTeacher

OUTLINE: dict[str, Any] = {
    "title": "Lists",
    "chapters": [
        {
            "title": f"Chapter {letter}",
            "sections": [
                {"title": f"Doing {letter}{number}", "introduces": [f"{letter}{number}"]}
                for number in (1, 2)
            ],
        }
        for letter in "ab"
    ],
}


def run(stage: Stage[Dataset], folder: Path) -> tuple[dict[str, list[dict[str, Any]]], Any]:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    dataset = runner.open(stage, graph)
    rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
    return rows, runner.manifest(stage, graph).facts


def plan(request: Request) -> str:
    """A good outline, one that needs a repair, one that never fits, and one that is poor."""
    messages = request.payload["messages"]
    prompt = messages[0]["content"]
    if "recursion" in prompt:
        return "I'd rather not."
    if "text processing" in prompt and len(messages) == 1:
        return json.dumps({**OUTLINE, "chapters": []})
    if "searching" in prompt:
        return json.dumps({**OUTLINE, "chapters": OUTLINE["chapters"][:1] * 2})
    subject = prompt.split("textbook about ")[1].split(" for ")[0]
    return json.dumps({**OUTLINE, "title": f"All about {subject}"})


PLANS = WriteOutlines(
    teacher=ScriptedTeacher(title="planner", script=plan),
    subjects=("recursion", "text processing", "searching and sorting", "lists and loops"),
    requests=4,
    steering=Steering(near=None),
)


def test_outlines_are_mended_checked_and_kept_as_values(tmp_path: Path) -> None:
    rows, facts = run(PLANS, tmp_path)
    by_subject = {row["subject"]: row for row in rows["outlines"]}
    assert set(by_subject) == {"text processing", "lists and loops"}
    row = by_subject["text processing"]
    assert Outline.read(json.loads(row["outline"])).title == "All about text processing"
    assert (row["chapters"], row["sections"]) == (2, 4) and row["text"].startswith("# All about")
    reasons = {row["subject"]: row["reason"] for row in rows["rejected"]}
    assert reasons["searching and sorting"] == "two sections with the same title"
    assert "doesn't fit the schema after 2 repairs" in reasons["recursion"]
    assert facts["accounts"][0]["asked"] == 4 and facts["accounts"][0]["kept"] == 2


def page(request: Request) -> str:
    prompt = request.payload["messages"][-1]["content"]
    topic = prompt.split("Write section ")[1].split('"')[1]
    words = " ".join(f"{topic} word{number}" for number in range(30))
    return f"This is about {words}.\n\n```python\nprint(1 + 1)  # 3\n```"


def test_a_book_is_written_section_by_section_from_its_outline(tmp_path: Path) -> None:
    teacher = ScriptedTeacher(title="writer", script=page)
    stage = WriteBooks(teacher=teacher, outlines=Split(PLANS, "outlines"), requests=99)
    rows, facts = run(stage, tmp_path)
    places = [(r["book"], r["chapter"], r["section"]) for r in rows["sections"]]
    assert places == [(1, c, s) for c in (1, 2) for s in (1, 2)]  # the second book says the same
    assert facts["accounts"][0]["asked"] == 8
    outlines, _ = run(PLANS, tmp_path)
    for row in rows["sections"]:
        assert row["parents"] == [outlines["outlines"][0]["id"]]
        assert row["id"] == document_id(row["text"]) and "print(1 + 1)  # 2" in row["text"]
        assert (row["outputs_checked"], row["outputs_corrected"]) == (1, 1)
        assert row["text"].startswith(f"# {row['topic']}\n") and row["chapter_title"] in (
            "Chapter a",
            "Chapter b",
        )
    slots = json.loads(rows["sections"][2]["slots"])
    assert slots["before"] == "1.1 Doing a1 (a1); 1.2 Doing a2 (a2)" and slots["number"] == "2.1"


def test_outlines_need_no_teacher(tmp_path: Path) -> None:
    stage = AuthorOutlines(books=3, chapters=4, sections=2)
    rows, _ = run(stage, tmp_path)
    assert len({row["audience"] for row in rows["outlines"]}) == 3
    for row in rows["outlines"]:
        outline = Outline.read(json.loads(row["outline"]))
        assert len(outline.chapters) == row["chapters"] == 4 and row["sections"] <= 8
        assert row["source"] == "procedural:curriculum" and row["id"] == document_id(row["text"])
    again, _ = run(stage, tmp_path / "again")
    assert again == rows


def test_textbooks_need_no_teacher_either(tmp_path: Path) -> None:
    stage = AuthorTextbooks(sections=14, per_chapter=2)
    rows, facts = run(stage, tmp_path)
    assert len(rows["sections"]) + len(rows["rejected"]) == 14 and facts["kept"] >= 12
    assert facts["outputs_checked"] > 30 and facts["outputs_corrected"] == 0
    places = [(row["book"], row["chapter"], row["section"]) for row in rows["sections"]]
    assert places == sorted(places)
    for row in rows["sections"]:
        assert row["source"] == f"procedural:{row['topic']}/{row['family']}"
        assert row["code_blocks"] >= 3 and row["outputs_corrected"] == 0
    fewer, _ = run(AuthorTextbooks(sections=5, per_chapter=2), tmp_path / "fewer")
    assert fewer["sections"] == rows["sections"][: len(fewer["sections"])]


def test_what_nearly_repeats_another_is_rejected(tmp_path: Path) -> None:
    strict = AuthorTextbooks(sections=6, per_chapter=2, steering=Steering(near=0.01, ngram=1))
    rows, facts = run(strict, tmp_path)
    assert len(rows["sections"]) == 1
    assert {row["reason"] for row in rows["rejected"]} == {"nearly the same text as another"}
    assert facts["reasons"] == {"nearly the same text as another": 5}


def test_nothing_to_write_is_told() -> None:
    with pytest.raises(HornbookError, match="must be at least 1"):
        AuthorTextbooks(sections=0)
    with pytest.raises(HornbookError, match="must be at least 1"):
        AuthorOutlines(books=1, chapters=0)
    with pytest.raises(HornbookError, match="subjects: its only topic is the word 'loops'"):
        WriteOutlines(requests=1, subjects=("loops",))
