"""How many processors this process may use, which can be fewer than the machine has."""

from __future__ import annotations

import os
from pathlib import Path

# Where a container sees its own limit: "max 100000", or microseconds of processor time in each
# period of so many (cgroups(7), https://docs.kernel.org/admin-guide/cgroup-v2.html).
QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_cores(quota: Path = QUOTA) -> int:
    """Processors that the scheduler and the container around this process leave it; at least 1.

    Not ``os.cpu_count()``: a job that was given 4 of 128 would start 128 processes. Python 3.13's
    ``os.process_cpu_count`` knows of affinity, and not of quotas.
    """
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        most, period = quota.read_text().split()
        allowed = int(most) / int(period)
    except (OSError, ValueError):  # no such file, or "max"
        return count or 1
    return max(1, min(count or 1, round(allowed)))
