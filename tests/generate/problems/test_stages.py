import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.benchmark import gsm8k
from hornbook.decontaminate.ngram import NgramIndex
from hornbook.decontaminate.problems import Benchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.errors import HornbookError
from hornbook.generate.answers import REFUSED
from hornbook.generate.problems.author import AuthorProblems, draws
from hornbook.generate.problems.family import Told, families
from hornbook.generate.problems.program import NO_PARSE
from hornbook.generate.problems.proof import FAILS, NOT_A_NUMBER
from hornbook.generate.problems.questions import BenchmarkQuestions
from hornbook.generate.problems.stages import (
    EXAMPLE,
    SHOWN,
    SolveQuestions,
    VaryQuestions,
    WriteProblems,
)
from hornbook.generate.prompts import Template
from hornbook.generate.steering import NEARLY_REPEATED
from hornbook.generate.writing_run import NO_PIECE
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import Request, ScriptedTeacher

Run = Callable[[Stage[Dataset]], tuple[dict[str, list[dict[str, Any]]], Any]]

SHEEP = "Ida has 4 pens with 9 sheep in each. How many sheep does she have?"
BOOKS = "Jon reads 3 books of 80 pages each. How many pages does he read?"
SOLUTION = "Four times nine is 36.\n#### 36"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with GSM8K's files, made of two questions."""
    rows = [{"question": question, "answer": SOLUTION} for question in (SHEEP, BOOKS)]
    place = tmp_path / "gsm8k"
    place.mkdir()
    for part in ("train", "test"):
        (place / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return place


@pytest.fixture
def seeds(folder: Path) -> Split:
    return Split(BenchmarkQuestions(folder=str(folder)), "questions")


def function(question: str, body: str) -> str:
    return f'```python\ndef f():\n    """{question}"""\n    {body}\n```'


def teacher(*answers: str) -> ScriptedTeacher:
    return ScriptedTeacher(title="scripted", answers=answers)


GOOD = function("Ola bakes 5 trays of 12 rolls. How many rolls are there?", "return 5 * 12")
CLOSE = GOOD.replace("5 * 12", "60")
BROKEN = [
    function("Ola bakes 7 trays of 11 buns. How many buns are there?", "return 7 * buns"),
    function("Ola bakes 2 trays of 14 pies. How many pies are there?", "return 'many'"),
    "```python\ndef f(:\n```",
]


def test_questions_come_without_their_solutions(run: Run, folder: Path) -> None:
    rows, _ = run(BenchmarkQuestions(folder=str(folder)))
    assert [row["text"] for row in rows["questions"]] == [SHEEP, BOOKS]
    assert rows["questions"][0]["source"] == "benchmark:GSM8K/train/0"
    assert "nine" not in json.dumps(rows)


def test_one_step_shows_a_question_and_keeps_what_runs(run: Run, seeds: Split) -> None:
    answer = "\n\n".join([GOOD, *BROKEN, CLOSE])
    stage = WriteProblems(questions=seeds, teacher=teacher(answer), requests=1, label="one-step")
    rows, manifest = run(stage)
    (kept,) = rows["problems"]
    assert kept["answer"] == 60 and kept["question"].startswith("Ola bakes 5")
    assert kept["text"] == kept["prompt"] + kept["solution"]
    assert kept["source"] == "teacher:scripted" and kept["template"] == "problems"
    (parent,) = kept["parents"]
    shown = json.loads(kept["slots"])
    assert shown["number"] == "10" and shown["question"] in (SHEEP, BOOKS)
    assert {row["id"]: row["text"] for row in run(seeds.stage)[0]["questions"]}[parent] == (
        shown["question"]
    )
    reasons = Counter(row["reason"] for row in rows["rejected"])
    assert reasons[FAILS] == reasons[NOT_A_NUMBER] == reasons[NO_PARSE] == 1
    assert reasons[NEARLY_REPEATED] + reasons["same text as another"] == 1
    details = {row["reason"]: row["detail"] for row in rows["rejected"]}
    assert "NameError" in details[FAILS] and details[NOT_A_NUMBER] == "str"
    (account,) = manifest.facts["accounts"]
    assert (account["parsed"], account["verified"], account["kept"]) == (1, 2, 1)


def test_the_prompts_hold_the_question_and_no_solution(run: Run, seeds: Split) -> None:
    asked: list[str] = []

    def script(request: Request) -> str:
        asked.append(request.payload["messages"][-1]["content"])
        return GOOD

    speaking = ScriptedTeacher(title="listens", script=script)
    run(WriteProblems(questions=seeds, teacher=speaking, requests=4, each=7))
    run(VaryQuestions(questions=seeds, teacher=speaking, requests=4, each=7))
    run(SolveQuestions(questions=seeds, teacher=speaking, requests=2))
    assert len(asked) == 10
    assert all((SHEEP in prompt) != (BOOKS in prompt) for prompt in asked)
    assert sum(SHEEP in prompt for prompt in asked) == 5  # without replacement, then again
    assert not any("####" in prompt or "36" in prompt for prompt in asked)
    assert sum("7 new problems" in prompt for prompt in asked) == 4
    varied = [prompt for prompt in asked if "variants" in prompt]
    assert sum("harder" in prompt for prompt in varied) == 2
    assert sum("isn't needed" in prompt for prompt in varied) == 2


@pytest.mark.parametrize("show", [SHEEP, BOOKS])
def test_what_the_prompt_shows_is_rejected(run: Run, seeds: Split, show: str) -> None:
    example = Template.load("problems").text.split("```python\n")[1].split("```")[0]
    others = "\n\n".join([GOOD, *BROKEN[:2]])  # so that the answer as a whole is no echo
    answer = f"{others}\n\n{function(show, 'return 36')}\n\n```python\n{example}\n```"
    rows, _ = run(WriteProblems(questions=seeds, teacher=teacher(answer), requests=2))
    reasons = [row["reason"] for row in rows["rejected"]]
    assert reasons.count(SHOWN) == 1 and reasons.count(EXAMPLE) == 2
    assert sum(row["question"] == show for row in rows["problems"]) == 1


def test_two_steps_vary_a_question_and_then_solve_it(run: Run, seeds: Split) -> None:
    variants = (
        "1. Ida has 4 pens with 9 sheep each and sells 6 sheep. How many sheep are left?\n"
        "2. Kim, who is 30, has 5 boxes with 8 pears in each. How many pears does Kim have?\n"
        f"3. {SHEEP}\n4. Why?"
    )
    first = VaryQuestions(questions=seeds, teacher=teacher(variants), requests=1, label="vary")
    rows, _ = run(first)
    assert len(rows["questions"]) + len(rows["rejected"]) == 4
    assert {row["reason"] for row in rows["rejected"]} <= {SHOWN, "question too short"}
    second = SolveQuestions(
        questions=Split(first, "questions"),
        teacher=teacher("```python\npears = 5 * 8\nprint(pears)\n```"),
        requests=len(rows["questions"]),
        label="solve",
    )
    solved, _ = run(second)
    by_parent = {row["id"]: row["text"] for row in rows["questions"]}
    for row in solved["problems"]:
        assert row["answer"] == 40 and by_parent[row["parents"][0]] == row["question"]
    assert len(solved["problems"]) == len(rows["questions"])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("I'm sorry, but I can't help with that.", REFUSED),
        ("   ", "empty answer"),
        ("def " * 400, "repeats itself"),
        ("The sheep are well, thank you for asking about them today.", NO_PIECE),
    ],
)
def test_a_bad_answer_is_kept_with_its_kind(
    run: Run, seeds: Split, answer: str, reason: str
) -> None:
    rows, _ = run(SolveQuestions(questions=seeds, teacher=teacher(answer), requests=1))
    assert [row["reason"] for row in rows["rejected"]] == [reason]
    assert rows["problems"] == [] and rows["rejected"][0]["text"] == answer


def test_any_data_set_of_questions_will_do_and_a_missing_column_is_named(run: Run) -> None:
    authored = AuthorProblems(problems=5, heldout_problems=0)
    stage = SolveQuestions(
        questions=Split(authored, "train"), column="question",
        teacher=teacher("```python\nresult = 5\n```"), requests=5,
    )  # fmt: skip
    rows, _ = run(stage)
    assert len(rows["problems"]) == 5 and {row["answer"] for row in rows["problems"]} == {5}
    with pytest.raises(HornbookError, match="no column 'query'; it has: id, text"):
        run(replace(stage, column="query"))
    with pytest.raises(HornbookError, match="holds no question in its column 'question'"):
        run(replace(stage, questions=Split(authored, "heldout")))


def test_bad_fields_and_templates_are_refused(seeds: Split, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="no changes to ask for"):
        VaryQuestions(questions=seeds, requests=1, changes=())
    path = tmp_path / "mine.md"
    path.write_text("Write {{ number }} problems.")
    stage = WriteProblems(questions=seeds, requests=1, template=str(path))
    with pytest.raises(HornbookError, match=r"has no slot \{\{ question \}\}"):
        stage.external()


def test_the_identity_holds_the_prompt(seeds: Split, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("Write {{ number }} problems like {{ question }}")
    stage = WriteProblems(questions=seeds, requests=1)
    other = replace(stage, template=str(path))
    prints = [Graph.of(each).fingerprints[each] for each in (stage, other)]
    assert prints[0] != prints[1]


def test_copies_of_a_benchmark_are_found_in_the_rows(run: Run, seeds: Split, folder: Path) -> None:
    copied = SHEEP.replace("4", "7").replace("9", "12")  # other numbers, the same words
    answer = f"{GOOD}\n\n{function(copied, 'return 7 * 12')}"
    written = WriteProblems(questions=seeds, teacher=teacher(answer), requests=1)
    pruned = Decontaminate(
        source=Split(written, "problems"),
        benchmarks=(Benchmark(name="gsm8k", folder=str(folder)),),
    )
    rows, _ = run(pruned)
    assert [row["question"] for row in rows["contaminated"]] == [copied]
    assert rows["contaminated"][0]["matched"] == "GSM8K/test/0"
    assert len(rows["kept"]) == 1


@pytest.mark.slow
def test_procedural_problems_share_no_13_words_with_gsm8k() -> None:
    shared = Path(__file__).parents[4] / "shared/data/gsm8k"
    if not (shared / "test.jsonl").is_file():
        pytest.skip("GSM8K is not here")
    index = NgramIndex(gsm8k.load(shared))
    drawn = [each for each in draws(families(), 3000, "gsm8k", set()) if isinstance(each, Told)]
    assert not any(index.find([each.problem.question for each in drawn]))
