from collections import Counter, defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.explanations.sample import TaskSample, _hash

Rows = list[tuple[str, str]]
rows_of_tasks = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 12).map(str)), max_size=60
)
sizes = st.one_of(st.none(), st.integers(1, 40))


def drawn(rows: Rows, size: int | None, per_task: int | None, seed: int = 0) -> Rows:
    sample = TaskSample(size, per_task, seed)
    for place, (task, query) in enumerate(rows):
        sample.offer(task, query, place)
    return [rows[place] for _, _, place in sample.chosen()]


def by_the_paper(rows: Rows, size: int | None, per_task: int | None, seed: int = 0) -> Rows:
    """Algorithm 1 with everything in memory, its draws of tasks made by the same clocks."""
    tasks = defaultdict(set)
    for task, query in rows:
        tasks[task].add(query)
    times = []
    for task, queries in tasks.items():
        clock, time = Random(f"{seed}/{task}"), 0.0
        order = sorted(queries, key=lambda query: _hash(seed, task, query))
        for query in order[:per_task]:
            time += clock.expovariate(1.0)
            times.append((time, task, query))
    return [(task, query) for _, task, query in sorted(times)[:size]]


@given(rows_of_tasks, sizes, st.one_of(st.none(), st.integers(1, 6)), st.integers(0, 3))
def test_one_pass_draws_what_the_paper_does(
    rows: Rows, size: int | None, per_task: int | None, seed: int
) -> None:
    assert drawn(rows, size, per_task, seed) == by_the_paper(rows, size, per_task, seed)


@given(rows_of_tasks, sizes, st.one_of(st.none(), st.integers(1, 6)))
def test_laws(rows: Rows, size: int | None, per_task: int | None) -> None:
    found = drawn(rows, size, per_task)
    assert len(set(found)) == len(found)
    assert set(found) <= set(rows)
    counts = Counter(task for task, _ in found)
    assert all(count <= (per_task or 99) for count in counts.values())
    have = Counter(task for task, _ in set(rows))
    possible = sum(min(count, per_task or count) for count in have.values())
    assert len(found) == min(size or possible, possible)


@given(rows_of_tasks, sizes, st.one_of(st.none(), st.integers(1, 6)), st.randoms())
def test_the_order_of_rows_changes_nothing(
    rows: Rows, size: int | None, per_task: int | None, random: Random
) -> None:
    mixed = [*rows, *rows]
    random.shuffle(mixed)
    assert drawn(mixed, size, per_task) == drawn(rows, size, per_task)


@given(rows_of_tasks, st.integers(1, 30), st.integers(0, 10))
def test_a_smaller_sample_begins_a_bigger_one(rows: Rows, size: int, more: int) -> None:
    assert drawn(rows, size + more, None)[:size] == drawn(rows, size, None)


def test_tasks_are_drawn_evenly_however_large_they_are() -> None:
    rows = [("large", str(n)) for n in range(20_000)]
    rows += [("middle", str(n)) for n in range(2_000)] + [("small", str(n)) for n in range(100)]
    counts = Counter(task for task, _ in drawn(rows, 2_100, None))
    assert counts["small"] == 100
    assert abs(counts["large"] - counts["middle"]) < 150 and counts.total() == 2_100


def test_queries_of_a_task_are_drawn_evenly() -> None:
    rows = [("one", str(n)) for n in range(40)]
    found = Counter(query for seed in range(400) for _, query in drawn(rows, 10, None, seed))
    assert len(found) == 40 and all(60 < count < 145 for count in found.values())


def test_no_more_is_held_than_is_drawn() -> None:
    sample = TaskSample(50, None, 0)
    accepted = 0
    for place in range(20_000):
        accepted += sample.offer(f"task {place % 7}", str(place), place)
        held = [len(task.heap) for task in sample._tasks.values()]
        assert sum(held) <= 50
        assert len(sample._latest) <= accepted + 1
    assert accepted < 50 * 12  # about n (1 + ln(N / n))
