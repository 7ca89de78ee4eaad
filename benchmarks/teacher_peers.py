"""Other clients for `benchmarks/teacher.py`, each as its documentation has it used.

    python benchmarks/teacher_peers.py CLIENT URL WIDTH COUNT FILE

Runs in the client's own environment, so it imports nothing of Hornbook. Asks ``COUNT`` prompts
with ``WIDTH`` in flight and writes the seconds, the processor's seconds and the peak of memory
(MiB) to ``FILE``; nothing kept from one run helps the next.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROMPT = "Write a short section of a textbook about the numbers from {0} on. " * 4
PATIENCE = 600.0


def plain_openai(url: str, width: int, count: int) -> Callable[[], int]:
    """As most people write it: a semaphore and a task for each request."""
    import httpx2
    import openai

    async def run() -> int:
        turn = asyncio.Semaphore(width)
        # Its own pool makes a thousand requests wait for each other; one that is wide enough helps.
        limits = httpx2.Limits(max_connections=width, max_keepalive_connections=width)
        transport = openai.DefaultAsyncHttpxClient(limits=limits, timeout=PATIENCE)

        async def ask(number: int) -> int:
            async with turn:
                answer = await client.chat.completions.create(
                    model="m",
                    messages=[{"role": "user", "content": PROMPT.format(number)}],
                    max_tokens=50,
                )
            return bool(answer.choices[0].message.content)

        async with openai.AsyncOpenAI(
            base_url=url, api_key="none", max_retries=0, timeout=PATIENCE, http_client=transport
        ) as client:
            return sum(await asyncio.gather(*(ask(number) for number in range(count))))

    return lambda: asyncio.run(run())


def curator(url: str, width: int, count: int) -> Callable[[], int]:
    """Its ``LLM`` with the OpenAI backend; without limits a minute, which it would keep to."""
    os.environ.update(TELEMETRY_ENABLED="false", OPENAI_API_KEY="none", HF_HUB_OFFLINE="1")
    import tiktoken

    # It downloads a vocabulary to guess at tokens; single bytes do as well, in one small step.
    bytewise = tiktoken.Encoding(
        "bytes", pat_str=".", mergeable_ranks={bytes([n]): n for n in range(256)}, special_tokens={}
    )
    tiktoken.get_encoding = tiktoken.encoding_for_model = lambda name: bytewise
    from bespokelabs import curator as package

    llm = package.LLM(
        model_name="m",
        backend="openai",
        backend_params={
            "base_url": url,
            "api_key": "none",
            "max_concurrent_requests": width,
            "max_requests_per_minute": 10**8,
            "max_tokens_per_minute": 10**10,
            "request_timeout": int(PATIENCE),
        },
    )

    def run() -> int:
        with tempfile.TemporaryDirectory() as folder:
            prompts = [PROMPT.format(number) for number in range(count)]
            return len(llm(prompts, working_dir=folder).dataset)

    return run


def distilabel(url: str, width: int, count: int) -> Callable[[], int]:
    """Its ``OpenAILLM`` alone, in batches as wide as may be under way; no pipeline around it."""
    from distilabel.models.llms import OpenAILLM

    llm = OpenAILLM(model="m", base_url=url, api_key="none", timeout=int(PATIENCE))
    llm.load()

    def run() -> int:
        done = 0
        for start in range(0, count, width):
            numbers = range(start, min(count, start + width))
            turns = [[{"role": "user", "content": PROMPT.format(number)}] for number in numbers]
            done += len(llm.generate(inputs=turns, max_new_tokens=50))
        return done

    return run


def main() -> None:
    """Measure one client on one core; what it prints itself doesn't matter."""
    name, url, width, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    clients = {"openai": plain_openai, "curator": curator, "distilabel": distilabel}
    run = clients[name](url, width, count)
    before, started = _cpu(), time.perf_counter()
    assert run() == count
    record = {
        "seconds": time.perf_counter() - started,
        "cpu": _cpu() - before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    Path(sys.argv[5]).write_text(json.dumps(record), encoding="utf-8")


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
