"""An exercise: a prompt to complete, a solution, and tests that tell whether it is one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from hornbook.corpus.document import document_id

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("topic", "family", "name", "prompt", "solution", "tests", "entry_point", "style")


COMPLETION, TASK = FORMS = ("completion", "task")
_IMPORTS = ("    import ", "    from ")


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """A function to be written: after its docstring, as in HumanEval, or from nothing, as in MBPP.

    Attributes:
        topic: where it stands in the curriculum, with ``family``.
        name: of the function, which is also the entry point of its tests.
        form: ``completion``: the prompt is imports, signature and docstring, and the solution is
            the body; ``task``: the prompt is a task with assertions, and the solution begins
            with the signature.
        prompt: what is to be gone on with.
        solution: what goes on with it; ``prompt + solution`` is a whole program.
        tests: code that defines ``check(candidate)``.
        style: of docstring, solution and signature: ``doctest/loop/typed``.
        seed: what its family made it of, if a family did; not part of a row.
    """

    topic: str
    family: str
    name: str
    prompt: str
    solution: str
    tests: str
    style: str
    seed: str = ""
    form: str = COMPLETION

    @property
    def text(self) -> str:
        """What a model is finetuned on."""
        return self.prompt + self.solution

    @property
    def body(self) -> str:
        """The solution without signature and imports, which is the same in both forms."""
        if self.form != TASK:
            return self.solution
        _, *lines = self.solution.splitlines(keepends=True)
        return "".join(dropwhile(lambda line: line.startswith(_IMPORTS), lines))

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """What has to pass for this to be kept: itself (for a lesson, the exercises in it)."""
        return (self,)

    def row(self, stage: str) -> dict[str, Any]:
        """The exercise as a row of a data set, made by the stage of that name."""
        return {
            "id": document_id(self.text),
            "text": self.text,
            "source": f"procedural:{self.topic}/{self.family}",
            "parents": [],
            "stage": stage,
            "entry_point": self.name,
            **{column: getattr(self, column) for column in COLUMNS if column != "entry_point"},
        }


def exercise_schema(*extra: pa.Field) -> pa.Schema:
    """A document's columns, an exercise's, and ``extra`` ones."""
    import pyarrow as pa

    from hornbook.corpus.document import document_schema

    columns = [pa.field(name, pa.string(), nullable=False) for name in COLUMNS]
    return document_schema(*columns, *extra)


def formed_schema() -> pa.Schema:
    """An exercise's columns, and its ``form``."""
    import pyarrow as pa

    return exercise_schema(pa.field("form", pa.string(), nullable=False))
