"""Finds and opens files wherever they lie: on this machine, or anywhere fsspec reaches."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from hornbook.errors import HornbookError

DAMAGED = (EOFError, zlib.error, OSError)
"""What reading a damaged or cut ``.gz`` or ``.zst`` raises."""

_MARKS = ("ETag", "etag", "checksum", "sha256", "md5", "LastModified", "mtime", "created")
"""What file systems know of a file's content without reading it, best first."""


@dataclass(frozen=True)
class Place:
    """A file.

    Attributes:
        system: the fsspec file system that has it.
        path: as that file system writes it.
        name: below the folder that was searched, or the file's own name.
        size: bytes as stored.
        known_as: what the user calls it, if not by its path.
    """

    system: Any
    path: str
    name: str
    size: int
    known_as: str = ""

    @property
    def told(self) -> str:
        """What messages call it."""
        return self.known_as or self.path

    @property
    def local(self) -> bool:
        """Whether it lies on this machine."""
        return "file" in self.system.protocol

    def digest(self) -> str:
        """The hash of its content; for a remote file, of what its file system says of it."""
        if self.local:
            with telling(self.path), Path(self.path).open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest()
        with telling(self.path):
            known = self.system.info(self.path)
        mark = next((str(known[name]) for name in _MARKS if known.get(name)), "")
        return hashlib.sha256(f"{self.size}\n{mark}".encode()).hexdigest()

    def open(self) -> BinaryIO:
        """Its bytes as stored.

        Raises:
            HornbookError: when it can't be opened.
        """
        with telling(self.told):
            return cast(BinaryIO, self.system.open(self.path, "rb"))

    def check_connection(self, error: Exception) -> None:
        """Tell a file that can't be reached from a damaged one: decoders give no error number.

        Raises:
            HornbookError: when it was the connection.
        """
        if not self.local and isinstance(error, OSError) and error.errno is not None:
            raise HornbookError(
                f"reading {self.told} broke off ({error.strerror}); run the same command to go on"
            ) from None

    @contextmanager
    def unpacked(self) -> Iterator[BinaryIO]:
        """Its bytes, without the compression that its name tells of (``.gz``, ``.zst``)."""
        with self.open() as stored:
            ending = self.name.lower()
            if ending.endswith(".gz"):
                with gzip.open(stored) as plain:
                    yield cast(BinaryIO, plain)
            elif ending.endswith((".zst", ".zstd")):
                import pyarrow as pa

                with pa.CompressedInputStream(pa.PythonFile(stored, mode="r"), "zstd") as plain:
                    yield cast(BinaryIO, io.BufferedReader(plain))
            else:
                yield stored


def is_remote(path: Path | str) -> bool:
    """Whether it is a URL, rather than a path on this machine."""
    return isinstance(path, str) and "://" in path


def name_of(path: Path | str) -> str:
    """The name of a file, without its folder and what a URL asks for (``?…``)."""
    if is_remote(path):
        parts = urlsplit(str(path))
        path = parts.netloc + parts.path
    return Path(path).name


def place_of(path: Path | str) -> Place:
    """One file.

    Raises:
        HornbookError: when there is none, or the place can't be reached.
    """
    system, root = located(path if is_remote(path) else Path(path))
    with reaching(path):
        known = system.info(root)
    if known["type"] != "file":
        raise HornbookError(f"can't read {path}: it is a folder; give a file")
    return Place(system, root, name_of(path), known.get("size") or 0, str(path))


def is_folder(path: Path | str, endings: Iterable[str]) -> bool:
    """Whether a path, or a URL whose name has none of the ``endings`` of files, is a folder's.

    Raises:
        HornbookError: when the place can't be reached.
    """
    if is_remote(path) and name_of(path).lower().endswith(tuple(endings)):
        return False  # over HTTP any file that holds addresses would pass for a folder
    system, root = located(path if is_remote(path) else Path(path))
    with reaching(path):
        return bool(system.isdir(root))


@contextmanager
def at_hand(place: Place) -> Iterator[Place]:
    """The file on this machine: itself, or a copy for as long as the block runs."""
    if place.local:
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="hornbook-") as folder:
        path = Path(folder) / name_of(place.name)
        with reaching(place.told):
            place.system.get_file(place.path, str(path))
        here, _ = located(path)
        yield replace(place, system=here, path=str(path), size=path.stat().st_size)


def places(path: Path | str, endings: Iterable[str]) -> list[Place]:
    """The file, the files of a folder at any depth, or those that match a glob, sorted by name.

    Args:
        path: on this machine, or any URL that fsspec knows (``s3://``, ``https://`` …); ``*``,
            ``?``, ``[…]`` and ``**`` match names.
        endings: of the names that count in folders.

    Raises:
        HornbookError: when there is none, or the place can't be reached.
    """
    system, root = located(path)
    with telling(path):
        if any(sign in root for sign in "*?[") and not system.exists(root):
            found = system.glob(root, detail=True)
            root = root[: min(root.find(sign) for sign in "*?[" if sign in root)].rpartition("/")[0]
            entries = list(found.values())
        elif is_folder(path, endings):
            entries = [
                entry
                for entry in system.find(root, detail=True).values()
                if entry["name"].lower().endswith(tuple(endings))
            ]
        elif system.exists(root):
            entries = [system.info(root)]
            root = root.rpartition("/")[0]
        else:
            raise HornbookError(f"can't read {path} (no such file or folder); check the path")
    found_places = [
        Place(system, entry["name"], _below(entry["name"], root), entry.get("size") or 0)
        for entry in entries
        if entry["type"] == "file"
    ]
    if not found_places:
        raise HornbookError(f"{path} holds no {', '.join(endings)} file")
    return sorted(found_places, key=lambda place: place.name)


def located(path: Path | str) -> tuple[Any, str]:
    """The fsspec file system of a path, and the path as that writes it.

    Raises:
        HornbookError: when the protocol is unknown, or its package isn't installed.
    """
    import fsspec
    from fsspec.core import url_to_fs

    try:
        if isinstance(path, Path):  # whatever signs its name holds
            return fsspec.filesystem("file"), str(path.expanduser().absolute())
        system, root = url_to_fs(path)
    except ImportError as error:
        raise HornbookError(f"can't reach {path}: {error}; install it with pip") from None
    except ValueError as error:
        raise HornbookError(f"can't reach {path}: {error}") from None
    return system, root.rstrip("/") or "/"


@contextmanager
def telling(path: object, verb: str = "read") -> Iterator[None]:
    """Turn what a file system raises inside into a sentence for the user."""
    try:
        yield
    except FileNotFoundError:
        raise HornbookError(
            f"can't {verb} {path} (no such file or folder); check the path"
        ) from None
    except PermissionError:
        raise HornbookError(f"can't {verb} {path} (no permission); check its permissions") from None
    except (OSError, TimeoutError) as error:
        reason = error.strerror or " ".join(str(error).split())[:200]
        raise HornbookError(f"can't {verb} {path} ({reason})") from None
    except ImportError as error:
        raise HornbookError(f"can't {verb} {path}: {error}") from None


@contextmanager
def reaching(path: object, verb: str = "read") -> Iterator[None]:
    """Turn whatever a remote file system raises inside into a sentence: each has its own errors."""
    try:
        with telling(path, verb):
            yield
    except HornbookError:
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise HornbookError(f"can't {verb} {path} ({reason})") from None


def _below(path: str, root: str) -> str:
    return path.removeprefix(root).lstrip("/") or path.rpartition("/")[2]
