"""Recompute the shipped features from the wheels that the annotations point into.

    python -m hornbook.curate.rebuild_annotations [--wheels FOLDER] [--texts OUT.jsonl]

For maintainers, after a change to the feature extractor. Wheels are looked for in the folder and
fetched into it from the package index with ``pip download --no-deps`` where they are missing; an
excerpt whose hash differs is an error. ``--texts`` also writes the excerpts, which stay other
people's code: for measuring here, not for passing on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from hornbook.curate import features
from hornbook.curate.labels import FEATURES, FOLDER, references, references_digest
from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress


def main(arguments: list[str] | None = None) -> None:
    """Fetch, cut, compute, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder to find and to keep wheels in")
    parser.add_argument("--texts", type=Path, help="also write the excerpts to this file")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.wheels or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows = references()
        tracked = Progress().track(rows, "excerpts", unit="excerpts")
        texts = [excerpt(row, wheel(row["wheel"], folder)) for row in tracked]
    if options.texts:
        lines = (json.dumps({**row, "text": text}) for row, text in zip(rows, texts, strict=True))
        options.texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_features(texts, FOLDER)


def wheel(name: str, folder: Path) -> Path:
    """The wheel of this file name, fetched into ``folder`` if it isn't there.

    Raises:
        HornbookError: when the index doesn't have it.
    """
    path = folder / name
    if not path.exists():
        package, version, *_, abi, platforms = name.removesuffix(".whl").split("-")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--dest", str(folder), f"{package}=={version}"]
        if platforms != "any":
            command += ["--platform", platforms.split(".")[0], "--python-version", "3.11"]
            command += ["--abi", abi]
        subprocess.run(command, check=False, capture_output=True)
    if not path.exists():
        raise HornbookError(f"the package index has no {name}; put it into {folder} by hand")
    return path


def excerpt(reference: dict[str, Any], archive: Path) -> str:
    """The text that a reference points to.

    Raises:
        HornbookError: when its hash isn't the one that was judged.
    """
    with zipfile.ZipFile(archive) as file:
        lines = file.read(reference["path"]).decode("utf-8").splitlines(keepends=True)
    text = "".join(lines[reference["start"] - 1 : reference["end"]])
    if hashlib.sha256(text.encode()).hexdigest() != reference["sha256"]:
        raise HornbookError(f"{reference['id']}: {archive} holds another text; fetch it again")
    return text


def write_features(texts: Iterable[str], folder: Path) -> None:
    """Write the features of the references' texts, with what they were made from."""
    np.savez_compressed(
        folder / FEATURES,
        allow_pickle=False,
        version=np.array(features.VERSION),
        names=np.array(features.NAMES),
        references=np.array(references_digest(folder)),
        features=features.vectors(list(texts)),
    )


if __name__ == "__main__":
    main()
