"""A model's checkpoint, and what it says."""

from __future__ import annotations

import sys
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.run import FILE_NAME as RUN_FILE
from hornbook.pipeline.run import RunRecord
from hornbook.terminal.artifacts import artifact_of


def checkpoint_of(path: Path, stage: str | None) -> Checkpoint:
    """The checkpoint at ``path``, or the last one that a run made.

    Raises:
        HornbookError: when there is none.
    """
    if (path / RUN_FILE).is_file():
        record = RunRecord.read(path)
        folders = {name: path.parent / folder for name, folder in record.stages.items()}
        models = [name for name, folder in folders.items() if (folder / "config.json").is_file()]
        if stage is None and not models:
            raise HornbookError(f"{path} has made no model yet; run its recipe to the end")
        path = folders[models[-1]] if stage is None else artifact_of(path, stage)
    if not (path / "config.json").is_file():
        raise HornbookError(f"{path} holds no checkpoint (config.json is missing)")
    return Checkpoint(path)


def stream(
    checkpoint: Checkpoint, prompt: str, max_new_tokens: int, temperature: float, seed: int
) -> None:
    """Print the prompt and its continuation as it comes."""
    from hornbook.model.sampler import Sampling
    from hornbook.model.sampler import stream as continuation

    model, tokenizer = checkpoint.load()
    sampling = Sampling(max_new_tokens=max_new_tokens, temperature=temperature, seed=seed)
    sys.stdout.write(prompt)
    for piece in continuation(model, tokenizer, prompt, sampling):
        sys.stdout.write(piece)
        sys.stdout.flush()
    sys.stdout.write("\n")
