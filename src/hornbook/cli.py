"""The command line: every command reads its arguments, calls one function and prints."""

from __future__ import annotations

import json
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hornbook import __version__, cli_cache
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.pipeline.runner import Runner

app = typer.Typer(
    name="hornbook",
    help="Turn a corpus and a teacher model into textbook-quality data, and that into a model.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

app.add_typer(cli_cache.app, name="cache")

RecipeArgument = Annotated[
    str, typer.Argument(metavar="RECIPE", help="A recipe's name, or path/to/file.py:function.")
]
ValuesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME=VALUE]…", help="The recipe's parameters.")
]
OutOption = Annotated[Path, typer.Option("--out", help="Where artifacts and reports are kept.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes for work that is divided.")
]
WeakOption = Annotated[
    bool,
    typer.Option("--weak-sandbox", help="Run programs even where the kernel can't confine them."),
]

DEFAULT_OUT = Path("runs")
_INTERRUPTED = 130  # what Typer exits with after Ctrl-C


def _example(text: str) -> str:
    return f"Example: `{text}`"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hornbook {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command(epilog=_example("hornbook run nano steps=300 seed=1"))
def run(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    until: Annotated[str | None, typer.Option(help="Stop after the stage of this name.")] = None,
    engine: Annotated[str, typer.Option(help="native, ray or ray://host:port.")] = "native",
    workers: WorkersOption = None,
    weak_sandbox: WeakOption = False,
    teacher_port: Annotated[int, typer.Option(help="Loopback port; 0 takes a free one.")] = 0,
    budget: Annotated[str | None, typer.Option(help="What teachers may use: 25USD, 2Mtok.")] = None,
) -> None:
    """Run a recipe; what is already done is skipped."""
    from hornbook.recipe import build, load
    from hornbook.teacher.budget import Budget
    from hornbook.terminal import conclude

    target = build(load(recipe), values or [])
    if budget is not None:
        Budget.parse(budget)  # so that a slip is told before any work
    runner = _runner(
        out,
        engine=engine,
        workers=workers,
        weak_sandbox=weak_sandbox,
        teacher_port=teacher_port,
        budget=budget,
    )
    started = time.monotonic()
    outcome = runner.run(target, until=until)
    seconds = time.monotonic() - started
    conclude(runner, outcome, recipe=recipe, values=values or [], out=out, seconds=seconds)


@app.command(epilog=_example("hornbook plan nano steps=300"))
def plan(
    recipe: RecipeArgument,
    values: ValuesArgument = None,
    out: OutOption = DEFAULT_OUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a run would do: which stages are done, which would run, and their sizes."""
    from hornbook.pipeline import plan as planning
    from hornbook.recipe import build, load
    from hornbook.terminal import plan_table

    stages = planning.plan(_runner(out), build(load(recipe), values or []))
    if as_json:
        typer.echo(json.dumps([asdict(stage) for stage in stages], indent=2))
    else:
        plan_table(stages)


@app.command(epilog=_example("hornbook show runs/nano --stage filter --split dropped -n 3"))
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
    from hornbook import terminal

    path = Path(what) if what else out
    if stage is not None:
        terminal.show_artifact(terminal.artifact_of(path, stage), split, rows)
    elif what and not path.exists():
        terminal.show_ancestry(out, what)
    elif (path / "manifest.json").is_file():
        terminal.show_artifact(path, split, rows)
    else:
        terminal.show_runs(path)


@app.command(epilog=_example("hornbook report runs/nano"))
def report(
    run: Annotated[
        Path | None, typer.Argument(help="The run's folder; the newest if left out.")
    ] = None,
    out: OutOption = DEFAULT_OUT,
) -> None:
    """Write a run's report anew from what is done, and print where it lies."""
    from hornbook.pipeline.run import RunRecord
    from hornbook.recipe import build, load
    from hornbook.terminal import conclude, newest_run

    folder = run or newest_run(out)
    record = RunRecord.read(folder)
    runner = _runner(folder.parent)
    started = time.monotonic()
    outcome = runner.remake(build(load(record.recipe), record.values))
    seconds = time.monotonic() - started
    conclude(
        runner,
        outcome,
        recipe=record.recipe,
        values=record.values,
        out=folder.parent,
        seconds=seconds,
    )


@app.command(epilog=_example('hornbook ask runs/nano "def add(a, b):"'))
def ask(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint's folder, or a run's.")],
    prompt: Annotated[str, typer.Argument(help="What the model continues; - reads stdin.")],
    stage: Annotated[str | None, typer.Option(help="With a run: which model.")] = None,
    max_new_tokens: Annotated[int, typer.Option(min=1)] = 200,
    temperature: Annotated[float, typer.Option(min=0.0)] = 0.0,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Let a model continue a prompt."""
    from hornbook.terminal import checkpoint_of, stream

    text = sys.stdin.read() if prompt == "-" else prompt
    stream(checkpoint_of(checkpoint, stage), text, max_new_tokens, temperature, seed)


@app.command(epilog=_example("hornbook classify snippets.jsonl -o scored.jsonl"))
def classify(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="JSONL or Parquet with a text column.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The same rows with a score.")],
    workers: WorkersOption = None,
) -> None:
    """Add `educational_value` (0 to 5) to every row of a file."""
    from hornbook.curate.classify import classify_file
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.progress import Progress

    settings = Settings() if workers is None else Settings(workers=workers)
    made = classify_file(source, output, progress=Progress(), workers=settings.workers)
    unparsed = f", {made.unparsed:,} of them not Python" if made.unparsed else ""
    typer.echo(f"{made.rows:,} rows scored{unparsed}: {output}")


@app.command(epilog=_example("hornbook execute programs.jsonl -o results.jsonl"))
def execute(
    source: Annotated[
        Path, typer.Argument(metavar="PROGRAMS", help="Lines {id, program, test, entry_point}.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Lines {id, outcome, …}.")],
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit of a program.")] = 3.0,
    memory: Annotated[int, typer.Option(min=32, help="Memory limit of a program, in MiB.")] = 512,
    workers: WorkersOption = None,
    weak_sandbox: WeakOption = False,
) -> None:
    """Run programs and their tests in the sandbox."""
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.progress import Progress
    from hornbook.sandbox import Limits
    from hornbook.sandbox.execute import execute_file

    settings = Settings() if workers is None else Settings(workers=workers)
    limits = Limits(seconds=seconds, memory=memory << 20)
    with Progress().bar("running", unit="programs") as bar:
        counts = execute_file(
            source,
            output,
            limits=limits,
            workers=settings.workers,
            weak=weak_sandbox,
            advance=lambda verdict: bar.advance(),
        )
    summary = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    typer.echo(f"{summary}: {output}")


def _runner(out: Path, **settings: Any) -> Runner:  # noqa: ANN401 - fields of Settings
    from hornbook.pipeline.context import Settings
    from hornbook.pipeline.runner import Runner
    from hornbook.pipeline.store import open_store

    given = {name: value for name, value in settings.items() if value is not None}
    return Runner(open_store(out), Settings(**given))


def main() -> None:
    """Run the command line; user errors become one sentence and a non-zero exit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except HornbookError as error:
        typer.secho(f"hornbook: {error}", fg="red", err=True)
        sys.exit(error.exit_code)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:
            typer.echo("\nStopped; what is done is kept. Run the same command to go on.", err=True)
        raise
