from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from hornbook.curate import features, labels, rebuild_annotations
from hornbook.errors import HornbookError


def test_the_shipped_features_are_this_extractors() -> None:
    annotations = labels.load()
    assert annotations.features.shape == (1052, len(features.NAMES))
    assert np.isfinite(annotations.features).all()
    assert len(set(annotations.ids)) == len(set(annotations.places)) == 1052
    assert annotations.measured.sum() == 700


def test_the_annotations_hold_no_text_of_others() -> None:
    for row in labels.references():
        assert set(row) - {"judged_by", "second_score"} == {
            *("id", "wheel", "path", "start", "end", "sha256", "score", "raters", "draw"),
            *("self_contained", "meaningful", "documented"),
        }


@pytest.mark.parametrize("change", ["VERSION", "NAMES"])
def test_stale_features_are_refused(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    fresh = features.VERSION + 1 if change == "VERSION" else (*features.NAMES, "new")
    monkeypatch.setattr(features, change, fresh)
    with pytest.raises(HornbookError, match="rebuild_annotations"):
        labels.load()


def test_features_for_other_references_are_refused(tmp_path: Path) -> None:
    shutil.copytree(labels.FOLDER, tmp_path / "copy")
    (tmp_path / "copy" / labels.REFERENCES).write_text("{}\n")
    with pytest.raises(HornbookError, match="rebuild_annotations"):
        labels.load(tmp_path / "copy")


def test_vendored_code_belongs_to_its_own_package() -> None:
    vendored = {"wheel": "setuptools-84.0-py3-none-any.whl", "path": "setuptools/_vendor/six.py"}
    assert labels.group(vendored) == "six"
    own = {"wheel": "Zope.Interface-1.0-py3-none-any.whl", "path": "zope/interface/a.py"}
    assert labels.group(own) == "zope_interface"


@pytest.mark.skipif("HORNBOOK_WHEELS" not in os.environ, reason="needs a folder of the wheels")
def test_the_features_are_those_of_the_excerpts() -> None:
    folder = Path(os.environ["HORNBOOK_WHEELS"])
    rows = labels.references()[:50]
    texts = [rebuild_annotations.excerpt(row, folder / row["wheel"]) for row in rows]
    assert np.array_equal(features.vectors(texts), labels.load().features[:50])


def test_a_changed_excerpt_is_refused(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.whl", "w") as file:
        file.writestr("a.py", "x = 1\n")
    reference = {"id": "s1", "path": "a.py", "start": 1, "end": 1, "sha256": "0" * 64}
    with pytest.raises(HornbookError, match="another text"):
        rebuild_annotations.excerpt(json.loads(json.dumps(reference)), tmp_path / "a.whl")
