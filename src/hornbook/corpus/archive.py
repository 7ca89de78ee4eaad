"""Reads the Python source inside wheels and sdists, without unpacking or building anything.

An archive is a stranger's: its members are read in memory and never written, names that point
outside of it are refused, and so is what unpacks to more than anybody's source code would.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import IO, Any

from hornbook.corpus.licence import UNKNOWN, from_wording, licence_of
from hornbook.corpus.packages import decode
from hornbook.corpus.recognise import is_test, reason_to_drop_path, reason_to_drop_text

MOST_UNPACKED = 4 << 30
"""Bytes that an archive may unpack to; the largest sdists on the index hold less."""

LONGEST_MEMBER = 8 << 20
_LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING")


class UnsafeError(Exception):
    """An archive that no honest packager made; the message says why."""


@dataclass(frozen=True)
class Member:
    """A file in an archive; ``read`` gives at most so many of its bytes."""

    path: str
    size: int
    file: IO[bytes] | None

    def read(self, most: int) -> bytes:
        """Its first bytes."""
        return self.file.read(most) if self.file is not None else b""


def archive_rows(archive: Path, package: str, version: str, *, tests: bool) -> Iterator[Any]:
    """Rows of the archive's ``.py`` files; those to drop, or the archive itself, have a ``reason``.

    Args:
        archive: a ``.whl``, ``.zip``, ``.tar.gz``, ``.tar.bz2`` or ``.tar.xz``.
        package: as rows should call it.
        version: likewise.
        tests: whether the package's own tests may stay.
    """
    start = {"package": package, "version": version, "text": "", "path": archive.name}
    whole = f"pypi:{package}=={version}"
    try:
        licence = archive_licence(archive)
        for member in members(archive):
            if not member.path.endswith(".py"):
                continue
            row = {**start, "path": member.path, "licence": licence}
            yield row | {"source": f"{whole}/{member.path}"} | _judged(member, tests=tests)
    except UnsafeError as error:
        yield start | {"source": whole, "reason": f"unsafe: {error}"}
    except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, zlib.error) as error:
        yield start | {"source": whole, "reason": f"damaged: {archive.name} ({error})"}
    except (NotImplementedError, RuntimeError) as error:  # an unknown method, or encrypted
        yield start | {"source": whole, "reason": f"unreadable: {archive.name} ({error})"}


def _judged(member: Member, *, tests: bool) -> dict[str, str]:
    if member.size > LONGEST_MEMBER:
        return {"reason": f"too long: {member.size:,} bytes"}
    reason = reason_to_drop_path(member.path)
    if not tests and is_test(member.path):
        reason = reason or "test: by its path"
    try:
        text = decode(member.read(LONGEST_MEMBER))
    except ValueError as error:
        return {"reason": f"unreadable: {error}"}
    reason = reason or reason_to_drop_text(text)
    return {"text": text} | ({} if reason is None else {"reason": reason})


def members(archive: Path) -> Iterator[Member]:
    """The files of an archive in its own order; an sdist's without the folder that holds all.

    Raises:
        UnsafeError: for names that lead outside, and for too much to unpack.
    """
    with archive.open("rb") as stored:
        if archive.name.endswith((".whl", ".zip")):
            yield from _zip_members(stored, strip=archive.name.endswith(".zip"))
        else:
            yield from _tar_members(stored)


def _zip_members(stored: IO[bytes], *, strip: bool) -> Iterator[Member]:
    with zipfile.ZipFile(stored) as file:
        entries = [entry for entry in file.infolist() if not entry.is_dir()]
        _check_size(sum(entry.file_size for entry in entries))
        for entry in entries:
            path = _inside(entry.filename, strip=strip)
            with file.open(entry) as content:
                yield Member(path, entry.file_size, content)


def _tar_members(stored: IO[bytes]) -> Iterator[Member]:
    unpacked = 0
    with tarfile.open(fileobj=stored, mode="r|*") as file:
        for entry in file:
            unpacked += entry.size  # before it is read: skipping it unpacks it too
            _check_size(unpacked)
            if entry.isfile():
                yield Member(_inside(entry.name, strip=True), entry.size, file.extractfile(entry))


def _check_size(size: int) -> None:
    if size > MOST_UNPACKED:
        raise UnsafeError(f"it unpacks to more than {MOST_UNPACKED >> 30} GiB")


def _inside(name: str, *, strip: bool) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or ":" in path.parts[0]:
        raise UnsafeError(f"it holds {name[:80]!r}, which leads out of it")
    parts = path.parts[1:] if strip and len(path.parts) > 1 else path.parts
    return "/".join(parts)


class _Stated(metadata.Distribution):
    """What an archive's metadata says, in the form that `licence_of` reads."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read_text(self, filename: str) -> str | None:
        return self._text if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Any:  # noqa: ANN401 - abstract in the standard library
        raise FileNotFoundError(path)


def archive_licence(archive: Path) -> str:
    """The licence that an archive's metadata, or else its licence file, states (SPDX)."""
    stated = wording = ""
    for member in members(archive):
        place = PurePosixPath(member.path)
        depth = len(place.parts)
        if member.path == "PKG-INFO" or (place.name == "METADATA" and depth == 2):
            stated = member.read(1 << 20).decode("utf-8", "replace")
        elif place.name.upper().startswith(_LICENCE_NAMES) and depth <= 3 and not wording:
            wording = member.read(1 << 16).decode("utf-8", "replace")
    licence = licence_of(_Stated(stated)) if stated else UNKNOWN
    return licence if licence != UNKNOWN else from_wording(wording) or UNKNOWN
