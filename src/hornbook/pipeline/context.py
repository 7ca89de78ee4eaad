"""What a running stage is given: its inputs, a place to write, and a way to speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.cores import usable_cores
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.stage import Stage

A = TypeVar("A", bound=Artifact)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to run, as opposed to what: never part of an identity.

    Attributes:
        workers: processes or threads for work that is divided.
        engine: ``native``, ``ray`` or ``ray://host:port``, for Daft.
        weak_sandbox: run generated programs even where the kernel can't confine them.
        teacher_port: loopback port of the local teacher; 0 takes a free one.
        processes: how many processes train one model together; 1 trains in the runner's own.
        launch: how they divide it: ddp, fsdp, zero2, or a file of ``accelerate config``.
        budget: what teachers may be paid in one run: ``25USD``, ``2Mtok``; none is no limit.
        shared: what the stages of one run have in common, by its type; whoever needs it first
            puts it in. A run has settings of its own, or a `dataclasses.replace` of them.
    """

    workers: int = field(default_factory=usable_cores)
    engine: str = "native"
    weak_sandbox: bool = False
    teacher_port: int = 0
    processes: int = 1
    launch: str | None = None
    budget: str | None = None
    shared: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass
class Context:
    """Handed to `Stage.run`.

    Attributes:
        directory: an empty directory; what the stage writes here is published when it returns.
        scratch: a directory that survives a kill; a long stage keeps here what it resumes from.
            It is removed on publication.
        cache: a directory that all stages and runs share, for paid answers.
        name: the running stage's name, for rows to carry.
    """

    name: str
    directory: Path
    scratch: Path
    cache: Path
    progress: Progress
    settings: Settings
    _artifacts: Mapping[Stage[Artifact], Artifact]
    facts: dict[str, Any] = field(default_factory=dict)
    rows_in: dict[Stage[Artifact], dict[str, int]] = field(default_factory=dict)

    def load(self, stage: Stage[A]) -> A:
        """The artifact of an input stage.

        Raises:
            KeyError: when ``stage`` is not a field of the running stage.
        """
        artifact = self._artifacts[stage]
        self.rows_in[stage] = artifact.counts()
        return artifact  # type: ignore[return-value]  # the runner filed it under its own stage

    def record(self, **facts: object) -> None:
        """Put results or costs into the manifest (JSON types only)."""
        self.facts.update(facts)
