"""Whether this machine can do what a recipe asks, by its plan, before anything has begun.

A paper's own scale is easily asked for on a laptop: the data would be read for days before the
first training says that it doesn't fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hornbook.doctor.finding import State
from hornbook.errors import HornbookError
from hornbook.model.devices import DEVICES
from hornbook.pipeline.graph import AnyStage, Graph
from hornbook.pipeline.remote import remote
from hornbook.pipeline.runner import Runner
from hornbook.train.placement import Machine, place, this_machine
from hornbook.train.planned import PlannedTraining, planned_trainings

MOST_DAYS = 90.0
"""Days of training that a run may take on this machine."""

SMALL = 1e16
"""Operations that aren't worth looking at the machine for: days on two cores."""

_DAY = 24 * 3600
_NAMED = 3  # trainings that are named


def require_ability(
    runner: Runner, target: AnyStage, *, until: str | None = None, folders: Sequence[str] = ()
) -> None:
    """Refuse a run that this machine can't finish.

    Args:
        runner: that would run it.
        target: of the recipe.
        until: the stage to stop after.
        folders: parameters of the recipe that take a folder in place of the hub.

    Raises:
        HornbookError: which trainings don't fit or take too long, and what can't be fetched.
    """
    graph = Graph.of(target).until(until)
    todo = runner.missing(graph)
    if not todo:
        return
    trainings = [
        each
        for each in planned_trainings(runner, graph.target)
        if not each.done and any(each.stage == stage.name for stage in todo)
    ]
    told = [*_too_much(trainings, runner), *_out_of_reach(graph, todo, folders)]
    if told:
        raise HornbookError("; and ".join(told))


def _too_much(trainings: Sequence[PlannedTraining], runner: Runner) -> list[str]:
    """What is too big or takes too long, in a sentence; none if nothing is."""
    if sum(each.flops or 0.0 for each in trainings) < SMALL:
        return []
    machine = _machine(runner)
    if machine is None:
        return []
    placed = [(each, found) for each in trainings if (found := place(each, machine))]
    big = [each.stage for each, found in placed if found.workload is None]
    days = sum(found.seconds for _, found in placed) / _DAY
    name = machine.device.name
    reasons = []
    if big:
        more = f" and {len(big) - _NAMED} others" if len(big) > _NAMED else ""
        named = ", ".join(repr(stage) for stage in big[:_NAMED])
        free = f"{machine.device.memory / 1e9:,.0f} GB"
        reasons.append(f"the training of {named}{more} doesn't fit into its {free}")
    if days > MOST_DAYS:
        trained = f"all {len(placed)} trainings" if len(placed) > 1 else "the training"
        reasons.append(f"{trained} would take {days:,.0f} days")
    if not reasons:
        return []
    where = name if machine.devices == 1 else f"{machine.devices} × {name}"
    return [
        f"{where} can't hold this run: {' and '.join(reasons)} (hornbook plan says what others "
        "would take, as with --device A100 --devices 8; --anyway runs it all the same)"
    ]


def _machine(runner: Runner) -> Machine | None:
    """What would train here; None where a GPU is of a kind that isn't known."""
    from hornbook.doctor.machine import accelerators

    gpus = accelerators()
    if gpus.state is not State.WORKS:
        return this_machine()
    devices = gpus.figures["devices"]
    assert isinstance(devices, list)  # see `accelerators`
    first = devices[0]
    plain = first["name"].replace(" ", "")
    known = next((each for name, each in sorted(DEVICES.items()) if name in plain), None)
    if known is None:
        return None
    here = replace(known, memory=float(first["memory"]))
    return Machine(device=here, devices=runner.settings.processes)


def _out_of_reach(graph: Graph, todo: set[AnyStage], folders: Sequence[str]) -> list[str]:
    """What can't be fetched, in a sentence; none if all can."""
    ordered = (stage for stage in graph.stages if stage in todo)
    needed = list(dict.fromkeys(each for stage in ordered for each in remote(stage)))
    if not needed:
        return []
    from hornbook.doctor.network import hub

    found = hub()
    if found.state is State.WORKS:
        return []
    named = ", ".join(folders)
    instead = f"give folders in their place ({named})" if named else "give folders in their place"
    return [
        f"it needs {', '.join(needed)} of the Hugging Face hub, which is out of reach "
        f"({found.says}): {instead}, or run where the hub answers"
    ]
