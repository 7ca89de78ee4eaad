"""Judges of stories that are scripts, so that what is made of their grades can be checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.evaluate.conftest import RandomModel, Run

from hornbook import benchmark
from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.judge import Judge
from hornbook.evaluate.measures import Wish, measures
from hornbook.evaluate.overlap import CompletionOverlap
from hornbook.evaluate.story_controls import JudgeControls, controls
from hornbook.evaluate.story_grades import GradeStories
from hornbook.evaluate.story_judge import ASPECTS, schema
from hornbook.evaluate.subject import GivenCheckpoint
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.teacher import Request, ScriptedTeacher
from hornbook.teacher.asking import asked

STORIES = benchmark.load("stories")


@dataclass(frozen=True, kw_only=True)
class Told(Stage[Dataset]):
    """Continuations as `CompletePrompts` writes them, ``texts`` for each of so many beginnings."""

    texts: tuple[str, ...]
    beginnings: int = 2

    def run(self, context: Context) -> Dataset:
        import pyarrow as pa

        names = ("problem", "prompt", "completion")
        schema = document_schema(*(pa.field(name, pa.string()) for name in names))
        with DatasetWriter(context.directory, completions=schema) as writer:
            for story in STORIES[: self.beginnings]:
                for text in self.texts:
                    row = {"problem": story.id, "prompt": story.prompt, "completion": text}
                    whole = story.prompt + text
                    known = {"source": "test", "parents": [story.id], "stage": self.name}
                    writer.add(
                        "completions", {**row, **known, "id": document_id(whole), "text": whole}
                    )
        return Dataset(context.directory)


def grades(**given: int) -> str:
    usual = dict.fromkeys((*ASPECTS, "age"), 5)
    return json.dumps({"assessment": "So so.", **usual, **given})


def shown(request: Request) -> str:
    """What the child wrote, as the judge is shown it."""
    content = str(request.payload["messages"][0]["content"])
    return content.split("What the child wrote:\n\n")[1].split("\n\nAnswer with")[0]


def test_grades_are_means_over_continuations(run: Run) -> None:
    def by_length(request: Request) -> str:
        written = shown(request)
        if written == "(nothing)":
            return "I liked it."
        return grades(grammar=len(written.split()), plot=9)

    told = Split(Told(texts=(" a b c", " a b c d e", "  ")), "completions")
    judge = Judge(teacher=ScriptedTeacher(title="by length", script=by_length))
    made, facts = run(GradeStories(completions=told, judge=judge))
    values = made.values()
    assert values["grammar_grade"]["value"] == 4 and values["plot_grade"]["value"] == 9
    assert values["grammar_grade"]["of"] == 2  # beginnings, of two continuations each
    assert (values["age"], values["unread"]) == (5, 2)
    rows = list(made.rows("items"))
    assert [row["grammar_grade"] for row in rows] == [3, 5, None] * 2
    assert rows[0]["said"] == "So so." and "schema" in rows[2]["said"]
    assert facts["accounts"][0]["asked"] == 6 and facts["accounts"][0]["parsed"] == 4


def test_grades_outside_the_scale_are_not_read(run: Run) -> None:
    def generous(request: Request) -> str:
        return grades(grammar=11)

    told = Split(Told(texts=(" so",)), "completions")
    judge = Judge(teacher=ScriptedTeacher(title="generous", script=generous))
    with pytest.raises(HornbookError, match="more capable judge"):
        run(GradeStories(completions=told, judge=judge))


def test_the_judge_is_held_to_the_schema(run: Run) -> None:
    formats = []

    def noting(request: Request) -> str:
        formats.append(request.payload["response_format"]["json_schema"])
        return grades()

    told = Split(Told(texts=(" so", " or so")), "completions")
    judge = Judge(teacher=ScriptedTeacher(title="noting", script=noting))
    run(GradeStories(completions=told, judge=judge, at_most=2))
    assert len(formats) == 2
    assert all(each["strict"] for each in formats)
    names = list(formats[0]["schema"]["properties"])
    assert names[0] == "assessment"  # before the grades, which follow from it


def test_a_plan_knows_the_requests(run: Run, tmp_path: Path) -> None:
    sent: list[Request] = []

    def noting(request: Request) -> str:
        sent.append(request)
        return grades()

    held = JudgeControls(
        judge=Judge(teacher=ScriptedTeacher(title="noting too", script=noting)), at_most=2
    )
    (planned,) = asked(Runner(open_store(tmp_path / "plan"), progress=Progress(quiet=True)), held)
    (questions,) = planned.questions
    assert (questions.count, questions.template) == (6, "story")
    run(held)
    teacher = planned.questions[0].teacher
    planned_keys = {request.key(teacher.endpoint) for request in questions.requests()}
    assert planned_keys == {_without_model(request).key(teacher.endpoint) for request in sent}


def _without_model(request: Request) -> Request:
    """As a stage makes it; the teacher fills its model in."""
    payload = {name: value for name, value in request.payload.items() if name != "model"}
    return replace(request, payload=payload)


def test_an_assessment_leaves_room_for_the_grades() -> None:
    longest = [schema(tokens)["properties"]["assessment"]["maxLength"] for tokens in (400, 100, 10)]
    assert longest == [1020, 120, 3]


def test_controls_are_the_own_rest_shuffled_and_anothers() -> None:
    made = controls(STORIES[:3], seed=0)
    assert [each.kind for each in made[:3]] == ["own", "shuffled", "another"]
    own, shuffled, another = (each.rest for each in made[:3])
    assert sorted(own.split()) == sorted(shuffled.split()) and own != shuffled
    assert another == made[3].rest and made[8].rest == own
    assert controls(STORIES[:3], seed=0) == made != controls(STORIES[:3], seed=1)


def test_a_judge_who_sees_order_tells_shuffled_words_only(run: Run) -> None:
    rests = {story.solution.strip() for story in STORIES}

    def reads(request: Request) -> str:
        return grades(grammar=8 if shown(request) in rests else 2)

    judge = Judge(teacher=ScriptedTeacher(title="reads", script=reads))
    made, _ = run(JudgeControls(judge=judge, at_most=6))
    values = made.values()
    assert values["grammar_over_shuffled"]["value"] == 1
    assert values["grammar_over_another"]["value"] == 0.5
    assert values["plot_over_shuffled"]["value"] == 0.5
    assert values["grades"]["own"]["grammar"] == 8 and values["unread"] == 0
    assert {row["control"] for row in made.rows("items")} == {"own", "shuffled", "another"}


def test_a_beginning_with_an_unread_answer_is_left_out(run: Run) -> None:
    first = STORIES[0].solution.strip()

    def silent_once(request: Request) -> str:
        return "Hm." if shown(request) == first else grades()

    judge = Judge(teacher=ScriptedTeacher(title="silent once", script=silent_once))
    made, _ = run(JudgeControls(judge=judge, at_most=4))
    values = made.values()
    # As the own rest of one beginning, and as another's of the one before.
    assert values["unread"] == 2
    assert values["plot_over_shuffled"]["of"] == 3 and values["plot_over_another"]["of"] == 2


def test_one_beginning_has_no_other_story(run: Run) -> None:
    judge = Judge(teacher=ScriptedTeacher(answers=(grades(),)))
    with pytest.raises(HornbookError, match="two or more"):
        run(JudgeControls(judge=judge, at_most=1))


def test_copies_are_told_from_what_is_new(run: Run) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Training(Stage[Dataset]):
        def run(self, context: Context) -> Dataset:
            text = "the cat sat on the mat"
            with DatasetWriter(context.directory, stories=document_schema()) as writer:
                row = {"source": "test", "parents": [], "stage": self.name}
                writer.add("stories", {**row, "id": document_id(text), "text": text})
            return Dataset(context.directory)

    told = Told(texts=(" The cat sat on the mat.", " A dog ran up the hill."), beginnings=1)
    made, facts = run(
        CompletionOverlap(
            completions=Split(told, "completions"), training=Split(Training(), "stories")
        )
    )
    rows = [(row["unlike_others"], row["unlike_training"]) for row in made.rows("items")]
    assert rows == [(1, 0), (1, 1)]
    assert made.values()["unlike_training"]["value"] == 0.5
    assert facts["training_documents"] == 1


def test_evaluate_asks_for_ten_of_each_and_holds_the_judge(run: Run) -> None:
    made, _ = run(RandomModel())
    judge = ScriptedTeacher(answers=(grades(),))
    wish = Wish(problems="stories", judge=judge, max_new_tokens=4)
    stages = measures(GivenCheckpoint(where=str(made.directory)), wish)
    assert [type(stage) for stage in stages] == [GradeStories, JudgeControls]
    asked = Graph.of(stages[0]).stages[0]
    assert (asked.samples, asked.sampling.temperature) == (10, 1)  # type: ignore[attr-defined]
    with pytest.raises(HornbookError, match="need a judge"):
        measures(GivenCheckpoint(where=str(made.directory)), Wish(problems="stories"))
    with pytest.raises(HornbookError, match="--bits says nothing about stories"):
        measures(GivenCheckpoint(where=str(made.directory)), Wish(problems="stories", bits=True))
