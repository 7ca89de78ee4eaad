"""The stages behind a target, in the order they run, each with its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from hornbook.errors import HornbookError, suggestion
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.stage import Stage, canonical, identity, inputs

AnyStage = Stage[Artifact]


@dataclass(frozen=True)
class Graph:
    """A target stage with everything it needs; ``stages`` lists inputs before their users."""

    target: AnyStage
    stages: tuple[AnyStage, ...]
    fingerprints: dict[AnyStage, str] = field(repr=False)

    @classmethod
    def of(cls, target: AnyStage) -> Graph:
        """Walk from ``target`` to its sources. Cost: one visit a stage, one hash a stage."""
        fingerprints: dict[AnyStage, str] = {}
        for stage in _inputs_first(target, seen=set()):
            fingerprints[stage] = fingerprint(stage, fingerprints)
        unique = {fingerprints[stage]: stage for stage in reversed(fingerprints)}
        ordered = tuple(stage for stage in fingerprints if unique[fingerprints[stage]] is stage)
        return cls(target, ordered, fingerprints)

    def until(self, name: str | None) -> Graph:
        """The part up to the stage of this name; the whole where none is given.

        Raises:
            HornbookError: when none or several have it.
        """
        return self if name is None else Graph.of(self.find(name))

    def inputs_of(self, stage: AnyStage) -> dict[str, AnyStage]:
        """The stages that ``stage`` reads, by their fingerprints."""
        return {self.fingerprints[needed]: needed for needed in inputs(identity_values(stage))}

    def find(self, name: str) -> AnyStage:
        """The stage with this label or kind.

        Raises:
            HornbookError: when none or several have it.
        """
        found = [stage for stage in self.stages if name in (stage.label, stage.kind())]
        if len(found) == 1:
            return found[0]
        names = [stage.name for stage in self.stages]
        if found:
            raise HornbookError(
                f"{len(found)} stages are named {name!r}; choose one of: {', '.join(names)}"
            )
        hint = suggestion(name, names, "choose one of")
        raise HornbookError(f"no stage is named {name!r}; {hint}")


def fingerprint(stage: AnyStage, fingerprints: dict[AnyStage, str]) -> str:
    """Hash class, version, fields, external inputs and the fingerprints of the inputs."""
    record = {
        "stage": f"{type(stage).__module__}.{type(stage).__qualname__}",
        "version": stage.version,
        "fields": {key: canonical(value, fingerprints) for key, value in identity(stage).items()},
        "external": stage.external(),
    }
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def identity_values(stage: AnyStage) -> tuple[object, ...]:
    """The hashed field values of a stage."""
    return tuple(identity(stage).values())


def _inputs_first(stage: AnyStage, seen: set[AnyStage]) -> Iterator[AnyStage]:
    if stage in seen:
        return
    seen.add(stage)
    for needed in inputs(identity_values(stage)):
        yield from _inputs_first(needed, seen)
    yield stage
