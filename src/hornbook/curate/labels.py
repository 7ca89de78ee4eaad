"""The annotations that ship with Hornbook: who was judged, how well, and their features."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import HornbookError

FOLDER = Path(__file__).parent / "annotations"
REFERENCES = "references.jsonl"
FEATURES = "features.npz"


@dataclass(frozen=True)
class Annotations:
    """Judged excerpts.

    Attributes:
        ids: names of the excerpts.
        groups: the package that each is from; one package is one group.
        scores: educational value 0 to 5, shape (excerpts,).
        features: shape (excerpts, features).
        measured: which ones were drawn at random, so that figures on them are figures on such
            code; the others were chosen to be taught from, and are never predicted in a
            cross-validation.
        places: where to look an excerpt up, for people.
    """

    ids: tuple[str, ...]
    groups: tuple[str, ...]
    scores: NDArray[np.float64]
    features: NDArray[np.float32]
    measured: NDArray[np.bool_]
    places: tuple[str, ...]


def references(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Where the excerpts are from, with their scores; see the README beside them."""
    text = (folder / REFERENCES).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def group(reference: dict[str, Any]) -> str:
    """The package an excerpt is from: for vendored code, the package that was vendored."""
    parts = reference["path"].split("/")
    for folder in ("_vendor", "_vendored", "vendor", "externals"):
        if folder in parts[:-1]:
            name = parts[parts.index(folder) + 1]
            break
    else:
        name = reference["wheel"].split("-")[0]
    return str(name).removesuffix(".py").lower().replace("-", "_").replace(".", "_")


def load(folder: Path = FOLDER) -> Annotations:
    """Read the shipped annotations.

    Raises:
        HornbookError: when the features were made by another version of the extractor, or for
            other references.
    """
    from hornbook.curate.features import NAMES, VERSION

    rows = references(folder)
    with np.load(folder / FEATURES, allow_pickle=False) as stored:
        version, names, made_for = stored["version"], stored["names"], stored["references"]
        features = stored["features"].astype(np.float32)
    fresh = int(version) == VERSION and tuple(names) == NAMES
    if not fresh or str(made_for) != references_digest(folder):
        raise HornbookError(
            f"{folder / FEATURES} was made by another version of the feature extractor; "
            "run: python -m hornbook.curate.rebuild_annotations"
        )
    return Annotations(
        ids=tuple(row["id"] for row in rows),
        groups=tuple(group(row) for row in rows),
        scores=np.array([row["score"] for row in rows], dtype=np.float64),
        features=features,
        measured=np.array([row["draw"] == "random" for row in rows], dtype=bool),
        places=tuple(f"{r['wheel']}/{r['path']}:{r['start']}-{r['end']}" for r in rows),
    )


def references_digest(folder: Path = FOLDER) -> str:
    """Digest of the references file."""
    return hashlib.sha256((folder / REFERENCES).read_bytes()).hexdigest()


def digest(folder: Path = FOLDER) -> str:
    """Digest of everything a classifier is trained on."""
    both = (folder / REFERENCES).read_bytes() + (folder / FEATURES).read_bytes()
    return hashlib.sha256(both).hexdigest()
