"""What licence a distribution states, as an SPDX identifier where its metadata allows."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

UNKNOWN = "NOASSERTION"
"""SPDX's own word for "nobody said"."""

_TROVE = {
    "Apache Software License": "Apache-2.0",
    "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
}
_PROSE = {
    "0bsd": "0BSD",
    "3-clause bsd": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "hpnd": "HPND",
    "isc": "ISC",
    "isc license": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "mpl-2.0": "MPL-2.0",
    "new bsd": "BSD-3-Clause",
    "new bsd license": "BSD-3-Clause",
    "psf": "PSF-2.0",
    "psf-2.0": "PSF-2.0",
    "the mit license": "MIT",
    "unlicense": "Unlicense",
    "zlib": "Zlib",
}


_BSD = "Redistribution and use in source and binary forms"
_TEXTS = (
    ("Apache-2.0", r"Apache License,? Version 2\.0"),
    ("MPL-2.0", r"Mozilla Public License,? (?:version|v\.) 2\.0"),
    ("MIT", r"Permission is hereby granted, free of charge, to any person"),
    ("BSD-3-Clause", rf"{_BSD}.*?(?:Neither the name|The name)"),
    ("BSD-2-Clause", _BSD),
)
_LICENCE_FILE = re.compile(r"\.dist-info/(?:licenses/)?(?:LICEN[CS]E|COPYING)(?:\.\w+)?$")
_KNOWN = {*_TROVE.values(), *_PROSE.values()}


def licence_of(package: Distribution) -> str:
    """The stated licence of a distribution.

    Looked for in ``License-Expression`` (PEP 639), then ``License``, then the classifiers (several
    are joined by ``AND``, the cautious reading), then by the wording of the licence file.

    Returns:
        An SPDX expression, or ``NOASSERTION`` where nothing is stated clearly: a bare "BSD" names
        a family, so the licence file decides which of them.
    """
    fields = package.metadata
    expression = " ".join(fields.get_all("License-Expression") or []).strip()
    stated = " ".join(fields.get_all("License") or []).strip()
    classifiers = [entry.split(" :: ")[-1] for entry in fields.get_all("Classifier") or []]
    found = sorted({_TROVE[entry] for entry in classifiers if entry in _TROVE})
    return (
        expression
        or from_wording(stated)
        or " AND ".join(found)
        or from_wording(_licence_file(package))
        or UNKNOWN
    )


def from_wording(text: str) -> str | None:
    """The SPDX expression that a short name stands for, or a licence's full text begins with."""
    plain = " ".join(text.replace(",", " ").split())
    if plain.lower() in _PROSE:
        return _PROSE[plain.lower()]
    if set(re.split(r" (?:AND|OR) ", plain)) <= _KNOWN:
        return plain
    head = " ".join(text.split())[:2500]
    matches = [(re.search(pattern, head, re.IGNORECASE), name) for name, pattern in _TEXTS]
    found = [(match.start(), -match.end(), name) for match, name in matches if match is not None]
    return min(found)[2] if found else None


def _licence_file(package: Distribution) -> str:
    for file in package.files or []:
        if _LICENCE_FILE.search(file.as_posix()):
            return file.read_text(encoding="utf-8")
    return ""
