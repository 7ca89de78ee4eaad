from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline import engine
from hornbook.pipeline.engine import choose_engine, in_order


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("spark", "unknown engine 'spark'; use native, ray or ray://host:port"),
        ("ray:", "unknown engine 'ray:'"),
        ("ray://", "ray:// is no address of a Ray cluster"),
        ("ray://host:port", "is no address of a Ray cluster; write ray://host:port"),
        (
            "ray://127.0.0.1:9",
            r"no Ray cluster answers at ray://127.0.0.1:9 \(Connection refused\)",
        ),
    ],
)
def test_an_engine_that_is_not_there_is_one_sentence(name: str, message: str) -> None:
    pytest.importorskip("ray")
    with pytest.raises(HornbookError, match=message):
        choose_engine(name)
    choose_engine("native")  # nothing was chosen by the attempt


def test_a_process_has_one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_started", "ray")
    choose_engine("ray")
    for other in ("native", "ray://elsewhere:10001"):
        with pytest.raises(
            HornbookError, match=f"already runs on ray; start another one for {other}"
        ):
            choose_engine(other)


def test_native_does_not_import_daft() -> None:
    code = """
        import sys
        from hornbook.pipeline.engine import choose_engine
        choose_engine("native")
        sys.exit("daft" in sys.modules or "ray" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(code)]).returncode == 0


def write(path: Path, numbers: range, group: int) -> Path:
    table = pa.table({"number": list(numbers), "text": [f"text {n}" for n in numbers]})
    pq.write_table(table, path, row_group_size=group)
    return path


def test_rows_come_in_their_order(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.parquet", range(1000), 64),
        write(tmp_path / "b.parquet", range(0), 64),
        write(tmp_path / "c.parquet", range(1000, 1100), 1000),
    ]
    made = pa.Table.from_batches(in_order(files, lambda frame: frame))
    assert made.column("number").to_pylist() == list(range(1100))
    assert made.column_names == ["number", "text"]
    some = pa.Table.from_batches(in_order(files, lambda frame: frame, columns=["text"]))
    assert some.column_names == ["text"]
    assert list(in_order(files[1:2], lambda frame: frame)) == []


def test_blocks_hold_every_row_group_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [write(tmp_path / f"{name}.parquet", range(500), 50) for name in "ab"]
    groups = [(str(path), number) for path in files for number in range(10)]
    for size in (1, 2_000, 1 << 30):
        monkeypatch.setattr(engine, "_BLOCK", size)
        blocks = list(engine._blocks(files))
        found = [(path, number) for block in blocks for path in block for number in block[path]]
        assert found == groups
        assert len(blocks) == (1 if size > 1 << 20 else len(blocks)) and (
            size > 1 or len(blocks) == 20
        )
    assert list(engine._blocks([])) == []
