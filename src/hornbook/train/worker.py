"""What trains: in this process, or in each of those that ``accelerate launch`` started.

Run by `hornbook.train.launch`, or by hand on further machines:
``accelerate launch … -m hornbook.train.worker JOB``.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import torch

from hornbook.errors import HornbookError
from hornbook.model.compute import Workload
from hornbook.model.device import this_device
from hornbook.model.machine import check_fits, free_memory
from hornbook.pipeline.context import Context
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.relay import Relay
from hornbook.train import launch
from hornbook.train.job import Job, Result
from hornbook.train.log import THROUGHPUT_FILE, Row
from hornbook.train.objective import Objective
from hornbook.train.peak import peak
from hornbook.train.precision import resolve
from hornbook.train.schedule import Plan
from hornbook.train.shortage import explained
from hornbook.train.spread import cpu_only
from hornbook.train.tokens import TokenArray
from hornbook.train.trainer import Trainer
from hornbook.train.windows import Windows


def train(objective: Objective, data: TokenArray, plan: Plan, context: Context) -> list[Row]:
    """Train in place; returns how the loss fell, and records facts in the manifest.

    Beside what the stage writes, ``throughput.csv`` is put into its directory: it says how fast
    each part of the training was, and so differs from run to run.

    Args:
        objective: what to lower, with the weights to start from; it ends with the trained ones.
        data: windows to train on, and to hold out.
        plan: how to train.
        context: of the running stage; its scratch holds what a killed training goes on from.

    Raises:
        HornbookError: for what can't be trained, before any time is spent, and for what goes wrong.
    """
    plan = replace(plan, precision=settled_precision(plan, context.scratch))
    check(objective, data, plan, launch.processes(context.settings))
    if launch.wanted(context.settings):
        result = launch.run(objective, data, plan, context)
    else:
        threads = context.settings.workers
        _, result = fit(objective, data, plan, context.scratch, context.progress, threads)
        objective.cpu()
    context.record(**result.facts)
    shutil.copyfile(context.scratch / THROUGHPUT_FILE, context.directory / THROUGHPUT_FILE)
    return result.losses


def settled_precision(plan: Plan, scratch: Path) -> str:
    """The precision of this machine, or that of the one where the training began."""
    path = scratch / "precision"
    if path.exists():
        return path.read_text(encoding="utf-8")
    precision = resolve(plan.precision)
    path.write_text(precision, encoding="utf-8")
    return precision


def check(objective: Objective, data: TokenArray, plan: Plan, processes: int) -> None:
    """Refuse what can't be trained, before any time is spent on it.

    Raises:
        HornbookError: when data, model, plan and devices don't fit one another.
    """
    data.check()
    facts, config = data.facts(), objective.phi.config
    if facts["vocabulary"] > config.vocabulary:
        raise HornbookError(
            f"{data.directory} holds tokens of a vocabulary of {facts['vocabulary']:,}, the model "
            f"has {config.vocabulary:,}; pack the data with the model's tokenizer"
        )
    if facts["length"] > config.context:
        raise HornbookError(
            f"windows of {facts['length']:,} tokens don't fit a model with a context of "
            f"{config.context:,}; pack a smaller length or choose a shape with a longer context"
        )
    plan.share(processes)
    if plan.precision == "float16" and cpu_only():
        raise HornbookError(
            "float16 needs an accelerator; choose the precision bfloat16 or float32 here"
        )
    if plan.keep == "best" and Windows.heldout(data) is None:
        raise HornbookError(
            f"keep='best' needs held-out text, and {data.directory} holds less than one window "
            "of it; pack with a larger heldout_share, or choose keep='last'"
        )


def check_memory(objective: Objective, plan: Plan, length: int, world: int) -> None:
    """Refuse a training that this process's device has no memory for.

    Raises:
        HornbookError: with what it needs, what there is, and what to change.
    """
    kind = "cuda" if torch.cuda.is_available() else "cpu"
    work = Workload(
        config=objective.phi.config,
        length=length,
        windows=plan.micro_batch or plan.share(world),
        precision=plan.precision,
        sharding=launch.sharding(world),
        devices=world,
        flash=kind != "cpu" or not plan.dropout,
        dropout=plan.dropout > 0,
    )
    if kind == "cuda":
        free = float(torch.cuda.mem_get_info()[0])
    else:
        free = free_memory() / int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    check_fits(work, free, kind=kind)


def fit(
    objective: Objective,
    data: TokenArray,
    plan: Plan,
    scratch: Path,
    progress: Progress,
    threads: int,
) -> tuple[Trainer, Result]:
    """Train with this process, as one of those that share the work or alone."""
    torch.set_num_threads(threads)
    started, length = time.monotonic(), data.facts()["length"]
    world = int(os.environ.get("WORLD_SIZE", "1"))
    check_memory(objective, plan, length, world)
    rate = world * peak(this_device(), plan.precision, threads)
    with explained(plan, length, world):
        windows = Windows.of(data, "train", plan.seed)
        trainer = Trainer(objective, plan, windows, Windows.heldout(data), scratch, peak=rate)
        trainer.run(progress)
    kept = trainer.best[1] if plan.keep == "best" and trainer.best else plan.steps
    row = next(row for row in trainer.losses.rows if row["step"] == kept)
    facts = {
        "parameters": sum(weights.numel() for weights in objective.parameters()),
        "precision": plan.precision,
        "device": str(trainer.spread.device.type),
        "processes": trainer.spread.world,
        "threads": torch.get_num_threads(),
        "compiled": trainer.spread.compiled,
        "tokens": plan.steps * plan.batch * length,
        "kept_step": kept,
        "train_loss": row["train_loss"],
        "heldout_loss": row["heldout_loss"],
        "skipped_batches": trainer.guard.skipped,
        "returns": trainer.guard.returns,
        "training_seconds": round(time.monotonic() - started, 1),
        **trainer.mean_speed(),
    }
    return trainer, Result(trainer.losses.rows, facts)


def main() -> None:
    """Do the job whose folder is the one argument."""
    job = Job(Path(sys.argv[1]))
    first = os.environ.get("RANK", "0") == "0"
    supervised = launch.SUPERVISED in os.environ
    if supervised:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    progress = Relay(sys.stdout) if first and supervised else Progress(quiet=not first)
    try:
        objective, data, plan, threads = job.read()
        trainer, result = fit(objective, data, plan, job.scratch, progress, threads)
        weights = trainer.spread.weights()
        if first:
            job.finish(result, weights)
        trainer.spread.wait()
    except HornbookError as error:
        job.fail(str(error))
        sys.exit(1)
    except Exception as error:
        job.fail(f"{type(error).__name__} in a training process: {error} ({job.log} says more)")
        raise
    trainer.spread.close()


def _end_with_parent() -> None:
    # The pipe closes when the stage's process is gone, however it went.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main()
