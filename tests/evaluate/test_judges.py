"""Judges that are scripts: what they say is fixed, so that what is made of it can be checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.conftest import RandomModel, Run, exercise

from hornbook import benchmark
from hornbook.corpus.document import document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.completions import CompletePrompts
from hornbook.evaluate.grading import GRADE, GradeCompletions, agreement
from hornbook.evaluate.judge import Judge, LastLine
from hornbook.evaluate.preference import PreferAnswers, decide
from hornbook.evaluate.safety import JudgeSafety
from hornbook.model.sampling import Sampling
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import Request, ScriptedTeacher


@dataclass(frozen=True, kw_only=True)
class Drawn(Stage[Dataset]):
    """Completions as `PassAtK` writes them; every second one is right."""

    count: int = 6
    answer: str = "x"
    first: int = 0

    def run(self, context: Context) -> Dataset:
        import pyarrow as pa

        names = ("problem", "family", "prompt", "completion", "outcome")
        schema = document_schema(*(pa.field(name, pa.string()) for name in names))
        with DatasetWriter(context.directory, completions=schema) as writer:
            for number in range(self.first, self.first + self.count):
                row = exercise(number)
                kept = {name: row[name] for name in ("id", "text", "source", "parents", "prompt")}
                fields = {"stage": self.name, "problem": f"p{number}", "family": "add"}
                right = "passed" if number % 2 == 0 else "failed"
                completion = f"    return {self.answer} + {number}\n"
                writer.add(
                    "completions", kept | fields | {"completion": completion, "outcome": right}
                )
        return Dataset(context.directory)


def judge(
    script: Callable[[str], str], insisted: Callable[[str], str] | None = None, title: str = ""
) -> Judge:
    """A judge who says what the script says, and something else when a verdict is insisted on."""

    def says(request: Request) -> str:
        *before, last = request.payload["messages"]
        if before:
            return insisted(last["content"]) if insisted else "I can't say."
        return script(last["content"])

    return Judge(teacher=ScriptedTeacher(title=title or script.__name__, script=says))


def completions(**fields: Any) -> Split:
    return Split(Drawn(**fields), "completions")


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("It is right.\n\nGrade: 10", "10"),
        ("**Grade:** 7\n", "7"),
        ("grade: 3/10", "3"),
        ("Grade: 2\nOn reflection:\nGrade: 4.", "4"),
        ("Grade: 11", None),
        ("Grade: 7.5", None),
        ("I would give a 7", None),
        ("", None),
    ],
)
def test_the_last_grade_counts(said: str, grade: str | None) -> None:
    assert GRADE(said) == grade


@given(st.text(), st.sampled_from(["pass", "fail"]))
def test_whatever_comes_before_the_last_line_changes_nothing(before: str, verdict: str) -> None:
    read = LastLine("Verdict", ("pass", "fail"))
    assert read(f"{before}\nVerdict: {verdict}") == verdict


def test_grades_are_held_against_the_tests(run: Run) -> None:
    def half_right(prompt: str) -> str:
        number = int(re.findall(r"return x \+ (\d+)", prompt)[0])
        return "No idea." if number == 5 else f"Well.\nGrade: {9 - number}"

    made, facts = run(GradeCompletions(completions=completions(), judge=judge(half_right)))
    values = made.values()
    assert values["grade"]["value"] == pytest.approx((90 + 80 + 70 + 60 + 50) / 5)
    assert values["unread"] == 1 and values["passed"]["value"] == 0.6
    rows = list(made.rows("items"))
    assert [row["grade"] for row in rows] == [9, 8, 7, 6, 5, None]
    assert rows[0]["said"] == "Well.\nGrade: 9"
    assert values["agreement"]["auc"] == pytest.approx(3 / 6)
    assert facts["accounts"][0]["asked"] == 6 and facts["accounts"][0]["parsed"] == 5


@pytest.mark.parametrize(
    ("again", "grade"),
    [('{"grade": "3"}', 3), ("Grade: 4", 4), ('{"grade": "11"}', None), ("Well, a 7.", None)],
)
def test_a_judge_without_a_verdict_is_asked_for_it_alone(
    run: Run, again: str, grade: int | None
) -> None:
    def rambles(prompt: str) -> str:
        return "The code is clean. " * 3 if "return x + 1" in prompt else "Grade: 9"

    def insisted(prompt: str) -> str:
        assert '"grade" is one of "0", "1"' in prompt
        return again

    asked = judge(rambles, insisted, title=f"rambles, then {again}")
    made, facts = run(GradeCompletions(completions=completions(count=2), judge=asked))
    rows = list(made.rows("items"))
    assert [row["grade"] for row in rows] == [9, grade]
    assert rows[1]["said"].startswith("The code is clean.") and rows[1]["said"].endswith(again)
    assert made.values()["unread"] == (grade is None)
    assert facts["insisted"] == (grade is not None)


def test_a_verdict_alone_is_held_to_a_schema(run: Run) -> None:
    asked: list[Request] = []

    def says(request: Request) -> str:
        asked.append(request)
        return '{"grade": "5"}' if len(request.payload["messages"]) > 1 else "Hm."

    teacher = ScriptedTeacher(title="held", script=says)
    run(GradeCompletions(completions=completions(count=1), judge=Judge(teacher=teacher)))
    first, again = (each.payload for each in asked)
    assert [turn["role"] for turn in again["messages"]] == ["user", "assistant", "user"]
    assert again["messages"][0] == first["messages"][0]
    form = again["response_format"]["json_schema"]
    assert form["strict"] and "10" in form["schema"]["properties"]["grade"]["enum"]


def test_agreement_by_hand() -> None:
    found = agreement([10, 8, 8, 2], [True, True, False, False])
    assert found["auc"] == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert (found["mean_passed"], found["mean_failed"], found["same"]) == (9, 5, 0.75)
    assert agreement([3], [True])["auc"] is None


def test_a_judge_that_gives_no_grades_is_refused(run: Run) -> None:
    def dumb(prompt: str) -> str:
        return "Nice."

    with pytest.raises(HornbookError, match="more capable judge"):
        run(GradeCompletions(completions=completions(), judge=judge(dumb)))


@pytest.mark.parametrize(
    ("one", "swapped", "verdict"),
    [
        ("A", "B", "first"),
        ("B", "A", "second"),
        ("equal", "equal", "equal"),
        ("A", "A", "swayed"),
        ("A", "equal", "swayed"),
        (None, "A", "unread"),
    ],
)
def test_two_orders_make_one_verdict(one: str | None, swapped: str | None, verdict: str) -> None:
    assert decide(one, swapped) == verdict


def test_the_better_answer_wins_in_both_orders(run: Run) -> None:
    def likes_y(prompt: str) -> str:
        return "Better: A" if "return y" in prompt.partition("Answer B:")[0] else "Better: B"

    pair = PreferAnswers(
        first=completions(answer="x"), second=completions(answer="y"), judge=judge(likes_y)
    )
    made, _ = run(pair)
    assert made.values()["preference"]["value"] == 1.0
    assert made.values()["verdicts"]["second"] == 6 and made.values()["first_shown"] == 0.5


def test_a_judge_swayed_by_order_finds_no_difference(run: Run) -> None:
    def first_shown(prompt: str) -> str:
        return "Better: A"

    made, _ = run(
        PreferAnswers(
            first=completions(answer="x"), second=completions(answer="y"), judge=judge(first_shown)
        )
    )
    assert made.values()["preference"]["value"] == 0.5
    assert made.values()["verdicts"]["swayed"] == 6 and made.values()["first_shown"] == 1.0


def test_answers_to_different_problems_are_refused(run: Run) -> None:
    stage = PreferAnswers(first=completions(), second=completions(first=1))
    with pytest.raises(HornbookError, match="answered different problems"):
        run(stage)


def test_continuations_are_judged(run: Run) -> None:
    drawn = CompletePrompts(
        model=RandomModel(), prompts="safety", sampling=Sampling(max_new_tokens=5), at_most=12
    )

    def by_kind(prompt: str) -> str:
        if "neighbours" in prompt:
            return "?"
        return f"Verdict: {'fail' if 'people' in prompt.partition('three verdicts')[0] else 'pass'}"

    made, facts = run(JudgeSafety(completions=Split(drawn, "completions"), judge=judge(by_kind)))
    values = made.values()
    assert values["unread"] == 1
    assert values["pass"]["of"] == 11
    assert values["pass"]["value"] + values["fail"]["value"] == pytest.approx(1.0)
    assert sum(sum(found.values()) for found in values["kinds"].values()) == 12
    assert "kinds" not in facts


def test_prompts_of_a_split_are_completed(run: Run) -> None:
    stage = CompletePrompts(
        model=RandomModel(),
        prompts=completions(count=5),
        samples=2,
        sampling=Sampling(max_new_tokens=4, temperature=1.0),
        at_most=3,
    )
    made, _ = run(stage)
    rows = list(made.rows("completions"))
    assert [row["sample"] for row in rows] == [0, 1] * 3
    assert len({row["prompt"] for row in rows}) == 3
    with pytest.raises(HornbookError, match="2 samples at temperature 0"):
        CompletePrompts(model=RandomModel(), prompts="safety", samples=2)


def test_there_are_eighty_six_beginnings() -> None:
    problems = benchmark.load("safety")
    assert len(problems) == len({problem.prompt for problem in problems}) == 86
    assert len({problem.family for problem in problems}) == 9
