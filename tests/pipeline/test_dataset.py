from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset, DatasetWriter

SCHEMA = pa.schema([("id", pa.string()), ("score", pa.float64())])


def test_rows_come_back_as_they_went_in(tmp_path: Path) -> None:
    with DatasetWriter(tmp_path, group=2, kept=SCHEMA, dropped=SCHEMA) as writer:
        writer.extend("kept", ({"id": str(n), "score": n / 2} for n in range(5)))
    dataset = Dataset(tmp_path)
    assert dataset.counts() == {"dropped": 0, "kept": 5}
    assert [row["score"] for row in dataset.rows("kept")] == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert dataset.table("dropped").schema.equals(SCHEMA)
    assert dataset.frame("kept").count_rows() == 5


def test_columns_that_the_schema_lacks_are_refused(tmp_path: Path) -> None:
    with DatasetWriter(tmp_path, kept=SCHEMA) as writer:
        with pytest.raises(ValueError, match="surprise"):
            writer.add("kept", {"id": "a", "surprise": 1})
        writer.add("kept", {"id": "a"})
    assert Dataset(tmp_path).table("kept").to_pylist() == [{"id": "a", "score": None}]


def test_a_missing_split_names_those_there_are(tmp_path: Path) -> None:
    Dataset.write(tmp_path, kept=pa.table({"id": ["a"]}))
    with pytest.raises(HornbookError, match="no split 'other'; it has: kept"):
        Dataset(tmp_path).files("other")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with DatasetWriter(tmp_path / name, kept=SCHEMA) as writer:
            writer.add("kept", {"id": "a", "score": 1.0})
    first, second = (Dataset(tmp_path / name).files("kept")[0] for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
