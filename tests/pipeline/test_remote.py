"""What stages need of the hub."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.remote import remote
from hornbook.pipeline.stage import Stage


@dataclass(frozen=True)
class Model:
    name: str

    def from_hub(self) -> str:
        return f"the model {self.name}" if self.name else ""


@dataclass(frozen=True, kw_only=True)
class Reads(Stage[Metrics]):
    models: tuple[Model, ...] = ()
    source: Stage[Metrics] | None = None

    def from_hub(self) -> str:
        return "the data set x"


@dataclass(frozen=True, kw_only=True)
class Counts(Stage[Metrics]):
    source: Stage[Metrics]
    model: Model


def test_a_stage_and_what_it_holds_are_asked() -> None:
    held = Reads(models=(Model("a"), Model(""), Model("b")))
    assert list(remote(held)) == ["the data set x", "the model a", "the model b"]


def test_inputs_are_asked_for_themselves() -> None:
    assert list(remote(Counts(source=Reads(), model=Model("a")))) == ["the model a"]
    assert list(remote(Counts(source=Reads(), model=Model("")))) == []
