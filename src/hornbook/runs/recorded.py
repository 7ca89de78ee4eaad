"""The record of a result: what was found, by which command, where and when; a file for each."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.run import RunRecord
from hornbook.report.account import spends, versions
from hornbook.report.results_file import FILE_NAME, RunResults

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Machine:
    """Where a run was made, as far as its numbers may depend on it."""

    device: str
    processors: int
    system: str

    @classmethod
    def this(cls) -> Machine:
        """The one that this process runs on."""
        from hornbook.evaluate.speed import device_name

        return cls(
            device=device_name(),
            processors=os.cpu_count() or 1,
            system=f"{platform.system()} {platform.machine()}",
        )

    def __str__(self) -> str:
        return f"{self.device}, {self.processors} processors"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A result that can be reproduced.

    Attributes:
        name: of the result.
        shows: what it shows, in a sentence.
        recipe: name, or ``path.py:function``; ``values`` are what it was given.
        minutes: of all stages together.
        commit: of Hornbook's checkout, with ``+`` where it had been changed; else its version.
        date: the day on which the last stage was done.
        seeds: of the trainings.
        threads: of the trainings; another number of them rounds differently.
        fingerprint: of the last stage: the same means that nothing of the recipe changed since.
        steady: whether the same machine gives the same numbers; a teacher's answers may vary.
        packages: versions.
        results: what ``results.json`` held (`hornbook.report.results_file`).
    """

    name: str
    shows: str
    recipe: str
    values: tuple[str, ...]
    minutes: float
    commit: str
    date: str
    seeds: tuple[int, ...]
    threads: tuple[int, ...]
    fingerprint: str
    steady: bool
    machine: Machine
    packages: dict[str, str]
    results: dict[str, Any]

    @property
    def command(self) -> str:
        """What makes the run."""
        return " ".join(["hornbook run", self.recipe, *self.values])

    def write(self, path: Path) -> None:
        """Write the record to a file."""
        values = {"format": FORMAT, **asdict(self)}
        text = json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise HornbookError(
                f"can't write {path} ({error.strerror}); give a place of your own: NAME.json"
            ) from None

    @classmethod
    def read(cls, path: Path) -> Recorded:
        """Read the record in a file.

        Raises:
            HornbookError: when it can't be read as one.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if (found := values.pop("format")) != FORMAT:
                raise HornbookError(f"{path} is of format {found!r}, this Hornbook reads {FORMAT}")
            return cls(
                **{
                    **values,
                    "values": tuple(values["values"]),
                    "seeds": tuple(values["seeds"]),
                    "threads": tuple(values["threads"]),
                    "machine": Machine(**values["machine"]),
                }
            )
        except FileNotFoundError:
            raise HornbookError(f"there is no record {path}") from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise HornbookError(
                f"{path} is no record of a result ({type(error).__name__}); write one with: "
                "hornbook reproduce NAME --record RUN"
            ) from None


def recorded_names() -> list[str]:
    """The results that come with Hornbook."""
    return sorted(path.stem for path in _shelf().glob("*.json"))


def place_of(name: str) -> Path:
    """The file of a result that comes with Hornbook, or the user's own."""
    return Path(name) if name.endswith(".json") else _shelf() / f"{name}.json"


def load_recorded(name: str) -> Recorded:
    """The record of this name, or in this file.

    Raises:
        HornbookError: when there is none.
    """
    path = place_of(name)
    if not path.is_file():
        have = ", ".join(recorded_names()) or "none yet"
        raise HornbookError(f"no result is recorded as {name!r}; there is: {have}")
    return Recorded.read(path)


def record_of(name: str, folder: Path, shows: str) -> Recorded:
    """The record of what a run found.

    Args:
        name: to record it under.
        folder: of the run, whose recipe has to write a report.
        shows: what it shows, in a sentence.

    Raises:
        HornbookError: when there is no such run, or its report found no results.
    """
    run = RunRecord.read(folder)
    results = results_of(folder)
    made = [Manifest.read(folder.parent / place) for place in run.stages.values()]
    packages = dict(versions(made))
    target = Manifest.read(folder.parent / run.stages[run.target])
    return Recorded(
        name=Path(name).stem,
        shows=shows,
        recipe=run.recipe,
        values=run.values,
        minutes=round(sum(each.seconds for each in made) / 60, 1),
        commit=_commit(),
        date=max(each.finished for each in made)[:10],
        seeds=tuple(sorted({seed for each in made for seed in _training_seeds(each)})),
        threads=threads_of(made),
        fingerprint=target.fingerprint,
        steady=not spends(made),
        machine=Machine.this(),
        packages=packages,
        results=results,
    )


def results_of(folder: Path) -> dict[str, Any]:
    """What the report of a run found, as JSON has it.

    Raises:
        HornbookError: when the run has no report, or there was nothing to find.
    """
    run = RunRecord.read(folder)
    place = folder.parent / run.stages[run.target]
    results = RunResults.read(place)
    if not results.tables and not results.choosing:
        raise HornbookError(f"the report of {folder} holds no results to record or to compare")
    values: dict[str, Any] = json.loads((place / FILE_NAME).read_text(encoding="utf-8"))
    return values


def threads_of(made: Sequence[Manifest]) -> tuple[int, ...]:
    """The numbers of threads that trainings had."""
    return tuple(sorted({each.facts["threads"] for each in made if "threads" in each.facts}))


def _shelf() -> Path:
    return Path(str(files("hornbook.recipes"))) / "recorded"


def _training_seeds(manifest: Manifest) -> Sequence[int]:
    plan: Any = manifest.fields.get("plan")
    seed = plan.get("seed") if isinstance(plan, dict) else None
    return [seed] if isinstance(seed, int) else []


def _commit() -> str:
    """The checkout that Hornbook runs from, or its version where it was installed."""
    from hornbook import __version__

    here = Path(__file__).parents[1]

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", "-C", str(here), *arguments], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    try:
        commit = git("rev-parse", "--short=12", "HEAD") if git("ls-files", __file__) else ""
        changed = git("status", "--porcelain", "--", ".") if commit else ""
    except OSError:  # no git here
        return __version__
    return commit + ("+" if changed else "") if commit else __version__
