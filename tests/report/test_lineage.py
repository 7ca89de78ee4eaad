"""Walking back: stages through manifests, rows through parents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import Store
from hornbook.report.lineage import find_row, walk


@dataclass(frozen=True, kw_only=True)
class Seeds(Stage[Dataset]):
    words: tuple[str, ...]

    def run(self, context: Context) -> Dataset:
        with DatasetWriter(context.directory, documents=document_schema()) as writer:
            for word in self.words:
                row = {"id": document_id(word), "text": word, "source": f"seed:{word}"}
                writer.add("documents", row | {"parents": [], "stage": self.name})
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Grow(Stage[Dataset]):
    """Every row becomes a longer one; those with an x are dropped as they are."""

    sources: tuple[Split, ...]

    def run(self, context: Context) -> Dataset:
        dropped = document_schema(pa.field("reason", pa.string()))
        with DatasetWriter(context.directory, kept=document_schema(), dropped=dropped) as writer:
            for source in self.sources:
                for row in source.rows(context):
                    if "x" in row["text"]:
                        writer.add("dropped", row | {"reason": "has an x"})
                        continue
                    text = row["text"] + "!"
                    grown = {"id": document_id(text), "text": text, "source": "grown"}
                    parents = {"parents": [row["id"], "seed-of-nothing"], "stage": self.name}
                    writer.add("kept", grown | parents)
        return Dataset(context.directory)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def grown(store: Store) -> Graph:
    # Both sources have the same name, so a manifest that listed inputs by name would lose one.
    sources = (
        Split(Seeds(words=("a", "b")), "documents"),
        Split(Seeds(words=("xy",)), "documents"),
    )
    first = Grow(sources=sources, label="first")
    second = Grow(sources=(Split(first, "kept"),), label="second")
    return Runner(store, progress=Progress(quiet=True)).run(second).graph


def test_manifests_are_walked_inputs_first(store: Store) -> None:
    graph = grown(store)
    place = store.place(graph.target, graph.fingerprints[graph.target])
    manifests = [manifest for _, manifest in walk([place, place])]
    assert [each.name for each in manifests] == ["seeds", "seeds", "first", "second"]
    assert set(manifests[2].inputs) == {each.fingerprint for each in manifests[:2]}


def test_missing_inputs_are_left_out(store: Store) -> None:
    graph = grown(store)
    first = graph.find("first")
    place = store.place(first, graph.fingerprints[first])
    place.rename(place.with_name("elsewhere"))
    target = store.place(graph.target, graph.fingerprints[graph.target])
    assert [manifest.name for _, manifest in walk([target])] == ["second"]


def test_a_row_is_followed_to_its_seed(store: Store) -> None:
    grown(store)
    trail = find_row(store.root, document_id("a!!")[:8])
    assert [(each.depth, each.text, each.stage) for each in trail] == [
        (0, "a!!", "second"),
        (1, "a!", "first"),
        (1, "", ""),
        (2, "a", "seeds"),
    ]
    assert trail[2].id == "seed-of-nothing"
    assert trail[2].places == ()
    assert trail[3].source == "seed:a"


def test_every_place_of_a_row_is_told_with_the_reason(store: Store) -> None:
    grown(store)
    (row,) = find_row(store.root, document_id("xy").upper())
    assert [(place.split, place.reason) for place in row.places] == [
        ("documents", ""),
        ("dropped", "has an x"),
    ]


def test_unknown_and_ambiguous_ids_are_told_in_a_sentence(store: Store) -> None:
    with pytest.raises(HornbookError, match="no row in"):
        find_row(store.root, "feed" * 8)
    with pytest.raises(HornbookError, match="at least four"):
        find_row(store.root, "ab")
    same = ("abcd0", "abcd1", "abcd")
    schema = document_schema()
    rows = [{"id": each, "text": "t", "source": "s", "parents": [], "stage": "x"} for each in same]
    folder = store.root / "artifacts" / "made-up"
    Dataset.write(folder, rows=pa.Table.from_pylist(rows[:2], schema=schema))
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(HornbookError, match="2 rows have an id that begins with 'abcd'"):
        find_row(store.root, "abcd")
    Dataset.write(folder / "more", rows=pa.Table.from_pylist(rows, schema=schema))
    (folder / "more" / "rows").rename(folder / "exact")
    assert len(find_row(store.root, "abcd")) == 1


def test_rows_that_are_their_own_parents_end(store: Store) -> None:
    row = {"id": "abcdef", "text": "t" * 500, "source": "s", "parents": ["abcdef"], "stage": "x"}
    folder = store.root / "artifacts" / "made-up"
    Dataset.write(folder, rows=pa.Table.from_pylist([row], schema=document_schema()))
    (folder / "manifest.json").write_text("{}")
    (only,) = find_row(store.root, "abcd")
    assert only.text == "t" * 500
