"""A corpus from the Hugging Face hub, or a folder in its form; streamed, never copied."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hornbook.corpus.rows import Columns, pick
from hornbook.corpus.shards import Row, read_shards
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.engine import silence_telemetry
from hornbook.pipeline.stage import Stage, unhashed


@dataclass(frozen=True, kw_only=True)
class HubDataset(Stage[Dataset]):
    """Documents of a Hugging Face data set, by its shards; needs ``pip install hornbook[hub]``.

    Splits: ``documents``, and ``dropped`` with a ``reason``. A killed read goes on at the shard it
    was in. No code of a data set's own is run.

    Attributes:
        path: the name on the hub, such as ``bigcode/the-stack-smol``.
        config: the configuration, where there are several.
        split: which of the data set's splits.
        data_dir: only the files below this folder, such as ``data/python``.
        revision: branch, tag or commit on the hub; pin a commit to get the same rows later.
        text: the column of text.
        licence_column: the column that says a document's licence, if there is one.
        source_column: the column that says where it came from, if there is one.
        licence: of documents that don't say so themselves (SPDX).
        folder: a folder in place of the hub: Parquet or JSONL as on the hub, or what
            ``save_to_disk`` wrote; what identifies it is the content of its files.
        strict: whether the first unreadable row or shard ends the run.
    """

    path: str
    config: str | None = None
    split: str = "train"
    data_dir: str | None = None
    revision: str | None = None
    text: str = "text"
    licence_column: str = ""
    source_column: str = ""
    licence: str = "NOASSERTION"
    folder: Path | str = unhashed("")
    strict: bool = unhashed(False)

    def external(self) -> str:
        """The digest of the folder's files, if a folder is named."""
        if not self.folder:
            return ""
        root = self._root()
        digest = hashlib.blake2b(digest_size=16)
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            with file.open("rb") as content:
                inner = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(f"{file.relative_to(root).as_posix()}\n{inner}\n".encode())
        return digest.hexdigest()

    def from_hub(self) -> str:
        """The data set, unless a folder stands for it."""
        return "" if self.folder else f"the data set {self.path}"

    def run(self, context: Context) -> Dataset:
        """Stream the rows, shard by shard."""
        rows = self.stream()
        columns = Columns(self.text, self.licence_column, self.source_column)
        self._check(list(rows.column_names or []))

        def read(shard: int) -> Iterator[Row]:
            number = 0
            place = f"hf:{self.path}/{self.split}"
            try:
                for row in rows.shard(rows.num_shards, shard):
                    yield pick(row, columns, f"{place}#{shard}.{number}")
                    number += 1
            except _unreadable() as error:
                why = " ".join(str(error).split())[:200]
                if not self.folder and not isinstance(error, ValueError):
                    raise HornbookError(  # out of reach isn't damaged: arrow's errors are of values
                        f"reading {self.path} broke off ({why}); run the same command to go on"
                    ) from None
                reason = f"damaged: shard {shard} after row {number} ({why})"
                yield {"text": "", "source": f"{place}#{shard}", "reason": reason}

        return read_shards(
            context,
            range(rows.num_shards),
            read,
            licence=self.licence,
            strict=self.strict,
            columns=("licence",),
        )

    def _root(self) -> Path:
        root = Path(self.folder).expanduser()
        if not root.is_dir():
            raise HornbookError(f"can't read {root} (no such folder); check the path")
        return root

    def _check(self, have: list[str]) -> None:
        for name in (self.text, self.licence_column, self.source_column):
            if name and have and name not in have:
                raise HornbookError(
                    f"{self.path} has no column {name!r}; it has: {', '.join(have)}"
                )

    def stream(self) -> Any:  # noqa: ANN401 - datasets.IterableDataset
        """The rows as they are, with all their columns.

        Raises:
            HornbookError: when there is no such data set or it is out of reach.
        """
        datasets = _datasets_module()
        try:
            if self.folder and (self._root() / "state.json").is_file():
                whole = datasets.load_from_disk(str(self._root()))
                return whole.to_iterable_dataset(num_shards=max(1, len(whole.cache_files)))
            return datasets.load_dataset(
                str(self._root()) if self.folder else self.path,
                name=self.config,
                split=self.split,
                data_dir=self.data_dir,
                revision=None if self.folder else self.revision,
                streaming=True,
            )
        except _unreadable() as error:
            why = " ".join(str(error).split())[:300]
            raise HornbookError(
                f"can't open the data set {self.folder or self.path} ({why}); check its name and "
                "split, or give HubDataset folder=… a local copy"
            ) from None


def _datasets_module() -> Any:  # noqa: ANN401 - a module
    silence_telemetry()
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    try:
        import datasets
    except ImportError:
        raise HornbookError(
            "reading Hugging Face data sets needs datasets; install it with: "
            "pip install 'hornbook[hub]'"
        ) from None
    return datasets


def _unreadable() -> tuple[type[Exception], ...]:
    """What goes wrong with strangers' data: places, formats, connections."""
    import pyarrow as pa
    from datasets.exceptions import DatasetsError
    from huggingface_hub.errors import HfHubHTTPError

    return DatasetsError, OSError, ValueError, EOFError, pa.ArrowException, HfHubHTTPError
