from collections.abc import Callable
from typing import Any

import pytest

from hornbook.generate.sections.about import SPEAKS_OF_IT, STRAYS
from hornbook.generate.sections.questions import (
    ELSEWHERE,
    NO_ANSWER,
    NO_QUESTION,
    WriteQuestions,
    fault,
    read_questions,
)
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import ScriptedTeacher

Make = Callable[[Stage[Dataset]], tuple[dict[str, list[dict[str, Any]]], Any]]

PASSAGE = (
    "Experienced captains inspect barometers before departure, because rusted barometers have "
    "wrecked whole fleets."
)
WHO = "Who inspects the barometers of a ship?"
BY = "Experienced captains do, before departure."


@pytest.mark.parametrize(
    "answer",
    [
        f"Question: {WHO}\nAnswer: {BY}\n\nQuestion: Why?\nAnswer: Because\nof rust.",
        f"Sure, here they are:\n\n1. **Question:** {WHO}\n   **Answer:** {BY}\n"
        "2. **Question:** Why?\n   **Answer:** Because of rust.",
        f"Question 1: {WHO}\nAnswer 1: {BY}\nQuestion 2: Why?\nAnswer 2: Because of rust.",
        f"**Q1.** {WHO}\n**A1.** {BY}\n**Q2.** Why?\n**A2.** Because of rust.",
    ],
)
def test_questions_are_read_in_many_forms(answer: str) -> None:
    assert read_questions(answer) == [(WHO, BY), ("Why?", "Because of rust.")]


def test_what_has_no_form_has_no_questions() -> None:
    assert read_questions("Captains inspect barometers.") == []
    assert read_questions("Answer: yes.\nA captain does: it is so.") == []
    assert read_questions(f"Question: {WHO}") == [(WHO, "")]


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        (WHO, BY, ""),
        ("Who inspects the barometers", BY, NO_QUESTION),
        ("Who does?", BY, NO_QUESTION),
        (WHO, "Captains.", NO_ANSWER),
        (WHO, "Who knows about that anyway?", NO_ANSWER),
        ("Who, in this passage, inspects barometers?", BY, SPEAKS_OF_IT),
        ("What does a baker put into bread?", BY, STRAYS),
        (WHO, "Bakers put flour, water and barometers there.", ELSEWHERE),
    ],
)
def test_a_question_is_about_the_passage_and_so_is_its_answer(
    question: str, answer: str, reason: str
) -> None:
    assert fault(question, answer, PASSAGE) == reason


def test_questions_become_rows_that_descend_from_documents(documents: Split, make: Make) -> None:
    answers = [
        "Question: What do experienced captains inspect?\nAnswer: Whatever wrecked fleets before.\n"
        "Question: Who wrecked the fleets of the captains?\nAnswer: Nobody remembers any names.",
        "I have no idea whatsoever.",
    ]
    teacher = ScriptedTeacher(title="quizzer", script=lambda _: answers.pop())
    rows, _ = make(WriteQuestions(teacher=teacher, documents=documents, requests=2))
    (row,) = rows["train"]
    assert row["text"] == f"Question: {row['question']}\nAnswer: {row['answer']}\n"
    assert row["question"] == "What do experienced captains inspect?"
    assert len(row["parents"]) == 1 and row["topic"].startswith("all about ")
    reasons = {row["reason"] for row in rows["rejected"]}
    assert reasons == {ELSEWHERE, "nothing in it that can be used"}
