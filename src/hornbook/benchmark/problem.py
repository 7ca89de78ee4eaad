"""A problem: something to complete, and what tells whether it was done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One item of a benchmark, in HumanEval's form.

    Attributes:
        prompt: what the model completes: imports, signature and docstring.
        solution: the reference completion; ``prompt + solution`` is a whole program.
        tests: code that raises when a solution is wrong. With an ``entry_point`` it defines
            ``check(candidate)``, as HumanEval does; without, it runs by itself. Empty where the
            answer isn't a program.
    """

    id: str
    prompt: str
    solution: str
    tests: str
    entry_point: str | None = None
