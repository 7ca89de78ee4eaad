"""Daft, with its telemetry off and its runner chosen once for the process."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hornbook.errors import HornbookError

if TYPE_CHECKING:
    import daft
    import pyarrow as pa

# Read by the libraries when they are imported, so they are set before any of them is.
TELEMETRY_OFF = {
    "DO_NOT_TRACK": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

_BLOCK = 1 << 28  # bytes of a table that are worked on before the next are read
_TASK = 1 << 25  # bytes that one task reads
_BATCH = 1024  # rows handed on together
_ROW = "__row"
_CLIENT_PORT = 10001  # Ray's own default
_PATIENCE = 5.0  # seconds until a cluster that doesn't answer counts as unreachable

_started: str | None = None  # the Ray engine of this process, once it is chosen


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


def in_order(
    files: Sequence[Path],
    compute: Callable[[daft.DataFrame], daft.DataFrame],
    *,
    columns: Sequence[str] | None = None,
) -> Iterator[pa.RecordBatch]:
    """What a query makes of Parquet files, in the order of their rows, whatever the engine.

    The files are taken block by block, which bounds the memory: an engine that is faster than
    what uses its rows holds them. Native threads keep the order; Ray returns rows as they are
    ready, so there each block is put in order in this process.

    Args:
        files: read one after the other.
        compute: adds columns to a frame; it keeps all rows and all columns.
        columns: to read; None reads all.
    """
    for groups in _blocks(files):
        if _started:
            yield from _block_in_order(groups, compute, columns)
        else:
            frame = daft_module().read_parquet(list(groups), row_groups=list(groups.values()))
            yield from compute(frame.select(*columns) if columns else frame).to_arrow_iter()


def _block_in_order(
    groups: dict[str, list[int]],
    compute: Callable[[daft.DataFrame], daft.DataFrame],
    columns: Sequence[str] | None,
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    daft = daft_module()
    from daft.functions import monotonically_increasing_id

    # Small tasks, so that one block is divided among the nodes.
    tasks = {"scan_tasks_min_size_bytes": _TASK, "scan_tasks_max_size_bytes": 2 * _TASK}
    with daft.execution_config_ctx(**tasks):
        frame = daft.read_parquet(list(groups), row_groups=list(groups.values()))
        frame = frame.select(*columns) if columns else frame
        frame = compute(frame.with_column(_ROW, monotonically_increasing_id()))
        batches = list(frame.to_arrow_iter())
    if batches:
        table = pa.Table.from_batches(batches).sort_by(_ROW).drop_columns([_ROW])
        yield from table.to_batches(max_chunksize=_BATCH)


def _blocks(files: Sequence[Path]) -> Iterator[dict[str, list[int]]]:
    """Row groups in order, as numbers by file, of about `_BLOCK` bytes together."""
    import pyarrow.parquet as pq

    block: dict[str, list[int]] = {}
    held = 0
    for path in files:
        footer = pq.read_metadata(path)
        for number in range(footer.num_row_groups):
            group = footer.row_group(number)
            if not group.num_rows:
                continue
            if held and held + group.total_byte_size > _BLOCK:
                yield block
                block, held = {}, 0
            block.setdefault(str(path), []).append(number)
            held += group.total_byte_size
    if block:
        yield block


def choose_engine(engine: str, workers: int | None = None) -> None:
    """Use ``native`` threads, a local ``ray``, or the cluster at ``ray://host:port``.

    A process has one engine for good: Daft can't change it.

    Args:
        engine: one of the three.
        workers: processors of a local Ray; None takes all.

    Raises:
        HornbookError: for an engine that doesn't exist, isn't installed, can't be reached or isn't
            the one that this process already uses.
    """
    if engine != "native" and engine != "ray" and not engine.startswith("ray://"):
        raise HornbookError(f"unknown engine {engine!r}; use native, ray or ray://host:port")
    if engine == (_started or "native"):
        return  # For native, that is Daft's default; not importing it keeps short runs fast.
    if _started:
        raise HornbookError(
            f"this process already runs on {_started}; start another one for {engine}"
        )
    _start(engine, workers)


def _start(engine: str, workers: int | None) -> None:
    """Start Ray, or connect to it, and give it to Daft."""
    global _started
    silence_telemetry()
    os.environ["RAY_DISABLE_DASHBOARD"] = "1"  # or Daft asks Ray for its address at every query
    try:
        import ray
    except ImportError:
        raise HornbookError(
            "the ray engine needs Ray; install it with: pip install 'hornbook[ray]'"
        ) from None
    daft = daft_module()
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    if engine == "ray":
        ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
    else:
        _check_reachable(engine)
        try:
            ray.init(address=engine, **quiet)
        except (ConnectionError, RuntimeError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
            raise HornbookError(f"can't use the Ray cluster at {engine}: {reason}") from None
    try:
        daft.set_runner_ray()
    except Exception as error:
        ray.shutdown()
        if "more than once" not in str(error):
            raise
        raise HornbookError(
            f"this process already runs on native threads; start another one for {engine}"
        ) from None
    _started = engine


def _check_reachable(address: str) -> None:
    """Knock before Ray does, which would take half a minute to give up."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or _CLIENT_PORT
    except ValueError:
        host = None
    if not host:
        raise HornbookError(f"{address} is no address of a Ray cluster; write ray://host:port")
    try:
        socket.create_connection((host, port), timeout=_PATIENCE).close()
    except OSError as error:
        raise HornbookError(
            f"no Ray cluster answers at {address} ({error.strerror or error}); "
            "check the address, and that its client server runs (ray start --head)"
        ) from None
