"""What is said of the disk, memory, processors, accelerators and compilers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from hornbook.doctor import machine
from hornbook.doctor.finding import State


def test_a_folder_that_is_not_there_yet_is_judged_by_its_parent(tmp_path: Path) -> None:
    found = machine.disk(tmp_path / "runs" / "deep")
    assert found.figures["folder"] == str(tmp_path)
    assert float(str(found.figures["bytes_a_second"])) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_stops_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 10_000_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage)
    found = machine.disk(tmp_path)
    assert found.stops and "--out" in found.remedy


def test_a_folder_that_takes_no_file_stops_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> float:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(machine, "write_speed", refuse)
    found = machine.disk(tmp_path)
    assert found.stops and "Permission denied" in found.says


def test_too_little_memory_stops_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.memory().figures["free"]
    monkeypatch.setattr(machine, "free_memory", lambda: 10**9)
    found = machine.memory()
    assert found.stops and found.says == "1.0 GB free"


def test_a_compiler_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    found = machine.compiler()
    assert (found.state, found.says) == (State.LIMITED, "no no-such-compiler")
    monkeypatch.setenv("CXX", "false")
    found = machine.compiler()
    assert found.state is State.LIMITED and "headers" in found.says and not found.stops


@pytest.mark.parametrize(
    ("torch_says", "state", "part"),
    [
        (
            {"built for": "13.0", "devices": [{"name": "H200", "memory": 141e9}]},
            State.WORKS,
            "H200 141 GB",
        ),
        ({"built for": "processors only", "devices": []}, State.LIMITED, "processors only"),
        (None, State.LIMITED, "torch sees none"),
    ],
)
def test_torch_is_asked_where_there_is_a_gpu(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, torch_says: Any, state: State, part: str
) -> None:
    monkeypatch.setattr(machine, "_DEVICES", (str(tmp_path),))
    said = None if torch_says is None else json.dumps(torch_says) + "\n"
    monkeypatch.setattr(machine, "_output", lambda _: said)
    found = machine.accelerators()
    assert found.state is state and part in found.says


def test_torch_is_left_alone_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[str]) -> str:
        raise AssertionError("asked torch")

    monkeypatch.setattr(machine, "_DEVICES", ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(machine, "_output", fail)
    assert machine.accelerators().state is State.LIMITED
