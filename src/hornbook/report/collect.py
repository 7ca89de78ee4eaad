"""From a run's artifacts to what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hornbook import benchmark
from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import identity_values
from hornbook.pipeline.manifest import Manifest
from hornbook.pipeline.stage import Stage, inputs
from hornbook.report import account, funnel, headline, quality, results, shelves, written
from hornbook.report.choosing import choosing
from hornbook.report.completions import Models, checkpoints, completions
from hornbook.report.duplicates import duplicates
from hornbook.report.entrants import result_table
from hornbook.report.lineage import walk
from hornbook.report.result_table import ResultTable
from hornbook.report.results import Contestant, Trained
from hornbook.report.results_file import RunResults
from hornbook.report.trainings import loss_panel, trainings
from hornbook.report.variety import variety
from hornbook.report.view import CurvePanel, FunnelTrack, Language, Report

if TYPE_CHECKING:
    from hornbook.report.stages import Comparison, Model, WriteReport


def collect(stage: WriteReport, context: Context) -> tuple[Report, RunResults]:
    """Read the artifacts and manifests that a report is about; the page, and its results."""
    needed = [context.load(each).directory for each in inputs(identity_values(stage))]
    artifacts = walk(needed)
    manifests = [manifest for _, manifest in artifacts]
    known = {manifest.fingerprint: manifest for manifest in manifests}
    corpus, filtered = _load(stage.corpus, context), _load(stage.filtered, context)
    textbooks, exercises = _load(stage.textbooks, context), _load(stage.exercises, context)
    searched = [context.load(each) for each in stage.decontaminated]
    named = [(funnel.source_name(Manifest.read(each.directory), known), each) for each in searched]
    thinned = [context.load(each) for each in stage.deduplicated]
    contestants = [
        Contestant(
            name=arm.name,
            data=context.load(arm.data),
            base=_trained(arm.base, context),
            tuned=_trained(arm.tuned, context) if arm.tuned else None,
        )
        for arm in stage.arms
    ]
    nodes, spends = account.nodes(manifests), account.spends(manifests)
    figure1 = results.figure1(contestants, stage.note)
    sources = [
        ("Corpus", "documents", corpus),
        ("Textbooks", "sections", textbooks),
        ("Exercises", "exercises and lessons", exercises),
        *((each.name, each.unit, context.load(each.data)) for each in stage.written),
    ]
    tracks = _tracks(sources, [*thinned, *searched, filtered], contestants)
    compared = [(each, _entrants(each, context)) for each in stage.comparisons]
    tables = tuple(result_table(each.title, models, each.note) for each, models in compared)
    report = Report(
        title=stage.title,
        headline=headline.headline(
            figure1, tracks, nodes, spends, _parameters(contestants), tables
        ),
        figures=headline.figures(figure1, nodes, spends, tables),
        funnel=tracks,
        figure1=figure1,
        tables=tables,
        panels=tuple(loss_panels(contestants, compared)),
        trainings=trainings(artifacts),
        documents=shelves.documents(corpus, filtered, stage.sample),
        sections=shelves.sections(textbooks, stage.sample),
        exercises=shelves.exercises(exercises, stage.sample),
        yields=written.yields([(each.name, context.load(each.data)) for each in stage.written]),
        written=tuple(
            written.shelf(
                each.name,
                each.unit,
                Language(each.language),
                context.load(each.data),
                stage.sample,
            )
            for each in stage.written
        ),
        classifier=quality.classifier(context.load(stage.classifier), filtered)
        if stage.classifier
        else None,
        duplicates=duplicates(
            [(funnel.source_name(Manifest.read(each.directory), known), each) for each in thinned],
            stage.sample,
        ),
        variety=variety(
            [(each.name, context.load(each.diversity).values()) for each in stage.measured]
        ),
        contamination=quality.contamination(named),
        choosing=tuple(choosing(each.name, context.load(each.selection)) for each in stage.chosen),
        hits=shelves.hits(named, problem_texts(named), stage.sample),
        completions=completions(_side_by_side(contestants, compared), stage.sample // 2),
        lineage=nodes,
        spends=spends,
        versions=account.versions(manifests),
        command=stage.command,
        finished=max((manifest.finished[:10] for manifest in manifests), default=""),
    )
    chosen = {each.name: context.load(each.selection).values() for each in stage.chosen}
    both = (*arm_tables(contestants, stage.note), *tables)
    return report, RunResults(stage.title, stage.command, both, chosen)


def arm_tables(contestants: Sequence[Contestant], note: str) -> Iterator[ResultTable]:
    """The arms as tables of one seed: their models before finetuning, and those after."""
    before = [(each.name, [each.base]) for each in contestants]
    after = [(each.name, [each.tuned]) for each in contestants if each.tuned]
    for title, entrants in (("Before finetuning", before), ("After finetuning", after)):
        if (made := result_table(title, entrants, note)).columns:
            yield made


def _entrants(comparison: Comparison, context: Context) -> list[tuple[str, list[Trained]]]:
    return [
        (each.name, [_trained(model, context) for model in each.models])
        for each in comparison.entrants
    ]


def loss_panels(
    contestants: Sequence[Contestant],
    compared: Sequence[tuple[Comparison, Sequence[tuple[str, Sequence[Trained]]]]],
) -> Iterator[CurvePanel]:
    """How the losses of the arms fell before and after finetuning, and those of comparisons."""
    arms: list[tuple[str, list[tuple[str, list[Checkpoint]]]]] = [
        ("Pretraining", [(each.name, [each.base.checkpoint]) for each in contestants]),
        (
            "Finetuning",
            [(each.name, [each.tuned.checkpoint] if each.tuned else []) for each in contestants],
        ),
    ]
    for title, models in arms:
        if panel := loss_panel(title, models, both=True):
            yield panel
    for comparison, entrants in compared:
        named = [(name, [model.checkpoint for model in models]) for name, models in entrants]
        if panel := loss_panel(comparison.title, named, both=False):
            yield panel


def problem_texts(searched: Sequence[tuple[str, Dataset]]) -> dict[str, str]:
    """The benchmarks' problems as texts by id, for those that something was found of."""
    manifests = [Manifest.read(dataset.directory) for _, dataset in searched]
    names = {
        name
        for manifest in manifests
        if manifest.rows.get("contaminated")
        for name in manifest.facts.get("benchmarks", [])
    }
    texts: dict[str, str] = {}
    for name in sorted(names):
        try:
            problems = benchmark.load(name)
        except HornbookError:
            continue  # the search had it; without it, the evidence still stands in the row
        texts |= {problem.id: problem.prompt + problem.solution for problem in problems}
    return texts


def _side_by_side(
    contestants: Sequence[Contestant],
    compared: Sequence[tuple[Comparison, Sequence[tuple[str, Sequence[Trained]]]]],
) -> list[tuple[str, Models]]:
    """The models whose completions are held against one another; of an entrant the first seed."""
    groups = [("data sets", checkpoints(contestants))] if contestants else []
    for comparison, entrants in compared:
        groups.append((comparison.title, [(name, models[0]) for name, models in entrants]))
    return groups


def _load(stage: Stage[Dataset] | None, context: Context) -> Dataset | None:
    return context.load(stage) if stage else None


def _trained(model: Model, context: Context) -> Trained:
    return Trained(
        context.load(model.checkpoint),
        tuple((test.title, context.load(test.evaluation)) for test in model.tests),
    )


def _tracks(
    sources: Sequence[tuple[str, str, Dataset | None]],
    followers: Sequence[Dataset | None],
    contestants: Sequence[Contestant],
) -> tuple[FunnelTrack, ...]:
    after = [each for each in followers if each]
    tracks = [funnel.track(name, unit, each, after) for name, unit, each in sources if each]
    if contestants:
        packed = [(each.name, each.data.directory) for each in contestants]
        tracks.append(funnel.tokens(packed))
    return tuple(tracks)


def _parameters(contestants: Sequence[Contestant]) -> int:
    counts = {
        Manifest.read(each.base.checkpoint.directory).facts.get("parameters", 0)
        for each in contestants
    }
    return int(counts.pop()) if len(counts) == 1 else 0
