"""Run and plan recipes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.run import RunRecord, run_folder
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store

if TYPE_CHECKING:
    from hornbook.api.rows import Rows
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.plan import PlannedStage

Recipe: TypeAlias = str | Callable[..., Stage[Any]] | Stage[Any]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a run made.

    Attributes:
        artifact: of its last stage.
        stages: the folders of all artifacts, by stage, in the order they were made.
        ran: the stages that ran this time; the others were done.
        folder: where the run is recorded and its report lies; None for a stage that no recipe
            made, or a run that was stopped early.
    """

    artifact: Artifact
    stages: dict[str, Path]
    ran: tuple[str, ...]
    folder: Path | None

    def rows(self, stage: str, split: str | None = None) -> Rows:
        """The rows of a stage's data set; see `load`."""
        from hornbook.api.rows import load

        return load(self.stages[stage], split)

    @property
    def report(self) -> Path | None:
        """The page, if the recipe writes one."""
        pages = sorted(self.artifact.directory.glob("*.html"))
        return pages[0] if pages else None


def run(
    recipe: Recipe,
    *,
    out: str | Path = "runs",
    until: str | None = None,
    settings: Settings | None = None,
    quiet: bool = False,
    anyway: bool = False,
    **values: object,
) -> Run:
    """Run a recipe; what is already done is skipped. As ``hornbook run``.

    Args:
        recipe: a name, ``path/to/mine.py:best``, a function that returns a stage, or a stage.
        out: where artifacts are kept.
        until: stop after the stage of this name.
        settings: how to run: workers, engine, budget, processes ….
        quiet: show no progress.
        anyway: run even what this machine seems unable to finish.
        values: the recipe's parameters; texts are read as on the command line, so that
            ``author="gpt-5-mini"`` is a teacher.

    Raises:
        HornbookError: for bad input, told in one sentence.
    """
    from hornbook.doctor.ability import require_ability
    from hornbook.pipeline.progress import Progress

    target, reference, told = _target(recipe, values)
    runner = Runner(open_store(Path(out)), settings, Progress(quiet=quiet))
    if not anyway:
        require_ability(runner, target, until=until, folders=_folders(recipe))
    outcome = runner.run(target, until=until)
    graph = outcome.graph
    places = {s.name: runner.store.place(s, graph.fingerprints[s]) for s in graph.stages}
    artifact: Artifact = runner.open(graph.target, graph)
    folder = run_folder(Path(out), reference) if reference and until is None else None
    if folder is not None:
        names = {name: str(place.relative_to(out)) for name, place in places.items()}
        record = RunRecord(recipe=reference, values=told, stages=names, target=graph.target.name)
        record.write(folder)
        for page in artifact.directory.glob("*.html"):
            shutil.copyfile(page, folder / page.name)
    return Run(
        artifact=artifact,
        stages=places,
        ran=tuple(stage.name for stage in outcome.ran),
        folder=folder,
    )


def plan(recipe: Recipe, *, out: str | Path = "runs", **values: object) -> list[PlannedStage]:
    """What `run` would do, stage by stage. As ``hornbook plan``.

    Raises:
        HornbookError: for bad input, told in one sentence.
    """
    from hornbook.pipeline import plan as planning

    return planning.plan(Runner(open_store(Path(out))), _target(recipe, values)[0])


def _target(recipe: Recipe, values: dict[str, object]) -> tuple[Stage[Any], str, tuple[str, ...]]:
    """The stage, the recipe as the command line names it if it can, and its values as texts."""
    import inspect

    from hornbook.recipe import build, load

    if isinstance(recipe, Stage):
        if values:
            raise TypeError(f"a stage takes no values: {', '.join(values)}")
        return recipe, "", ()
    told = tuple(f"{name}={_text(value)}" for name, value in values.items())
    if isinstance(recipe, str):
        return build(load(recipe), told), recipe, told
    stage = build(recipe, told)
    if recipe.__module__ == f"hornbook.recipes.{recipe.__name__}":
        return stage, recipe.__name__, told
    source = inspect.getsourcefile(recipe)
    known = source is not None and Path(source).is_file()
    return stage, f"{source}:{recipe.__name__}" if known else "", told


def _folders(recipe: Recipe) -> tuple[str, ...]:
    """The parameters that take a folder in place of the hub."""
    from hornbook.recipe import folders, load

    if isinstance(recipe, Stage):
        return ()
    return tuple(folders(load(recipe) if isinstance(recipe, str) else recipe))


def _text(value: object) -> str:
    """A value as the command line takes it."""
    if isinstance(value, tuple | list):
        return ",".join(_text(each) for each in value)
    return str(value)
