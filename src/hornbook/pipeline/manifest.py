"""What lies beside every artifact: how it was made, from what, and what it weighs."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError

FILE_NAME = "manifest.json"

_FOR_MAKERS = re.compile(r"extra == ['\"](dev|docs)['\"]")  # tools that change no result


@dataclass(frozen=True)
class FileRecord:
    """One file of an artifact; ``modified`` is its time stamp in nanoseconds."""

    bytes: int
    sha256: str
    modified: int


@dataclass(frozen=True)
class InputRecord:
    """An artifact that a stage read: the name of its stage, and its rows by split."""

    name: str
    rows: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The record of one stage's run.

    Attributes:
        fields: the stage's identity, as JSON.
        inputs: what it read, by fingerprint.
        rows: what it made, counted by split.
        facts: what the stage itself reported: cost, tokens, scores.
        seconds: wall time; ``peak_memory`` is in bytes of resident memory.
    """

    stage: str
    name: str
    version: int
    fingerprint: str
    fields: dict[str, Any]
    external: str
    inputs: dict[str, InputRecord]
    rows: dict[str, int]
    facts: dict[str, Any]
    files: dict[str, FileRecord]
    seconds: float
    peak_memory: int
    finished: str
    packages: dict[str, str]

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(record.bytes for record in self.files.values())

    def write(self, directory: Path) -> None:
        """Write ``manifest.json`` below ``directory``."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (directory / FILE_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> Manifest:
        """Read the manifest below ``directory``.

        Raises:
            HornbookError: when it can't be read as one.
        """
        path = directory / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            values["files"] = {name: FileRecord(**each) for name, each in values["files"].items()}
            values["inputs"] = {m: InputRecord(**each) for m, each in values["inputs"].items()}
            return cls(**values)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise HornbookError(
                f"{path} is damaged ({type(error).__name__}); "
                f"remove the folder {directory} and run again"
            ) from None


def record_files(directory: Path) -> dict[str, FileRecord]:
    """Hash every file below ``directory``, and push each to the disk."""
    records = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.name != FILE_NAME:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            status = path.stat()
            name = path.relative_to(directory).as_posix()
            records[name] = FileRecord(status.st_size, digest, status.st_mtime_ns)
    return records


def check_files(directory: Path, manifest: Manifest) -> None:
    """Compare the files with the manifest; only those whose time stamp moved are hashed again.

    Raises:
        HornbookError: for the first file that is missing or differs.
    """
    for name, record in manifest.files.items():
        path = directory / name
        remedy = f"remove the folder {directory} and run again to make it anew"
        if not path.is_file():
            raise HornbookError(f"{path} is missing; {remedy}")
        status = path.stat()
        same = status.st_size == record.bytes
        if same and status.st_mtime_ns != record.modified:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == record.sha256
        if not same:
            raise HornbookError(f"{path} is corrupt (it differs from its manifest); {remedy}")


def package_versions() -> dict[str, str]:
    """Versions of Python, Hornbook and what is installed of the packages that it works with."""
    versions = {"python": platform.python_version()}
    try:
        requirements = importlib.metadata.requires("hornbook") or []
        versions["hornbook"] = importlib.metadata.version("hornbook")
    except importlib.metadata.PackageNotFoundError:
        return versions
    for requirement in requirements:
        if not _FOR_MAKERS.search(requirement):
            name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            try:
                versions[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                continue
    return versions
