"""Measures the teacher's client beside others, on one core.

    python benchmarks/teacher.py --in-flight 64 256 1024 --rounds 100
    python benchmarks/teacher.py --in-flight 64 256 --rounds 20 --peers openai=PYTHON …
    python benchmarks/teacher.py --in-flight 1024 --capacity 200 --rounds 20
    python benchmarks/teacher.py --memory 1000000

All ask the same loopback server, a process of its own that is held to another core and takes
500 ms ± 20 % for every answer. The ideal is as many answers a second as requests may be under way
(or as the server holds, if that is less), divided by the mean latency. The whole run is from an
empty cache and closed connections to the last answer; the steady part from when a quarter of the
answers were in. A peer is named with the Python that has it, and is asked the same number of
requests; see `benchmarks/teacher_peers.py`. Prints Markdown tables; ``docs/results/teacher.md``
holds some.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teacher_peers import PROMPT

LATENCY = 0.5
CUT_OFF = 600  # seconds
COLUMNS = ["client", "in flight", "requests", "429s", "of the ideal, whole run"]
COLUMNS += ["of the ideal, steady", "CPU ms a request", "peak MiB"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[64, 256, 1024])
    parser.add_argument("--rounds", type=int, default=100, help="requests per request in flight")
    parser.add_argument("--memory", type=int, default=0, help="requests, for memory over time")
    parser.add_argument("--capacity", type=int, default=1 << 20, help="the server's limit")
    parser.add_argument("--peers", nargs="*", default=[], help="openai=PYTHON curator=PYTHON …")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure(*arguments.one)
    elif arguments.memory:
        print("| requests answered | resident MiB |\n|---|---|")
        with server(0.0, 1 << 20) as url:
            run_hornbook(url, 256, arguments.memory, report=True)
    else:
        print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
        peers = dict(peer.split("=", 1) for peer in arguments.peers)
        for width in arguments.in_flight:
            for name in ("hornbook", *peers):
                compare(name, width, arguments.rounds, arguments.capacity, peers.get(name, ""))


def compare(name: str, width: int, rounds: int, capacity: int, python: str) -> None:
    """One row of the table."""
    together = min(width, capacity)
    count = together * rounds
    with server(LATENCY, capacity) as url:
        if name == "hornbook":
            record = run_hornbook(url, width, count)
        else:
            record = run_peer(name, python, url, width, count)
        with urllib.request.urlopen(url.removesuffix("/v1")) as response:
            refused = json.load(response)["refused"]
    cells = [name, str(width), f"{count:,}", f"{refused:,}"]
    if not record:
        cells += [f"not done in {CUT_OFF} s, or failed", "", "", ""]
    else:
        ideal = together / LATENCY
        steady = record.get("steady")
        cells += [f"{count / record['seconds'] / ideal:.3f}"]
        cells += [f"{steady / ideal:.3f}" if steady else "–"]
        cells += [f"{record['cpu'] / count * 1e3:.2f}", f"{record['peak']:.0f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


@contextmanager
def server(latency: float, capacity: int) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("latency_server.py"))]
    command += ["--latency", str(latency), "--spread", "0.2", "--capacity", str(capacity)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run_hornbook(url: str, width: int, count: int, *, report: bool = False) -> dict[str, float]:
    """In a fresh process, so that peaks of memory are its own."""
    arguments = [url, str(width), str(count), "report" if report else ""]
    return run([sys.executable, __file__, "--one", *arguments])


def run_peer(name: str, python: str, url: str, width: int, count: int) -> dict[str, float]:
    """The same for another client, in its own environment; empty when it failed."""
    script = str(Path(__file__).with_name("teacher_peers.py"))
    return run([python, script, name, url, str(width), str(count)], quiet=True)


def run(command: list[str], *, quiet: bool = False) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        output = subprocess.DEVNULL if quiet else None
        try:
            subprocess.run(
                [*command, str(path)],
                stdout=output,
                stderr=output,
                timeout=CUT_OFF,
                check=not quiet,
            )
        except subprocess.TimeoutExpired:
            return {}
        record: dict[str, float] = json.loads(path.read_text()) if path.exists() else {}
        return record


def measure(url: str, width: str, count: str, report: str, path: str) -> None:
    """Hornbook, from an empty cache; with a report of its memory at every tenth."""
    from hornbook.teacher import OpenAITeacher, chat

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    total, quarter = int(count), 0.0
    teacher = OpenAITeacher(base_url=url, model="m", key_variable="", in_flight=int(width))
    requests = (chat(PROMPT.format(number), max_tokens=50) for number in range(total))
    before, started = cpu(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, teacher.open(Path(folder)) as client:
        for number, _ in enumerate(client.complete(requests), start=1):
            if number == total // 4:
                quarter = time.perf_counter()
            if report and number % (total // 10) == 0:
                print(f"| {number:,} | {resident():.0f} |", flush=True)
        ended = time.perf_counter()
        assert client.usage.answers == total, client.usage
    record = {
        "seconds": ended - started,
        "steady": (total - total // 4) / (ended - quarter),
        "cpu": cpu() - before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    Path(path).write_text(json.dumps(record), encoding="utf-8")


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
