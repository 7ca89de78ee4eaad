from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hornbook.embed.local import LocalEmbedder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings

TEXTS = ["def add(a, b):\n    return a + b\n", "hello", "one two three " * 30, "fibonacci numbers"]


@pytest.mark.slow
def test_company_does_not_change_a_vector_and_long_texts_are_cut(tmp_path: Path) -> None:
    embedder = LocalEmbedder(tokens=256)
    with embedder.open(tmp_path, Settings(workers=2)) as session:
        together = session.matrix(TEXTS)
        assert session.cut == 0
    with embedder.open(None, Settings(workers=2)) as session:
        alone = np.concatenate([session.matrix([text]) for text in TEXTS])
        session.matrix(["7 x " * 300])
        assert session.cut == 1
    assert together.shape == (4, 576)
    assert np.allclose(together, alone, atol=1e-3)


def test_no_model_where_the_path_points(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="can't read"):
        LocalEmbedder(gguf=str(tmp_path / "gone.gguf")).external()
