"""A training on many devices: the same worker in several processes, under ``accelerate launch``.

The stage's own process prepares a `Job`, starts the others, shows their progress and reads back
what they made. They end when it ends, however it ends: each holds the other end of a pipe.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from accelerate.commands.config.config_args import load_config_from_file

from hornbook.errors import HornbookError
from hornbook.pipeline.context import Context, Settings
from hornbook.pipeline.relay import Mirror
from hornbook.train.job import Job, Result
from hornbook.train.objective import Objective
from hornbook.train.schedule import Plan
from hornbook.train.tokens import TokenArray

SUPERVISED = "HORNBOOK_SUPERVISED"
CONFIGS = ("ddp", "fsdp", "zero2")
_PATIENCE = 20.0


def wanted(settings: Settings) -> bool:
    """Whether a training is to run in processes of its own."""
    return settings.processes > 1 or settings.launch is not None


def processes(settings: Settings) -> int:
    """How many processes will train, on all machines.

    Raises:
        HornbookError: when the configuration can't be read.
    """
    if not wanted(settings):
        return 1
    named: int = read_config(settings).num_processes
    if settings.processes > 1:
        return settings.processes
    return named if named > 0 else max(1, torch.accelerator.device_count())


def read_config(settings: Settings) -> Any:  # noqa: ANN401 - accelerate's own ClusterConfig
    """The configuration that ``accelerate launch`` will read.

    Raises:
        HornbookError: when it can't be read, or asks for what isn't installed.
    """
    path = config_path(settings)
    if not path.is_file():
        raise HornbookError(
            f"there is no file {path}; give --launch one of {', '.join(CONFIGS)}, or a file that "
            "accelerate config wrote"
        )
    try:
        config = load_config_from_file(str(path))
    except Exception as error:  # whatever its parser raises, the file is at fault
        message = str(error).strip().splitlines()[0]
        raise HornbookError(
            f"{path} isn't a configuration of accelerate ({message}); make one with: "
            "accelerate config"
        ) from None
    if config.distributed_type == "DEEPSPEED" and find_spec("deepspeed") is None:
        raise HornbookError(
            "ZeRO needs DeepSpeed; install it with: pip install hornbook[deepspeed]"
        )
    return config


def config_path(settings: Settings) -> Path:
    """The file of a configuration that comes with Hornbook, or the user's own."""
    name = settings.launch or "ddp"
    if name in CONFIGS:
        return Path(str(files("hornbook.train") / "launch_configs" / f"{name}.yaml"))
    return Path(name)


def sharding(world: int) -> str:
    """How this process and its fellows divide a training, in the words of `model.compute`."""
    if os.environ.get("ACCELERATE_USE_DEEPSPEED", "false").lower() == "true":
        return f"zero{os.environ.get('ACCELERATE_DEEPSPEED_ZERO_STAGE', '2')}"
    if os.environ.get("ACCELERATE_USE_FSDP", "false").lower() == "true":
        return "fsdp"
    return "ddp" if world > 1 else "none"


def run(objective: Objective, data: TokenArray, plan: Plan, context: Context) -> Result:
    """Train in processes of their own; ``objective`` ends with the trained weights.

    Raises:
        HornbookError: with the sentence of the process that failed.
    """
    count, settings = processes(context.settings), context.settings
    job = Job(context.scratch / "job")
    job.write(objective, data, plan, max(1, settings.workers // count))
    command = command_of(settings, count, job)
    if (read_config(settings).num_machines or 1) > 1:
        context.progress.say(
            "  waiting for the other machines; on each, with its own number, run:\n    "
            + " ".join(["accelerate launch --machine_rank N", *command[3:]]),
        )
    mirror = Mirror(context.progress)
    with job.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, SUPERVISED: "1"},
            start_new_session=True,  # Ctrl-C reaches this process alone, which passes it on
        )
        assert process.stdout is not None and process.stdin is not None
        try:
            for line in process.stdout:
                if not mirror.show(line):
                    log.write(line)
            status = process.wait()
        finally:
            mirror.close()
            _stop(process)
    result = job.result(objective)
    if status or result is None:
        raise HornbookError(
            job.failure()
            or f"the training processes ended with status {status}; {job.log} says more"
        )
    return result


def command_of(settings: Settings, count: int, job: Job) -> list[str]:
    """What starts the processes."""
    launch = [sys.executable, "-m", "accelerate.commands.launch"]
    options = ["--config_file", str(config_path(settings)), "--num_processes", str(count)]
    return [*launch, *options, "-m", "hornbook.train.worker", str(job.directory)]


def _stop(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None and process.stdin is not None
    process.stdin.close()  # the workers notice, and end
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    process.stdout.close()
