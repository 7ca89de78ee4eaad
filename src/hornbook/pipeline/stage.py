"""A stage is a frozen record: its fields are its identity; a field holding a stage is an edge.

A recipe is a function that returns a stage; a variant is ``dataclasses.replace``. Code is
never pickled into the identity, so moving a checkout or editing a comment changes nothing,
and changing behaviour means bumping ``version``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, get_args, get_origin

from hornbook.pipeline.artifact import Artifact

if TYPE_CHECKING:
    from hornbook.pipeline.context import Context

A = TypeVar("A", bound=Artifact, covariant=True)

_UNHASHED = "unhashed"


def unhashed(default: Any) -> Any:  # noqa: ANN401 - a field specifier, like dataclasses.field
    """Declare a field that is no part of a stage's identity: a label, a path, a port.

    What such a field points to enters the identity through `Stage.external`.
    """
    return field(default=default, metadata={_UNHASHED: True})


@dataclass(frozen=True, kw_only=True)
class Stage(Generic[A]):
    """One step of a recipe, from the artifacts of its input stages to one artifact.

    Subclass as ``class Filter(Stage[Dataset])`` and decorate with
    ``@dataclass(frozen=True, kw_only=True)``. Fields may hold plain values, tuples, enums, frozen
    dataclasses and stages; anything else is refused when the fingerprint is taken.

    Attributes:
        label: what the user sees, and types after ``--until``; no part of the identity.
        version: bump it when the behaviour changes while the fields do not.
        artifact: the class of what `run` returns, taken from the type parameter.
    """

    label: str = unhashed("")
    version: ClassVar[int] = 1
    artifact: ClassVar[type[Artifact]] = Artifact

    def __init_subclass__(cls) -> None:
        for base in getattr(cls, "__orig_bases__", ()):
            origin, parameters = get_origin(base), get_args(base)
            if isinstance(origin, type) and issubclass(origin, Stage) and parameters:
                if isinstance(parameters[0], type):
                    cls.artifact = parameters[0]

    @property
    def name(self) -> str:
        """The label, or the class name in kebab case."""
        return self.label or self.kind()

    @classmethod
    def kind(cls) -> str:
        """The class name in kebab case: ``TrainClassifier`` gives ``train-classifier``."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    def external(self) -> str:
        """Identify what the stage reads from outside the graph, such as the digest of a file.

        Called once before a run, so it should be cheap; raise `HornbookError` here for input
        that is missing.
        """
        return ""

    def run(self, context: Context) -> A:
        """Do the work: write files below ``context.directory`` and return a view of them."""
        raise NotImplementedError


def identity(stage: Stage[Artifact]) -> dict[str, Any]:
    """The hashed fields of a stage, by name."""
    return {
        entry.name: getattr(stage, entry.name)
        for entry in fields(stage)
        if not entry.metadata.get(_UNHASHED)
    }


def inputs(value: object) -> Iterator[Stage[Artifact]]:
    """Yield the stages that a field value holds, at any depth but not inside other stages."""
    if isinstance(value, Stage):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from inputs(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield from inputs(getattr(value, entry.name))


def canonical(value: object, fingerprints: Mapping[Stage[Artifact], str]) -> Any:  # noqa: ANN401
    """Turn a field value into JSON types that say what it is, and nothing about where it lies.

    Raises:
        TypeError: for a value whose identity can't be written down (a path, an open file …).
    """
    match value:
        case Stage():
            return {"stage": fingerprints[value]}
        case Enum():
            return canonical(value.value, fingerprints)
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [canonical(item, fingerprints) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        hashed = {
            entry.name: canonical(getattr(value, entry.name), fingerprints)
            for entry in fields(value)
            if not entry.metadata.get(_UNHASHED)
        }
        return {"type": type(value).__qualname__, **hashed}
    message = f"a stage field can't hold {type(value).__name__}: its identity can't be written down"
    raise TypeError(message)
