from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.problems import author
from hornbook.generate.problems.author import (
    OTHER_ANSWER,
    PATIENCE,
    REPEATED,
    AuthorProblems,
    draws,
)
from hornbook.generate.problems.family import Told
from hornbook.generate.problems.program import Unusable, WordProblem, in_format
from hornbook.pipeline.graph import Graph

Run = Callable[[AuthorProblems], tuple[dict[str, list[dict[str, Any]]], Any]]
STAGE = AuthorProblems(problems=300, heldout_problems=60, label="problems")


def test_rows_say_where_they_come_from_and_what_they_answer(run: Run) -> None:
    rows, manifest = run(STAGE)
    assert len(rows["train"]) == 300 and len(rows["heldout"]) == 60 and rows["rejected"] == []
    for row in rows["train"]:
        assert row["id"] == document_id(row["text"]) and row["stage"] == "problems"
        assert row["source"] == f"procedural:problems/{row['family']}" and row["parents"] == []
        assert row["family"].startswith(f"{row['topic']}/")
        assert row["text"] == row["prompt"] + row["solution"] and in_format(row["text"])
        assert row["question"] in row["text"] and row["answer"] == int(row["answer"])
    assert manifest.facts["families"] == {"train": 114, "heldout": 20}
    assert manifest.facts["rejected_by_reason"] == {}


def test_held_out_families_are_others(run: Run) -> None:
    rows, manifest = run(STAGE)
    train, heldout = ({row["family"] for row in rows[split]} for split in ("train", "heldout"))
    assert not train & heldout and heldout == {*manifest.facts["heldout_families"]}


def test_no_question_comes_twice_and_more_begins_with_the_same(run: Run) -> None:
    rows, _ = run(STAGE)
    questions = [row["question"] for split in ("train", "heldout") for row in rows[split]]
    assert len({*questions}) == len(questions)
    more, _ = run(replace(STAGE, problems=400))
    assert more["train"][:300] == rows["train"]
    other, _ = run(replace(STAGE, seed=1))
    assert not {row["id"] for row in other["train"]} & {row["id"] for row in rows["train"]}


def test_reasoning_gyms_problems_are_an_option(run: Run) -> None:
    stage = AuthorProblems(problems=230, heldout_problems=0, reasoning_gym=True, heldout_share=0)
    assert len(stage.families()[0]) > len(STAGE.families()[0]) + 80
    rows, manifest = run(stage)
    topics = {row["topic"] for row in rows["train"]}
    assert {"gsm_symbolic", "reasoning_gym", "shopping"} <= topics
    assert len(rows["train"]) + sum(
        count for reason, count in manifest.facts["rejected_by_reason"].items()
        if reason.startswith("the program")
    ) == 230  # fmt: skip
    for row in rows["rejected"]:
        assert row["topic"] == "gsm_symbolic" and row["reason"] and row["text"]


def test_the_identity_holds_the_families() -> None:
    marks = {Graph.of(stage).fingerprints[stage] for stage in (
        STAGE, replace(STAGE, problems=301), replace(STAGE, reasoning_gym=True),
        replace(STAGE, label="other"),
    )}  # fmt: skip
    assert len(marks) == 3


class Dull:
    """A family that tells three different problems and a flaw, again and again."""

    path = "dull/only"

    def draw(self, seed: str) -> Told | Unusable:
        number = int(seed.rpartition("/")[2]) % 4
        if number == 3:
            return Unusable("a flaw", "source")
        problem = WordProblem(f"What is {number} eggs and 12?", "result = 1\nreturn result")
        return Told("dull/only", problem, (), False, 1, 1)


def test_a_family_that_has_no_more_to_give_ends() -> None:
    drawn = list(draws([Dull()], 50, "seed", set()))
    assert sum(isinstance(each, Told) for each in drawn) == 3
    reasons = [each[1].reason for each in drawn if not isinstance(each, Told)]
    assert len(reasons) == PATIENCE and {*reasons} == {"a flaw", REPEATED}


@pytest.mark.parametrize("field", ["problems", "heldout_problems", "template_problems"])
def test_negative_numbers_are_refused(field: str) -> None:
    with pytest.raises(HornbookError, match="a negative number"):
        AuthorProblems(**{"problems": 1, field: -1})  # type: ignore[arg-type]


def test_held_out_templates_need_a_share() -> None:
    for stage in (
        {"template_problems": 5}, {"template_share": 1.0}, {"practice_share": -0.1},
        {"template_share": 0.5, "practice_share": 0.5},
    ):  # fmt: skip
        with pytest.raises(HornbookError, match="template_share"):
            AuthorProblems(problems=1, **stage)


def test_templates_are_held_out_and_all_splits_differ(run: Run) -> None:
    rows, _ = run(
        replace(
            STAGE, practice_problems=80, known_problems=60, template_problems=60,
            template_share=0.3, topics=("shopping", "sport"), plain=True,
        )
    )  # fmt: skip
    counts = {split: len(found) for split, found in rows.items()}
    assert counts == {
        "train": 300, "practice": 80, "known": 60, "templates": 60, "heldout": 60, "rejected": 0
    }  # fmt: skip

    def templates(*splits: str) -> set[tuple[str, str]]:
        return {(r["family"], t) for split in splits for r in rows[split] for t in r["twists"]}

    seen, unseen = templates("train", "practice", "known"), templates("templates")
    assert unseen and not unseen & seen
    assert {family for family, _ in unseen} <= {row["family"] for row in rows["train"]}
    assert all(row["twists"] for row in rows["templates"])
    questions = [row["question"] for found in rows.values() for row in found]
    assert len({*questions}) == len(questions)


def test_practice_has_templates_of_its_own(run: Run) -> None:
    rows, _ = run(
        replace(
            STAGE, practice_problems=40, practised_problems=40, known_problems=40,
            template_problems=40, template_share=0.2, practice_share=0.2,
            topics=("shopping", "sport"), plain=True,
        )
    )  # fmt: skip

    def templates(*splits: str) -> set[tuple[str, str]]:
        return {(r["family"], t) for split in splits for r in rows[split] for t in r["twists"]}

    learned, practised = templates("train", "known"), templates("practice", "practised")
    tested = templates("templates")
    assert practised and not practised & learned and not practised & tested and not tested & learned
    assert {family for family, _ in practised} <= {row["family"] for row in rows["train"]}
    questions = [row["question"] for found in rows.values() for row in found]
    assert len({*questions}) == len(questions)


def test_plain_problems_are_short(run: Run) -> None:
    rows, _ = run(replace(STAGE, plain=True, topics=("shopping", "sport")))
    found = [*rows["train"], *rows["heldout"]]
    assert {row["topic"] for row in found} == {"shopping", "sport"}
    with pytest.raises(HornbookError, match="no topic 'sports'; choose from: ages, "):
        replace(STAGE, topics=("sports",)).families()
    assert not any(row["aside"] or "#" in row["solution"] for row in found)
    assert max(len(row["twists"]) for row in found) == 1


def test_a_program_that_gives_another_number_is_rejected(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lying(Dull):
        def draw(self, seed: str) -> Told:
            number = seed.rpartition("/")[2]
            problem = WordProblem(f"What is {number} eggs and 12?", "result = 1\nreturn result")
            return Told("dull/only", problem, (), False, 1, int(number))

    monkeypatch.setattr(author, "families", lambda: (Lying(),))
    rows, manifest = run(AuthorProblems(problems=4, heldout_problems=0, heldout_share=0))
    assert [row["answer"] for row in rows["train"]] == [1]
    assert manifest.facts["rejected_by_reason"] == {OTHER_ANSWER: 3}
    assert {row["reason"] for row in rows["rejected"]} == {OTHER_ANSWER}
