"""Peak resident memory of a block of work."""

from __future__ import annotations

import re
import resource
from pathlib import Path
from types import TracebackType
from typing import Self


class PeakMemory:
    """Measures the highest resident memory of this process while the block runs, in bytes.

    Linux can reset its high-water mark; elsewhere the figure is that of the whole process.
    """

    bytes: int = 0

    def __enter__(self) -> Self:
        try:
            Path("/proc/self/clear_refs").write_text("5")
        except OSError:
            return self
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            status = Path("/proc/self/status").read_text()
            found = re.search(r"VmHWM:\s+(\d+) kB", status)
        except OSError:
            found = None
        kilobytes = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.bytes = kilobytes * 1024
