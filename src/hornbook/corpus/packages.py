"""The Python source files that installed distributions and the standard library bring."""

from __future__ import annotations

import io
import platform
import sysconfig
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from hornbook.corpus.document import document_id
from hornbook.corpus.licence import licence_of
from hornbook.errors import HornbookError

_NOT_LIBRARY = {"site-packages", "dist-packages", "test", "tests", "idle_test", "lib-dynload"}


@dataclass(frozen=True)
class SourceFile:
    """One file of a package; ``path`` is as the package's record states it."""

    package: str
    version: str
    path: str
    licence: str
    location: Path

    @property
    def source(self) -> str:
        """Where the text comes from, as rows say it."""
        if self.package == "python":
            return f"python:{self.version}/{self.path}"
        return f"pypi:{self.package}=={self.version}/{self.path}"

    def row(self, text: str) -> dict[str, str]:
        """A row that holds ``text``, with where it is from."""
        return {
            "id": document_id(text),
            "text": text,
            "source": self.source,
            "package": self.package,
            "version": self.version,
            "path": self.path,
            "licence": self.licence,
        }


def installed(names: Sequence[str]) -> list[metadata.Distribution]:
    """The distributions with these names.

    Raises:
        HornbookError: when one isn't installed.
    """
    found, missing = [], []
    for name in names:
        try:
            found.append(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        which = f"package {missing[0]} is" if len(missing) == 1 else f"{len(missing)} packages are"
        raise HornbookError(f"{which} not installed; run: pip install {' '.join(missing)}")
    return found


def versions(names: Sequence[str]) -> dict[str, str]:
    """Version by package, and Python's own.

    Raises:
        HornbookError: when one isn't installed.
    """
    known = {package.metadata["Name"]: package.version for package in installed(names)}
    return {"python": platform.python_version(), **known}


def package_files(names: Sequence[str]) -> Iterator[SourceFile]:
    """The ``.py`` files that the named packages' records list.

    Raises:
        HornbookError: when a package isn't installed, or keeps no record of its files.
    """
    for package in installed(names):
        # Each of these parses the metadata anew, so none is asked for twice.
        name, version, licence = package.metadata["Name"], package.version, licence_of(package)
        files = package.files
        if files is None:
            raise HornbookError(f"package {name} lists no files; reinstall it with pip")
        for file in files:
            path = file.as_posix()
            if file.suffix == ".py" and not path.startswith(".."):
                location = Path(str(package.locate_file(file)))
                yield SourceFile(name, version, path, licence, location)


def library_files() -> Iterator[SourceFile]:
    """The ``.py`` files of the standard library, without its tests."""
    root, version = Path(sysconfig.get_path("stdlib")), platform.python_version()
    for location in root.rglob("*.py"):
        path = location.relative_to(root)
        if _NOT_LIBRARY.isdisjoint(path.parts):
            yield SourceFile("python", version, path.as_posix(), "PSF-2.0", location)


def decode(data: bytes) -> str:
    r"""Python source as text, in the encoding it declares (PEP 263), lines ending in ``\n``.

    Raises:
        ValueError: saying why it can't be read.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except SyntaxError as error:
        raise ValueError(str(error.msg)) from None
    except UnicodeDecodeError as error:
        raise ValueError(f"not {error.encoding}: byte {error.start:,} is {error.reason}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
