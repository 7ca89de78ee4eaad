"""Where artifacts lie: published whole by one rename, or not there at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.manifest import FILE_NAME, Manifest, check_files
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True)
class Store:
    """A directory of artifacts, shared by all recipes that write to the same place.

    ``artifacts/<kind>-<fingerprint>`` holds what is done, ``unfinished/`` what is being written
    (thrown away at the next start) and ``scratch/`` what a stage keeps in order to resume.
    """

    root: Path

    def place(self, stage: Stage[Artifact], fingerprint: str) -> Path:
        """Where the artifact of ``stage`` lies once it is published."""
        return self.root / "artifacts" / _folder(stage, fingerprint)

    def scratch(self, stage: Stage[Artifact], fingerprint: str) -> Path:
        """What survives a kill, for the stage to resume from."""
        return self.root / "scratch" / _folder(stage, fingerprint)

    def has(self, stage: Stage[Artifact], fingerprint: str) -> bool:
        """Whether the artifact is published; its files aren't looked at."""
        return (self.place(stage, fingerprint) / FILE_NAME).is_file()

    def manifest(self, stage: Stage[Artifact], fingerprint: str) -> Manifest:
        """The manifest of a published artifact, after checking its files against it.

        Raises:
            HornbookError: when the artifact is damaged.
        """
        place = self.place(stage, fingerprint)
        manifest = Manifest.read(place)
        check_files(place, manifest)
        return manifest

    def begin(self, stage: Stage[Artifact], fingerprint: str) -> Path:
        """An empty directory to write to."""
        directory = self.root / "unfinished" / _folder(stage, fingerprint)
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        return directory

    def publish(self, stage: Stage[Artifact], fingerprint: str, directory: Path) -> Path:
        """Move a finished directory to its place in one step, and forget its scratch."""
        place = self.place(stage, fingerprint)
        place.parent.mkdir(parents=True, exist_ok=True)
        _sync(directory)
        directory.rename(place)
        _sync(place.parent)
        self.forget(stage, fingerprint)
        return place

    def forget(self, stage: Stage[Artifact], fingerprint: str) -> None:
        """Remove the scratch of a published artifact, which a kill may have left behind."""
        shutil.rmtree(self.scratch(stage, fingerprint), ignore_errors=True)

    def discard(self, stage: Stage[Artifact], fingerprint: str) -> None:
        """Remove a published artifact; it is out of sight before its first file goes."""
        place = self.place(stage, fingerprint)
        if place.exists():
            doomed = self.root / "unfinished" / place.name
            shutil.rmtree(doomed, ignore_errors=True)
            doomed.parent.mkdir(exist_ok=True)
            place.rename(doomed)
            shutil.rmtree(doomed)

    @contextmanager
    def lock(self, fingerprint: str) -> Iterator[bool]:
        """Let one process at a time make an artifact; False where another one does just now.

        The kernel frees the lock when its holder dies, however it dies.
        """
        path = self.root / "locks" / fingerprint
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def artifacts(self) -> Iterator[Path]:
        """The folders of all published artifacts, oldest first."""
        manifests = (self.root / "artifacts").glob(f"*/{FILE_NAME}")
        for path in sorted(manifests, key=lambda path: path.stat().st_mtime_ns):
            yield path.parent


def open_store(root: Path) -> Store:
    """Make sure that ``root`` is a directory that can be written to.

    Raises:
        HornbookError: when it is not.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HornbookError(
            f"can't write to {root} ({error.strerror}); choose another --out"
        ) from None
    if not os.access(root, os.W_OK):
        raise HornbookError(f"can't write to {root} (no permission); choose another --out")
    return Store(root)


def _folder(stage: Stage[Artifact], fingerprint: str) -> str:
    return f"{stage.kind()}-{fingerprint[:12]}"


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
