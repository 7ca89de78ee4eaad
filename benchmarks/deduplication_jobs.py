"""One deduplication job of one tool, from a Parquet file to the rows that stay.

Run by ``benchmarks/deduplication.py``, each tool with an interpreter that has it. Prints a line
of JSON: seconds, processor seconds (children included) and the file with the ids of the rows
that stay. Imports are left out of the time.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

NGRAM, BANDS, ROWS, THRESHOLD, WORKERS = 5, 20, 6, 0.8, 2
_BATCH = 1024
_WORD = re.compile(r"[a-z0-9_]+")

Job = Callable[[Path, Path], list[str]]


def hornbook() -> Job:
    import pyarrow.parquet as pq

    from hornbook.deduplicate.files import deduplicate_file
    from hornbook.deduplicate.matching import Matching
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.engine import daft_module
    from hornbook.pipeline.progress import Progress

    daft_module()
    matching = Matching(threshold=THRESHOLD, ngram=NGRAM, bands=BANDS, rows=ROWS)

    def run(source: Path, folder: Path) -> list[str]:
        output = folder / "kept.parquet"
        settings, quiet = Settings(workers=WORKERS), Progress(quiet=True)
        deduplicate_file(source, output, matching, settings=settings, progress=quiet)
        return [str(name) for name in pq.read_table(output, columns=["id"])["id"].to_pylist()]

    return run


def rensa() -> Job:
    """Its README's way: full-set signatures, LSH, the estimated similarity checked."""
    import pyarrow.parquet as pq
    from rensa import RMinHashDeduplicator

    def run(source: Path, folder: Path) -> list[str]:
        deduplicator = RMinHashDeduplicator(
            threshold=THRESHOLD, num_perm=BANDS * ROWS, use_lsh=True, num_bands=BANDS
        )

        def stays(batch: pa.RecordBatch) -> list[bool]:
            shingles = map(_shingled, batch.column("text").to_pylist())
            pairs = zip(batch.column("id").to_pylist(), shingles, strict=True)
            return list(deduplicator.add_pairs(pairs))

        return _filtered(pq.ParquetFile(source), folder, stays)

    return run


def rensa_rho() -> Job:
    """Its fastest way: sampled signatures flag rows, and only those are checked."""
    import numpy as np
    import pyarrow.parquet as pq
    from rensa import RMinHash, RMinHashDeduplicator, RMinHashLSH

    def run(source: Path, folder: Path) -> list[str]:

        hashes, bounds = [], [0]
        for batch in pq.ParquetFile(source).iter_batches(_BATCH, columns=["text"]):
            shingles = list(map(_shingled, batch.column(0).to_pylist()))
            for own in RMinHash.hash_token_sets(shingles):
                hashes.append(np.array(own, dtype=np.uint64))
                bounds.append(bounds[-1] + len(own))
        flat = np.concatenate(hashes)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes_rho(flat, bounds, 128, 42)
        lsh = RMinHashLSH(THRESHOLD, 128, 16)
        flagged = iter(lsh.query_duplicate_flags_matrix_one_shot(matrix))
        deduplicator = RMinHashDeduplicator(
            threshold=THRESHOLD, num_perm=BANDS * ROWS, use_lsh=True, num_bands=BANDS
        )

        def stays(batch: pa.RecordBatch) -> list[bool]:
            flags = [next(flagged) for _ in range(len(batch))]
            rows = zip(batch["id"].to_pylist(), batch["text"].to_pylist(), flags, strict=True)
            pairs = [(name, _shingled(text)) for name, text, flag in rows if flag]
            checked = iter(deduplicator.add_pairs(pairs))
            return [next(checked) if flag else True for flag in flags]

        return _filtered(pq.ParquetFile(source), folder, stays)

    return run


def _shingled(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[at : at + NGRAM]) for at in range(max(1, len(words) - NGRAM + 1))]


def _filtered(
    file: pq.ParquetFile, folder: Path, stays: Callable[[pa.RecordBatch], list[bool]]
) -> list[str]:
    """Write the rows that stay; returns their ids."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names: list[str] = []
    with pq.ParquetWriter(folder / "kept.parquet", file.schema_arrow, compression="zstd") as writer:
        for batch in file.iter_batches(_BATCH):
            kept = batch.filter(pa.array(stays(batch)))
            writer.write_batch(kept)
            names += kept.column("id").to_pylist()
    return names


def datatrove() -> Job:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.logging import logger

    logger.remove()

    def run(source: Path, folder: Path) -> list[str]:
        config = MinhashConfig(n_grams=NGRAM, num_buckets=BANDS, hashes_per_bucket=ROWS)
        places = {name: str(folder / name) for name in ("signatures", "buckets", "remove", "kept")}
        reader = ParquetReader(_split(source, folder / "parts"))
        signatures = MinhashDedupSignature(output_folder=places["signatures"], config=config)
        buckets = MinhashDedupBuckets(
            input_folder=places["signatures"], output_folder=places["buckets"], config=config
        )
        cluster = MinhashDedupCluster(
            input_folder=places["buckets"], output_folder=places["remove"], config=config
        )
        dropping = MinhashDedupFilter(input_folder=places["remove"])
        steps: list[tuple[list[Any], int]] = [
            ([reader, signatures], WORKERS),
            ([buckets], BANDS),
            ([cluster], 1),
            ([reader, dropping, JsonlWriter(places["kept"], compression=None)], WORKERS),
        ]
        for number, (pipeline, tasks) in enumerate(steps):
            LocalPipelineExecutor(
                pipeline,
                tasks=tasks,
                workers=min(tasks, WORKERS),
                start_method="fork",  # so that its processor time can be told
                logging_dir=str(folder / f"logs{number}"),
            ).run()
        return [json.loads(line)["id"] for line in _lines(Path(places["kept"]))]

    return run


def text_dedup() -> Job:
    from text_dedup.minhash import main as deduplicate

    def run(source: Path, folder: Path) -> list[str]:
        from datasets import load_from_disk

        arguments = {
            "--path": "parquet",
            "--data_files": str(source),
            "--split": "train",
            "--cache_dir": str(folder / "cache"),
            "--output": str(folder / "kept"),
            "--column": "text",
            "--ngram": str(NGRAM),
            "--min_length": "0",
            "--num_perm": str(BANDS * ROWS),
            "--threshold": str(THRESHOLD),
            "--b": str(BANDS),
            "--r": str(ROWS),
            "--num_proc": str(WORKERS),
        }
        deduplicate.main([word for pair in arguments.items() for word in pair], None, None, False)
        names: list[str] = load_from_disk(str(folder / "kept"))["id"]
        return list(names)

    return run


def _split(source: Path, folder: Path) -> str:
    """As many files as there are workers: datatrove gives a worker whole files."""
    import pyarrow.parquet as pq

    folder.mkdir()
    table = pq.read_table(source)
    size = -(-table.num_rows // WORKERS)
    for number in range(WORKERS):
        pq.write_table(table.slice(number * size, size), folder / f"{number}.parquet")
    return str(folder)


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from file


def _processor_seconds() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    tool, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    jobs = {job.__name__: job for job in (hornbook, rensa, rensa_rho, datatrove, text_dedup)}
    with redirect_stdout(sys.stderr):
        run = jobs[tool]()
        started, used = time.perf_counter(), _processor_seconds()
        names = run(source, folder)
        seconds, processor = time.perf_counter() - started, _processor_seconds() - used
    kept = folder / "kept.txt"
    kept.write_text("\n".join(names))
    print(json.dumps({"seconds": seconds, "processor": processor, "kept": str(kept)}))


if __name__ == "__main__":
    main()
