"""Small faults put into a program, to find out whether its tests would notice them.

A mutant is the program with one fault: a turned comparison, a constant that is off by one, a
branch that is always or never taken, another operator, a result that is constant. Tests that
pass on a mutant prove little, unless the mutant happens to mean the same (an *equivalent*
mutant, such as ``i < n`` for ``i != n`` where i only counts up).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.generate.faults import faulty


@dataclass(frozen=True)
class Mutant:
    """A faulty program.

    Attributes:
        fault: what was done to it, and in which line.
        program: its source.
    """

    fault: str
    program: str


def mutants(program: str, entry_point: str) -> Iterator[Mutant]:
    """Yield the mutants of one function or class of a program, each with a single fault.

    Docstrings, types and the messages of exceptions are left alone, and all code outside of it.
    The same source gives the same mutants in the same order.

    Raises:
        SyntaxError: when the program can't be parsed.
        ValueError: when it defines no such function or class.
    """
    tree = ast.parse(program)
    seen = {ast.unparse(tree)}
    for fault, line in faulty(tree, entry_point):
        source = ast.unparse(tree)
        if source not in seen:
            seen.add(source)
            yield Mutant(f"{fault} in line {line}", source)
