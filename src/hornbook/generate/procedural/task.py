"""What one function is to do: a single draw of a family, before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

Arguments = tuple[Any, ...]


@dataclass(frozen=True)
class Expression:
    """An argument that is written as code, such as ``lambda n: n + 1``."""

    code: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """A description of one function; see the package's docstring for an example.

    Attributes:
        names: names that would suit the function, in snake case.
        takes: the parameters with their types, in order (``{"numbers": "list[int]"}``).
        gives: the type of the result.
        does: ways to say what it does; each begins with a verb in the imperative ("Return …").
        notes: sentences that follow any of them, for what happens at the edges.
        solutions: bodies by style ("loop", "builtin" …), two or more. Indentation that all lines
            share is dropped; imports of the standard library's common names are added; a
            solution that calls itself does so as ``solve``.
        inputs: what to try, edge cases first: for one parameter its values, for several
            tuples of arguments. Plain values that ``marshal`` can copy, or `Expression`.
        raises: the name of an exception that some of the inputs cause.
        observe: how tests and examples look at a result, with ``{}`` for the call, where it isn't
            a plain value: ``list(islice({}, 5))`` for an endless generator, ``{}(3)`` for a
            function. Iterators are turned into lists by themselves.
        reference: a body that the solutions are compared with but that is never published.
        ready: whether further arguments are among what it is made for, where its inputs alone
            don't show that: those of a composition have to suit each of its steps.
    """

    names: tuple[str, ...]
    takes: Mapping[str, str]
    gives: str
    does: tuple[str, ...]
    solutions: Mapping[str, str]
    inputs: Sequence[object]
    notes: tuple[str, ...] = ()
    raises: str = ""
    reference: str = ""
    observe: str = ""
    ready: Callable[[Arguments], bool] | None = None

    @property
    def view(self) -> str:
        """How a result is looked at: ``{}`` where the call is put."""
        iterates = self.gives.startswith(("Iterator", "Iterable", "Generator"))
        return self.observe or ("list({})" if iterates else "{}")

    @cached_property
    def calls(self) -> list[Arguments]:
        """The inputs as argument tuples, without repetitions."""
        calls = cast(
            Sequence[Arguments],
            [(value,) for value in self.inputs] if len(self.takes) == 1 else self.inputs,
        )
        return list({repr(call): call for call in calls}.values())
