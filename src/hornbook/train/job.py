"""A training as a folder, for other processes to do: numbers as JSON, weights as safetensors."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from torch import Tensor

from hornbook.errors import HornbookError
from hornbook.model.presets import PhiConfig
from hornbook.train.log import Row
from hornbook.train.objective import Objective
from hornbook.train.schedule import Plan, plan_of
from hornbook.train.tokens import TokenArray

_JOB, _WEIGHTS = "job.json", "weights.safetensors"
_RESULT, _TRAINED = "result.json", "trained.safetensors"
_FAILURE = "failure.txt"


@dataclass(frozen=True)
class Result:
    """What came of a training: how the losses fell, and facts for the manifest."""

    losses: list[Row]
    facts: dict[str, Any]


@dataclass(frozen=True)
class Job:
    """A folder that holds all that a training needs; ``scratch`` above it is where it saves."""

    directory: Path

    @property
    def scratch(self) -> Path:
        """Where saves and tables go."""
        return self.directory.parent

    @property
    def log(self) -> Path:
        """What the processes write on their standard error."""
        return self.directory / "log.txt"

    def write(self, objective: Objective, data: TokenArray, plan: Plan, threads: int) -> None:
        """Fill the folder."""
        from safetensors.torch import save_file

        self.directory.mkdir(exist_ok=True)
        for left in (_RESULT, _TRAINED, _FAILURE):
            (self.directory / left).unlink(missing_ok=True)
        kind = type(objective)
        values = {
            "objective": f"{kind.__module__}:{kind.__qualname__}",
            "config": asdict(objective.phi.config),
            "plan": asdict(plan),
            "data": str(data.directory.resolve()),
            "threads": threads,
        }
        self._write_json(_JOB, values)
        weights = {name: tensor.contiguous() for name, tensor in objective.state_dict().items()}
        save_file(weights, self.directory / _WEIGHTS)

    def read(self) -> tuple[Objective, TokenArray, Plan, int]:
        """The objective with its weights, the data, the plan and threads a process.

        Raises:
            HornbookError: when the folder isn't what `write` makes.
        """
        from safetensors.torch import load_file

        try:
            values = json.loads((self.directory / _JOB).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise HornbookError(f"{self.directory} is no training's job ({error})") from None
        objective = _objective(values["objective"]).of(PhiConfig(**values["config"]))
        objective.load_state_dict(load_file(self.directory / _WEIGHTS))
        data = TokenArray(Path(values["data"]))
        return objective, data, plan_of(values["plan"]), values["threads"]

    def finish(self, result: Result, weights: Mapping[str, Tensor]) -> None:
        """Write what came of it; the result's file is there when all is."""
        from safetensors.torch import save_file

        contiguous = {name: tensor.contiguous() for name, tensor in weights.items()}
        save_file(contiguous, self.directory / _TRAINED)
        self._write_json(_RESULT, asdict(result))

    def result(self, objective: Objective) -> Result | None:
        """What came of it, with the trained weights put into ``objective``; None if unfinished."""
        from safetensors.torch import load_file

        path = self.directory / _RESULT
        if not path.exists():
            return None
        objective.load_state_dict(load_file(self.directory / _TRAINED))
        return Result(**json.loads(path.read_text(encoding="utf-8")))

    def fail(self, sentence: str) -> None:
        """Leave word of what went wrong; the first of many processes is heard."""
        try:
            handle = os.open(self.directory / _FAILURE, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            return
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sentence)

    def failure(self) -> str | None:
        """What went wrong, in a sentence; None if nobody said."""
        path = self.directory / _FAILURE
        return path.read_text(encoding="utf-8") if path.exists() else None

    def _write_json(self, name: str, values: Mapping[str, Any]) -> None:
        draft = self.directory / f".{name}"
        draft.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        draft.replace(self.directory / name)


def _objective(path: str) -> type[Objective]:
    module, _, name = path.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise HornbookError(
            f"another process can't import the objective {path} ({error}); "
            "put its class at the top of a module that is installed"
        ) from None
    if not (isinstance(found, type) and issubclass(found, Objective)):
        raise HornbookError(f"{path} is no Objective")
    return found
