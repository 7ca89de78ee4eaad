"""Detectors at work: which rows resemble which problems, on one machine or many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import compress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from hornbook.benchmark.problem import Problem
from hornbook.decontaminate.detectors import All, Detector, Embeddings, Leaf, Trees, leaves
from hornbook.decontaminate.hit import Findings, Hit, joined
from hornbook.pipeline.context import Settings

if TYPE_CHECKING:
    import daft

    from hornbook.decontaminate.vector_index import VectorIndex

_FOUND = "_found"
_BATCH = 256  # rows looked through in one call; small batches bound the memory
_ALONE = 256  # rows for which no processes are started


class Search:
    """Looks for problems with some detectors; a context manager, because embedders are opened.

    Nothing that is found depends on workers, on the engine or on how rows are batched.

    Args:
        detectors: each reports by itself.
        problems: what to look for.
        cache: where embedders keep their vectors; none: nowhere.
        settings: how to run.
    """

    def __init__(
        self,
        detectors: Sequence[Detector],
        problems: Sequence[Problem],
        cache: Path | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.detectors = tuple(detectors)
        self._problems = problems
        self._cache = cache
        self._settings = settings or Settings()
        self._open = ExitStack()
        parts = [leaf for detector in self.detectors for leaf in leaves(detector)]
        self._indices = {
            leaf: leaf.index(problems) for leaf in parts if not isinstance(leaf, Embeddings)
        }
        self._near: dict[Embeddings, VectorIndex] = {}

    def __enter__(self) -> Self:
        from hornbook.decontaminate.vector_index import VectorIndex

        for detector in self.detectors:
            for leaf in leaves(detector):
                if isinstance(leaf, Embeddings) and leaf not in self._near:
                    session = leaf.embedder.open(self._cache, self._settings)
                    self._near[leaf] = VectorIndex(
                        leaf.name, self._problems, leaf.distance, self._open.enter_context(session)
                    )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def unindexed(self) -> list[str]:
        """Ids of the problems that a detector can't look for, in the benchmark's order."""
        lost = {item for index in self._indices.values() for item in index.unindexed}
        return [problem.id for problem in self._problems if problem.id in lost]

    def find(self, texts: Sequence[str]) -> list[Findings]:
        """What each detector finds in the texts, in this process."""
        local: dict[Leaf, Findings] = {
            leaf: index.find(texts) for leaf, index in self._indices.items()
        }
        return self._complete(texts, local)

    def rows(
        self,
        files: Sequence[Path],
        column: str,
        total: int,
        columns: Sequence[str] | None = None,
    ) -> Iterator[tuple[dict[str, Any], list[list[Hit] | None]]]:
        """Each row of Parquet files, in order, with what each detector finds: a Daft query.

        Rows have ``columns``, or all of theirs.
        """
        from hornbook.pipeline.engine import in_order

        def query(frame: daft.DataFrame) -> daft.DataFrame:
            return self._with_found(frame, column, total) if self._indices else frame

        for batch in in_order(files, query, columns=columns):
            rows = batch.to_pylist()
            texts = [row[column] or "" for row in rows]
            found = [row.pop(_FOUND, None) for row in rows]
            local: dict[Leaf, Findings] = {
                leaf: [_unpacked(each[number], leaf) for each in found]
                for number, leaf in enumerate(self._indices)
            }
            yield from zip(rows, zip(*self._complete(texts, local), strict=True), strict=True)

    def _complete(self, texts: Sequence[str], local: Mapping[Leaf, Findings]) -> list[Findings]:
        """Add the embeddings, which are made only where the rest of a conjunction found something.

        They are made in this process: embedders divide their work themselves.
        """
        complete = []
        for detector in self.detectors:
            found = [local.get(leaf) for leaf in leaves(detector)]
            others = [part for part in found if part is not None]
            wanted = [all(part[row] for part in others) for row in range(len(texts))]
            parts = [
                self._embedded(leaf, texts, wanted) if part is None else part
                for leaf, part in zip(leaves(detector), found, strict=True)
            ]
            complete.append(joined(detector.name, parts) if isinstance(detector, All) else parts[0])
        return complete

    def _embedded(self, leaf: Leaf, texts: Sequence[str], wanted: Sequence[bool]) -> Findings:
        assert isinstance(leaf, Embeddings)
        found = iter(self._near[leaf].find(list(compress(texts, wanted))))
        return [next(found) if needed else [] for needed in wanted]

    def _with_found(self, frame: daft.DataFrame, column: str, total: int) -> daft.DataFrame:
        from hornbook.pipeline.engine import daft_module

        module = daft_module()
        kind = _daft_type(module)
        indices = list(self._indices.values())
        # Parsing holds Python's lock, so it needs processes; the n-grams' vector operations don't.
        alone = total <= _ALONE or not any(isinstance(leaf, Trees) for leaf in self._indices)
        workers = {} if alone else {"max_concurrency": self._settings.workers}

        @module.cls(use_process=not alone, **workers)
        class Looking:
            @module.method.batch(return_dtype=kind, batch_size=_BATCH)  # type: ignore[untyped-decorator]
            def look(self, texts: daft.Series) -> list[list[dict[str, Any]]]:
                known = [text or "" for text in texts.to_pylist()]
                found = [index.find(known) for index in indices]
                return [[_packed(hits) for hits in row] for row in zip(*found, strict=True)]

        return frame.with_column(_FOUND, Looking().look(module.col(column)))


def _daft_type(module: Any) -> Any:  # noqa: ANN401 - the module and a daft.DataType
    kind = module.DataType
    text, number, real = kind.string(), kind.int32(), kind.float64()
    hit = {"item": text, "evidence": text, "reason": text, "words": number}
    hit |= {"rate": real, "distance": real, "detector": text}
    return kind.list(kind.struct({"read": kind.bool(), "hits": kind.list(kind.struct(hit))}))


def _packed(hits: list[Hit] | None) -> dict[str, Any]:
    return {"read": hits is not None, "hits": [asdict(hit) for hit in hits or ()]}


def _unpacked(found: dict[str, Any], leaf: Leaf) -> list[Hit] | None:
    return [Hit(**hit) for hit in found["hits"]] if found["read"] else None
