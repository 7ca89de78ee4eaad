import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.stories.features import FEATURES
from hornbook.generate.stories.inflect import occurs
from hornbook.generate.stories.stages import AuthorStories, InstructStories, WriteStories
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.teacher import Request, ScriptedTeacher

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Documents(Stage[Dataset]):
    """Two documents of a user's."""

    texts: tuple[str, ...] = ("The kitten hid the shiny key and jumped.", "Wolves, wolves, wolves.")

    def run(self, context: Context) -> Dataset:
        rows = [
            {
                "id": document_id(text),
                "text": text,
                "source": "mine",
                "parents": [],
                "stage": "mine",
            }
            for text in self.texts
        ]
        table = pa.Table.from_pylist(rows, schema=document_schema())
        return Dataset.write(context.directory, rows=table)


@dataclass(frozen=True, kw_only=True)
class Nothing(Documents):
    texts: tuple[str, ...] = ()


def run(stage: Stage[Dataset], folder: Path) -> tuple[Rows, Any]:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    graph = runner.run(stage).graph
    dataset = runner.open(stage, graph)
    rows = {split: list(dataset.rows(split)) for split in dataset.splits()}
    return rows, runner.manifest(stage, graph)


def tell(request: Request) -> str:
    """A story with the words of the prompt, or a broken one, by the verb's first letter."""
    prompt: str = request.payload["messages"][-1]["content"]
    if prompt.startswith("Here is a story"):
        return "Summary: Somebody finds something in the garden."
    verb, noun, adjective = (prompt.split(f'{kind} "')[1].split('"')[0] for kind in KINDS)
    if verb[0] in "ab":
        return "I'm sorry, but I can't write stories."
    if verb[0] == "c":
        return "Sure! Here it is.\n\n" + story(verb, noun, "")
    return f"**The {noun}**\n\n" + story(verb, noun, adjective) + "\n\nThe end."


KINDS = ("verb", "noun", "adjective")


def story(verb: str, noun: str, adjective: str) -> str:
    return (
        f"Once there was a girl who liked to {verb} in the morning. One day she found a {noun} in "
        f"the garden of her grandmother, and it was {adjective or 'there'}. She asked whose it "
        f'was. "It is mine," said a small voice, and a man looked out from under a leaf.\n\n'
        f"They became friends, the girl and the small man, and they met every day after school to "
        f"talk about {noun} and much else, until it was winter. Then they waited for the spring."
    )


SCRIPTED = WriteStories(
    teacher=ScriptedTeacher(title="tells", script=tell), requests=60, label="stories"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Any]:
    return run(SCRIPTED, tmp_path_factory.mktemp("written"))


def test_a_teacher_s_story_holds_its_words_and_says_where_it_came_from(
    written: tuple[Rows, Any],
) -> None:
    rows, _ = written
    assert len(rows["stories"]) > 20
    for row in rows["stories"]:
        assert all(occurs(row[kind], row["text"]) for kind in KINDS) and row["missing"] == []
        assert row["text"].startswith("Once there was") and row["text"].endswith("spring.")
        assert row["words"] == len(row["text"].split()) and row["parents"] == []
        slots = json.loads(row["slots"])
        assert all(FEATURES[name] in slots["features"] for name in row["features"])
    triples = {tuple(row[kind] for kind in KINDS) for row in rows["stories"]}
    assert len(triples) == len(rows["stories"])


def test_rejects_are_kept_with_the_words_that_are_missing(written: tuple[Rows, Any]) -> None:
    rows, manifest = written
    reasons = manifest.facts["reasons"]
    assert set(reasons) == {"refuses", "one of the three words doesn't occur"}
    assert sum(reasons.values()) == len(rows["rejected"])
    for row in rows["rejected"]:
        if row["reason"] != "refuses":
            assert row["missing"] == [row["adjective"]]


def test_instructions_stand_before_stories(written: tuple[Rows, Any], tmp_path: Path) -> None:
    stage = InstructStories(
        stories=Split(SCRIPTED, "stories"), teacher=SCRIPTED.teacher, requests=10
    )
    rows, _ = run(stage, tmp_path)
    stories = {row["id"]: row["text"] for row in written[0]["stories"]}
    assert len(rows["instructed"]) == 10
    for row in rows["instructed"]:
        assert row["summary"] == "Somebody finds something in the garden."
        (parent,) = row["parents"]
        head, _, told = row["text"].partition("\nStory:\n\n")
        assert told == stories[parent]
        assert [line.split(":")[0] for line in head.splitlines()] == row["instructions"]


def test_the_first_stories_don_t_depend_on_how_many_are_wanted(
    written: tuple[Rows, Any], tmp_path: Path
) -> None:
    fewer, _ = run(replace(SCRIPTED, requests=20), tmp_path)
    assert fewer["stories"] == written[0]["stories"][: len(fewer["stories"])]


def test_documents_lend_their_words(tmp_path: Path) -> None:
    seeds = Split(Documents(label="mine"), "rows")
    rows, _ = run(AuthorStories(stories=6, seeds=seeds), tmp_path)
    first, second = (document_id(text) for text in Documents.texts)
    assert [row["parents"] for row in rows["stories"]] == [[first], [second]] * 3
    for row in rows["stories"]:
        if row["parents"] == [first]:
            assert row["noun"] in {"kitten", "key"} and row["verb"] in {"hide", "jump"}
            assert row["adjective"] == "shiny"
        else:
            assert row["noun"] == "wolf"


def test_an_empty_split_of_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="the split rows holds no documents to seed stories"):
        run(AuthorStories(stories=6, seeds=Split(Nothing(), "rows")), tmp_path)


def test_the_author_writes_stories_and_instructions(tmp_path: Path) -> None:
    rows, manifest = run(AuthorStories(stories=300, label="author"), tmp_path / "one")
    assert len(rows["stories"]) + len(rows["rejected"]) == 300
    assert len(rows["instructed"]) == len(rows["stories"]) >= 297
    for row, told in zip(rows["stories"], rows["instructed"], strict=True):
        assert row["id"] == document_id(row["text"]) and row["stage"] == "author"
        assert row["source"] == f"procedural:stories/{row['plot']}"
        assert told["parents"] == [row["id"]] and told["text"].endswith(row["text"])
        assert told["summary"] and told["instructions"]
    assert sum(manifest.facts["plots"].values()) == len(rows["stories"])
    again, _ = run(AuthorStories(stories=40, label="author"), tmp_path / "two")
    assert again["stories"] == rows["stories"][: len(again["stories"])]


def test_identity_holds_the_words_but_no_path(tmp_path: Path) -> None:
    def mark(stage: Stage[Artifact]) -> str:
        return Graph.of(stage).fingerprints[stage]

    for name, text in {"nouns": "cat", "verbs": "run", "adjectives": "red"}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    mine = replace(SCRIPTED, vocabulary=str(tmp_path))
    assert mark(mine) != mark(SCRIPTED)
    assert mark(replace(SCRIPTED, requests=61)) != mark(SCRIPTED)


def test_a_small_vocabulary_is_used_up_and_the_rest_kept(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    for name, text in {"nouns": "key fox", "verbs": "sing", "adjectives": "red sad"}.items():
        (folder / f"{name}.txt").write_text(text)
    rows, _ = run(replace(SCRIPTED, vocabulary=str(folder)), tmp_path / "store")
    assert len(rows["stories"]) + len(rows["rejected"]) == 4


@pytest.mark.parametrize("stage", [AuthorStories, WriteStories])
def test_nothing_to_write_is_told(stage: type[Any]) -> None:
    with pytest.raises(HornbookError, match="must be at least 1"):
        stage(**{"stories" if stage is AuthorStories else "requests": 0})


def test_a_template_without_slots_is_told(tmp_path: Path) -> None:
    template = tmp_path / "mine.md"
    template.write_text("Tell me a story.")
    with pytest.raises(HornbookError, match=r"mine\.md has no slot {{ adjective }}"):
        run(replace(SCRIPTED, template=str(template)), tmp_path)
