"""Measures the teacher's client beside the plain ``openai`` client, on one core.

    python benchmarks/teacher.py --in-flight 64 256 1024 --rounds 40
    python benchmarks/teacher.py --memory 100000

Both ask the same loopback server, a process of its own, that takes 500 ms ± 20 % for every
answer. The ideal is as many answers a second as requests may be under way, divided by the mean
latency. The first column is over the whole run, from an empty cache and closed connections; the
second from when a quarter of the answers were in. The ``openai`` client keeps nothing and retries
nothing here. Prints Markdown tables; ``docs/results/teacher.md`` holds some.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LATENCY = 0.5
PROMPT = "Write a short section of a textbook about the numbers from {0} on. " * 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[64, 256, 1024])
    parser.add_argument("--rounds", type=int, default=40, help="requests per request in flight")
    parser.add_argument("--memory", type=int, default=0, help="requests, for memory over time")
    parser.add_argument("--capacity", type=int, default=1 << 20, help="the server's limit")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure(*arguments.one)
    elif arguments.memory:
        print("| requests answered | resident MiB |\n|---|---|")
        with server(0.0, 1 << 20) as url:
            run_one("hornbook", url, 256, arguments.memory, "memory")
    else:
        columns = ["client", "in flight", "requests", "of the ideal, whole run"]
        columns += ["of the ideal, after a quarter", "CPU ms a request", "peak MiB"]
        print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
        for width in arguments.in_flight:
            for name in ("hornbook", "openai"):
                with server(LATENCY, arguments.capacity) as url:
                    run_one(name, url, width, width * arguments.rounds, "speed")


@contextmanager
def server(latency: float, capacity: int) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("latency_server.py"))]
    command += ["--latency", str(latency), "--spread", "0.2", "--capacity", str(capacity)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run_one(name: str, url: str, width: int, count: int, what: str) -> None:
    """Each in a fresh process, so that peaks of memory are its own."""
    arguments = [name, url, str(width), str(count), what]
    subprocess.run([sys.executable, __file__, "--one", *arguments], check=True)


def measure(name: str, url: str, width: str, count: str, what: str) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    total = int(count)
    number = 0
    quarter = 0.0

    def tick() -> None:
        nonlocal number, quarter
        number += 1
        if number == total // 4:
            quarter = time.perf_counter()
        if what == "memory" and number % (total // 10) == 0:
            print(f"| {number:,} | {resident():.0f} |", flush=True)

    started, before = time.perf_counter(), cpu()
    {"hornbook": hornbook, "openai": plain_openai}[name](url, int(width), total, tick)
    ended, used = time.perf_counter(), cpu() - before
    if what == "speed":
        ideal = int(width) / LATENCY
        whole = total / (ended - started) / ideal
        later = (total - total // 4) / (ended - quarter) / ideal
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cells = [name, width, f"{total:,}", f"{whole:.3f}", f"{later:.3f}"]
        cells += [f"{used / total * 1e3:.2f}", f"{peak:.0f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


def hornbook(url: str, width: int, count: int, tick: Callable[[], None]) -> None:
    from hornbook.teacher import OpenAITeacher, chat

    teacher = OpenAITeacher(base_url=url, model="m", key_variable="", in_flight=width)
    requests = (chat(PROMPT.format(number), max_tokens=50) for number in range(count))
    with tempfile.TemporaryDirectory() as folder, teacher.open(Path(folder)) as client:
        for _ in client.complete(requests):
            tick()
        assert client.usage.answers == count, client.usage


def plain_openai(url: str, width: int, count: int, tick: Callable[[], None]) -> None:
    """As most people write it: a semaphore and a task for each request."""
    import httpx2
    import openai

    async def run() -> None:
        turn = asyncio.Semaphore(width)
        limits = httpx2.Limits(max_connections=width, max_keepalive_connections=width)
        transport = openai.DefaultAsyncHttpxClient(limits=limits)

        async def ask(number: int) -> None:
            prompt = PROMPT.format(number)
            async with turn:
                await client.chat.completions.create(
                    model="m", messages=[{"role": "user", "content": prompt}], max_tokens=50
                )
            tick()

        async with openai.AsyncOpenAI(
            base_url=url, api_key="none", max_retries=0, timeout=120.0, http_client=transport
        ) as client:
            await asyncio.gather(*(ask(number) for number in range(count)))

    asyncio.run(run())


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
