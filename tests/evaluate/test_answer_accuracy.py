"""Answers in words, end to end: a random model, and one that says what the test wants."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pytest
from tests.evaluate.conftest import RandomModel, Run

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.answer_accuracy import AnswerAccuracy
from hornbook.evaluate.compare import compare
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.stages import PassAtK
from hornbook.evaluate.subject import Endpoint
from hornbook.evaluate.text_answers import WORDED, Asking, in_chat_ml
from hornbook.model import sampler
from hornbook.model.sampling import Sampling
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.teacher import Request, ScriptedTeacher


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Four questions of GSM8K's form, whose answers are 0, 10, 20 and 30."""
    rows = [{"question": f"Ten times {n}?", "answer": f"#### {10 * n}"} for n in range(4)]
    (tmp_path / "test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(tmp_path)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A model that knows half; gives the prompts asked."""
    asked: list[str] = []

    def generate(
        model: object,
        tokenizer: object,
        prompts: Sequence[str],
        sampling: Sampling,
        progress: object = None,
    ) -> list[str]:
        asked.extend(prompts)
        assert sampling.temperature == 0 and "\n\n" in sampling.stop
        known = {"0": " It is 0.", "1": " 2 + 8\n#### 10", "2": " 2", "3": " I can't say."}
        return [known[prompt.split("?")[0][-1]] for prompt in prompts]

    monkeypatch.setattr(sampler, "generate", generate)
    return asked


def test_answers_are_read_and_counted(run: Run, says: list[str], folder: str) -> None:
    stage = AnswerAccuracy(model=RandomModel(), problems="gsm8k", folder=folder)
    made, facts = run(stage)
    rows = list(made.rows("completions"))
    assert [(row["outcome"], row["given"]) for row in rows] == [
        ("passed", "0"), ("passed", "10"), ("failed", "2"), ("unread", None)
    ]  # fmt: skip
    assert says[0] == rows[0]["prompt"] == "Question: Ten times 0?\nAnswer:"
    values = made.values()
    assert values["accuracy"] == facts["accuracy"] == wilson(2, 4).facts()
    assert (values["unread"], values["protocol"], values["tasks"]) == (1, "greedy", {})
    assert compare(made, made).equal == 4


def test_in_a_chat_an_answer_may_have_paragraphs(run: Run, folder: str) -> None:
    worked = "Let us see.\n\nTen times it."

    def says(request: Request) -> str:
        number = str(request.payload["messages"][0]["content"]).split("?")[0][-1]
        return f"{worked}\n\nThe answer is {number}0."

    chat = Endpoint(teacher=ScriptedTeacher(title="paragraphs", script=says), chat=True)
    made, _ = run(AnswerAccuracy(model=chat, problems="gsm8k", folder=folder))
    assert made.values()["accuracy"]["value"] == 1
    cut = AnswerAccuracy(
        model=chat, problems="gsm8k", folder=folder, asking=replace(WORDED, stop=("\n\n",))
    )
    made, _ = run(cut)
    assert {row["completion"] for row in made.rows("completions")} == {"Let us see."}


def test_tasks_are_told_apart(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.benchmark.test_suites import write_bbh

    row = {"input": "Which?\nOptions:\n(A) a\n(B) b", "target": "(B)"}
    write_bbh(tmp_path, snarks=[row] * 3)
    monkeypatch.setattr(sampler, "generate", lambda *given, **_: ["B"] * len(given[2]))
    made, _ = run(AnswerAccuracy(model=RandomModel(), problems="bbh", folder=str(tmp_path)))
    values = made.values()
    assert values["tasks"]["snarks"] == wilson(3, 3).facts()
    assert values["tasks"]["hyperbaton"]["value"] == 0 and len(values["tasks"]) == 23
    assert values["mean_of_tasks"] == pytest.approx(1 / 23)
    assert values["accuracy"]["value"] == pytest.approx(3 / 25)


@dataclass(frozen=True, kw_only=True)
class Questions(Stage[Dataset]):
    """Questions as explanation traces have them: lettered, open, and with options of one word."""

    leave_out: str = ""

    def run(self, context: Context) -> Dataset:
        asked: list[tuple[str, str, list[str], str]] = [
            ("Which is red?\n(A) snow\n(B) a rose", "(B) a rose", ["snow", "a rose"], "colours"),
            ("What is 3 + 4?", "7", [], "sums"),
            ("Is it so?\nOPTIONS:\n- yes\n- no", "yes", ["yes", "no"], "claims"),
            ("When is it free?", "from 08:00 to 11:00", [], "hours"),
        ]
        fields = [
            *(pa.field(name, pa.string()) for name in ("query", "answer", "task")),
            pa.field("options", pa.list_(pa.string())),
        ]
        with DatasetWriter(context.directory, unseen=document_schema(*fields)) as writer:
            for query, answer, options, task in asked:
                known = {"query": query, "answer": answer, "task": task, "options": options}
                if self.leave_out:
                    known[self.leave_out] = ""
                about = {"id": document_id(query), "text": query, "source": "test"}
                writer.add("unseen", {**known, **about, "parents": [], "stage": self.name})
        return Dataset(context.directory)


def test_a_split_of_questions_is_asked_as_explanation_traces_are(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    said = {
        "red": "The answer is (B) a rose.\n\nSnow is white, not (A).",
        "sum": "3 + 4 = 7. **Answer:** 7",
        "so": "It is so, for 2 < 3. So the answer is no.",
        "free": "Free is 8 to 11. Answer: from 08:00 to 11:00",
    }

    def generate(
        model: object, tokenizer: object, prompts: list[str], *_: object, **__: object
    ) -> list[str]:
        asked.extend(prompts)
        return list(said.values())

    monkeypatch.setattr(sampler, "generate", generate)
    stage = AnswerAccuracy(
        model=RandomModel(), problems=Split(Questions(), "unseen"), asking=in_chat_ml()
    )
    made, _ = run(stage)
    rows = list(made.rows("completions"))
    assert [row["outcome"] for row in rows] == ["passed", "passed", "failed", "passed"]
    assert [row["given"] for row in rows] == ["B", "7", "no", "from 08:00 to 11:00"]
    assert asked[1] == "<|im_start|>user\nWhat is 3 + 4?<|im_end|>\n<|im_start|>assistant\n"
    assert set(made.values()["tasks"]) == {"colours", "sums", "claims", "hours"}


def test_one_task_alone_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampler, "generate", lambda *given, **_: ["7"] * len(given[2]))
    stage = AnswerAccuracy(
        model=RandomModel(), problems=Split(Questions(), "unseen"), tasks=("sums", "absent")
    )
    made, _ = run(stage)
    assert made.values()["accuracy"] == wilson(1, 1).facts()
    with pytest.raises(HornbookError, match="has no problems to evaluate on"):
        run(replace(stage, tasks=("absent",)))


def test_a_question_without_an_answer_is_told(run: Run) -> None:
    split = Split(Questions(leave_out="answer"), "unseen")
    with pytest.raises(HornbookError, match=r"row 0 of split 'unseen' of questions .* no answer"):
        run(AnswerAccuracy(model=RandomModel(), problems=split))


def test_a_random_model_is_asked(run: Run, folder: str) -> None:
    asking = Asking(before="", other="A:")
    stage = AnswerAccuracy(
        model=RandomModel(), problems="gsm8k", folder=folder, asking=asking, max_new_tokens=4,
        at_most=2,
    )  # fmt: skip
    made, _ = run(stage)
    assert [row["prompt"] for row in made.rows("completions")] == [
        "Ten times 0?\nA:", "Ten times 2?\nA:"
    ]  # fmt: skip


def test_the_wrong_kind_of_question_is_told(run: Run, folder: str) -> None:
    with pytest.raises(HornbookError, match=r"HumanEval/0 has no answer in words .* PassAtK"):
        run(AnswerAccuracy(model=RandomModel(), problems="humaneval"))
    with pytest.raises(HornbookError, match=r"GSM8K/test/0 has no tests .* AnswerAccuracy"):
        run(PassAtK(model=RandomModel(), problems="gsm8k", folder=folder))
