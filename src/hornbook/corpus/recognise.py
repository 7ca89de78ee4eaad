"""Which source files nobody should learn from: vendored, generated, tables, minified, empty."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

MIN_CHARACTERS = 100
MAX_CHARACTERS = 500_000

_VENDOR_FOLDERS = {
    "_bundled",
    "_external",
    "_vendor",
    "_vendored",
    "extern",
    "external",
    "externals",
    "third_party",
    "thirdparty",
    "vendor",
    "vendored",
}
_TEST_FOLDERS = {"test", "tests", "testing"}
_GENERATED_NAMES = re.compile(r"(_pb2|_pb2_grpc|_version|_build_config|__config__)\.py$")
_GENERATED = re.compile(
    r"""
    do\ not\ (?:edit|modify|change)
    | (?:auto|machine)(?:matically|matic)?[-\s]?generated
    | generated\ (?:automatically|and\ used\ by|from\ \S+\ (?:by|with|using))
    | (?:file|module|code|stub)\ (?:is|was|has\ been)\ (?:\w+ly\ )?generated
    | written\ by\ a\ (?:script|tool)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GENERATED_COMMENT = re.compile(r"generated\s+(?:by|from|with|using)\b|@generated", re.IGNORECASE)
_HEADER_CHARACTERS = 2000
_LITERAL_LINE = re.compile(r"\s*(?:[\[\](){}'\"\d+-]|[bru]{1,2}['\"]|0x|None\b|True\b|False\b)")


def is_test(path: str) -> bool:
    """Whether a file holds tests, by its path."""
    place = PurePosixPath(path)
    named = place.name.startswith("test_") or place.stem.endswith("_test")
    return named or place.name == "conftest.py" or not _TEST_FOLDERS.isdisjoint(place.parts[:-1])


def reason_to_drop_path(path: str) -> str | None:
    """Why a file is no source of this package's authors, judged by its path alone."""
    place = PurePosixPath(path)
    for folder in place.parts[:-1]:
        if folder in _VENDOR_FOLDERS:
            return f"vendored: below a folder named {folder}"
    if _GENERATED_NAMES.search(place.name):
        return f"generated: named {place.name}"
    return None


def reason_to_drop_text(text: str) -> str | None:
    """Why a text is nothing to learn from; one pass over it, no parsing."""
    size = len(text.strip())
    if size < MIN_CHARACTERS:
        return f"too short: {size} characters"
    if size > MAX_CHARACTERS:
        return f"too long: {size:,} characters"
    if "\0" in text:
        return "holds NUL bytes"
    marker = _generated_marker(text)
    if marker is not None:
        return f"generated: says {marker!r}"
    return _data_or_minified(text)


def _generated_marker(text: str) -> str | None:
    header = _before_code(text[:_HEADER_CHARACTERS])
    comments = "\n".join(line for line in header.splitlines() if line.startswith("#"))
    found = _GENERATED.search(header) or _GENERATED_COMMENT.search(comments)
    return None if found is None else " ".join(found.group().split())


def _before_code(header: str) -> str:
    """The comments and the docstring above the first definition or import."""
    code = re.search(r"^(?:import|from|class|def|async|@|if|try|\w+\s*=)\b", header, re.MULTILINE)
    return header if code is None else header[: code.start()]


def _data_or_minified(text: str) -> str | None:
    lines = [line for line in text.splitlines() if line.strip()]
    longest = max(len(line) for line in lines)
    mean = sum(len(line) for line in lines) / len(lines)
    if longest > 20_000 or mean > 200:
        return f"minified or embedded data: longest line {longest:,}, mean {mean:.0f} characters"
    literal = sum(_LITERAL_LINE.match(line) is not None for line in lines) / len(lines)
    if len(lines) >= 20 and literal > 0.7:
        return f"data table: {literal:.0%} of its lines are literals"
    digits = sum(map(text.count, "0123456789")) / len(text)
    if digits > 0.25:
        return f"data table: {digits:.0%} of its characters are digits"
    return None
