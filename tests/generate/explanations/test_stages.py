from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.answers import CUT_OFF, ECHO, LANGUAGE, LOOP, NOTHING, REFUSED
from hornbook.generate.explanations.bare import UNKNOWN, AnswerQueries
from hornbook.generate.explanations.pools import Pool, QueryColumns, QueryFiles
from hornbook.generate.explanations.queries import SampleQueries
from hornbook.generate.explanations.stages import (
    NO_ANSWER,
    WRONG_ANSWER,
    ExplainQueries,
    by_teacher,
)
from hornbook.generate.explanations.systems import messages
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.split import Split
from hornbook.teacher import Request, ScriptedTeacher
from hornbook.teacher.faults import Refused

Run = Callable[..., tuple[dict[str, list[dict[str, Any]]], Any]]
Write = Callable[[Path, list[dict[str, Any]]], Path]

SUM = "To find the sum of two numbers we count on from the first as often as the second says. "
COLUMNS = QueryColumns(query="q", task="t", answer="a")


def plan(path: Path, write: Write, rows: list[dict[str, Any]], **how: Any) -> Split:
    files = QueryFiles(path=write(path / "queries.jsonl", rows))
    pools = (Pool(name="mine", rows=files, columns=COLUMNS, **how),)
    return Split(SampleQueries(pools=pools), "queries")


def adds(request: Request) -> str:
    """Right for all sums but those of 3, which it gets wrong."""
    turns = {turn["role"]: turn["content"] for turn in request.payload["messages"]}
    _, _, a, _, b = turns["user"].rstrip("?").split()
    off = 1 if a == "3" else 0
    heard = f" I was told: {len(turns.get('system', ''))}."
    return f"{SUM}Here we begin at {a}.{heard} The answer is {int(a) + int(b) + off}."


SUMS = [
    {"q": f"What is {a} + {b}?", "t": f"sum of {a}", "a": str(a + b)}
    for a in range(1, 6)
    for b in range(1, 9)
]


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Split:
    return plan(tmp_path_factory.mktemp("plan"), write, SUMS)


@pytest.fixture(scope="module")
def stage(queries: Split) -> ExplainQueries:
    teacher = ScriptedTeacher(title="adds", script=adds)
    return ExplainQueries(queries=queries, teacher=teacher, requests=40)


def test_right_answers_are_kept_and_wrong_ones_told(
    stage: ExplainQueries, run: Run, tmp_path: Path
) -> None:
    rows, manifest = run(stage, tmp_path)
    assert len(rows["explanations"]) == 32 and len(rows["rejected"]) == 8
    for row in rows["explanations"]:
        assert row["verdict"] == "right" and row["source"] == "teacher:adds"
        assert f"I was told: {len(row['system'])}." in row["response"]
        assert row["system"] == messages()[row["kind"]] and row["pool"] == "mine"
        assert row["messages"][-1]["content"] == row["response"] and row["parents"]
        assert row["text"].endswith(f"{row['response']}<|im_end|>\n")
    assert {(row["reason"], row["verdict"]) for row in rows["rejected"]} == {
        (WRONG_ANSWER, "wrong")
    }
    yields = manifest.facts["yields"]
    assert yields["task"]["sum of 3"] == {"asked": 8, "kept": 0, "wrong": 8}
    assert yields["task"]["sum of 4"] == {"asked": 8, "kept": 8, "right": 8}
    assert sum(count["asked"] for count in yields["kind"].values()) == 40


def test_wrong_answers_may_be_kept(stage: ExplainQueries, run: Run, tmp_path: Path) -> None:
    rows, _ = run(replace(stage, keep_wrong=True), tmp_path)
    assert len(rows["explanations"]) == 40
    assert sum(row["verdict"] == "wrong" for row in rows["explanations"]) == 8


def test_a_second_teacher_answers_some_of_the_same_under_the_same_messages(
    stage: ExplainQueries, run: Run, tmp_path: Path
) -> None:
    second = by_teacher(stage, teacher=ScriptedTeacher(title="better", script=adds), requests=15)
    one, _ = run(stage, tmp_path)
    two, _ = run(second, tmp_path)
    first = {row["query"]: row["system"] for part in one.values() for row in part}
    asked = {row["query"]: row["system"] for part in two.values() for row in part}
    assert len(asked) == 15 and asked.items() < first.items()
    assert {row["teacher"] for row in two["explanations"]} == {"better"}
    shared = set(Graph.of(stage).stages) & set(Graph.of(second).stages)
    assert stage.queries.stage in shared and second.name == "explain-teacher"
    with pytest.raises(HornbookError, match="more than the 40 of the assistant"):
        by_teacher(stage, teacher=stage.teacher, requests=41)


def test_the_requests_can_be_planned_before(
    stage: ExplainQueries, run: Run, tmp_path: Path
) -> None:
    from hornbook.pipeline.runner import Runner
    from hornbook.pipeline.store import open_store
    from hornbook.teacher.asking import asked

    run(stage.queries.stage, tmp_path)
    (found,) = asked(Runner(open_store(tmp_path)), stage)
    (questions,) = found.questions
    turns = [request.payload["messages"] for request in questions.requests()]
    assert len(turns) == questions.count == 40
    assert {len(each) for each in turns} == {1, 2}  # without and with a system message
    assert all(each[-1]["role"] == "user" and each[0]["content"] for each in turns)


PROMPT = "Definition: name the colour of the sky as most people see it on a clear summer day."

BROKEN = {
    "": NOTHING,
    " \n ... \n": NOTHING,
    "I'm sorry, but I can't help with that request.": REFUSED,
    "As an AI language model, I have no eyes to see the sky with.": REFUSED,
    f"{PROMPT} {PROMPT}": ECHO,
    "The sky is blue and the sky is wide. " * 30: LOOP,
    "Der Himmel ist an einem klaren Tag blau, weil das Licht der Sonne in der Luft nicht mit "
    "allen Farben gleich gestreut wird und die blauen Teile mehr davon haben.": LANGUAGE,
    "The sky scatters the light of the sun, and short waves most of all.": NO_ANSWER,
    "The answer is green.": WRONG_ANSWER,
    "The answer is (B) blue, or perhaps the answer is (A) green.": WRONG_ANSWER,
    "The answer is blue.": "",
}


def test_broken_answers_are_told_apart(run: Run, write: Write, tmp_path: Path) -> None:
    rows = [
        {"q": f"{PROMPT} This is question number {n}.", "t": "sky", "a": "blue"}
        for n in range(len(BROKEN))
    ]

    def script(request: Request) -> str:
        number = int(request.payload["messages"][-1]["content"].rstrip(".").split()[-1])
        return list(BROKEN)[number]

    queries = plan(tmp_path, write, rows)
    teacher = ScriptedTeacher(title="broken", script=script)
    made, manifest = run(
        ExplainQueries(queries=queries, teacher=teacher, requests=len(rows)), tmp_path / "store"
    )
    reasons = {row["query"]: row["reason"] for row in made["rejected"]}
    for row, expected in zip(rows, BROKEN.values(), strict=True):
        assert reasons.get(row["q"], "") == expected
    assert len(made["explanations"]) == 1
    assert sum(manifest.facts["reasons"].values()) == len(BROKEN) - 1


def test_an_answer_that_is_cut_off_or_refused_is_told(
    run: Run, write: Write, tmp_path: Path
) -> None:
    def script(request: Request) -> Any:
        if "number 0" in request.payload["messages"][-1]["content"]:
            raise Refused("too long")
        message = {"content": "The answer is blue. And now I will"}
        return {"choices": [{"message": message, "finish_reason": "length"}], "usage": {}}

    rows = [{"q": f"What is colour number {n}?", "t": "colour", "a": "blue"} for n in range(2)]
    teacher = ScriptedTeacher(title="cut", script=script)
    stage = ExplainQueries(queries=plan(tmp_path, write, rows), teacher=teacher, requests=2)
    made, _ = run(stage, tmp_path / "store")
    assert {row["reason"] for row in made["rejected"]} == {
        CUT_OFF,
        "the teacher didn't answer: too long",
    }
    assert {row["query"] for row in made["rejected"]} == {row["q"] for row in rows}


def test_answers_that_cannot_be_compared_are_unchecked(
    run: Run, write: Write, tmp_path: Path
) -> None:
    rows: list[dict[str, Any]] = [
        {"q": "Tell a story.", "t": "story", "a": None},
        {"q": "Summarise it.", "t": "story", "a": "A king had three sons, of whom one was wise."},
    ]
    said = "There once was a king. The answer is that he reigned for a very long time."
    teacher = ScriptedTeacher(answers=(said,))
    stage = ExplainQueries(queries=plan(tmp_path, write, rows), teacher=teacher, requests=2)
    made, _ = run(stage, tmp_path / "store")
    assert [row["verdict"] for row in made["explanations"]] == ["unchecked"] * 2
    exact = replace(stage, queries=plan(tmp_path, write, rows, exact=True))
    made, _ = run(exact, tmp_path / "store")
    assert {row["query"]: row["verdict"] for part in made.values() for row in part} == {
        "Tell a story.": "unchecked",
        "Summarise it.": "wrong",
    }


def test_asking_for_more_than_there_are_asks_all(
    stage: ExplainQueries, run: Run, tmp_path: Path
) -> None:
    rows, _ = run(replace(stage, requests=500), tmp_path)
    assert sum(map(len, rows.values())) == 40


def test_what_is_known_answers_the_same_queries_under_the_same_messages(
    stage: ExplainQueries, queries: Split, run: Run, tmp_path: Path
) -> None:
    explained, _ = run(replace(stage, requests=10, keep_wrong=True), tmp_path)
    answered, _ = run(AnswerQueries(queries=queries, requests=10), tmp_path)
    assert answered["rejected"] == [] and len(answered["answers"]) == 10
    known = {row["query"]: row for row in explained["explanations"]}
    for row in answered["answers"]:
        other = known[row["query"]]
        assert (row["system"], row["parents"]) == (other["system"], other["parents"])
        assert row["response"] == row["answer"] == other["answer"] != other["response"]
        assert row["text"].endswith(f"assistant\n{row['answer']}<|im_end|>\n")


def test_a_query_without_a_known_answer_is_told(run: Run, write: Write, tmp_path: Path) -> None:
    rows = [{"q": "What is 1 + 1?", "t": "sum", "a": "2"}, {"q": "Why?", "t": "why", "a": " "}]
    made, _ = run(
        AnswerQueries(queries=plan(tmp_path, write, rows), requests=5), tmp_path / "store"
    )
    assert [row["query"] for row in made["answers"]] == ["What is 1 + 1?"]
    assert [(row["query"], row["reason"]) for row in made["rejected"]] == [("Why?", UNKNOWN)]
    with pytest.raises(HornbookError, match="at least 1"):
        AnswerQueries(queries=plan(tmp_path, write, rows), requests=0)
