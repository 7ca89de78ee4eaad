"""Similar problems and others; perturbed problems and their originals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pytest
from tests.evaluate.conftest import Exercises, RandomModel, Run, exercise

from hornbook import benchmark
from hornbook.corpus.document import document_schema
from hornbook.decontaminate.prune import CompareWithBenchmark, SplitBenchmark
from hornbook.decontaminate.stages import Decontaminate
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.memorisation import PerturbationGap, SplitBySimilarity, share
from hornbook.evaluate.stages import BitsPerByte, PassAtK
from hornbook.model import sampler
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

PASSED = PassAtK(model=RandomModel(), problems=Split(Exercises(), "heldout"))
IDS = [exercise(number)["id"] for number in range(6)]


@dataclass(frozen=True, kw_only=True)
class Matches(Stage[Dataset]):
    """Rows as decontamination writes them: (problem, also, rate, distance)."""

    rows: tuple[tuple[str, tuple[str, ...], float, float], ...] = ()
    column: str = "item"

    def run(self, context: Context) -> Dataset:
        fields = [
            pa.field(self.column, pa.string()),
            pa.field("also_matched", pa.list_(pa.string())),
        ]
        fields += [pa.field("match_rate", pa.float64()), pa.field("distance", pa.float64())]
        if self.column == "item":
            del fields[1]
        with DatasetWriter(context.directory, found=pa.schema(fields)) as writer:
            for name, also, rate, distance in self.rows:
                row = {self.column: name, "match_rate": rate, "distance": distance}
                writer.add("found", row | ({} if self.column == "item" else {"also_matched": also}))
        return Dataset(context.directory)


@dataclass(frozen=True, kw_only=True)
class Copy(Stage[Dataset]):
    """HumanEval's first problem, solved, as a row of training data."""

    def run(self, context: Context) -> Dataset:
        problem = benchmark.load("humaneval")[0]
        text = problem.prompt + problem.solution
        row = {"id": "copy", "text": text, "source": "test", "parents": [], "stage": self.name}
        with DatasetWriter(context.directory, kept=document_schema()) as writer:
            writer.add("kept", row)
        return Dataset(context.directory)


@pytest.fixture(autouse=True)
def solves_the_first_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model knows problems 0 to 2 by heart: it needs their names as they are."""

    def generate(
        model: object, tokenizer: object, prompts: Sequence[str], *rest: object, **more: object
    ) -> list[str]:
        known = [exercise(number) for number in range(3)]
        solutions = {each["prompt"]: each["solution"] for each in known}
        return [solutions.get(prompt, "    return None\n") for prompt in prompts]

    monkeypatch.setattr(sampler, "generate", generate)


PAIRS = ((IDS[0], (), 0.95, 0.1), (IDS[0], (), 0.99, 0.2), (IDS[1], (), 0.85, 0.1), ("x", (), 1, 0))


def test_problems_are_split_by_what_the_data_holds(run: Run) -> None:
    matches = Split(Matches(rows=PAIRS), "found")
    made, facts = run(SplitBySimilarity(evaluation=PASSED, matches=matches))
    assert facts["similar"] == wilson(2, 2).facts() and facts["other"] == wilson(1, 4).facts()
    assert facts["all"] == wilson(3, 6).facts() and facts["not_evaluated"] == 1
    rows = list(made.rows("items"))
    assert [row["similar"] for row in rows] == [True, True, False, False, False, False]
    assert [row["match_rate"] for row in rows[:3]] == [0.99, 0.85, None]


def test_bits_are_split_alike(run: Run) -> None:
    bits = BitsPerByte(model=RandomModel(), problems=Split(Exercises(), "heldout"))
    scored = run(bits)[0].scores()
    matches = Split(Matches(rows=PAIRS), "found")
    _, facts = run(SplitBySimilarity(evaluation=bits, matches=matches))
    means = [bit / size for bit, size in scored.values()]
    assert facts["similar_bits"]["value"] == pytest.approx(sum(means[:2]) / 2)
    assert facts["other_bits"]["of"] == 4
    assert facts["all_bits"]["value"] == pytest.approx(sum(means) / 6)


@pytest.mark.slow
def test_what_decontamination_finds_is_understood(run: Run) -> None:
    first = PassAtK(model=RandomModel(), problems="humaneval", at_most=4)
    compared = CompareWithBenchmark(source=Split(Copy(), "kept"))
    for matches in (
        Split(compared, "pairs"),
        Split(SplitBenchmark(comparison=compared, rate=0.9), "similar"),
        Split(Decontaminate(source=Split(Copy(), "kept")), "contaminated"),
    ):
        made, facts = run(SplitBySimilarity(evaluation=first, matches=matches))
        assert facts["similar"]["of"] == 1 and facts["other"]["of"] == 3
        assert [row["problem"] for row in made.rows("items") if row["similar"]] == ["HumanEval/0"]


def test_a_rate_and_a_distance_choose_the_matches(run: Run) -> None:
    stage = SplitBySimilarity(evaluation=PASSED, matches=Split(Matches(rows=PAIRS), "found"))
    _, facts = run(replace(stage, rate=0.9))
    assert facts["similar"]["of"] == 1 and facts["other"]["of"] == 5
    _, facts = run(replace(stage, rate=0.97, distance=0.1))
    assert facts["similar"] is None and facts["other"] == facts["all"]


def test_contaminated_rows_name_several_problems(run: Run) -> None:
    rows = ((IDS[4], (IDS[5], IDS[0]), 0.9, 0.0),)
    matches = Split(Matches(rows=rows, column="matched"), "found")
    _, facts = run(SplitBySimilarity(evaluation=PASSED, matches=matches))
    assert facts["similar"] == wilson(1, 3).facts()


def test_matches_without_names_or_rates_are_refused(run: Run) -> None:
    heldout = Split(Exercises(), "heldout")
    with pytest.raises(HornbookError, match="exercises/heldout has no column 'item' or 'matched'"):
        run(SplitBySimilarity(evaluation=PASSED, matches=heldout))
    completions = Split(PASSED, "completions")
    with pytest.raises(HornbookError, match="has no column 'item'"):
        run(SplitBySimilarity(evaluation=PASSED, matches=completions, rate=0.9))


def test_what_is_known_by_heart_is_lost_under_other_names(run: Run) -> None:
    perturbed = replace(PASSED, perturbed="renamed", label="renamed")
    rows = list(run(perturbed)[0].rows("completions"))
    assert "def solve_add_0(given_x):" in rows[0]["prompt"] and rows[0]["problem"] == IDS[0]
    made, facts = run(PerturbationGap(original=PASSED, perturbed=perturbed))
    assert facts["original"] == wilson(3, 6).facts() and facts["perturbed"] == wilson(0, 6).facts()
    assert facts["gap"]["value"] == -0.5 and facts["worse"] == 3 and facts["equal"] == 3
    assert facts["p_value"] == 0.25
    assert [row["original"] for row in made.rows("items")] == [1, 1, 1, 0, 0, 0]
    _, facts = run(PerturbationGap(original=PASSED, perturbed=replace(perturbed, at_most=3)))
    assert facts["original"] == wilson(2, 3).facts() and facts["perturbed"]["of"] == 3


def test_bits_of_reworded_solutions_are_those_of_others(run: Run) -> None:
    bits = BitsPerByte(model=RandomModel(), problems=PASSED.problems, at_most=2)
    plain, _ = run(bits)
    renamed, facts = run(replace(bits, perturbed="renamed"))
    assert renamed.values()["bytes"] > plain.values()["bytes"] and facts["not_perturbed"] == {}


def test_problems_that_cant_be_reworded_are_told(run: Run) -> None:
    nameless = Split(Exercises(columns=("prompt", "solution", "tests", "family")), "heldout")
    with pytest.raises(HornbookError, match="can be renamed: its tests call no function"):
        run(replace(PASSED, problems=nameless, perturbed="renamed"))
    with pytest.raises(HornbookError, match="no problem of split 'heldout' of exercises can be re"):
        run(replace(PASSED, perturbed="renumbered"))
    with pytest.raises(HornbookError, match="can't be perturbed by 'shaken'; choose one of"):
        run(replace(PASSED, perturbed="shaken"))


def test_a_share_of_several_samples_counts_problems_alike() -> None:
    found = share({"a": (1, 4), "b": (4, 4)})
    assert found.value == pytest.approx(0.625) and found.of == 2
