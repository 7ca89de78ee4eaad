"""The record of a run: which recipe, with which values, made which artifacts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from hornbook.errors import HornbookError, suggestion
from hornbook.pipeline.live import FILE_NAME as LIVE_FILE

FILE_NAME = "run.json"
STORE_FOLDERS = ("artifacts", "cache", "locks", "scratch", "unfinished")


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """What ``run.json`` holds.

    Attributes:
        recipe: name, or ``path.py:function``.
        values: the ``name=value`` texts it was given.
        stages: artifact folders by stage name, relative to the store, in graph order.
        target: the name of the last stage.
    """

    recipe: str
    values: tuple[str, ...]
    stages: dict[str, str]
    target: str

    def write(self, directory: Path) -> None:
        """Write ``run.json`` below ``directory``, whole or not at all."""
        directory.mkdir(parents=True, exist_ok=True)
        draft = directory / f".{FILE_NAME}"
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        draft.rename(directory / FILE_NAME)

    @classmethod
    def read(cls, directory: Path) -> RunRecord:
        """Read the record below ``directory``.

        Raises:
            HornbookError: when there is none, or it is damaged.
        """
        path = directory / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{**values, "values": tuple(values["values"])})
        except FileNotFoundError:
            raise HornbookError(_absent(directory)) from None
        except (ValueError, TypeError, KeyError) as error:
            message = f"{path} is damaged ({type(error).__name__}); run the recipe again"
            raise HornbookError(message) from None


def _absent(directory: Path) -> str:
    """Why there is no record, and what to do."""
    if (directory / LIVE_FILE).is_file():
        return (
            f"the run in {directory} hasn't come to its end; give its command again, or see how "
            f"far it came: hornbook show {directory}"
        )
    others = sorted(each.parent.name for each in directory.parent.glob(f"*/{FILE_NAME}"))
    if others:
        return f"{directory} holds no run; {suggestion(directory.name, others, 'beside it are')}"
    return f"{directory} holds no run; make one with: hornbook run nano"


def run_folder(out: Path, recipe: str, name: str | None = None) -> Path:
    """Where a run is recorded: below ``out``, under its recipe's name or one of its own.

    Raises:
        HornbookError: for a name that is no single folder's.
    """
    if name is None:
        return out / Path(recipe.partition(":")[0]).stem
    if not name or Path(name).name != name or name == ".." or name in STORE_FOLDERS:
        raise HornbookError(f"a run can't be called {name!r}; give a plain name such as nano-2")
    return out / name
