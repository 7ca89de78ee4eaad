from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.exercise import Exercise
from hornbook.generate.exercises import AuthorExercises, digest
from hornbook.generate.procedural import Family, author, families
from hornbook.generate.procedural.author import Author, Refused, exercise_author
from hornbook.generate.procedural.compose import compositions
from hornbook.generate.procedural.holdout import split_families
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.proof import prove
from hornbook.generate.shape import program_shape
from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import Store
from hornbook.sandbox import Sandbox

SMALL = AuthorExercises(exercises=200, lessons=20, heldout_exercises=40)


def runner(root: Path, workers: int = 2) -> Runner:
    return Runner(Store(root), Settings(workers=workers), Progress(quiet=True))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    made = runner(tmp_path_factory.mktemp("store"))
    made.run(SMALL)
    return made.open(SMALL)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def test_all_splits_are_written(dataset: Dataset) -> None:
    counts = dataset.counts()
    assert counts["train"] == 200
    assert counts["lessons"] == 20
    assert 35 <= counts["heldout"] <= 40
    assert "rejected" in counts


def test_rows_hold_a_whole_exercise(dataset: Dataset) -> None:
    for row in dataset.rows("train"):
        assert row["text"] == row["prompt"] + row["solution"]
        assert row["entry_point"] == row["name"]
        assert row["tests"].startswith("def check(candidate):")
        assert row["source"] == f"procedural:{row['topic']}/{row['family']}"
        assert row["stage"] == "author-exercises"


def test_no_family_and_no_program_is_on_both_sides(dataset: Dataset) -> None:
    train, heldout = list(dataset.rows("train")), list(dataset.rows("heldout"))
    assert not {row["source"] for row in train} & {row["source"] for row in heldout}
    assert {row["source"] for row in dataset.rows("lessons")} <= {r["source"] for r in train}
    shapes = {program_shape(row["solution"]) for row in train}
    assert not shapes & {program_shape(row["solution"]) for row in heldout}


def test_texts_and_names_are_distinct(dataset: Dataset) -> None:
    rows = [*dataset.rows("train"), *dataset.rows("heldout")]
    assert len({row["text"] for row in rows}) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)


def test_the_result_does_not_depend_on_the_workers(dataset: Dataset, tmp_path: Path) -> None:
    alone = runner(tmp_path, workers=1)
    alone.run(SMALL)
    again = alone.open(SMALL)
    for split in dataset.splits():
        assert again.table(split).equals(dataset.table(split))


def test_composed_and_hardened_exercises_stand_in_the_training_split(tmp_path: Path) -> None:
    made = runner(tmp_path)
    stage = replace(SMALL, exercises=40, lessons=0, composed=20, hardened=True)
    made.run(stage)
    dataset = made.open(stage)
    topics = [row["topic"] for row in dataset.rows("train")]
    assert len(topics) == 60 and topics.count("composed") == 20
    heldout = {row["source"].split(":")[1] for row in dataset.rows("heldout")}
    steps = {
        step.replace(".", "/", 1)
        for row in dataset.rows("train")
        if row["topic"] == "composed"
        for step in row["family"].split("+")
    }
    assert steps and not steps & heldout
    recorded = made.manifest(stage, Graph.of(stage)).facts["mutants"]
    assert recorded["made"] > 200 and recorded["died"] > 0.9 * recorded["made"]


def test_a_share_of_the_training_exercises_states_a_task(dataset: Dataset, tmp_path: Path) -> None:
    made = runner(tmp_path)
    stage = replace(SMALL, task_share=0.5, composed=20, lessons=0)
    made.run(stage)
    shared = made.open(stage)
    assert {row["form"] for row in dataset.rows("train")} == {"completion"}
    assert {row["form"] for row in shared.rows("heldout")} == {"completion"}
    rows = list(shared.rows("train"))
    forms = Counter(row["form"] for row in rows)
    assert 80 < forms["task"] < 140 and sum(forms.values()) == 220
    assert made.manifest(stage, Graph.of(stage)).facts["forms"] == forms
    for row in rows:
        assert row["text"] == row["prompt"] + row["solution"]
        assert row["solution"].startswith("def ") == (row["form"] == "task")
    named = [family.path for family in split_families(families(), 0.15, 0)[1]]
    assert not {f"{row['topic']}/{row['family']}" for row in rows} & set(named)


def test_a_program_is_the_same_in_both_forms() -> None:
    (exercise,) = exercises(1)
    body = "    return x\n"
    task = replace(exercise, form="task", solution=f"def f(x):\n    import math\n{body}")
    assert task.body == body == replace(exercise, solution=body).body


def test_another_seed_gives_other_exercises_and_families(dataset: Dataset, tmp_path: Path) -> None:
    other = runner(tmp_path)
    stage = replace(SMALL, seed=1)
    other.run(stage)
    made = other.open(stage)
    mine, theirs = ({row["text"] for row in each.rows("train")} for each in (dataset, made))
    assert not mine & theirs
    assert {r["source"] for r in dataset.rows("heldout")} != {
        r["source"] for r in made.rows("heldout")
    }


def test_emphasis_writes_more_of_a_topic(dataset: Dataset, tmp_path: Path) -> None:
    made = runner(tmp_path)
    much = replace(SMALL, exercises=1_000, heldout_exercises=0, emphasis=(("sets", 4),))
    made.run(much)
    rows = list(made.open(much).rows("train"))
    of = Counter(f"{row['topic']}/{row['family']}" for row in rows)
    of_sets = [count for path, count in of.items() if path.startswith("sets/")]
    others = [count for path, count in of.items() if not path.startswith("sets/")]
    assert 3 * max(others) < 4 * max(of_sets) and min(of_sets) > 2 * max(others)
    assert len({row["text"] for row in rows}) == 1_000
    heldout = {f"{row['topic']}/{row['family']}" for row in dataset.rows("heldout")}
    assert not set(of) & heldout


@pytest.mark.parametrize(
    ("topic", "turns", "message"), [("set", 2, "no topic 'set'; it has"), ("sets", 0, "at least 1")]
)
def test_emphasis_that_makes_no_sense_is_refused(
    tmp_path: Path, topic: str, turns: int, message: str
) -> None:
    with pytest.raises(HornbookError, match=message):
        runner(tmp_path).run(replace(SMALL, emphasis=((topic, turns),)))


def test_negative_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="negative"):
        runner(tmp_path).run(replace(SMALL, lessons=-1))


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_of_tasks_out_of_range_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(HornbookError, match="task_share"):
        runner(tmp_path).run(replace(SMALL, task_share=share))


@pytest.mark.parametrize("share", [-0.1, 1.0, 2.5])
def test_a_share_out_of_range_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(HornbookError, match="heldout_share"):
        runner(tmp_path).run(replace(SMALL, heldout_share=share))


@dataclass(frozen=True)
class Named:
    """An exercise that has its name already."""

    exercise: Exercise

    def named(self, namer: Namer) -> Exercise:
        return self.exercise


def exercises(count: int) -> list[Exercise]:
    functions = [family for family in families() if family.topic != "classes"]
    pieces = exercise_author("proof", Namer()).pieces(functions, count)
    return [piece for piece in pieces if not isinstance(piece, Refused)]


def test_a_wrong_exercise_is_found_in_its_bundle(sandbox: Sandbox) -> None:
    good = exercises(12)
    wrong = replace(good[5], solution="    return NotImplemented\n")
    broken = replace(good[7], solution="    return (\n")
    mixed = [*good[:5], wrong, good[6], broken, *good[8:]]
    outcomes = {
        bundle: [outcome for _, outcome, _ in prove(mixed, sandbox, bundle=bundle)]
        for bundle in (1, 4, 16)
    }
    expected = ["passed"] * 12
    expected[5], expected[7] = "failed", "error"
    assert outcomes == {1: expected, 4: expected, 16: expected}


def test_an_exit_does_not_pass_a_bundle(sandbox: Sandbox) -> None:
    good = exercises(3)
    exits = replace(good[1], solution="    raise SystemExit(0)\n")
    outcomes = [outcome for _, outcome, _ in prove([good[0], exits, good[2]], sandbox)]
    assert outcomes[0] == outcomes[2] == "passed"
    assert outcomes[1] != "passed"


def test_an_author_stops_when_its_families_have_no_more_to_give() -> None:
    three = exercises(3)

    def write(family: Family, seed: str) -> Named:
        number = int(seed.rsplit("/", 1)[1])
        return Named(replace(three[number % 3], topic=family.topic))

    pieces = list(Author(write, "few", Namer()).pieces(families()[:2], 1000))
    kept = [piece for piece in pieces if not isinstance(piece, Refused)]
    assert len(kept) == 3
    assert {piece.reason for piece in pieces if isinstance(piece, Refused)} == {"duplicate"}
    assert len(pieces) < 60


def test_other_processes_write_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(author, "MANY", 0)
    some = [*families()[::9], *compositions(families()[:40])[:30]]
    alone, together = (
        list(exercise_author("ahead", Namer(), patience=2, workers=workers).pieces(some, 250))
        for workers in (1, 2)
    )
    assert together == alone
    assert any(isinstance(piece, Refused) for piece in alone)


def test_another_name_does_not_make_another_exercise() -> None:
    (first,) = exercises(1)

    def write(family: Family, seed: str) -> Named:
        name = f"other_{seed.rsplit('/', 1)[1]}"
        prompt = first.prompt.replace(first.name, name)
        return Named(replace(first, name=name, prompt=prompt))

    pieces = Author(write, "names", Namer()).pieces(families()[:1], 10)
    assert sum(not isinstance(piece, Refused) for piece in pieces) == 1


def test_another_curriculum_is_another_identity(tmp_path: Path) -> None:
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "one.py").write_text("x = 1")
    before = digest(tmp_path)
    assert digest(tmp_path) == before
    (tmp_path / "topic" / "one.py").write_text("x = 2")
    changed = digest(tmp_path)
    (tmp_path / "topic" / "one.py").rename(tmp_path / "topic" / "two.py")
    assert len({before, changed, digest(tmp_path)}) == 3
