"""Fetches wheels and sdists from a package index; nothing of them is built or run.

pip isn't asked: its ``download`` of an sdist runs the sdist's own build code to read its metadata.
Spoken is the simple API, in JSON (PEP 691) or HTML (PEP 503), which names each file with its
SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urljoin, urlsplit

from hornbook.errors import HornbookError

Kind = Literal["sdist", "wheel"]

INDEX = "https://pypi.org/simple"
MOST_BYTES = 1 << 30

_ENDINGS = {"wheel": (".whl",), "sdist": (".tar.gz", ".zip", ".tar.bz2", ".tar.xz")}
_SECONDS = 60
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Pin:
    """A distribution of one version."""

    name: str
    version: str

    @classmethod
    def parse(cls, text: str) -> Pin:
        """Read ``numpy==2.1.0``.

        Raises:
            HornbookError: when the version isn't pinned.
        """
        match = re.fullmatch(r"\s*([A-Za-z0-9][\w.-]*)\s*==\s*([A-Za-z0-9][\w.!+-]*)\s*", text)
        if match is None:
            raise HornbookError(
                f"{text!r} doesn't name one version of a package; write it like numpy==2.1.0"
            )
        return cls(match[1], match[2])

    def matches(self, file: str, kind: Kind) -> bool:
        """Whether a file's name is that of this distribution."""
        if not file.endswith(_ENDINGS[kind]):
            return False
        if kind == "wheel":
            name, version = [*file.split("-"), "", ""][:2]
        else:
            stem = next(file.removesuffix(end) for end in _ENDINGS[kind] if file.endswith(end))
            name, _, version = stem.rpartition("-")
        return plain(name) == plain(self.name) and version == self.version


def plain(name: str) -> str:
    """A distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def find(folder: Path, pin: Pin, kind: Kind) -> Path | None:
    """The archive in a folder; of several wheels the first by name."""
    names = sorted(path.name for path in folder.iterdir() if pin.matches(path.name, kind))
    return folder / names[0] if names else None


def fetch(folder: Path, pin: Pin, kind: Kind, index: str = "") -> Path:
    """Download an archive into ``folder`` and check its hash.

    Raises:
        HornbookError: when the index can't be reached or has no such file, or the hash differs.
    """
    index = (index or os.environ.get("PIP_INDEX_URL") or INDEX).rstrip("/")
    page = f"{index}/{plain(pin.name)}/"
    found = [
        file
        for file in _listing(page, pin)
        if pin.matches(file.get("filename", ""), kind) and not file.get("yanked")
    ]
    if not found:
        raise HornbookError(
            f"the package index has no {kind} of {pin.name}=={pin.version}; "
            f"choose another version, or the other kind"
        )
    # One that runs anywhere, if there is one; else the first, for what matters is the source.
    chosen = min(found, key=lambda file: ("-any." not in file["filename"], file["filename"]))
    name = str(chosen["filename"])
    if "/" in name or "\\" in name:
        raise HornbookError(f"the package index names a file {name!r}; don't trust it")
    target = folder / name
    expected = chosen.get("hashes", {}).get("sha256")
    if not expected:
        raise HornbookError(f"the package index gives no SHA-256 for {target.name}; use another")
    _download(urljoin(page, chosen["url"]), target, expected)
    return target


def _listing(page: str, pin: Pin) -> list[dict[str, Any]]:
    """The files that the index has of a project, as PEP 691 describes each."""
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.1"
    try:
        with _opened(page, accept) as answer:
            content = answer.read(MOST_BYTES)
            if "json" in answer.headers.get("Content-Type", ""):
                files: list[dict[str, Any]] = json.loads(content)["files"]
                return files
        links = _Links()
        links.feed(content.decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        with error:
            raise HornbookError(
                f"the package index has no {pin.name} (HTTP {error.code}); check the name"
            ) from None
    except (OSError, ValueError, KeyError) as error:
        raise HornbookError(
            f"can't ask the package index for {pin.name} ({_why(error)}); "
            "download the archives elsewhere and give their folder"
        ) from None
    return links.files


class _Links(HTMLParser):
    """The files that a page of the simple API in HTML links to."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address, _, fragment = (given.get("href") or "").partition("#")
        if tag == "a" and address:
            algorithm, _, value = fragment.partition("=")
            self.files.append(
                {
                    "filename": unquote(address.rpartition("/")[2]),
                    "url": address,
                    "hashes": {algorithm: value},
                    "yanked": "data-yanked" in given,
                }
            )


def _download(url: str, target: Path, expected: str) -> None:
    part = target.with_name(target.name + ".part")
    digest, size = hashlib.sha256(), 0
    try:
        with _opened(url, "*/*") as answer, part.open("wb") as file:
            while block := answer.read(_BLOCK):
                size += len(block)
                if size > MOST_BYTES:
                    raise HornbookError(f"{target.name} is longer than {MOST_BYTES >> 30} GiB")
                digest.update(block)
                file.write(block)
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise HornbookError(f"can't download {target.name} ({_why(error)}); try again") from None
    if digest.hexdigest() != expected:
        part.unlink()
        raise HornbookError(f"{target.name} isn't what the index promised (SHA-256); try again")
    part.rename(target)


def _opened(url: str, accept: str) -> Any:  # noqa: ANN401 - urllib's response
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError(f"{urlsplit(url).scheme or 'no'} address where http(s) should be")
    request = urllib.request.Request(url, headers={"Accept": accept})
    return urllib.request.urlopen(request, timeout=_SECONDS)


def _why(error: Exception) -> str:
    return " ".join(str(getattr(error, "reason", None) or error).split())[:200]
