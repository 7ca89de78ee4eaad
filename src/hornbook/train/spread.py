"""One training on one device or on many, through accelerate; the loop needn't know which.

What the environment of ``accelerate launch`` asks for decides: nothing (one device), DDP, FSDP or
DeepSpeed ZeRO. Gradients are averaged over processes by all of them, while an objective's parts
are to be added up: `Spread.backward` makes up for that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator, PartialState
from accelerate.state import AcceleratorState
from accelerate.utils import DistributedType, InitProcessGroupKwargs
from torch import Tensor
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_model_state_dict,
    get_state_dict,
    set_model_state_dict,
    set_state_dict,
)

from hornbook.errors import HornbookError
from hornbook.model.compile import compile_blocks
from hornbook.train.batch import Batch
from hornbook.train.objective import Objective
from hornbook.train.saves import write_state
from hornbook.train.schedule import Plan

_MIXED = {"float32": "no", "bfloat16": "bf16", "float16": "fp16"}
_WHOLE = StateDictOptions(full_state_dict=True, cpu_offload=True)
_ENGINE_TAG = "deepspeed"


class Spread:
    """An objective and its optimizer on the devices of this process and of its fellows.

    Args:
        objective: what to lower; its weights are moved and divided in place.
        optimizer: of its weights.
        plan: how to train, its precision resolved.
        say: takes a sentence where a compiler is wanted and there is none.

    Raises:
        HornbookError: when the weights are divided and the plan's optimizer needs them whole.
    """

    def __init__(
        self,
        objective: Objective,
        optimizer: torch.optim.Optimizer,
        plan: Plan,
        say: Callable[[str], None],
    ) -> None:
        self.accelerator = _accelerator(plan)
        self._refuse_parts_of_matrices(plan)
        if self.accelerator.distributed_type != DistributedType.FSDP:  # which needn't fit whole
            objective.to(self.accelerator.device)
        compiled = self.accelerator.device.type != "cpu" if plan.compile == "auto" else plan.compile
        self.compiled = compile_blocks(objective.phi, compiled, say)
        self.model, self.optimizer = self.accelerator.prepare(objective, optimizer)
        self.rank, self.world = self.accelerator.process_index, self.accelerator.num_processes
        self.first = self.rank == 0
        self.device: torch.device = self.accelerator.device
        self.deepspeed = self.accelerator.distributed_type == DistributedType.DEEPSPEED

    def _refuse_parts_of_matrices(self, plan: Plan) -> None:
        kind = self.accelerator.distributed_type
        dividing = (DistributedType.FSDP, DistributedType.DEEPSPEED)
        if plan.optimizer == "muon" and kind in dividing:
            raise HornbookError(
                "optimizer='muon' needs whole matrices, which FSDP and ZeRO divide; train with DDP "
                "(--launch ddp), or with optimizer='adamw'"
            )

    def place(self, batch: Batch) -> Batch:
        """The batch on this process's device."""
        parts = (batch.tokens_BL, batch.mask_BL, batch.labels_BL)
        moved = (None if part is None else part.to(self.device) for part in parts)
        return Batch(*moved)  # type: ignore[arg-type]  # tokens are always there

    def adding_up(self, *, last: bool) -> AbstractContextManager[None]:
        """Around the forward and backward pass of a part; the last one meets those of others."""
        self.accelerator.gradient_state._set_sync_gradients(last)
        if last or self.deepspeed:
            return torch.autograd.set_grad_enabled(True)
        waiting: AbstractContextManager[None] = self.accelerator.no_sync(self.model)
        return waiting

    def backward(self, loss: Tensor) -> None:
        """Add the gradient of a part of the step's loss."""
        # Over processes gradients are averaged, not added.
        loss = loss * self.world if self.world > 1 else loss
        if self.deepspeed:
            engine = self.model
            engine.set_gradient_accumulation_boundary(self.accelerator.sync_gradients)
            engine.backward(loss)
        else:
            self.accelerator.backward(loss)

    def clip(self, most: float) -> float:
        """Cut the gradient's norm to ``most``; returns what it was.

        Under DeepSpeed, which cuts while it steps, and under float16 where the scaled gradient
        overflowed (the scaler then leaves the step out, and scales less), this is zero.
        """
        if self.deepspeed:
            return 0.0
        norm = self.accelerator.clip_grad_norm_(self.model.parameters(), most)
        norm = norm.full_tensor() if hasattr(norm, "full_tensor") else norm
        value = float(norm.item())
        scaler = self.accelerator.scaler
        if scaler is not None and not torch.isfinite(norm) and scaler.get_scale() > 1:
            return 0.0
        return value

    def step(self) -> None:
        """Change the weights."""
        if self.deepspeed:
            self.model.step()
            return
        self.optimizer.step()
        self.optimizer.zero_grad()

    def skip(self) -> None:
        """Leave the weights as they are, and forget the gradient."""
        if self.deepspeed:
            self.model.optimizer.zero_grad()
            return
        if self.accelerator.scaler is not None:
            self.accelerator.scaler.update()  # what `step` would have done
        self.optimizer.zero_grad()

    def total(self, *values: float) -> list[float]:
        """Each number added up over all processes."""
        if self.world == 1:
            return [*values]
        added = torch.tensor(values, dtype=torch.float64, device=self.device)
        torch.distributed.all_reduce(added)
        return added.tolist()

    def wait(self) -> None:
        """Until all processes are here."""
        self.accelerator.wait_for_everyone()

    def close(self) -> None:
        """Part from the other processes."""
        self.accelerator.end_training()

    def write(self, directory: Path, state: Mapping[str, Any]) -> None:
        """Write weights, optimizer, scaler, random numbers and ``state``; all processes call it."""
        random = self._gather_random()
        whole: dict[str, Any] = {}
        if self.deepspeed:
            self.model.save_checkpoint(directory, tag=_ENGINE_TAG)
        else:
            model, optimizer = get_state_dict(self.model, self._bare(), options=_WHOLE)
            whole = {"model": model, "optimizer": optimizer}
        if self.first:
            scaler = self.accelerator.scaler
            scale = None if scaler is None else scaler.state_dict()
            write_state(directory, {**state, **whole, "random": random, "scaler": scale})

    def load(self, directory: Path, state: Mapping[str, Any]) -> None:
        """Go back to what `write` wrote into ``directory`` as ``state``."""
        if self.deepspeed:
            self.model.load_checkpoint(directory, tag=_ENGINE_TAG)
        else:
            set_state_dict(
                self.model,
                self._bare(),
                model_state_dict=state["model"],
                optim_state_dict=state["optimizer"],
                options=_WHOLE,
            )
        if state["scaler"] is not None and self.accelerator.scaler is not None:
            self.accelerator.scaler.load_state_dict(state["scaler"])
        if len(state["random"]) == self.world:
            for restore, numbers in zip(
                (torch.set_rng_state, torch.cuda.set_rng_state),
                state["random"][self.rank],
                strict=False,
            ):
                restore(numbers)

    def load_weights(self, directory: Path, state: Mapping[str, Any]) -> None:
        """Take the weights alone from a save."""
        if self.deepspeed:
            self.model.load_checkpoint(directory, tag=_ENGINE_TAG, load_module_only=True)
        else:
            set_model_state_dict(self.model, state["model"], options=_WHOLE)

    def weights(self) -> dict[str, Tensor]:
        """All weights, whole and on the CPU, for the first process; nothing for the others."""
        if self.deepspeed:
            state = self.accelerator.get_state_dict(self.model)
            return {name: weights.float().cpu() for name, weights in state.items()}
        return get_model_state_dict(self.model, options=_WHOLE)  # type: ignore[return-value]  # no nesting

    def _bare(self) -> torch.optim.Optimizer:
        bare: torch.optim.Optimizer = self.optimizer.optimizer
        return bare

    def _gather_random(self) -> list[list[Tensor]]:
        mine = [torch.get_rng_state()]
        if self.device.type == "cuda":
            mine.append(torch.cuda.get_rng_state(self.device))
        if self.world == 1:
            return [mine]
        gathered = [self.accelerator.gather(state[None].to(self.device)).cpu() for state in mine]
        return [[kind[rank].clone() for kind in gathered] for rank in range(self.world)]


def cpu_only() -> bool:
    """Whether there is nothing faster than the processor."""
    return not torch.accelerator.is_available()


def _accelerator(plan: Plan) -> Accelerator:
    # The state is the process's, and an earlier training may have had another precision.
    AcceleratorState._reset_state()
    handlers = []
    deepspeed = os.environ.get("ACCELERATE_USE_DEEPSPEED", "false").lower() == "true"
    if cpu_only() and deepspeed:
        handlers.append(InitProcessGroupKwargs(backend="gloo"))
    elif cpu_only() and os.environ.get("ACCELERATE_USE_FSDP", "false").lower() == "true":
        # accelerate offers FSDP on accelerators alone, though all of it runs on processors, too.
        PartialState(cpu=True).distributed_type = DistributedType.MULTI_GPU
    accelerator = Accelerator(
        cpu=cpu_only() and not deepspeed,
        mixed_precision=_MIXED[plan.precision],
        kwargs_handlers=handlers,
    )
    if accelerator.distributed_type == DistributedType.DEEPSPEED:
        accelerator.state.deepspeed_plugin.deepspeed_config.update(
            train_micro_batch_size_per_gpu=plan.micro_batch
            or plan.share(accelerator.num_processes),
            gradient_accumulation_steps=1,  # the parts of a step are summed, not averaged
            gradient_clipping=plan.clip,
        )
    return accelerator
