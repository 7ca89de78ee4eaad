"""What the card of a model says."""

from __future__ import annotations

from pathlib import Path

from hornbook.share.card import model_card
from hornbook.share.lineage import Lineage

CONFIG = {
    "num_hidden_layers": 2,
    "hidden_size": 64,
    "vocab_size": 4096,
    "max_position_embeddings": 128,
}


def test_a_model_that_no_run_made_has_a_short_card() -> None:
    card = model_card("tiny", None, CONFIG, "float32")
    assert "2 layers of width 64" in card and "## Training" not in card


def test_the_card_tells_of_the_data(run: Path) -> None:
    (folder,) = (run.parent / "artifacts").glob("clean-*")
    card = model_card("tiny", Lineage.of(folder), CONFIG, "float32")
    assert "| texts | Write | 0 rejected, 3 written |  |" in card
    assert "| clean texts | humaneval | 13-gram | 1 |" in card
    assert "Not measured." in card
