"""What the rules for English prose keep and drop of the documents in some folders.

    python benchmarks/prose_rules.py FOLDER [FOLDER ...]

Reads Markdown, reStructuredText, plain text and packages' descriptions; prints how many are kept,
how many dropped by which rule, and an example of each.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import defaultdict
from pathlib import Path

from hornbook.curate.prose_rules import ProseRules, reason_to_drop_prose

SUFFIXES = (".md", ".rst", ".txt", ".markdown")
NAMES = ("METADATA", "README", "NEWS", "INSTALL", "copyright")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    size = files = 0
    started = time.process_time()
    for folder in options.folders:
        for path in sorted(folder.rglob("*")):
            text = text_of(path)
            if text is None:
                continue
            files, size = files + 1, size + len(text)
            reason = reason_to_drop_prose(text, ProseRules())
            rule = "kept" if reason is None else reason.split(":")[0]
            rule = "words too short or too long" if rule.startswith("words of") else rule
            found[rule].append((str(path.relative_to(folder)), reason or ""))
    seconds = time.process_time() - started
    print(f"{files:,} files, {size / 1e6:.1f} MB, {size / 1e6 / seconds:.1f} MB/s of one core\n")
    print("| | files | such as |")
    print("|---|---|---|")
    for rule, examples in sorted(found.items(), key=lambda item: -len(item[1])):
        name, reason = min(examples, key=lambda each: hashlib.sha256(each[0].encode()).digest())
        told = f" ({reason})" if reason else ""
        print(f"| {rule} | {len(examples):,} | `{name}`{told} |")


def text_of(path: Path) -> str | None:
    """A document's text; None for what is no document."""
    if not path.is_file() or not (path.suffix in SUFFIXES or path.name in NAMES):
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text.partition("\n\n")[2] if path.name == "METADATA" else text


if __name__ == "__main__":
    main()
