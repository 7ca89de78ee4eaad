"""Packed tokens on disk: one array a split, mapped into memory when it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Artifact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FACTS_FILE = "tokens.json"
SPLITS = ("train", "heldout")


class TokenArray(Artifact):
    """Documents as tokens, one after the other, each followed by ``<|endoftext|>``.

    ``train.npy`` and ``heldout.npy`` are one-dimensional arrays of unsigned 16-bit integers;
    ``tokens.json`` says what they were made of.
    """

    def split(self, name: str) -> NDArray[np.uint16]:
        """The tokens of ``train`` or ``heldout``, read from disk as they are touched.

        Raises:
            HornbookError: when the file is missing or damaged.
        """
        import numpy as np

        path = self.directory / f"{name}.npy"
        try:
            tokens: NDArray[np.uint16] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise HornbookError(f"{path} can't be read ({error}); pack the data anew") from None
        return tokens

    def facts(self) -> dict[str, Any]:
        """What the arrays were made of.

        ``length`` (tokens a training window), ``tokenizer`` (its digest), ``vocabulary``, and
        ``sources``: for each, its documents, tokens, budget and epochs.
        """
        path = self.directory / FACTS_FILE
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return facts

    def counts(self) -> dict[str, int]:
        """Tokens by split."""
        return {name: len(self.split(name)) for name in SPLITS}

    @classmethod
    def write(
        cls,
        directory: Path,
        facts: Mapping[str, Any],
        **splits: NDArray[np.uint16],
    ) -> Self:
        """Write both splits and the facts into an existing directory."""
        import numpy as np

        for name in SPLITS:
            np.save(directory / f"{name}.npy", splits[name])
        text = json.dumps(facts, indent=2) + "\n"
        (directory / FACTS_FILE).write_text(text, encoding="utf-8")
        return cls(directory)
