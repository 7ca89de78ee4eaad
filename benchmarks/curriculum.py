"""Writes the index of the curriculum into its page: topics, families, and one line for each.

    python benchmarks/curriculum.py

Replaces what stands below the marker in ``docs/curriculum.md``; a test holds the page to it.
"""

from __future__ import annotations

import importlib
from itertools import groupby
from pathlib import Path

from hornbook.generate.procedural import curriculum, families

PAGE = Path(__file__).parent.parent / "docs" / "curriculum.md"
MARKER = "<!-- written by benchmarks/curriculum.py -->\n"


def main() -> None:
    kept, _, _ = PAGE.read_text(encoding="utf-8").partition(MARKER)
    PAGE.write_text(f"{kept}{MARKER}{index()}", encoding="utf-8")


def index() -> str:
    """A table of all topics, with the families in each."""
    topics = [(topic, list(group)) for topic, group in groupby(families(), lambda f: f.topic)]
    lines = [
        "",
        f"{len(families())} families over {len(topics)} topics.",
        "",
        "| topic | what it holds | families |",
        "|---|---|---|",
    ]
    for topic, members in topics:
        module = importlib.import_module(f"{curriculum.__name__}.{topic}")
        says = (module.__doc__ or "").split("\n")[0].rstrip(".")
        names = ", ".join(f"`{family.name}`" for family in members)
        lines.append(f"| {topic} | {says} | {len(members)}: {names} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
