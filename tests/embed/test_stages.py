from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from hornbook.corpus.files import Files
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.stages import Embed
from hornbook.errors import HornbookError
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.store import open_store


def test_rows_keep_their_order_and_get_their_vectors(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(f'{{"text": "row {n}"}}\n' for n in range(1500)))
    embedder = LexicalEmbedder(dimensions=32)
    stage = Embed(source=Split(Files(path=tmp_path / "in.jsonl"), "documents"), embedder=embedder)
    runner = Runner(open_store(tmp_path / "out"), progress=Progress(quiet=True))
    runner.run(stage)
    table = runner.open(stage).table("rows")
    assert table["text"].to_pylist() == [f"row {n}" for n in range(1500)]
    assert table.schema.field("vector").type == pa.list_(pa.float32(), 32)
    with embedder.open(None) as session:
        expected = session.matrix(table["text"].to_pylist())
    assert (np.array(table["vector"].to_pylist(), np.float32) == expected).all()
    facts = runner.manifest(stage, Graph.of(stage)).facts
    assert facts == {"embedder": "lexical-32", "texts": 1500, "texts_cached": 0, "texts_cut": 0}


def test_a_split_without_rows(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "row"}\n')
    source = Split(Files(path=tmp_path / "in.jsonl"), "dropped")
    runner = Runner(open_store(tmp_path / "out"), progress=Progress(quiet=True))
    with pytest.raises(HornbookError, match="dropped holds no rows"):
        runner.run(Embed(source=source, embedder=LexicalEmbedder()))
