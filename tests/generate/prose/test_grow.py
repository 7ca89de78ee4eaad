"""A tree of topics from a scripted teacher, whose answers are made up by a rule."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from hornbook.corpus.document import document_id
from hornbook.errors import HornbookError
from hornbook.generate.prose.grow import GrowTopics
from hornbook.generate.prose.topics import ROOTS, fault_of_topic, normal_form, read_topics
from hornbook.teacher import Request, ScriptedTeacher
from hornbook.teacher.faults import Refused

Run = Callable[..., tuple[dict[str, list[dict[str, Any]]], Any]]
_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve wi zo ka le mo nu pa ri".split()


def word(source: Random) -> str:
    return "".join(source.choice(_SYLLABLES) for _ in range(3))


def names(request: Request) -> str:
    """Twenty made-up topics; a few repeat one another, or are none."""
    prompt: str = request.payload["messages"][-1]["content"]
    digest = hashlib.sha256(f"{request.payload['seed']} {prompt}".encode()).hexdigest()
    source = Random(digest)
    count = int(prompt.split("Name ")[1].split()[0])
    lines = [f"{word(source)} and {word(source)} {word(source)}" for _ in range(count)]
    lines[1] = f"the {lines[0].upper()}"
    lines[2] = "Topic 3"
    return "Sure, here they are:\n" + "\n".join(
        f"{number}. **{line}**: more about it" for number, line in enumerate(lines, 1)
    )


TEACHER = ScriptedTeacher(title="names", script=names)
SMALL = GrowTopics(
    teacher=TEACHER, topics=120, fields=6, at_once=10, roots=ROOTS[:4], near=0.95, label="tree"
)


@pytest.fixture(scope="module")
def grown(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    return run(SMALL, tmp_path_factory.mktemp("grown"))


def test_every_topic_hangs_on_the_tree(grown: tuple[Any, Any]) -> None:
    rows, _ = grown
    assert len(rows["topics"]) == 120
    tree = {row["id"]: row for row in rows["tree"]}
    for row in rows["tree"]:
        assert row["id"] == document_id(row["text"]) and row["stage"] == "tree"
        if row["level"] == 0:
            assert row["text"] in ROOTS and row["parents"] == [] and row["source"] == "roots"
            continue
        (parent,) = row["parents"]
        above = tree[parent]
        assert above["level"] == row["level"] - 1
        assert row["path"] == f"{above['path']} > {row['text']}"
        assert row["branch"] == row["path"].split(" > ")[0] and len(row["request"]) == 64
    assert {row["level"] for row in rows["topics"]} == {2}


def test_the_plan_knows_the_first_requests_and_a_bound_for_the_rest() -> None:
    (questions,) = SMALL.asks(None)  # type: ignore[arg-type]
    first = [request.payload["messages"][-1]["content"] for request in questions.requests()]
    assert len(first) == questions.count == 4
    assert all(root in prompt for root, prompt in zip(ROOTS, first, strict=False))
    assert questions.count * (1 + questions.follow_ups) >= SMALL.requests


def test_no_topic_comes_twice(grown: tuple[Any, Any]) -> None:
    rows, manifest = grown
    forms = [normal_form(row["text"]) for row in rows["tree"]]
    assert len(set(forms)) == len(forms)
    reasons = manifest.facts["reasons"]
    assert reasons["said before"] and reasons["a placeholder"]
    assert sum(reasons.values()) == len(rows["rejected"])


def test_branches_are_about_as_big_as_one_another(grown: tuple[Any, Any]) -> None:
    rows, _ = grown
    sizes = Counter(row["branch"] for row in rows["topics"])
    assert set(sizes) == set(ROOTS[:4]) and min(sizes.values()) >= 20


def test_requests_are_bounded_and_what_came_is_kept(run: Run, tmp_path: Path) -> None:
    rows, manifest = run(replace(SMALL, topics=1000, requests=9), tmp_path)
    assert manifest.facts["accounts"][0]["asked"] == 9
    assert 0 < len(rows["topics"]) < 1000


def test_it_ends_when_nothing_new_comes(run: Run, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=("1. tea with milk\n2. a cup of tea\n3. coffee and cake",))
    rows, manifest = run(replace(SMALL, teacher=teacher), tmp_path)
    assert len(rows["tree"]) == 4 + 3
    assert manifest.facts["accounts"][0]["asked"] < 20


def test_close_topics_are_dropped(run: Run, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(
        answers=("- how to bake bread at home\n- how to bake a bread at home now\n- cold weather",)
    )
    stage = replace(SMALL, teacher=teacher, roots=ROOTS[:1])
    near, _ = run(replace(stage, near=0.7), tmp_path / "near")
    alike, _ = run(replace(stage, near=None), tmp_path / "forms")
    assert len(near["tree"]) == len(alike["tree"]) - 1
    reasons = [row["reason"] for row in near["rejected"]]
    assert "close to another topic" in reasons


def test_the_same_tree_grows_again(grown: tuple[Any, Any], run: Run, tmp_path: Path) -> None:
    again, _ = run(SMALL, tmp_path)
    assert again == grown[0]


@pytest.mark.slow
def test_twenty_thousand_topics(run: Run, tmp_path: Path) -> None:
    rows, manifest = run(
        replace(SMALL, topics=20_000, fields=25, at_once=40, roots=ROOTS), tmp_path
    )
    assert len(rows["topics"]) == 20_000
    assert manifest.facts["accounts"][0]["asked"] < 1_500
    sizes = Counter(row["branch"] for row in rows["topics"])
    assert len(sizes) == len(ROOTS) and min(sizes.values()) > 250


def test_a_teacher_that_refuses_everything_is_told(run: Run, tmp_path: Path) -> None:
    def refuse(request: Request) -> str:
        raise Refused("never")

    teacher = ScriptedTeacher(title="refuses", script=refuse)
    with pytest.raises(HornbookError, match=r"refuses answered nothing: .* never"):
        run(replace(SMALL, teacher=teacher), tmp_path)


@pytest.mark.parametrize(
    ("roots", "message"),
    [
        ((), "there are no root topics"),
        (("cooking",), "the root topic 'cooking' is one word"),
        (("  ",), "is empty"),
        (("a big dog", "Big Dogs"), "'a big dog' and 'Big Dogs' are the same"),
    ],
)
def test_roots_that_can_t_grow_are_told(roots: tuple[str, ...], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        GrowTopics(roots=roots)


def test_a_template_that_lacks_a_slot_is_told(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "mine.md"
    template.write_text("Topics of {{ topic }}?")
    with pytest.raises(HornbookError, match=r"mine\.md has no slot {{ count }}"):
        run(replace(SMALL, template=str(template)), tmp_path)


@pytest.mark.parametrize(
    ("answer", "topics"),
    [
        ("1. Washing hands\n2) Cold water.\n- soap", ["Washing hands", "Cold water", "soap"]),
        ("Here are some:\n* **Tea**: hot\n* Milk - cold", ["Tea", "Milk"]),
        ('```json\n["tea with milk", "coffee", 3]\n```', ["tea with milk", "coffee"]),
        ("tea with milk\ncold coffee", ["tea with milk", "cold coffee"]),
        ("[not json", ["[not json"]),
        ("", []),
        ("1.\n2.\n", ["1", "2"]),
    ],
)
def test_lists_of_any_kind_are_read(answer: str, topics: list[str]) -> None:
    assert read_topics(answer) == topics


@pytest.mark.parametrize("topic", ["42", "?!", "safety", "Topic 3", "Sure thing here", "x " * 20])
def test_what_is_no_topic_is_recognised(topic: str) -> None:
    assert fault_of_topic(topic)


def test_normal_forms_pass_over_small_words_plurals_and_order() -> None:
    assert normal_form("The Stories of Cats") == normal_form("cat story")
    assert normal_form("of the") == normal_form("The Of")
    assert normal_form("glass") == "glass"
