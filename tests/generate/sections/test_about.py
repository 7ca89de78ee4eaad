from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.files import Files
from hornbook.errors import HornbookError
from hornbook.generate.sections.about import (
    COPIES,
    SPEAKS_OF_IT,
    STRAYS,
    WriteSectionsAbout,
    WriteSectionsAboutCode,
    fault,
)
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import Request, ScriptedTeacher

Make = Callable[[Stage[Dataset]], tuple[dict[str, list[dict[str, Any]]], Any]]

PASSAGE = (
    "Experienced captains inspect barometers before departure, because rusted barometers have "
    "wrecked whole fleets."
)


def passage_in(request: Request) -> tuple[str, str]:
    """The subject of the passage that a prompt shows, and the passage."""
    prompt: str = request.payload["messages"][-1]["content"]
    shown = prompt.split(":\n\n", 1)[1].split("\n\nNow write")[0]
    return prompt.split('"all about ')[1].split('"')[0], shown


def script(request: Request) -> str:
    """A good section about most subjects; each of the others fails in its own way."""
    subject, shown = passage_in(request)
    padding = "Somebody new to all this will want plain words and one thing at a time here."
    if subject == "anchors":
        return f"{padding} {shown}"
    if subject == "buoys":
        return f"{padding} Bread is made of flour, water, salt and patience, day after day."
    good = (
        f"Captains who leave a harbour look at their {subject} first. Vessels were wrecked near "
        f"the coast in storms, and in calm weather nobody inspected the {subject} aboard."
    )
    return (
        f"The passage says this. {padding} {good}" if subject == "sextants" else f"{padding} {good}"
    )


def test_sections_descend_from_the_documents_that_they_are_about(
    documents: Split, make: Make
) -> None:
    teacher = ScriptedTeacher(title="sailor", script=script)
    rows, manifest = make(WriteSectionsAbout(teacher=teacher, documents=documents, requests=6))
    guides = {row["id"]: row for row in make(documents.stage)[0]["documents"]}
    assert {row["topic"] for row in rows["sections"]} == {
        "all about lighthouses",
        "all about compasses",
        "all about barometers",
    }
    for row in rows["sections"]:
        (parent,) = row["parents"]
        assert f"file:{row['topic'].replace(' ', '-')}.md" == guides[parent]["source"]
        assert row["text"].startswith(f"# {row['topic'].capitalize()}\n\n")
        assert row["code_blocks"] == 0 and row["template"] == "about"
    assert {row["topic"]: row["reason"] for row in rows["rejected"]} == {
        "all about anchors": "echoes the prompt",
        "all about buoys": STRAYS,
        "all about sextants": SPEAKS_OF_IT,
    }
    assert manifest.facts["accounts"][0]["asked"] == 6


def test_each_document_has_its_turn_before_one_comes_again(documents: Split, make: Make) -> None:
    teacher = ScriptedTeacher(answers=("No.",))
    stage = WriteSectionsAbout(teacher=teacher, documents=documents, requests=15)
    rows, _ = make(stage)
    told = [row["parents"][0] for row in rows["rejected"]]
    assert len(set(told[:6])) == 6 and sorted(Counter(told).values()) == [2, 2, 2, 3, 3, 3]
    assert told[:6] != sorted(told[:6]) and told[:6] != told[6:12]
    assert len({row["slots"] for row in rows["rejected"]}) > 12  # other passages of the same
    fewer, _ = make(replace(stage, requests=4))
    assert [row["parents"][0] for row in fewer["rejected"]] == told[:4]


def test_a_plan_is_told_what_to_expect_before_there_are_documents(documents: Split) -> None:
    told = WriteSectionsAbout(documents=documents, requests=6, words=100).forecast()
    assert (told.requests, told.prompt_tokens, told.completion_tokens) == (6, 320, 250)


def test_a_teacher_that_writes_nothing_of_use_stops_nothing(documents: Split, make: Make) -> None:
    teacher = ScriptedTeacher(answers=("No.",))
    rows, manifest = make(WriteSectionsAbout(teacher=teacher, documents=documents, requests=3))
    assert rows["sections"] == [] and len(rows["rejected"]) == 3
    assert manifest.facts["reasons"] == {"fewer than 20 words of prose": 3}


def test_of_code_sections_need_code_that_runs(tmp_path: Path, make: Make) -> None:
    program = (
        "def displacement(length, width, depth):\n"
        '    """How many tonnes of water a vessel of these metres pushes aside, roughly."""\n'
        "    return length * width * depth * 0.7\n\n\n"
        "def sails(masts):\n"
        '    """The sails of a vessel with so many masts, without the ones kept below."""\n'
        "    return masts * 3 + 2\n"
    )
    (tmp_path / "vessel.py").write_text(program)
    documents = Split(Files(path=tmp_path / "vessel.py"), "documents")
    words = (
        "A vessel pushes water aside, and more of it with every metre of length, width and depth. "
        "With each of the masts there are more sails, which the next function tells roughly."
    )
    code = "```python\ndef double(x):\n    return 2 * x\n\n\nprint(double(2))  # 5\n```"
    asked: list[str] = []

    def script(request: Request) -> str:
        asked.append(request.payload["messages"][-1]["content"])
        return words if len(asked) == 1 else f"{words}\n\n{code}"

    teacher = ScriptedTeacher(title="coder", script=script)
    stage = WriteSectionsAboutCode(teacher=teacher, documents=documents, requests=2)
    rows, _ = make(stage)
    assert 'Python code from "vessel":\n\n```python\ndef displacement(' in asked[0]
    (row,) = rows["rejected"]
    assert row["reason"] == "no Python code block that parses"
    (row,) = rows["sections"]
    assert "print(double(2))  # 4" in row["text"] and row["outputs_corrected"] == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A captain inspects each of the barometers, lest a whole fleet be wrecked.", ""),
        (f"Look: {PASSAGE}", COPIES),
        ("This excerpt is about barometers, captains and their departure.", SPEAKS_OF_IT),
        ("The passage across the sea is long for captains with rusted barometers.", SPEAKS_OF_IT),
        ("Captains are people who command.", STRAYS),
        ("Bread is made of flour.", STRAYS),
    ],
)
def test_what_is_about_a_passage(text: str, reason: str) -> None:
    assert fault(text, PASSAGE) == reason


def test_a_text_that_is_about_excerpts_may_name_them() -> None:
    assert fault("An excerpt quotes longer works.", "How excerpts quote longer works.") == ""


def test_what_nothing_can_be_written_about_is_told(tmp_path: Path, make: Make) -> None:
    (tmp_path / "note.txt").write_text("Nothing much.")
    few = Split(Files(path=tmp_path / "note.txt"), "documents")
    with pytest.raises(HornbookError, match="of files holds no passage of 25 words"):
        make(WriteSectionsAbout(teacher=ScriptedTeacher(answers=("x",)), documents=few, requests=1))
    with pytest.raises(HornbookError, match="words=9: a passage has to have at least 25"):
        WriteSectionsAbout(documents=few, requests=1, words=9)
