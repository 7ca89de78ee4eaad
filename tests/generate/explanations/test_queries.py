import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.errors import HornbookError
from hornbook.generate.explanations.author import AuthorExplanations
from hornbook.generate.explanations.pools import (
    TRACES,
    Pool,
    QueryColumns,
    QueryFiles,
    QueryHub,
    orca_pools,
)
from hornbook.generate.explanations.queries import LONG, TWICE, SampleQueries
from hornbook.generate.explanations.systems import CHOICE_ONLY, kinds_for, messages
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.split import Split

Run = Callable[..., tuple[dict[str, list[dict[str, Any]]], Any]]
Write = Callable[[Path, list[dict[str, Any]]], Path]


def flan(name: str, sizes: dict[str, int]) -> list[dict[str, Any]]:
    """Rows in the form of the published FLAN-v2, a third of them few-shot."""
    rows = []
    for task, size in sizes.items():
        for number in range(size):
            rows.append(
                {
                    "inputs": f"{name}, {task}: what is {number}?\nOPTIONS:\n- yes\n- no"
                    if task == "choice"
                    else f"{name}, {task}: what is {number}?",
                    "targets": "yes" if task == "choice" else str(number),
                    "task_name": task,
                    "template_type": ("zs_opt", "zs_noopt", "fs_opt")[number % 3],
                }
            )
    return rows


def stage(path: Path, **how: Any) -> SampleQueries:
    columns = QueryColumns(query="inputs", task="task_name", answer="targets")
    pool = Pool(name="flan2021", rows=QueryFiles(path=path), columns=columns, **how)
    return SampleQueries(pools=(pool,))


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory, write: Write) -> dict[str, QueryFiles]:
    folder = tmp_path_factory.mktemp("flan")
    sizes = {"cot": {"sum": 60}, "niv2": {f"task{n}": 30 * n for n in range(1, 20)},
             "flan2021": {"choice": 90, "open": 30}, "t0": {"a": 9, "b": 300}}  # fmt: skip
    return {
        name: QueryFiles(path=write(folder / f"{name}.jsonl", flan(name, parts)))
        for name, parts in sizes.items()
    }


def test_the_papers_pools_are_drawn_as_it_says(
    collections: dict[str, QueryFiles], run: Run, tmp_path: Path
) -> None:
    pools = orca_pools(
        cot=collections["cot"],
        niv2=collections["niv2"],
        flan2021=collections["flan2021"],
        t0=collections["t0"],
    )
    assert [pool.size for pool in pools] == [None, 440_000, 2_500_000, 2_000_000]
    said = io.StringIO()
    rows, manifest = run(SampleQueries(pools=pools), tmp_path, progress=Progress(said))
    queries = rows["queries"]
    counts = Counter(row["pool"] for row in queries)
    assert counts == {
        "cot": 40,
        "niv2": sum(min(300, 20 * n) for n in range(1, 20)),
        "flan2021": 80,
        "t0": 206,
    }
    by_task = Counter(row["task"] for row in queries if row["pool"] == "niv2")
    assert max(by_task.values()) == 300 and len(by_task) == 19
    assert "pool t0 has 206 queries of the 2,000,000 wanted; all of them are taken" in (
        " ".join(said.getvalue().split())
    )
    facts = manifest.facts["pools"]["t0"]
    assert facts["drawn"] == 206 and facts["by_task"] == {"a": 6, "b": 200}
    for row in queries:
        kinds = kinds_for(row["pool"], row["text"], row["options"])
        assert row["kind"] in kinds and row["system"] == messages()[row["kind"]]
        assert row["kind"] not in CHOICE_ONLY or row["options"] == ["yes", "no"]
    assert {row["kind"] for row in queries if row["pool"] == "cot"} == {6, 11, 16}
    assert CHOICE_ONLY <= {row["kind"] for row in queries}


def test_the_order_of_rows_changes_nothing(run: Run, write: Write, tmp_path: Path) -> None:
    rows = flan("x", {"a": 60, "b": 20, "choice": 40})
    mixed = [*rows, *rows[:30]]
    Random(1).shuffle(mixed)
    how: dict[str, Any] = {"size": 30, "where": (("template_type", "zs"),)}
    one, _ = run(stage(write(tmp_path / "1.jsonl", rows), **how), tmp_path / "one")
    pq.write_table(pa.Table.from_pylist(mixed), tmp_path / "2.parquet")
    two, _ = run(stage(tmp_path / "2.parquet", **how), tmp_path / "two")
    assert len(one["queries"]) == 30

    def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(row["id"], row["task"], row["kind"], row["answer"]) for row in rows]

    assert told(one["queries"]) == told(two["queries"])
    more, _ = run(stage(tmp_path / "2.parquet", **{**how, "size": 60}), tmp_path / "three")
    assert {row["id"] for row in one["queries"]} < {row["id"] for row in more["queries"]}
    kinds = {row["id"]: row["kind"] for row in more["queries"]}
    assert all(kinds[row["id"]] == row["kind"] for row in one["queries"])


def test_rows_that_cannot_be_used_are_written_with_their_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(
        '{"inputs": "What?", "task_name": "t", "targets": 3}\n'
        "not json\n"
        '{"inputs": null, "task_name": "t"}\n'
        '{"inputs": "  ", "task_name": "t"}\n'
        '{"inputs": "No task?"}\n'
        f'{{"inputs": "{"long " * 50}", "task_name": "t"}}\n'
        '{"inputs": "What?", "task_name": "u"}\n'
    )
    wanted = replace(stage(path), longest=100)
    rows, manifest = run(wanted, tmp_path / "store")
    assert [(row["text"], row["task"], row["answer"]) for row in rows["queries"]] == [
        ("What?", "t", "3")
    ]
    reasons = Counter(row["reason"] for row in rows["dropped"])
    assert reasons["no task in column 'task_name'"] == 1
    assert reasons[LONG] == 1 and reasons[TWICE] == 1 and reasons.total() == 6
    assert all(row["source"].startswith("file:bad.jsonl#line") for row in rows["dropped"])
    assert manifest.facts["twice"] == 1


def test_a_pool_without_any_usable_row_is_told(run: Run, write: Write, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [{"inputs": "What?", "task": "t"}])
    with pytest.raises(HornbookError, match="no query can be used"):
        run(stage(path), tmp_path / "store")


def test_traces_of_our_own_are_a_pool(run: Run, tmp_path: Path) -> None:
    author = AuthorExplanations(explanations=120, heldout=0)
    pool = Pool(name="own", rows=Split(author, "train"), columns=TRACES, size=50, per_task=2)
    rows, _ = run(SampleQueries(pools=(pool,)), tmp_path)
    assert len(rows["queries"]) == 50
    assert max(Counter(row["task"] for row in rows["queries"]).values()) <= 2
    assert all(row["parents"] and row["answer"] for row in rows["queries"])
    assert all(row["source"].startswith("procedural:") for row in rows["queries"])


@pytest.mark.slow  # importing datasets takes seconds
def test_a_local_copy_of_a_hub_data_set_is_a_pool(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(flan("hub", {"a": 30})), folder / "train.parquet")
    columns = QueryColumns(query="inputs", task="task_name", answer="targets")
    pool = Pool(name="t0", rows=QueryHub(path="me/flan", folder=folder), columns=columns, size=7)
    rows, _ = run(SampleQueries(pools=(pool,)), tmp_path / "store")
    assert len(rows["queries"]) == 7
    assert rows["queries"][0]["source"].startswith("hf:me/flan/train#")


def test_the_identity_is_the_content_not_the_place(write: Write, tmp_path: Path) -> None:
    rows = flan("x", {"a": 3})
    (tmp_path / "elsewhere").mkdir()
    one = stage(write(tmp_path / "rows.jsonl", rows))
    two = stage(write(tmp_path / "elsewhere" / "rows.jsonl", rows))
    assert Graph.of(one).fingerprints[one] == Graph.of(two).fingerprints[two]
    changed = stage(write(tmp_path / "elsewhere" / "rows.jsonl", rows[:2]))
    assert Graph.of(changed).fingerprints[changed] != Graph.of(one).fingerprints[one]


def test_bad_pools_are_told(tmp_path: Path) -> None:
    pool = Pool(name="one", rows=QueryFiles(path=tmp_path))
    for pools in ((), (pool, pool)):
        with pytest.raises(HornbookError, match="pools need different names"):
            SampleQueries(pools=pools)
    with pytest.raises(HornbookError, match="pool one: size=0 must be at least 1"):
        replace(pool, size=0)
