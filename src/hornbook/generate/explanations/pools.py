"""Query pools: where queries come from, and which of a row's columns say what.

FLAN-v2 as it is published (https://github.com/google-research/FLAN/tree/main/flan/v2) is rows of
``inputs``, ``targets``, ``task_name`` and ``template_type`` (``zs_opt``, ``fs_noopt`` …), a data
set for each of its sub-collections. `orca_pools` maps them as the paper does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.errors import HornbookError
from hornbook.generate.explanations.systems import options_of
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import unhashed

if TYPE_CHECKING:
    from hornbook.pipeline.context import Context

Row = dict[str, Any]

PROBLEM = "\0problem"
"""A key of rows that can't be read: why."""


@dataclass(frozen=True, kw_only=True)
class QueryFiles:
    """Rows of JSONL or Parquet, here or anywhere fsspec reaches; read, not copied.

    Attributes:
        path: a file, a folder or a glob; the content is what counts, not where it lies.
    """

    path: Path | str = unhashed("")

    def external(self) -> str:
        """The digest of the files."""
        from hornbook.corpus.files import documents_below

        digest = hashlib.blake2b(digest_size=16)
        for place in documents_below(self.path):
            digest.update(f"{place.name}\n{place.digest()}\n".encode())
        return digest.hexdigest()

    def rows(self, context: Context, columns: list[str]) -> Iterator[Row]:
        """The columns of all rows, in the order of the files' names."""
        from hornbook.corpus.batch import Unusable
        from hornbook.corpus.locate import places
        from hornbook.corpus.reading import JSONL, PARQUET, RowFile

        for place in places(self.path, (*JSONL, *PARQUET)):
            try:
                for batch in RowFile(place, columns[0]).read(columns):
                    values = {name: batch.values(name) for name in columns}
                    values[columns[0]] = batch.texts
                    for at in range(len(batch)):
                        row = {name: found[at] for name, found in values.items()}
                        row["source"] = f"file:{place.name}#{batch.name(at)}"
                        if problem := batch.problems.get(at):
                            row[PROBLEM] = problem
                        yield row
            except Unusable as error:
                yield {"source": f"file:{place.name}", PROBLEM: error.reason}


@dataclass(frozen=True, kw_only=True)
class QueryHub:
    """Rows of a Hugging Face data set, streamed; needs ``pip install hornbook[hub]``.

    Attributes:
        path: the name on the hub.
        config: the configuration, where there are several.
        split: which of the data set's splits.
        data_dir: only the files below this folder.
        revision: branch, tag or commit; pin a commit to get the same rows later.
        folder: a local copy in its place.
    """

    path: str
    config: str | None = None
    split: str = "train"
    data_dir: str | None = None
    revision: str | None = None
    folder: Path | str = unhashed("")

    def external(self) -> str:
        """The digest of the folder, if one is named."""
        external: str = self._hub().external()
        return external

    def rows(self, context: Context, columns: list[str]) -> Iterator[Row]:
        """The rows in the order of the shards."""
        place = f"hf:{self.path}/{self.split}"
        for number, row in enumerate(self._hub().stream()):
            yield {**{name: row.get(name) for name in columns}, "source": f"{place}#{number}"}

    def from_hub(self) -> str:
        """The data set, unless a folder stands for it."""
        return "" if self.folder else f"the data set {self.path}"

    def _hub(self) -> Any:  # noqa: ANN401 - HubDataset
        from hornbook.corpus.hub import HubDataset

        return HubDataset(
            path=self.path,
            config=self.config,
            split=self.split,
            data_dir=self.data_dir,
            revision=self.revision,
            folder=self.folder,
        )


@dataclass(frozen=True, kw_only=True)
class QueryColumns:
    """Which columns of a row say what; an empty name where there is none.

    Attributes:
        query: what is asked.
        task: the name of the task that it belongs to.
        options: a list of what there is to choose from; without it they are looked for in the
            query, by `systems.options_of`.
        answer: the right answer.
    """

    query: str = "query"
    task: str = "task"
    options: str = ""
    answer: str = ""

    def names(self) -> list[str]:
        """Those there are, the query first."""
        return [name for name in (self.query, self.task, self.options, self.answer) if name]


FLAN = QueryColumns(query="inputs", task="task_name", answer="targets")
TRACES = QueryColumns(query="query", task="task", options="options", answer="answer")
"""Of what `AuthorExplanations` writes."""

ZERO_SHOT = (("template_type", "zs"),)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Queries of one collection, and how many to draw.

    Attributes:
        name: it decides which kinds of system message they get: see `systems.BY_POOL`.
        rows: where they come from.
        columns: what a row's columns say.
        where: pairs of a column and what its value must begin with, for rows to be passed over.
        size: how many queries; None for all.
        per_task: the most of a task; None for no limit.
        kinds: of system messages, in place of those that the name decides.
        exact: whether answers are to be given word for word, so that long ones are compared, too.
    """

    name: str
    rows: Split | QueryFiles | QueryHub
    columns: QueryColumns = field(default_factory=QueryColumns)
    where: tuple[tuple[str, str], ...] = ()
    size: int | None = None
    per_task: int | None = None
    kinds: tuple[int, ...] = ()
    exact: bool = False

    def __post_init__(self) -> None:
        for name in ("size", "per_task"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise HornbookError(f"pool {self.name}: {name}={value} must be at least 1")

    def external(self) -> str:
        """What identifies rows from outside the recipe."""
        return "" if isinstance(self.rows, Split) else self.rows.external()

    def read(self, context: Context) -> Iterator[Row]:
        """Rows of query, task, options, answer, source, parents; or of a source and a reason.

        Those that ``where`` passes over don't come at all.
        """
        names = self.columns.names()
        wanted = list(dict.fromkeys([*names, *(name for name, _ in self.where)]))
        for row in self._rows(context, wanted):
            if all(str(row.get(name) or "").startswith(start) for name, start in self.where):
                yield self._picked(row)
            elif PROBLEM in row:
                yield {"source": row["source"], "reason": row[PROBLEM]}

    def _rows(self, context: Context, wanted: list[str]) -> Iterator[Row]:
        if not isinstance(self.rows, Split):
            yield from self.rows.rows(context, wanted)
            return
        yield from self.rows.rows(context, [*wanted, "id", "source"])

    def _picked(self, row: Row) -> Row:
        columns, source = self.columns, str(row.get("source") or "")
        if PROBLEM in row:
            return {"source": source, "reason": row[PROBLEM]}
        query, task = row.get(columns.query), row.get(columns.task)
        if not isinstance(query, str) or not query.strip():
            return {"source": source, "reason": f"no text in column {columns.query!r}"}
        if task is None or not str(task).strip():
            return {"source": source, "reason": f"no task in column {columns.task!r}"}
        given = row.get(columns.options) if columns.options else None
        answer = row.get(columns.answer) if columns.answer else None
        return {
            "query": query.encode("utf-8", "replace").decode(),
            "task": str(task),
            "options": list(map(str, given)) if given else list(options_of(query)),
            "answer": None if answer is None else str(answer),
            "source": source,
            "parents": [row["id"]] if row.get("id") else [],
        }


def orca_pools(
    *,
    cot: QueryFiles | QueryHub | Split,
    niv2: QueryFiles | QueryHub | Split,
    flan2021: QueryFiles | QueryHub | Split,
    t0: QueryFiles | QueryHub | Split,
    columns: QueryColumns = FLAN,
    where: tuple[tuple[str, str], ...] = ZERO_SHOT,
) -> tuple[Pool, ...]:
    """The paper's 5M queries of FLAN-v2 (2306.02707, Table 3): zero-shot only, no dialogue.

    All of CoT (150K, no sampling); of NiV2 at most 300 a task, 440K in all; of Flan 2021 2.5M and
    of T0 2M by Algorithm 1. The paper generates no more than a million queries of a task of the
    last two, which is a matter of the rows that are given.
    """
    return (
        Pool(name="cot", rows=cot, columns=columns, where=where),
        Pool(name="niv2", rows=niv2, columns=columns, where=where, size=440_000, per_task=300),
        Pool(name="flan2021", rows=flan2021, columns=columns, where=where, size=2_500_000),
        Pool(name="t0", rows=t0, columns=columns, where=where, size=2_000_000),
    )
