"""Daft, with its telemetry off and its runner chosen once for the process."""

from __future__ import annotations

import os
from types import ModuleType

from hornbook.errors import HornbookError

# Read by the libraries when they are imported, so they are set before any of them is.
TELEMETRY_OFF = {
    "DO_NOT_TRACK": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def silence_telemetry() -> None:
    """Switch off the usage reports of the libraries that send some."""
    os.environ.update(TELEMETRY_OFF)


def daft_module() -> ModuleType:
    """Import Daft with telemetry off and without its own progress bar."""
    silence_telemetry()
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    import daft

    module: ModuleType = daft
    return module


def choose_engine(engine: str) -> None:
    """Use ``native`` threads, a local ``ray``, or the cluster at ``ray://host:port``.

    Raises:
        HornbookError: for an engine that doesn't exist or isn't installed.
    """
    if engine == "native":
        return  # Daft's default; not importing it keeps runs that need no table fast.
    if engine != "ray" and not engine.startswith("ray://"):
        raise HornbookError(f"unknown engine {engine!r}; use native, ray or ray://host:port")
    try:
        daft_module().set_runner_ray(address=None if engine == "ray" else engine)
    except ImportError:
        raise HornbookError("the ray engine needs Ray; install it with: pip install ray") from None
