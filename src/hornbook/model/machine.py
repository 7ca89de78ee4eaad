"""What this machine has, and whether a training fits into it. Imports neither torch nor numpy."""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.model.compute import Workload, most_windows, training_memory
from hornbook.pipeline.cores import usable_cores

# Measured by `python benchmarks/memory.py`, see docs/results/compute.md.
PROCESS = 0.35e9
"""Bytes that a process with torch takes before it has a model."""
HEAP = 1.35
"""How much more the C library's heap takes than is in use."""

# Not measured: what CUDA's context takes, and what torch's allocator rounds up to.
CONTEXT = 0.8e9
ROUNDING = 1.1

_UNLIMITED = 2**60  # version 1 of control groups says "no limit" with a number beyond this


def taken(work: Workload, kind: str = "cpu") -> float:
    """Bytes that a training takes of a device's memory; ``kind`` is torch's, ``cpu`` or ``cuda``.

    That is more than `training_memory`, which is what it uses.
    """
    used = training_memory(work).total
    return PROCESS + HEAP * used if kind == "cpu" else CONTEXT + ROUNDING * used


def room_for_tensors(memory: float, kind: str = "cpu") -> float:
    """How much of ``memory`` bytes a training can use: `taken` the other way round."""
    return (memory - PROCESS) / HEAP if kind == "cpu" else (memory - CONTEXT) / ROUNDING


def check_fits(work: Workload, memory: float, *, kind: str = "cpu", what: str = "training") -> None:
    """Refuse a training that a device has no memory for, before any time is spent.

    Args:
        work: what the device would compute at once.
        memory: bytes it has free: `free_memory`, or ``torch.cuda.mem_get_info()[0]``. Processes
            that share a machine share its memory, too.
        kind: ``cpu`` or ``cuda``.
        what: the name of the training, for the message.

    Raises:
        HornbookError: with the number and what to change.
    """
    needed = taken(work, kind)
    if needed <= memory:
        return
    short = (
        f"{what} needs about {_size(needed)} of memory for {work.windows:,} windows of "
        f"{work.length:,} tokens at once, and {_size(memory)} are free"
    )
    room = room_for_tensors(memory, kind)
    if less := most_windows(work, room):
        raise HornbookError(f"{short}; choose micro_batch={less} or smaller")
    one = replace(work, windows=1)
    spread = _enough_devices(one, room)
    over = f", or spread it with FSDP over {spread} such devices" if spread else ""
    raise HornbookError(
        f"{short}; even one window needs {_size(taken(one, kind))}, "
        f"so choose a smaller preset{over}"
    )


def free_memory() -> int:
    """Bytes that this machine, or the container around this process, has left."""
    try:
        text = Path("/proc/meminfo").read_text()
    except OSError:  # not Linux: all there is, as nothing says how much is free
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    found = re.search(r"MemAvailable:\s+(\d+) kB", text)
    free = int(found[1]) * 1024 if found else _UNLIMITED
    return min(free, _left_in_group())


def product_rate(size: int = 1024, seconds: float = 0.3) -> float:
    """Operations a second of float32 matrix products that all processors make together.

    It is taken from processor time, so that other work on the machine doesn't lower it.
    """
    import numpy as np

    a, best = np.ones((size, size), dtype=np.float32), 0.0
    a @ a
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        started = time.process_time()
        a @ a
        best = max(best, 2 * size**3 / (time.process_time() - started))
    return best * usable_cores()


def multiplies_bfloat16() -> bool:
    """Whether the processor does so natively; where nothing says so, it is taken not to."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return re.search(r"\b(avx512_bf16|amx_bf16)\b", text) is not None


def _left_in_group() -> int:
    """What the control group's limit leaves, of version 2 or 1; pages of files don't count."""
    for folder, limit, used, cached in (
        ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
        (
            "/sys/fs/cgroup/memory",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
        ),
    ):
        try:
            most = (Path(folder) / limit).read_text().strip()
            now = int((Path(folder) / used).read_text())
            stat = (Path(folder) / "memory.stat").read_text()
        except (OSError, ValueError):
            continue
        if most.isdecimal() and int(most) < _UNLIMITED:
            found = re.search(rf"^{cached} (\d+)$", stat, re.MULTILINE)
            spare = int(found[1]) if found else 0
            return max(0, int(most) - now + spare)
    return _UNLIMITED


def _enough_devices(work: Workload, room: float) -> int:
    """How many devices FSDP has to spread a training over; 0 if not even 1,024 are enough."""
    for devices in (1 << power for power in range(1, 11)):
        spread = replace(work, sharding="fsdp", devices=devices)
        if training_memory(spread).total <= room:
            return devices
    return 0


def _size(count: float) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 0.95e9 else f"{count / 1e6:,.0f} MB"
