"""A corpus of packages that needn't be installed: sdists and wheels, by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hornbook.corpus.package_index import Kind, Pin, fetch, find
from hornbook.corpus.shards import Row, read_shards
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.stage import Stage, unhashed


@dataclass(frozen=True, kw_only=True)
class Distributions(Stage[Dataset]):
    """Python source of distributions, read from their archives; nothing is built or run.

    Splits and columns as `hornbook.corpus.installed.InstalledPackages`. Each archive is a shard:
    a killed read goes on at the one it was in, and fetches none twice.

    Attributes:
        names: with their versions: ``("numpy==2.1.0", "rich==15.0.0")``.
        form: ``sdist`` or ``wheel``; sdists also hold tests and documentation's programs.
        tests: whether the packages' own tests may stay.
        folder: where archives lie already; with it, none is fetched.
        index: the address of a package index's simple API; without one, that of the environment
            variable ``PIP_INDEX_URL``, or the Python Package Index.
        strict: whether the first damaged archive or unreadable file ends the run.
    """

    names: tuple[str, ...]
    form: Kind = "sdist"
    tests: bool = True
    folder: Path | str = unhashed("")
    index: str = unhashed("")
    strict: bool = unhashed(False)

    def external(self) -> str:
        """The hashes of the folder's archives; what an index has of a version never changes."""
        if not self.names or self.form not in ("sdist", "wheel"):
            raise HornbookError("Distributions needs names, and a form: sdist or wheel")
        pins = [Pin.parse(name) for name in self.names]
        if not self.folder:
            return ""
        digest = hashlib.sha256()
        for pin in pins:
            with self._here(pin).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def run(self, context: Context) -> Dataset:
        """Fetch and read one archive after the other."""
        from hornbook.corpus.archive import archive_rows

        archives = context.scratch / "archives"
        archives.mkdir(exist_ok=True)

        def read(pin: Pin) -> Iterator[Row]:
            archive = self._here(pin) if self.folder else find(archives, pin, self.form)
            if archive is None:
                archive = fetch(archives, pin, self.form, self.index)
            yield from archive_rows(archive, pin.name, pin.version, tests=self.tests)

        return read_shards(
            context,
            [Pin.parse(name) for name in self.names],
            read,
            licence="NOASSERTION",
            strict=self.strict,
            columns=("package", "version", "path", "licence"),
        )

    def _here(self, pin: Pin) -> Path:
        folder = Path(self.folder).expanduser()
        found = find(folder, pin, self.form) if folder.is_dir() else None
        if found is None:
            raise HornbookError(
                f"{folder} holds no {self.form} of {pin.name}=={pin.version}; put it there, "
                "or leave out the folder to fetch it from a package index"
            )
        return found
