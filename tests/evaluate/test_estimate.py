import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.evaluate.compare import sign_test
from hornbook.evaluate.estimate import bootstrap, wilson
from hornbook.evaluate.pass_at_k import estimate_pass_at_k, pass_at_k

counts = st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.lists(st.booleans(), min_size=1, max_size=9), st.data())
def test_pass_at_k_is_the_share_of_choices_with_a_pass(
    samples: list[bool], data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, len(samples)))
    choices = list(combinations(samples, k))
    brute = sum(any(choice) for choice in choices) / len(choices)
    assert pass_at_k(len(samples), sum(samples), k) == pytest.approx(brute)


def test_pass_at_k_is_unbiased() -> None:
    rng = random.Random(0)
    rates, n, k, rounds = 0.3, 10, 4, 20_000
    total = sum(pass_at_k(n, sum(rng.random() < rates for _ in range(n)), k) for _ in range(rounds))
    assert total / rounds == pytest.approx(1 - (1 - rates) ** k, abs=0.005)


@pytest.mark.parametrize(("samples", "passed", "k"), [(3, 1, 4), (3, 4, 1), (3, 1, 0), (0, 0, 1)])
def test_impossible_counts_are_refused(samples: int, passed: int, k: int) -> None:
    with pytest.raises(ValueError, match="pass@"):
        pass_at_k(samples, passed, k)


@given(counts)
def test_wilson_holds_its_share_within_zero_and_one(count: tuple[int, int]) -> None:
    passed, of = count
    estimate = wilson(passed, of)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert estimate.low < estimate.high


@given(counts)
def test_wilson_grows_with_what_passed_and_mirrors(count: tuple[int, int]) -> None:
    passed, of = count
    here, mirror = wilson(passed, of), wilson(of - passed, of)
    assert here.low == pytest.approx(1 - mirror.high)
    if passed < of:
        above = wilson(passed + 1, of)
        assert above.low > here.low or above.low == here.low == 0
        assert above.high > here.high


def test_wilson_equals_published_values() -> None:
    # Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    for passed, of, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        estimate = wilson(passed, of)
        assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)


def test_no_items_are_no_share() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="positive weight"):
        bootstrap([], [])


def test_bootstrap_weighs_and_is_seeded() -> None:
    weights = [float(number) for number in range(1, 41)]
    totals = [weight**1.5 for weight in weights]
    estimate = bootstrap(totals, weights)
    assert estimate.value == pytest.approx(sum(totals) / sum(weights))
    assert estimate.low < estimate.value < estimate.high
    assert estimate == bootstrap(totals, weights)
    assert estimate != bootstrap(totals, weights, seed=1)


def test_bootstrap_covers_the_truth_as_often_as_it_says() -> None:
    rng = random.Random(0)
    covered = 0
    for _ in range(200):
        values = [rng.gauss(2.0, 1.0) for _ in range(60)]
        estimate = bootstrap(values, [1.0] * 60, draws=1000)
        covered += estimate.low <= 2.0 <= estimate.high
    assert 180 <= covered <= 199


def test_one_sample_gives_wilson_and_more_a_bootstrap() -> None:
    assert estimate_pass_at_k([1, 0, 1, 1], 1, 1) == wilson(3, 4)
    several = estimate_pass_at_k([2, 0, 5], 5, 2)
    assert several.value == pytest.approx((pass_at_k(5, 2, 2) + 0 + 1) / 3)
    assert several.of == 3


@given(st.integers(0, 12), st.integers(0, 12))
def test_sign_test_counts_all_splits(higher: int, lower: int) -> None:
    differing = higher + lower
    splits = [bin(bits).count("1") for bits in range(1 << differing)] if differing <= 10 else []
    if splits:
        away = abs(higher - lower)
        brute = sum(abs(2 * heads - differing) >= away for heads in splits) / len(splits)
        assert sign_test(higher, lower) == pytest.approx(brute)
    assert sign_test(higher, lower) == sign_test(lower, higher) <= 1
