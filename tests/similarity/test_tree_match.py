"""The fast search gives what comparing all pairs by the textbook gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.similarity.tree_match import Pair, match_rate, matching, reaches

# Few characters and lengths that divide evenly, so that rates fall exactly on thresholds.
tree = st.text(alphabet="abc\xe9", max_size=24)
rates = st.sampled_from([0.5, 0.8, 0.85, 0.9, 0.95, 1.0]) | st.floats(0.05, 1)


def distance(one: str, other: str) -> int:
    """Levenshtein's, by Wagner and Fischer's table."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


@settings(deadline=None)
@given(one=tree, other=tree)
def test_the_rate_is_the_textbooks_and_symmetric(one: str, other: str) -> None:
    rate = match_rate(one, other)
    assert rate == match_rate(other, one)
    assert rate == 1 - distance(one, other) / max(len(one), len(other), 1)
    assert (rate == 1) == (one == other)


@settings(deadline=None)
@given(queries=st.lists(tree, max_size=6), candidates=st.lists(tree, max_size=12), rate=rates)
def test_no_true_pair_is_skipped(queries: list[str], candidates: list[str], rate: float) -> None:
    expected = [
        Pair(c, q, match_rate(query, candidate))
        for c, candidate in enumerate(candidates)
        for q, query in enumerate(queries)
        if reaches(match_rate(query, candidate), rate)
    ]
    assert matching(queries, candidates, rate) == expected
    assert matching(queries, candidates, rate, workers=2) == expected


def test_rates_exactly_at_the_threshold_count() -> None:
    for length, errors, rate in ((5, 1, 0.8), (15, 3, 0.8), (20, 3, 0.85), (60, 3, 0.95)):
        (pair,) = matching(["a" * length], ["a" * (length - errors) + "b" * errors], rate)
        assert reaches(pair.rate, rate)
        assert not matching(["a" * length], ["a" * (length - errors - 1)], rate)


def test_many_distinct_candidates_are_all_compared() -> None:
    candidates = [f"{number:05d}" for number in range(10_000)]
    assert matching(["09999"], candidates, 1.0) == [Pair(9999, 0, 1.0)]
