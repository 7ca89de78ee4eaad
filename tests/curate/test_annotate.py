from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.annotate import Annotate
from hornbook.curate.annotate_question import Question
from hornbook.curate.sample import SampleForAnnotation
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.teacher import LocalTeacher, OpenAITeacher, Request, ScriptedTeacher
from hornbook.teacher.asking import asked
from hornbook.teacher.faults import Refused, Unusable

TEXTS = ("x = 1\n", "def double(x):\n    return 2 * x\n", "raise SystemExit\n", "x = 1\n")


@dataclass(frozen=True, kw_only=True)
class Snippets(Stage[Dataset]):
    texts: tuple[str, ...] = TEXTS

    def run(self, context: Context) -> Dataset:
        import pyarrow as pa

        schema = document_schema(pa.field("cost", pa.float64()))
        with DatasetWriter(context.directory, documents=schema) as writer:
            for text in self.texts:
                row = {"text": text, "source": "test", "parents": [], "stage": context.name}
                writer.add("documents", {**row, "id": document_id(text), "cost": 0.5})
        return Dataset(context.directory)


CORPUS = Split(Snippets(), "documents")


def shown(request: Request) -> str:
    content: str = request.payload["messages"][0]["content"]
    return content


def judge(request: Request) -> Mapping[str, Any]:
    """Between 3 and 4 for a function, nothing for an exit, 0 for the rest; with probabilities."""
    prompt = shown(request)
    if "SystemExit" in prompt:
        return said("I won't tell.", [])
    if "double" not in prompt:
        return said('{"score": 0}', [("0", [("0", 1.0)])])
    return said('{"score": 3}', [('{"score": ', []), ("3", [("3", 0.5), ("4", 0.5)])])


def said(text: str, tokens: list[tuple[str, list[tuple[str, float]]]]) -> Mapping[str, Any]:
    content = [
        {
            "token": token,
            "logprob": -0.5,
            "top_logprobs": [
                {"token": other, "logprob": math.log(share)} for other, share in others
            ],
        }
        for token, others in tokens or [("I", [])]
    ]
    return {
        "choices": [{"message": {"content": text}, "logprobs": {"content": content}}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 2},
    }


TEACHER = ScriptedTeacher(title="judge", script=judge)
STAGE = Annotate(corpus=CORPUS, annotator=TEACHER)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(open_store(tmp_path / "store"), Settings(workers=1), Progress(quiet=True))


def rows(runner: Runner, stage: Annotate, split: str = "annotated") -> list[dict[str, Any]]:
    runner.run(stage)
    return list(runner.open(stage).rows(split))


def facts(runner: Runner, stage: Annotate) -> dict[str, Any]:
    return runner.manifest(stage, Graph.of(stage)).facts


def test_documents_are_scored_in_order_and_the_rest_says_why(runner: Runner) -> None:
    kept = rows(runner, STAGE)
    assert [row["text"] for row in kept] == [TEXTS[0], TEXTS[1], TEXTS[3]]
    assert [row["educational_value"] for row in kept] == [0.0, 3.5, 0.0]
    assert [row["written"] for row in kept] == [0.0, 3.0, 0.0]
    (rejected,) = rows(runner, STAGE, "rejected")
    assert rejected["reason"] == "no token of the answer is a score"
    assert rejected["educational_value"] is None and rejected["verdict"] == "I won't tell."
    assert facts(runner, STAGE)["reasons"] == {"no token of the answer is a score": 1}
    (account,) = facts(runner, STAGE)["accounts"]
    assert (account["asked"], account["parsed"]) == (4, 3)


def test_a_row_tells_where_its_score_comes_from(runner: Runner) -> None:
    row = rows(runner, STAGE)[1]
    assert row["id"] == document_id(TEXTS[1]) and row["cost"] == 0.5  # the corpus's own columns
    assert row["annotator"] == "judge" and row["rubric"] == "value_of_code"
    assert row["verdict"] == '{"score": 3}' and row["coverage"] == 1.0
    assert json.loads(row["rubric_slots"]) == {"document": {"characters": len(TEXTS[1])}}
    question = STAGE.question
    request = TEACHER.adapt(question.request(question.template(), TEXTS[1]))
    assert row["annotation_request"] == request.key(TEACHER.endpoint)
    assert (row["annotation_prompt_tokens"], row["annotation_cost"]) == (10, 0.0)


def test_a_written_score_needs_no_probabilities(runner: Runner) -> None:
    stage = replace(STAGE, method="score")
    assert [row["educational_value"] for row in rows(runner, stage)] == [0.0, 3.0, 0.0]
    assert "logprobs" not in stage.question.request(stage.question.template(), "x").payload


@pytest.mark.parametrize("how", ["nothing", "refuses", "forbids"])
def test_an_endpoint_without_probabilities_falls_back_and_says_so(
    tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def plain(request: Request) -> str:
        if "logprobs" in request.payload and how != "nothing":
            raise Refused("logprobs are not supported with this model (HTTP 400)")
        return '{"score": 2}'

    runner = Runner(open_store(tmp_path), Settings(workers=1), Progress())
    stage = replace(STAGE, annotator=ScriptedTeacher(title=how, script=plain))
    assert [row["educational_value"] for row in rows(runner, stage)] == [2.0] * 4
    assert facts(runner, stage)["method"] == "score"
    told = f"{how} gives no log-probabilities, so its scores are taken as they are written"
    assert told in capsys.readouterr().err


def test_an_annotator_that_scores_nothing_is_told(runner: Runner) -> None:
    stage = replace(STAGE, annotator=ScriptedTeacher(answers=("No.",)), method="score")
    with pytest.raises(HornbookError, match="script gave none of 4 documents a score: no score in"):
        runner.run(stage)


def test_a_document_is_shown_as_far_as_is_allowed(runner: Runner) -> None:
    stage = replace(STAGE, characters=3)
    question = stage.question
    assert "def double" not in shown(question.request(question.template(), TEXTS[1]))
    assert "\ndef\n" in shown(question.request(question.template(), TEXTS[1]))
    assert json.loads(question.slots(TEXTS[1])) == {"document": {"characters": 3}}


def test_a_plan_knows_what_is_asked(runner: Runner) -> None:
    runner.run(CORPUS.stage)
    ((found,),) = [each.questions for each in asked(runner, STAGE)]
    assert (found.count, found.teacher, found.template) == (4, TEACHER, "value_of_code")
    prompts = [shown(request) for request in found.requests()]
    assert len(prompts) == 4 and TEXTS[1] in prompts[1]


def test_the_rubrics_text_is_part_of_the_identity_and_its_place_isn_t(tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text("Rate: {{ document }}")
    one = replace(STAGE, rubric=str(mine))
    mine.rename(tmp_path / "moved.md")
    two = replace(STAGE, rubric=str(tmp_path / "moved.md"))
    assert two.external() != STAGE.external()
    mine.write_text("Rate: {{ document }}")
    assert one.external() == two.external()
    mine.write_text("Rate {{ document }}!")
    assert one.external() != two.external()


@pytest.mark.parametrize("rubric", ["code", "text", "student"])
def test_the_questions_are_as_they_were(rubric: str) -> None:
    golden = Path(__file__).parent / "golden" / f"{rubric}.txt"
    question = Question(rubric=rubric)
    request = question.request(question.template(), "print('{{ hello }}')\n")
    assert shown(request) + "\n" == golden.read_text(encoding="utf-8")
    assert request.payload["temperature"] == 0.0 and request.payload["top_logprobs"] == 20


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rubric": "novel"}, "no rubric is called 'novel'; use code, text, student or a path"),
        ({"method": "guess"}, "method='guess' is unknown; use logprobs or score"),
        ({"characters": 0}, "must be at least 1"),
    ],
)
def test_fields_that_make_no_sense_are_told(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        replace(STAGE, **changes).external()


def test_a_rubric_without_its_slot_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("Rate this {{ snippet }}")
    with pytest.raises(HornbookError, match=r"mine\.md has no slot {{ document }} and has a slot"):
        replace(STAGE, rubric=str(tmp_path / "mine.md")).external()


def test_without_a_key_one_sentence_says_so(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    stage = replace(STAGE, annotator=OpenAITeacher.parse("gpt-5-mini"))
    with pytest.raises(HornbookError, match=r"no key for https://api\.openai\.com/v1: set the env"):
        runner.run(stage)


def test_an_unknown_model_is_one_sentence(runner: Runner) -> None:
    def gone(request: Request) -> str:
        raise Unusable("http://x/v1 doesn't know this model or address")

    stage = replace(STAGE, annotator=ScriptedTeacher(title="gone", script=gone))
    with pytest.raises(HornbookError, match="doesn't know this model"):
        runner.run(stage)


def test_the_local_model_always_names_a_score(runner: Runner) -> None:
    stage = Annotate(corpus=CORPUS, annotator=LocalTeacher(slots=2), rubric="student")
    found = rows(runner, stage)
    assert len(found) == len(TEXTS)
    for row in found:
        assert row["written"] in range(6)
        assert 0 < row["educational_value"] < 5 and 0.5 < row["coverage"] <= 1


def test_the_bill_of_a_sample_can_be_told_before_it_is_drawn() -> None:
    sample = SampleForAnnotation(corpus=CORPUS, size=1000)
    stage = Annotate(corpus=Split(sample, "sample"), expected=(800, 16))
    told = stage.forecast()
    assert told and (told.requests, told.prompt_tokens, told.completion_tokens) == (1000, 800, 16)
    assert replace(stage, expected=None).forecast() is None
    assert replace(stage, corpus=CORPUS).forecast() is None
    assert Graph.of(stage).fingerprints[stage] == _fingerprint(replace(stage, expected=None))


def _fingerprint(stage: Annotate) -> str:
    return Graph.of(stage).fingerprints[stage]
