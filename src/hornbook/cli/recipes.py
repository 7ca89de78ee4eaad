"""``hornbook run``, ``plan``, ``show`` and ``report``: recipes and what they made."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli.company import JobsOption, at_work, check, share
from hornbook.cli.options import (
    DEFAULT_OUT,
    EngineOption,
    OutOption,
    RecipeArgument,
    ValuesArgument,
    WeakOption,
    WorkersOption,
    example,
    runner_for,
)

app = typer.Typer()


@app.command(epilog=example("hornbook run nano steps=300 seed=1"))
def run(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    name: Annotated[
        str | None,
        typer.Option(help="The run's folder below --out; the recipe's name if left out."),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Stop after the stage of this name.")] = None,
    engine: EngineOption = "native",
    workers: WorkersOption = None,
    jobs: JobsOption = 1,
    weak_sandbox: WeakOption = False,
    teacher_port: Annotated[int, typer.Option(help="Loopback port; 0 takes a free one.")] = 0,
    processes: Annotated[
        int, typer.Option(min=1, help="Processes that train a model together, one a device.")
    ] = 1,
    launch: Annotated[
        str | None,
        typer.Option(help="How they divide it: ddp, fsdp, zero2, or a file of accelerate config."),
    ] = None,
    budget: Annotated[str | None, typer.Option(help="What teachers may use: 25USD, 2Mtok.")] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Run even what this machine seems unable to finish.")
    ] = False,
) -> None:
    """Run a recipe; what is already done is skipped."""
    from hornbook.doctor.ability import require_ability
    from hornbook.pipeline.graph import Graph
    from hornbook.pipeline.run import run_folder
    from hornbook.recipe import build, folders, load
    from hornbook.teacher.budget import Budget
    from hornbook.terminal.conclusion import conclude

    folder = run_folder(out, recipe, name)
    target = build(found := load(recipe), values or [])
    if budget is not None:
        Budget.parse(budget)  # so that a slip is told before any work
    check(jobs, engine=engine, budget=budget)
    shared = {
        "workers": share(workers, jobs),
        "weak_sandbox": weak_sandbox,
        "processes": processes,
        "launch": launch,
    }
    runner = runner_for(out, engine=engine, teacher_port=teacher_port, budget=budget, **shared)
    if not anyway:
        require_ability(runner, target, until=until, folders=folders(found))
    graph, given = Graph.of(target).until(until), values or []
    started = time.monotonic()
    with at_work(
        runner, graph, folder, jobs, recipe=recipe, values=given, out=out, until=until, **shared
    ):
        outcome = runner.run(target, until=until)
    seconds = time.monotonic() - started
    conclude(runner, outcome, recipe=recipe, values=given, folder=folder, seconds=seconds)


@app.command(epilog=example("hornbook plan nano --device H200 --devices 8 --mfu 0.4"))
def plan(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    device: Annotated[
        list[str] | None,
        typer.Option(help="What to train on: H200, A100 …; this machine if left out. Repeatable."),
    ] = None,
    devices: Annotated[int, typer.Option(help="How many of them share a training.")] = 1,
    mfu: Annotated[
        float | None, typer.Option(help="Share of the devices' peak that training gets.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a run would do: what is done, what would run, what teachers and trainings take."""
    from hornbook.pipeline import plan as planning
    from hornbook.recipe import build, load
    from hornbook.teacher.estimate import estimate
    from hornbook.terminal.tables import estimate_table, plan_json, plan_table
    from hornbook.terminal.trainings import papers_table, training_records, training_table
    from hornbook.train.placement import machines
    from hornbook.train.planned import planned_trainings

    runner, target = runner_for(out), build(load(recipe), values or [])
    stages = planning.plan(runner, target)
    estimates = estimate(runner, target)
    trainings = planned_trainings(runner, target)
    places = machines(device or [], devices, mfu, local=bool(trainings))
    if as_json:
        typer.echo(plan_json(stages, estimates, training_records(trainings, places, mfu)))
    else:
        plan_table(stages)
        estimate_table(estimates)
        training_table(trainings, places)
        papers_table(trainings, mfu)


@app.command(epilog=example("hornbook show runs/nano --stage filter --split dropped -n 3"))
def show(
    what: Annotated[
        str, typer.Argument(help="A run's folder, an artifact's folder, or a row's id.")
    ] = "",
    stage: Annotated[str | None, typer.Option(help="With a run: one stage's artifact.")] = None,
    split: Annotated[str | None, typer.Option(help="The split whose rows to print.")] = None,
    rows: Annotated[int, typer.Option("-n", min=0, help="How many rows.")] = 3,
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Show a run's artifacts, an artifact's rows, or the ancestry of a row."""
    from hornbook.terminal import artifacts

    path = Path(what) if what else out
    if stage is not None:
        artifacts.show_artifact(artifacts.artifact_of(path, stage), split, rows)
    elif what and not path.exists():
        artifacts.show_ancestry(out, what)
    elif (path / "manifest.json").is_file():
        artifacts.show_artifact(path, split, rows)
    else:
        artifacts.show_runs(path)


@app.command(epilog=example("hornbook report runs/nano"))
def report(
    run: Annotated[
        Path | None, typer.Argument(help="The run's folder; the newest if left out.")
    ] = None,
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Write a run's report anew from what is done, and print where it lies."""
    from hornbook.pipeline.run import RunRecord
    from hornbook.recipe import build, load
    from hornbook.terminal.artifacts import newest_run
    from hornbook.terminal.conclusion import conclude

    folder = run or newest_run(out)
    record = RunRecord.read(folder)
    runner = runner_for(folder.parent)
    started = time.monotonic()
    outcome = runner.remake(build(load(record.recipe), record.values))
    seconds = time.monotonic() - started
    conclude(
        runner,
        outcome,
        recipe=record.recipe,
        values=record.values,
        folder=folder,
        seconds=seconds,
    )
