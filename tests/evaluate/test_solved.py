"""Solved problems beside what is nearest to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pytest
from tests.evaluate.conftest import Exercises, RandomModel, Run, exercise

from hornbook.corpus.document import document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.solved import ListSolved
from hornbook.evaluate.stages import PassAtK
from hornbook.model import sampler
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

IDS = [exercise(number)["id"] for number in range(4)]
SAMPLED = PassAtK(
    model=RandomModel(), problems=Split(Exercises(), "heldout"), samples=2, temperature=0.5
)


@dataclass(frozen=True, kw_only=True)
class Nearest(Stage[Dataset]):
    """For the first problem a row of the training data, for the second none."""

    row: str = "near"

    def run(self, context: Context) -> Dataset:
        names = [("item", pa.string()), ("id", pa.string()), ("match_rate", pa.float64())]
        schema = pa.schema(names)
        with DatasetWriter(context.directory, similar=schema, other=schema) as writer:
            writer.add("similar", {"item": IDS[0], "id": self.row, "match_rate": 0.7})
            writer.add("other", {"item": IDS[1], "id": None, "match_rate": None})
            writer.add("other", {"item": IDS[3], "id": "of a problem not solved"})
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Trained(Stage[Dataset]):
    """What was trained on."""

    def run(self, context: Context) -> Dataset:
        row = {"source": "test", "parents": [], "stage": self.name}
        with DatasetWriter(context.directory, kept=document_schema()) as writer:
            writer.extend(
                "kept", [{**row, "id": name, "text": f"text {name}"} for name in ("a", "near")]
            )
        return Dataset(context.directory)


@pytest.fixture(autouse=True)
def solves_two_in_one_of_two_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for a model that knows two answers, and gives them every other time."""
    known = {exercise(number)["prompt"]: exercise(number)["solution"] for number in range(2)}

    def generate(
        model: object, tokenizer: object, prompts: Sequence[str], *rest: object, **more: object
    ) -> list[str]:
        return [
            known.get(prompt, "    return None\n") if number % 2 else "    return None\n"
            for number, prompt in enumerate(prompts)
        ]

    monkeypatch.setattr(sampler, "generate", generate)


def listed(row: str = "near") -> ListSolved:
    return ListSolved(evaluation=SAMPLED, nearest=Nearest(row=row), rows=Split(Trained(), "kept"))


def test_solved_problems_stand_beside_the_nearest_row(run: Run) -> None:
    made, facts = run(listed())
    first, second = made.rows("solved")
    assert facts["solved"] == 2 and facts["with_something_near"] == 1
    assert (first["problem"], first["passed"], first["of"]) == (IDS[0], 1, 2)
    assert first["solution"] == exercise(0)["prompt"] + exercise(0)["solution"]
    assert (first["nearest_id"], first["nearest"], first["match_rate"]) == (
        "near",
        "text near",
        0.7,
    )
    assert (second["problem"], second["nearest_id"], second["nearest"]) == (IDS[1], None, "")


def test_a_nearest_row_that_was_not_trained_on_is_refused(run: Run) -> None:
    with pytest.raises(HornbookError, match="has no row 'elsewhere', which"):
        run(listed("elsewhere"))
