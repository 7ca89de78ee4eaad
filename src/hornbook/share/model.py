"""The card of an exported model."""

from __future__ import annotations

import json
from pathlib import Path

from hornbook.pipeline.manifest import FILE_NAME
from hornbook.share.card import model_card
from hornbook.share.lineage import Lineage


def write_model_card(checkpoint: Path, out: Path, stored: str) -> None:
    """Write ``README.md`` beside a model's weights.

    Args:
        checkpoint: the folder it was exported from, with its manifest if a run made it.
        out: the folder it was exported to.
        stored: the number format of its weights.
    """
    lineage = Lineage.of(checkpoint) if (checkpoint / FILE_NAME).is_file() else None
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    card = model_card(out.name, lineage, config, stored)
    (out / "README.md").write_text(card, encoding="utf-8")
