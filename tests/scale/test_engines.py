"""Every data-parallel stage makes the same bytes on native threads and on a real local Ray."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("both_engines.py")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed"),
]


@pytest.fixture
def ray_folder() -> Iterator[Path]:
    """Where Ray writes: its sockets need a short path."""
    folder = Path(tempfile.mkdtemp(prefix="ray-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def run(engine: str, store: Path, ray_folder: Path) -> dict[str, Any]:
    own = {"RAY_TMPDIR": str(ray_folder), "RAY_AUTH_MODE": "token"}
    own |= {"RAY_AUTH_TOKEN": secrets.token_hex(32)}  # or Ray leaves one in the home folder
    command = [sys.executable, "-W", "error::DeprecationWarning:hornbook", str(SCRIPT)]
    done = subprocess.run(
        [*command, engine, str(store)], env=os.environ | own, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_ray_makes_what_native_threads_make(tmp_path: Path, ray_folder: Path) -> None:
    native = run("native", tmp_path / "native", ray_folder)
    assert not any(ray_folder.iterdir())  # it really ran without
    ray = run("ray", tmp_path / "ray", ray_folder)
    assert any(ray_folder.iterdir())
    assert digests(native) ^ digests(ray) == set()
    assert len(native) == 15
    assert not survivors(ray_folder)


def digests(made: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(stage, path, digest) for stage in made for path, digest in made[stage].items()}


def survivors(ray_folder: Path) -> list[str]:
    """Command lines of Ray's processes that are there 20 seconds after it ended."""
    deadline = time.monotonic() + 20
    while found := [line for line in command_lines() if str(ray_folder) in line]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.5)
    return found


def command_lines() -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_text(errors="replace")
        except OSError:
            continue
