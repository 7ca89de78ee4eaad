"""Reads a benchmark's JSONL file, plain or gzipped; errors name the file and the row."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hornbook.benchmark.problem import Problem
from hornbook.errors import HornbookError


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's line number (from 1) and its ``columns``; blank lines are passed over.

    Raises:
        HornbookError: the file can't be read, has no rows, or a row isn't a JSON object whose
            ``columns`` are all text.
    """
    for number, line in _filled_lines(path):
        where = f"{path}, line {number}"
        row = _object(line, where, f"expected an object with {', '.join(columns)}")
        yield number, {column: text_of(row, column, where) for column in columns}


def read_objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each row stands (for messages) and the row; blank lines are passed over.

    Raises:
        HornbookError: the file can't be read, has no rows, or a row isn't a JSON object.
    """
    for number, line in _filled_lines(path):
        where = f"{path}, line {number}"
        yield where, _object(line, where, "expected an object")


def text_of(row: dict[str, Any], column: str, where: str) -> str:
    """A column that has to be text.

    Raises:
        HornbookError: it isn't.
    """
    value = row.get(column)
    if not isinstance(value, str):
        raise HornbookError(f"{where}: {column!r} is missing or is not text.")
    return value


def find(folder: Path | None, names: Sequence[str], benchmark: str) -> Path:
    """The first of ``names`` that lies in the folder the user gave.

    Raises:
        HornbookError: no folder was given, or it holds none of them.
    """
    wanted = " or ".join(names)
    if folder is None:
        raise HornbookError(f"{benchmark} is in no package; give the folder that holds {wanted}.")
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise HornbookError(f"{folder} doesn't hold {wanted}; put the file there.")


def distinct(path: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems, if no two have one id.

    Raises:
        HornbookError: an id is repeated.
    """
    found: dict[str, Problem] = {}
    for problem in problems:
        if problem.id in found:
            raise HornbookError(f"{path}: the id {problem.id!r} occurs a second time.")
        found[problem.id] = problem
    return tuple(found.values())


def _filled_lines(path: Path) -> Iterator[tuple[int, str]]:
    empty = True
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            empty = False
            yield number, line
    if empty:
        raise HornbookError(f"{path} holds no problems; fetch the file again.")


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            for line in stream:
                yield line.decode("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise HornbookError(f"{path} can't be read: {reason}.") from error
    except (EOFError, zlib.error, UnicodeDecodeError) as error:
        raise HornbookError(f"{path} is damaged ({error}); fetch the file again.") from error


def _object(line: str, where: str, expected: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise HornbookError(f"{where}: this is not JSON ({error}).") from error
    if not isinstance(row, dict):
        raise HornbookError(f"{where}: {expected}.")
    return row
