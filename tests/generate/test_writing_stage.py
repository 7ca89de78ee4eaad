"""The base of the stages that ask a teacher, by a small kind of data of its own: facts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.answers import REFUSED
from hornbook.generate.piece import Assignment, Piece, seed_of
from hornbook.generate.steering import ENOUGH, REPEATED, Steering
from hornbook.generate.writing import Writing
from hornbook.generate.writing_run import NO_PIECE
from hornbook.pipeline.context import Context
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import unhashed
from hornbook.pipeline.store import open_store
from hornbook.teacher import Answer, Request, ScriptedTeacher
from hornbook.teacher.faults import Refused

TOPICS = ("cats", "dogs", "rain")


@dataclass(frozen=True, kw_only=True)
class WriteFacts(Writing):
    """A line is a piece; a wrong one is found out by proof."""

    split: ClassVar[str] = "facts"
    slots: ClassVar[tuple[str, ...]] = ("topic", "number")
    template: str = unhashed("")

    def assignments(self, context: Context) -> Iterator[Assignment]:
        for number in count():
            slots = {"topic": TOPICS[number % 3], "number": str(number)}
            yield Assignment(slots=slots, seed=seed_of(number), topic=slots["topic"])

    def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
        for line in answer.text.splitlines():
            if line.endswith("?"):
                yield Piece(text=line, reason="a question")
            elif line:
                yield Piece(text=line, columns={"words": len(line.split())})

    def prove(self, pieces: Iterator[Piece], context: Context) -> Iterator[Piece]:
        while block := list(islice(pieces, 2)):  # in blocks, so that rejects have to wait
            for piece in block:
                yield replace(piece, reason="not true") if "never" in piece.text else piece

    def columns(self) -> list[pa.Field]:
        return [
            pa.field("topic", pa.string(), nullable=False),
            pa.field("words", pa.int64(), nullable=False),
        ]

    def origin(self, assignment: Assignment) -> Mapping[str, Any]:
        return {"topic": assignment.slots["topic"]}


def prompt_of(request: Request) -> str:
    return str(request.payload["messages"][-1]["content"])


def script(request: Request) -> str:
    topic, number = prompt_of(request).split()[:2]
    match int(number) % 7:
        case 1:
            return "I'm sorry, but I can't do that."
        case 2:
            raise Refused("too hard")
        case 3:
            return "Is it?"
        case 4:
            return (
                f"Is fact {number} about {topic} so?\nIt never is {number}.\n{topic} are {number}."
            )
        case 5:
            return "Always the same line.\n"
    return f"Fact {number} about {topic}.\nAnother {topic} fact, {number}."


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "facts.md"
    path.write_text("{{ topic }} {{ number }} please, in a line or two.")
    return path


def facts(template: Path, **fields: Any) -> WriteFacts:
    given = {"teacher": ScriptedTeacher(title="facts", script=script), "requests": 21, **fields}
    return WriteFacts(template=str(template), label="facts", **given)


def run(stage: WriteFacts, folder: Path) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Any]]:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    dataset = runner.open(stage, graph)
    rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
    return rows, runner.manifest(stage, graph).facts


def test_every_piece_is_kept_or_rejected_in_the_order_of_the_requests(
    template: Path, tmp_path: Path
) -> None:
    rows, record = run(facts(template), tmp_path)
    assert [row["text"] for row in rows["facts"]][:4] == [
        "Fact 0 about cats.",
        "Another cats fact, 0.",
        "dogs are 4.",
        "Always the same line.",
    ]
    assert [(row["reason"], row["text"]) for row in rows["rejected"]][:6] == [
        (REFUSED, "I'm sorry, but I can't do that."),
        ("the teacher didn't answer: too hard", ""),
        ("a question", "Is it?"),
        ("a question", "Is fact 4 about dogs so?"),
        ("not true", "It never is 4."),
        (REFUSED, "I'm sorry, but I can't do that."),
    ]
    assert record["reasons"] == {
        "a question": 6,
        REFUSED: 3,
        "the teacher didn't answer: too hard": 3,
        "not true": 3,
        REPEATED: 2,
    }
    (account,) = record["accounts"]
    assert account["asked"] == 21 and account["failures"] == 3
    assert account["parsed"] == 12 and account["verified"] == account["kept"] + 2
    assert account["kept"] == len(rows["facts"]) == record["novelty"][-1]["kept"]


def test_rows_carry_their_origin(template: Path, tmp_path: Path) -> None:
    rows, _ = run(facts(template), tmp_path)
    for row in [*rows["facts"], *rows["rejected"]]:
        assert row["id"] == document_id(row["text"]) and row["stage"] == "facts"
        assert row["source"] == "teacher:facts" and row["parents"] == []
        assert json.loads(row["slots"])["topic"] == row["topic"] and len(row["request"]) == 64
    assert all(row["words"] == len(row["text"].split()) for row in rows["facts"])
    failed = next(row for row in rows["rejected"] if row["text"] == "")
    assert failed["words"] is None and failed["completion_tokens"] is None


def test_quotas_ask_no_more_about_a_topic_and_stop_in_the_end(
    template: Path, tmp_path: Path
) -> None:
    steering = Steering(round=5, per_topic=3)
    rows, record = run(facts(template, requests=500, steering=steering), tmp_path)
    by_topic = [row["topic"] for row in rows["facts"]]
    assert {topic: by_topic.count(topic) for topic in TOPICS} == dict.fromkeys(TOPICS, 3)
    assert record["stopped"] == "every topic has 3"
    assert record["accounts"][0]["asked"] < 40
    assert ENOUGH in record["reasons"]


def test_a_quota_that_is_not_met_is_told_and_the_rest_is_kept(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()
    monkeypatch.setattr(Progress, "say", lambda self, text: told.append(text))
    stage = facts(template, steering=Steering(round=5, per_topic=8))
    rows, record = run(stage, tmp_path)
    assert len(rows["facts"]) > 10 and not record["stopped"]
    assert record["short_of_quota"].keys() <= set(TOPICS) and record["short_of_quota"]
    (sentence,) = [text for text in told if "per_topic=8" in text]
    assert sentence.endswith("ask for more than requests=21")


def test_generation_stops_when_nothing_is_new(template: Path, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(title="dull", script=lambda request: "Always the same line.")
    stage = facts(
        template, teacher=teacher, requests=500, steering=Steering(round=5, least_novelty=0.1)
    )
    rows, record = run(stage, tmp_path)
    assert len(rows["facts"]) == 1 and record["accounts"][0]["asked"] == 10
    assert record["stopped"].startswith("only 0% of the last round's pieces were new")


def test_prompts_are_told_of_openings_that_are_used_up(tmp_path: Path) -> None:
    template = tmp_path / "avoiding.md"
    template.write_text("{{ topic }} {{ number }} please. {{ avoid }}")
    prompts = list[str]()

    def dull(request: Request) -> str:
        prompts.append(prompt_of(request))
        return f"Here is a fact: {prompts[-1].split()[1]}"

    teacher = ScriptedTeacher(title="openings", script=dull)
    steering = Steering(round=6, openings=0.5)
    run(facts(template, teacher=teacher, requests=12, steering=steering), tmp_path)
    assert not any("Don't begin" in prompt for prompt in prompts[:6])
    assert all("Don't begin with the words \"here is a fact" in prompt for prompt in prompts[6:])


def test_the_plan_has_the_prompts_of_the_run(template: Path, tmp_path: Path) -> None:
    asked = list[str]()

    def note(request: Request) -> str:
        asked.append(prompt_of(request))
        return script(request)

    stage = facts(template, teacher=ScriptedTeacher(title="noted", script=note))
    run(stage, tmp_path)
    (questions,) = stage.asks(None)  # type: ignore[arg-type]
    assert sorted(map(prompt_of, questions.requests())) == sorted(asked)
    assert questions.count == 21 and questions.template == "facts"


def test_values_are_asked_for_by_schema_and_mended(template: Path, tmp_path: Path) -> None:
    class WriteValues(WriteFacts):
        schema: ClassVar[Mapping[str, Any] | None] = {
            "type": "object",
            "properties": {"fact": {"type": "string"}},
            "required": ["fact"],
            "additionalProperties": False,
        }

        def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
            yield Piece(text=json.loads(answer.text)["fact"], columns={"words": 1})

    def answers(request: Request) -> str:
        mended = len(request.payload["messages"]) > 1
        return json.dumps({"fact": f"f{request.payload['seed']}"}) if mended else "no JSON"

    teacher = ScriptedTeacher(title="values", script=answers)
    rows, record = run(WriteValues(template=str(template), teacher=teacher, requests=3), tmp_path)
    assert [row["text"][0] for row in rows["facts"]] == ["f", "f", "f"]
    assert record["accounts"][0]["kept"] == 3


def test_answers_that_never_fit_are_counted_together(template: Path, tmp_path: Path) -> None:
    class WriteNumbers(WriteFacts):
        schema: ClassVar[Mapping[str, Any] | None] = {"type": "integer"}

    teacher = ScriptedTeacher(title="numbers", script=lambda request: f"{request.payload['seed']}x")
    stage = WriteNumbers(template=str(template), teacher=teacher, requests=3)
    rows, record = run(stage, tmp_path)
    assert record["reasons"] == {"the answer doesn't fit the schema after 2 repairs": 3}
    assert all("it isn't JSON" in row["reason"] for row in rows["rejected"])


def test_an_answer_without_pieces_and_a_silent_teacher_are_told(
    template: Path, tmp_path: Path
) -> None:
    class ReadNothing(WriteFacts):
        def read(self, assignment: Assignment, answer: Answer) -> Iterable[Piece]:
            return []

    teacher = ScriptedTeacher(title="facts", script=lambda request: "A line.")
    nothing = ReadNothing(template=str(template), teacher=teacher, requests=2)
    _, record = run(nothing, tmp_path)
    assert record["reasons"] == {NO_PIECE: 2}

    def refuse(request: Request) -> str:
        raise Refused("never")

    silent = facts(template, teacher=ScriptedTeacher(title="silent", script=refuse))
    with pytest.raises(HornbookError, match=r"silent answered nothing: .* never"):
        run(silent, tmp_path)


def test_nothing_to_ask_for_is_told(template: Path) -> None:
    with pytest.raises(HornbookError, match="at least 1"):
        facts(template, requests=0)
