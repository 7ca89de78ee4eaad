import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.explanations.author import DUPLICATE, AuthorExplanations
from hornbook.generate.explanations.final_answer import equal, final_answer
from hornbook.generate.explanations.question import Kind
from hornbook.generate.explanations.systems import CHOICE_ONLY, KINDS, messages
from hornbook.pipeline.graph import Graph

Run = Callable[..., tuple[dict[str, list[dict[str, Any]]], Any]]
SMALL = AuthorExplanations(explanations=400, heldout=60)


@pytest.fixture(scope="module")
def made(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Any]:
    return run(SMALL, tmp_path_factory.mktemp("made"))


def test_a_trace_is_a_conversation(made: tuple[dict[str, Any], Any]) -> None:
    rows, _ = made
    assert len(rows["train"]) == 400 and len(rows["heldout"]) == 60
    for row in rows["train"]:
        assert row["id"] == document_id(row["text"])
        assert row["source"] == f"procedural:{row['task']}" and row["pool"] == "procedural"
        assert row["system"] == messages()[row["kind"]] and row["verdict"] == "right"
        said = {turn["role"]: turn["content"] for turn in row["messages"]}
        assert said.get("system", "") == row["system"]
        assert said["user"] == row["query"] and said["assistant"] == row["response"]
        assert [turn["role"] for turn in row["messages"]][-2:] == ["user", "assistant"]
        start = row["text"].rindex(row["response"])
        assert row["text"][start:] == row["response"] + "<|im_end|>\n"
        assert row["text"][:start].endswith("<|im_start|>assistant\n")
        assert ("<|im_start|>system" in row["text"]) == bool(row["system"])


def test_all_messages_come_and_choices_only_to_choices(made: tuple[dict[str, Any], Any]) -> None:
    rows, _ = made
    both = [*rows["train"], *rows["heldout"]]
    assert {row["kind"] for row in both} == set(KINDS)
    for row in both:
        assert len(row["options"]) > 1 or row["kind"] not in CHOICE_ONLY
        if row["kind"] in {9, 15}:
            assert row["query"].startswith(("Definition:", "Task:", "Instructions:"))


def test_no_kind_is_on_both_sides_and_no_query_comes_twice(
    made: tuple[dict[str, Any], Any],
) -> None:
    rows, manifest = made
    train = {row["task"] for row in rows["train"]}
    heldout = {row["task"] for row in rows["heldout"]}
    assert not train & heldout and heldout == set(manifest.facts["heldout_tasks"])
    assert len({row["query"] for row in rows["train"]}) == 400
    assert manifest.facts["tasks"] == {"train": len(train), "heldout": len(heldout)}


def test_answers_alone_have_the_same_queries_and_messages(
    made: tuple[dict[str, Any], Any], run: Run, tmp_path: Path
) -> None:
    rows, _ = run(replace(SMALL, style="answer"), tmp_path)
    for short, long in zip(rows["train"], made[0]["train"], strict=True):
        assert (short["query"], short["system"]) == (long["query"], long["system"])
        assert short["response"] == long["answer"] and short["id"] != long["id"]


def test_a_brief_teacher_tells_steps_alone_whatever_the_message_asks_for(
    made: tuple[dict[str, Any], Any], run: Run, tmp_path: Path
) -> None:
    rows, _ = run(replace(SMALL, style="brief"), tmp_path)
    shorter = 0
    for brief, full in zip(rows["train"], made[0]["train"], strict=True):
        assert (brief["query"], brief["system"]) == (full["query"], full["system"])
        assert brief["answer"] == full["answer"] and brief["verdict"] == "right"
        given = final_answer(brief["response"], brief["options"])
        assert given is not None and equal(given, brief["answer"], brief["options"])
        shorter += len(brief["response"]) < len(full["response"])
    sizes = [
        sum(len(row["response"]) for row in each) for each in (rows["train"], made[0]["train"])
    ]
    assert shorter > 300 and 2 * sizes[0] < 1.3 * sizes[1]


def test_unseen_questions_are_of_the_same_kinds_and_change_nothing(
    made: tuple[dict[str, Any], Any], run: Run, tmp_path: Path
) -> None:
    rows, _ = run(replace(SMALL, unseen=80), tmp_path)
    assert [row["id"] for row in rows["train"]] == [row["id"] for row in made[0]["train"]]
    assert [row["id"] for row in rows["heldout"]] == [row["id"] for row in made[0]["heldout"]]
    assert len(rows["unseen"]) == 80 and "unseen" not in made[0]
    assert not {row["query"] for row in rows["unseen"]} & {row["query"] for row in rows["train"]}
    assert {row["task"] for row in rows["unseen"]} <= {row["task"] for row in rows["train"]}


def test_only_the_named_kinds_are_drawn_from() -> None:
    chosen = ("logic/formulas", "tracking/pile", "tracking/swaps", "units/speeds")
    train, heldout = replace(SMALL, only=chosen, heldout_share=0.25).kinds()
    assert sorted(kind.path for kind in (*train, *heldout)) == sorted(chosen)
    assert len(heldout) == 1
    with pytest.raises(HornbookError, match=r"no kind 'tracking/swap'; there are: .*swaps"):
        replace(SMALL, only=("tracking/swap",)).kinds()


def test_a_bigger_run_begins_with_a_smaller(made: tuple[dict[str, Any], Any]) -> None:
    train, _ = SMALL.kinds()
    rows = [row for row in SMALL.rows("train", train, 150) if not row["reason"]]
    assert [row["id"] for row in rows] == [row["id"] for row in made[0]["train"][:150]]


def test_nothing_depends_on_the_hash_seed() -> None:
    script = (
        "import hashlib\n"
        "from hornbook.generate.explanations.author import AuthorExplanations\n"
        "stage = AuthorExplanations(explanations=150, heldout_share=0.0)\n"
        "rows = stage.rows('train', stage.kinds()[0], 150)\n"
        "print(hashlib.sha256(repr(list(rows)).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_another_seed_gives_other_queries() -> None:
    train, _ = SMALL.kinds()
    texts = [
        {row["query"] for row in replace(SMALL, seed=seed).rows("train", train, 50)}
        for seed in (0, 1)
    ]
    assert not texts[0] & texts[1]


def test_kinds_that_run_dry_give_what_they_have() -> None:
    train, _ = SMALL.kinds()
    kind = train[0]

    def few(draw: Any) -> Any:
        return kind.draw(type(draw)(str(draw.randrange(3))))

    dry = Kind("one", "dry", few, kind.solve)
    rows = list(SMALL.rows("train", [dry], 5000))
    assert Counter(row["reason"] for row in rows) == {"": 3, DUPLICATE: len(rows) - 3}
    assert 50 <= len(rows) < 100


def test_without_reasoning_gym_there_is_none() -> None:
    own = replace(SMALL, reasoning_gym=False)
    assert not any("reasoning-gym" in kind.path for kind in [*own.kinds()[0], *own.kinds()[1]])
    assert "reasoning-gym" in SMALL.external() and "reasoning-gym" not in own.external()
    assert Graph.of(own).fingerprints[own] != Graph.of(SMALL).fingerprints[SMALL]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"explanations": 0}, "explanations must be at least 1"),
        ({"explanations": 1, "heldout": -1}, "unseen at least 0"),
        ({"explanations": 1, "style": "rhyme"}, "use one of explained, brief, answer"),
    ],
)
def test_bad_fields_are_told(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        AuthorExplanations(**fields)


def test_a_share_out_of_range_is_told() -> None:
    with pytest.raises(HornbookError, match="heldout_share is 1"):
        AuthorExplanations(explanations=1, heldout_share=1.0).kinds()
