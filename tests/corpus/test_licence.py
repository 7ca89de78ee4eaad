from __future__ import annotations

from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from hornbook.corpus.licence import from_wording, licence_of

BSD = "Redistribution and use in source and binary forms, with or without modification"


def package(folder: Path, fields: str, licence: str = "") -> Distribution:
    info = folder / "made-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: made\nVersion: 1.0\n{fields}\n")
    (info / "LICENSE").write_text(licence)
    (info / "RECORD").write_text("made-1.0.dist-info/LICENSE,,\n")
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("fields", "text", "expected"),
    [
        ("License-Expression: Apache-2.0 OR MIT", "", "Apache-2.0 OR MIT"),
        ("License: BSD 3-Clause License", "", "BSD-3-Clause"),
        ("License: MPL-2.0 AND MIT", "", "MPL-2.0 AND MIT"),
        ("Classifier: License :: OSI Approved :: MIT License", "", "MIT"),
        ("License: BSD", f"Copyright X\n\n{BSD}. Neither the name of X", "BSD-3-Clause"),
        ("License: BSD", f"{BSD}, are permitted", "BSD-2-Clause"),
        ("", "Apache License\n   Version 2.0, January 2004", "Apache-2.0"),
        ("License: see the website", "All rights are ours.", "NOASSERTION"),
        ("", "", "NOASSERTION"),
    ],
)
def test_stated_licences(tmp_path: Path, fields: str, text: str, expected: str) -> None:
    assert licence_of(package(tmp_path, fields, text)) == expected


def test_a_family_name_is_no_licence() -> None:
    assert from_wording("BSD") is None
