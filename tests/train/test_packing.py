"""The law of packing: within an epoch every token comes once, in every mixture."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hornbook.train.packing import (
    Documents,
    Stretch,
    assemble,
    budgets,
    is_heldout,
    shuffled,
    stretches,
    tokenize,
)

END = 0
# Documents of 1 to 12 tokens, end token included.
LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=30)


def numbered(lengths: list[int], first: int) -> Documents:
    """Documents whose every token is a different number, except the ends."""
    offsets = np.cumsum([0, *lengths])
    tokens = np.arange(first, first + offsets[-1]).astype(np.uint16)
    tokens[offsets[1:] - 1] = END
    return Documents(tokens, offsets)


@given(lengths=LENGTHS, budget=st.integers(1, 400), seed=st.integers(0, 9))
def test_no_token_is_lost_or_doubled_within_an_epoch(
    lengths: list[int], budget: int, seed: int
) -> None:
    documents = numbered(lengths, first=1)
    chosen, epochs = stretches(documents.lengths(), budget, 0, seed)
    array = assemble([documents], [chosen], END)
    assert len(array) == budget
    size = sum(lengths)
    assert epochs == -(-budget // size)
    whole = Counter(documents.tokens.tolist())
    for start in range(0, budget - size + 1, size):
        assert Counter(array[start : start + size].tolist()) == whole
    rest = Counter(array[budget - budget % size :].tolist())
    del rest[END], whole[END]
    assert rest <= whole


@given(
    parts=st.lists(st.tuples(LENGTHS, st.integers(1, 200)), min_size=1, max_size=4),
    seed=st.integers(0, 9),
)
def test_a_mixture_gives_each_source_its_budget_all_along(
    parts: list[tuple[list[int], int]], seed: int
) -> None:
    sources = [numbered(lengths, first=1 + 1000 * n) for n, (lengths, _) in enumerate(parts)]
    chosen = [
        stretches(documents.lengths(), budget, n, seed)[0]
        for n, (documents, (_, budget)) in enumerate(zip(sources, parts, strict=True))
    ]
    array = assemble(sources, chosen, END)
    total = sum(budget for _, budget in parts)
    assert len(array) == total
    longest = max(max(lengths) for lengths, _ in parts)
    for n, (_, budget) in enumerate(parts):
        # Its end tokens aside, a source's tokens are numbered in its thousand.
        alone = assemble(sources, [chosen[n]], END)
        own = (array >= 1 + 1000 * n) & (array < 1 + 1000 * (n + 1))
        assert array[own].tolist() == alone[alone != END].tolist()
        if budget > 3 * longest:
            middle = int(own[: total // 2].sum())
            share = len(alone[alone != END])
            assert abs(middle - share / 2) <= share * (len(parts) + 2) * longest / budget


@given(lengths=LENGTHS, budget=st.integers(1, 400))
def test_every_document_is_followed_by_the_end_token_even_if_cut(
    lengths: list[int], budget: int
) -> None:
    documents = numbered(lengths, first=1)
    chosen, _ = stretches(documents.lengths(), budget, 0, 0)
    array = assemble([documents], [chosen], END)
    ends = np.cumsum([stretch.length for stretch in chosen])
    assert (array[ends - 1] == END).all()


@given(total=st.integers(1, 10**7), weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=6))
def test_budgets_add_up_and_follow_the_weights(total: int, weights: list[float]) -> None:
    parts = budgets(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) <= 1.01


def test_later_epochs_have_another_order() -> None:
    chosen, epochs = stretches(np.full(50, 2), 200, 0, 0)
    first, second = ([s.document for s in chosen[n : n + 50]] for n in (0, 50))
    assert epochs == 2
    assert sorted(first) == sorted(second)
    assert first != second
    assert chosen[0] == Stretch(0, 0, 2, 0.0)


def test_shuffles_depend_on_seed_source_and_epoch() -> None:
    orders = {tuple(shuffled(20, *key)) for key in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]}
    assert len(orders) == 4
    assert all(sorted(order) == list(range(20)) for order in orders)


@given(share=st.floats(0.05, 0.95), seed=st.integers(0, 5))
def test_heldout_share_is_about_what_was_asked(share: float, seed: int) -> None:
    out = sum(is_heldout(f"document {n}", share, seed) for n in range(2000))
    assert abs(out / 2000 - share) < 0.06


def test_nothing_is_held_out_at_share_zero() -> None:
    assert not any(is_heldout(str(n), 0.0, 0) for n in range(1000))


@given(texts=st.lists(st.text("ab", max_size=5), max_size=20), group=st.integers(1, 7))
def test_tokenizing_keeps_every_document_in_order(texts: list[str], group: int) -> None:
    def encode(batch: list[str]) -> list[list[int]]:
        return [[ord(sign) for sign in text] for text in batch]

    documents = tokenize(lambda a, b: texts[a:b], len(texts), encode, END, group=group)  # type: ignore[arg-type]
    assert len(documents) == len(texts)
    for number, text in enumerate(texts):
        start, stop = documents.offsets[number : number + 2]
        assert documents.tokens[start:stop].tolist() == [*map(ord, text), END]


def test_tokenizing_stops_when_there_is_enough() -> None:
    asked: list[tuple[int, int]] = []

    def texts(start: int, stop: int) -> list[str]:
        asked.append((start, stop))
        return ["x"] * (stop - start)

    documents = tokenize(texts, 100, lambda batch: [[1, 1] for _ in batch], END, enough=25, group=5)
    assert len(documents) == 10
    assert asked[-1] == (5, 10)
