import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.prose.reading import read_prose
from hornbook.generate.prose.stages import AuthorProse, WriteProse
from hornbook.generate.prose.styles import AUDIENCES, DIALOGUE, QUESTIONS, STYLES
from hornbook.pipeline.split import Split
from hornbook.teacher import Request, ScriptedTeacher

Run = Callable[..., tuple[dict[str, list[dict[str, Any]]], Any]]
Of = Callable[..., Split]

TOPICS = ("drying wet clothes", "sharing a toy", "why ice floats")
DOCUMENTS = (
    "The market opened early. A woman was selling pears from a cart with one wheel. It rained.",
    "Short.",
    "Once the clock had struck nine, nobody spoke any more, and the dog lay down by the stove.",
)
PLAIN = (
    "There is more to {} than one thinks. One looks at what happens, asks why it is so, and "
    "then tries it once more in another way, with less or more of everything. In this way "
    "most of what happens every day can be understood by anybody who takes the time to look "
    "closely and to think about it for a while."
)


def write(request: Request) -> str:
    prompt: str = request.payload["messages"][-1]["content"]
    topic = prompt.split("write about ")[1].split(" for ")[0]
    if "a dialogue of two people" in prompt:
        return (
            f"Ann: Tell me about {topic}.\nBen: "
            + PLAIN.format(topic)
            + f" {request.payload['seed']}."
        )
    if "three questions" in prompt:
        return f"Question: What is {topic}?\nAnswer: {PLAIN.format(topic)}\n\nQuestion:"
    return (
        "Sure, here you go:\n\n" + PLAIN.format(topic) + f" {request.payload['seed']}.\n\n## More"
    )


def stage(of: Of, **fields: Any) -> WriteProse:
    teacher = ScriptedTeacher(title="writes", script=write)
    return WriteProse(teacher=teacher, topics=of(*TOPICS), **{"requests": 9, **fields})


def test_topics_take_turns_and_documents_are_parents(run: Run, split: Of, tmp_path: Path) -> None:
    rows, _ = run(stage(split, documents=split(*DOCUMENTS)), tmp_path)
    every = rows["prose"] + rows["rejected"]
    assert len(every) == 9
    assert sorted(row["topic"] for row in every) == sorted(TOPICS * 3)
    for row in every:
        slots = json.loads(row["slots"])
        topic, document = row["parents"]
        assert topic == document_id(row["topic"]) and row["style"] in STYLES
        (text,) = (text for text in DOCUMENTS if document_id(text) == document)
        assert slots["excerpt"] in text and text != "Short."
        assert slots["audience"] in AUDIENCES
    manners = [(row["topic"], row["audience"], row["style"]) for row in every]
    assert len(set(manners)) == len(manners)


def test_what_isn_t_part_of_the_text_is_taken_off(run: Run, split: Of, tmp_path: Path) -> None:
    rows, _ = run(stage(split), tmp_path)
    assert rows["prose"]
    for row in rows["prose"]:
        assert row["text"][-1] == "." and "Sure" not in row["text"] and "##" not in row["text"]
        assert row["words"] == len(row["text"].split()) and len(row["parents"]) == 1


BROKEN = {
    "fewer than 50 words": "Ice floats on water. It is light.",
    "has code in it": PLAIN.format("ice") + "\n```\nx\n```\nThe end of ice is near.",
    "no word of the topic occurs": PLAIN.format("bread"),
    "copies the excerpt": "The ice is cold. " + PLAIN.format("ice"),
    "doesn't end with a sentence": PLAIN.format("ice") + " And then the",
    "more than 900 words": "Ice is cold. " * 400,
}


@pytest.mark.parametrize(("reason", "answer"), BROKEN.items())
def test_broken_answers_are_rejected_with_their_reason(reason: str, answer: str) -> None:
    excerpt = PLAIN.format("ice") if reason.startswith("copies") else ""
    assert read_prose(answer, "why ice floats", "textbook", excerpt).reason == reason


def test_styles_with_a_form_are_held_to_it() -> None:
    text = PLAIN.format("ice")
    assert read_prose(text, "ice in water", QUESTIONS).reason.startswith("asked for questions")
    assert read_prose(text, "ice in water", DIALOGUE).reason.startswith("asked for a dialogue")
    assert not read_prose(text, "ice in water").reason


def test_half_a_sentence_at_the_end_is_taken_off_only_where_it_was_cut() -> None:
    text = PLAIN.format("ice")
    cut = read_prose(f"{text} And then the", "why ice floats", truncated=True)
    assert cut.text == text and not cut.reason
    assert read_prose("Ice is", "why ice floats", truncated=True).reason == "cut off at max_tokens"


@pytest.mark.parametrize(
    ("topics", "message"),
    [((), "the split rows holds no topics"), (("tea", " "), "row 1 of the split rows is an empty")],
)
def test_topics_that_can_t_be_written_about_are_told(
    run: Run, split: Of, tmp_path: Path, topics: tuple[str, ...], message: str
) -> None:
    teacher = ScriptedTeacher(title="writes", script=write)
    with pytest.raises(HornbookError, match=message):
        run(WriteProse(teacher=teacher, topics=split(*topics), requests=3), tmp_path)


def test_documents_without_text_are_told(run: Run, split: Of, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="holds no text of 8 words to show in prompts"):
        run(stage(split, documents=split("Short.")), tmp_path)


def test_a_template_without_slots_is_told(run: Run, split: Of, tmp_path: Path) -> None:
    template = tmp_path / "mine.md"
    template.write_text("Write something.")
    with pytest.raises(HornbookError, match=r"mine\.md has no slot {{ audience }}"):
        run(stage(split, template=str(template)), tmp_path)


def test_the_author_writes_and_is_the_same_again(run: Run, tmp_path: Path) -> None:
    rows, manifest = run(AuthorProse(passages=300, label="author"), tmp_path / "one")
    assert len(rows["prose"]) > 290 and len(rows["prose"]) + len(rows["rejected"]) == 300
    assert len(manifest.facts["topics"]) == 9
    for row in rows["prose"]:
        assert row["source"] == f"procedural:prose/{row['topic']}" and row["parents"] == []
    again, _ = run(AuthorProse(passages=40, label="author"), tmp_path / "two")
    assert again["prose"] == rows["prose"][: len(again["prose"])]


def test_documents_decide_what_the_author_writes_about(run: Run, split: Of, tmp_path: Path) -> None:
    text = "She opened her umbrella, took the hammer and a candle, and looked for a ball of wool."
    rows, _ = run(AuthorProse(passages=60, documents=split(text)), tmp_path)
    followed = [row for row in rows["prose"] if row["parents"]]
    assert {tuple(row["parents"]) for row in followed} == {(document_id(text),)}
    uses = [row for row in followed if row["topic"] == "what things are for"]
    assert uses and all(
        any(name in row["text"] for name in ("umbrella", "hammer", "candle")) for row in uses
    )


def test_no_passages_are_told() -> None:
    with pytest.raises(HornbookError, match="passages must be at least 1"):
        AuthorProse(passages=0)
