"""Python, disk, memory, processors, accelerators and compilers."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from hornbook.doctor.finding import Finding, State
from hornbook.model.machine import free_memory, multiplies_bfloat16
from hornbook.pipeline.cores import usable_cores

# What nano took with its defaults: 136 MB of artifacts, and 1.4 GB of memory beside the local
# teacher's 0.6 GB; with room for error.
DEMO_DISK = 0.5e9
DEMO_MEMORY = 2.5e9

OLDEST_PYTHON = (3, 11)
TESTED_PYTHON = (3, 13)

_SAMPLE = 16 << 20  # bytes that are written to see how fast the disk is
_SLOW_DISK = 20e6  # bytes a second
_PATIENCE = 20.0  # seconds for a compiler, or for torch to look for devices

_DEVICES = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/kfd", "/dev/dxg")

_LOOK = """
import json, torch
seen = [torch.cuda.get_device_properties(n) for n in range(torch.cuda.device_count())]
print(json.dumps({"built for": torch.version.cuda or torch.version.hip or "processors only",
    "devices": [{"name": d.name, "memory": d.total_memory} for d in seen]}))
"""

# Both compilers of torch need Python's headers.
_PROGRAM = "#include <Python.h>\n#include <math.h>\nint here(void) { return PY_MAJOR_VERSION; }\n"


def python() -> Finding:
    """The interpreter's version."""
    version = platform.python_version()
    says = f"{platform.python_implementation()} {version}"
    state, remedy = State.WORKS, ""
    if sys.version_info[:2] < OLDEST_PYTHON:
        state, remedy = State.FAILS, "Hornbook needs Python 3.11 or newer"
    elif sys.version_info[:2] > TESTED_PYTHON:
        state, remedy = State.LIMITED, "Hornbook is tested with Python 3.11 to 3.13"
    return Finding(
        subject="Python",
        state=state,
        says=says,
        remedy=remedy,
        needed=True,
        figures={"version": version, "executable": sys.executable},
    )


def disk(folder: Path) -> Finding:
    """Room where artifacts go, and how fast they are written there."""
    place = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(place).free
    figures: dict[str, object] = {"folder": str(place), "free": free}
    try:
        speed = write_speed(place) if free > 4 * _SAMPLE else 0.0
    except OSError as error:
        return Finding(
            subject="disk",
            state=State.FAILS,
            says=f"can't write to {place} ({error.strerror})",
            remedy="choose another folder with --out",
            needed=True,
            figures=figures,
        )
    figures["bytes_a_second"] = speed
    says = f"{free / 1e9:,.1f} GB free at {place}, writes {speed / 1e6:,.0f} MB/s"
    state, remedy = State.WORKS, ""
    if free < DEMO_DISK:
        state = State.FAILS
        remedy = f"the demo needs {DEMO_DISK / 1e9:.1f} GB; choose another folder with --out"
    elif speed < _SLOW_DISK:
        state, remedy = State.LIMITED, "big data sets will wait for this disk"
    return Finding(
        subject="disk", state=state, says=says, remedy=remedy, needed=True, figures=figures
    )


def write_speed(folder: Path) -> float:
    """Bytes a second that reach the disk below ``folder``; what is written is gone afterwards."""
    piece = os.urandom(1 << 20)
    with tempfile.TemporaryFile(dir=folder) as file:
        started = time.perf_counter()
        for _ in range(_SAMPLE // len(piece)):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        return _SAMPLE / (time.perf_counter() - started)


def memory() -> Finding:
    """What is free for this process, its control group's limit included."""
    free = free_memory()
    short = free < DEMO_MEMORY
    return Finding(
        subject="memory",
        state=State.FAILS if short else State.WORKS,
        says=f"{free / 1e9:,.1f} GB free",
        remedy=f"the demo needs {DEMO_MEMORY / 1e9:.1f} GB; close other programs" if short else "",
        needed=True,
        figures={"free": free},
    )


def processors() -> Finding:
    """How many cores there are for this process, and which formats they multiply."""
    count = usable_cores()
    native = multiplies_bfloat16()
    single = count == 1
    return Finding(
        subject="processors",
        state=State.LIMITED if single else State.WORKS,
        says=f"{count} {platform.machine()} core{'' if single else 's'}, "
        + ("bfloat16 natively" if native else "no bfloat16, so they train in float32"),
        remedy="the demo takes half an hour on one core" if single else "",
        figures={"cores": count, "machine": platform.machine(), "bfloat16": native},
    )


def accelerators() -> Finding:
    """The GPUs that torch sees; it is asked in a process of its own, and only if there are any."""
    present = [name for name in _DEVICES if Path(name).exists()]
    if not present and shutil.which("nvidia-smi") is None:
        return Finding(
            subject="GPU",
            state=State.LIMITED,
            says="none, so models train on the processors",
            remedy="enough for the demo; see `hornbook plan RECIPE --device H200` for more",
        )
    found = _output([sys.executable, "-c", _LOOK])
    try:
        figures = json.loads((found or "").splitlines()[-1])
    except (ValueError, IndexError):
        figures = {"devices": [], "built for": "nothing: it isn't installed, or can't be imported"}
    if not figures["devices"]:
        return Finding(
            subject="GPU",
            state=State.LIMITED,
            says=f"there is one, but torch sees none (it is built for {figures['built for']})",
            remedy="install a torch built for this GPU's driver",
            figures=figures,
        )
    names = ", ".join(f"{d['name']} {d['memory'] / 1e9:,.0f} GB" for d in figures["devices"])
    return Finding(subject="GPU", state=State.WORKS, says=names, figures=figures)


def compiler() -> Finding:
    """A C++ compiler with Python's headers, as torch.compile and Triton need them."""
    name = os.environ.get("CXX") or "g++"
    remedy = "models train without torch.compile, on GPUs more slowly; "
    if (path := shutil.which(name)) is None:
        return Finding(
            subject="compiler",
            state=State.LIMITED,
            says=f"no {name}",
            remedy=f"{remedy}install g++, or name another in CXX",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "here.cpp"
        source.write_text(_PROGRAM)
        headers = f"-I{sysconfig.get_path('include')}"
        command = [path, "-shared", "-fPIC", headers, str(source), "-o", f"{folder}/here.so"]
        works = _output(command) is not None
    if not works:
        return Finding(
            subject="compiler",
            state=State.LIMITED,
            says=f"{path} can't compile against Python's headers",
            remedy=f"{remedy}install them (python3-dev)",
        )
    return Finding(
        subject="compiler",
        state=State.WORKS,
        says=f"{path} compiles against Python's headers, for torch.compile",
    )


def _output(command: list[str]) -> str | None:
    """What a program prints; None when it fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
