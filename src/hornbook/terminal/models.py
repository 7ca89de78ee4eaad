"""A model's checkpoint, and what it says."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.sampling import Sampling
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.run import FILE_NAME as RUN_FILE
from hornbook.pipeline.run import RunRecord
from hornbook.terminal.artifacts import artifact_of
from hornbook.terminal.wording import shown


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


def continue_prompt(
    checkpoint: Checkpoint, prompt: str, sampling: Sampling, samples: int, *, shorten: bool
) -> None:
    """Print the prompt and its continuation as it comes; or several, each behind the prompt.

    Args:
        checkpoint: the model.
        prompt: what to continue.
        sampling: how.
        samples: how many continuations; several are drawn together and parted by a rule.
        shorten: ask for no more tokens than the model's context holds, instead of refusing.
    """
    from hornbook.model.sampler import generate, stream

    model, tokenizer = checkpoint.load()
    if shorten:
        most = min(sampling.max_new_tokens, model.config.context)
        sampling = replace(sampling, max_new_tokens=most)
    if samples > 1:
        made = generate(model, tokenizer, [prompt] * samples, sampling, progress=Progress())
        rule = f"\n{'-' * 40}\n"
        sys.stdout.write(shown(rule.join(prompt + text for text in made)) + "\n")
        return
    sys.stdout.write(prompt)
    for piece in stream(model, tokenizer, prompt, sampling):
        sys.stdout.write(shown(piece))
        sys.stdout.flush()
    sys.stdout.write("\n")
